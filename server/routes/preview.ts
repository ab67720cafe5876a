import type { Plugin, Request } from '@hapi/hapi'
import Joi from 'joi'
import { paths } from '../../src/paths.ts'
import { projectLimits } from '../../src/project.ts'
import { type FileKind, uploadLimits } from '../../src/upload.ts'
import { accountOf } from '../credentials.ts'
import type { Limits } from '../domain/limits.ts'
import { type MarkdownJob, type Reference, renderMarkdown, withFileAddresses } from '../domain/markdown.ts'
import type { Files } from '../files/files.ts'
import { listOf } from './lists.ts'

/** Shows a text as it would be published, by the renderer that publishes. */
export const preview: Plugin<{ files: Files; limits: Limits }> = {
  name: 'preview',
  register(server, { files, limits }) {
    server.route<{ Payload: MarkdownJob }>({
      method: 'POST',
      path: paths.api.preview,
      options: { validate: { payload: job } },
      async handler(request) {
        const asker = { id: accountOf(request).id, limits, signal: signalOf(request) }
        return { html: withFileAddresses(await renderMarkdown(request.payload, asker), files.url) }
      },
    })
  },
}

/** Aborts when the browser has gone, as it does at the next letter typed. */
function signalOf({ events }: Pick<Request, 'events'>): AbortSignal {
  const gone = new AbortController()
  events.once('disconnect', () => gone.abort())
  return gone.signal
}

const pixels = Joi.number().integer().min(1).max(100_000)
const path = Joi.string().max(1024).required()

const variants = listOf(Joi.object({ key: path, width: pixels.required() }), 20)

const reference = Joi.object<Reference>({
  kind: Joi.string<FileKind>().valid('picture', 'file', 'audio').required(),
  path,
  key: path,
  width: pixels.allow(null),
  height: pixels.allow(null),
  variants,
})

const job = Joi.object<MarkdownJob>({
  text: Joi.string().allow('').max(projectLimits.text).required(),
  references: listOf(reference, uploadLimits.filesPerProject).default([]),
  name: Joi.string().valid('description', 'instructions', 'about', 'text').default('description'),
  lines: Joi.boolean().default(false),
})
