import type { Plugin } from '@hapi/hapi'
import Joi from 'joi'
import { paths } from '../../src/paths.ts'
import { projectLimits } from '../../src/project.ts'
import { uploadLimits } from '../../src/upload.ts'
import { type MarkdownJob, renderMarkdown, withFileAddresses } from '../domain/markdown.ts'
import type { Files } from '../files/files.ts'

/** Shows a text as it would be published, by the renderer that publishes. */
export const preview: Plugin<{ files: Files }> = {
  name: 'preview',
  register(server, { files }) {
    server.route<{ Payload: MarkdownJob }>({
      method: 'POST',
      path: paths.api.preview,
      options: { validate: { payload: job } },
      handler: async ({ payload }) => ({ html: withFileAddresses(await renderMarkdown(payload), files.url) }),
    })
  },
}

const job = Joi.object<MarkdownJob>({
  text: Joi.string().allow('').max(projectLimits.text).required(),
  references: Joi.array()
    .items(
      Joi.object({
        kind: Joi.string().valid('picture', 'file', 'audio').required(),
        path: Joi.string().required(),
        key: Joi.string().required(),
        width: Joi.number().allow(null),
        height: Joi.number().allow(null),
      }),
    )
    .max(uploadLimits.filesPerProject)
    .default([]),
})
