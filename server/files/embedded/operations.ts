import type { Call, Store } from './call.ts'
import { completeUpload } from './complete.ts'
import { getObject } from './get.ts'
import { listObjects } from './list.ts'
import { abortUpload, beginUpload, listParts, listUploads, putPart } from './multipart.ts'
import { postObject } from './post.ts'
import { putObject } from './put.ts'
import { Refusal } from './refusal.ts'
import { deleteObject, deleteObjects } from './remove.ts'

type Operation = (store: Store, call: Call) => void | Promise<void>

/** By method and by what the query asks of a bucket or object, if anything. */
const ofBucket: Record<string, Operation> = {
  HEAD: (_, { response }) => void response.writeHead(200).end(),
  POST: postObject,
  'POST delete': deleteObjects,
  'GET list-type': listObjects,
  'GET uploads': listUploads,
}

const ofObject: Record<string, Operation> = {
  GET: getObject,
  HEAD: getObject,
  PUT: putObject,
  DELETE: deleteObject,
  'POST uploads': beginUpload,
  'PUT uploadId': putPart,
  'POST uploadId': completeUpload,
  'GET uploadId': listParts,
  'DELETE uploadId': abortUpload,
}

const known = ['delete', 'list-type', 'uploads', 'uploadId']
/** What S3 would do something else for: to ignore it would put an object where its access list was meant. */
const unknown =
  /^(?:accelerate|acl|analytics|attributes|cors|encryption|inventory|legal-hold|lifecycle|location|logging|metrics|notification|object-lock|ownershipControls|policy|policyStatus|publicAccessBlock|replication|requestPayment|restore|retention|select|session|tagging|torrent|versionId|versioning|versions|website)$/

export function operationOf({ request, query, key }: Call): Operation {
  const { method = '' } = request
  const other = [...query.keys()].find(name => unknown.test(name))
  if (other !== undefined) throw new Refusal('NotImplemented', `There is no ${other} here.`)
  const asked = known.find(name => query.has(name))
  const operation = (key === '' ? ofBucket : ofObject)[asked === undefined ? method : `${method} ${asked}`]
  if (operation) return operation
  throw new Refusal('MethodNotAllowed', 'The specified method is not allowed against this resource.')
}
