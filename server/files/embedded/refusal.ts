const statuses = {
  AccessDenied: 403,
  AccessForbidden: 403,
  AuthorizationHeaderMalformed: 400,
  AuthorizationQueryParametersError: 400,
  BadDigest: 400,
  EntityTooLarge: 400,
  EntityTooSmall: 400,
  IncompleteBody: 400,
  InternalError: 500,
  InvalidAccessKeyId: 403,
  InvalidArgument: 400,
  InvalidPart: 400,
  InvalidPartOrder: 400,
  InvalidPolicyDocument: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidToken: 400,
  InvalidURI: 400,
  KeyTooLongError: 400,
  MalformedPOSTRequest: 400,
  MalformedXML: 400,
  MaxMessageLengthExceeded: 400,
  MaxPostPreDataLengthExceeded: 400,
  MethodNotAllowed: 405,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NotImplemented: 501,
  PreconditionFailed: 412,
  RequestTimeout: 400,
  RequestTimeTooSkewed: 403,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
  XAmzContentSHA256Mismatch: 400,
} as const

/** An answer of S3 that is not the one hoped for, under the code by which clients know it. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly code: keyof typeof statuses
  readonly status: number
  readonly headers: Record<string, string>

  constructor(code: keyof typeof statuses, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.code = code
    this.status = statuses[code]
    this.headers = headers
  }
}

/** What to tell the client of any error: those that are not refusals keep their details to themselves. */
export function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const { code }: { code?: string } = Object(error)
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET')
    return new Refusal('IncompleteBody', 'The connection ended too early.')
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? new Refusal('ServiceUnavailable', 'There is no room left in the object store.')
    : new Refusal('InternalError', 'The object store met an unexpected error.')
}
