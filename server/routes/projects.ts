import type { Plugin } from '@hapi/hapi'
import Joi from 'joi'
import type { AutosaveKept } from '../../src/autosave.ts'
import { type Licences, type LicensedPart, licensedParts } from '../../src/licences.ts'
import { paths } from '../../src/paths.ts'
import {
  colourPattern,
  type DraftFile,
  type ProjectAddress,
  type ProjectChange,
  type ProjectDraft,
  projectIdPattern,
  projectLimits,
  sha256Pattern,
} from '../../src/project.ts'
import { type FileKind, uploadLimits } from '../../src/upload.ts'
import { accountOf, readerOf } from '../credentials.ts'
import { NotFound } from '../domain/errors.ts'
import {
  availabilityOf,
  changeProject,
  deleteProject,
  draftsOf,
  movedProject,
  type Press,
  projectAt,
  publishProject,
} from '../domain/projects.ts'
import { autosaveId, revision } from './autosaves.ts'
import { shownLine } from './lines.ts'
import { listOf } from './lists.ts'
import { focus, variantsOf } from './variants.ts'

/** Projects: read, written, changed and deleted. */
export const projects: Plugin<Press> = {
  name: 'projects',
  register(server, workshop) {
    const address = paths.api.project({ owner: '{owner}', id: '{id}' })

    server.route<{ Params: ProjectAddress }>({
      method: 'GET',
      path: address,
      options: { auth: { mode: 'try' } },
      async handler(request, h) {
        try {
          const project = await projectAt(workshop, readerOf(request), request.params)
          const answer = h.response(project)
          return project.status === 'published' ? answer.header('cache-control', 'no-cache') : answer
        } catch (error) {
          if (!(error instanceof NotFound)) throw error
          const moved = await movedProject(workshop, readerOf(request), request.params)
          if (!moved) throw error
          return h.redirect(paths.api.project(moved)).permanent()
        }
      },
    })

    server.route<{ Params: ProjectAddress }>({
      method: 'GET',
      path: paths.api.archive({ owner: '{owner}', id: '{id}' }),
      options: { auth: { mode: 'try' } },
      async handler(request, h) {
        const { archive, status } = await projectAt(workshop, readerOf(request), request.params)
        const answer = h.response({ archive })
        return status === 'published' ? answer.header('cache-control', 'no-cache') : answer
      },
    })

    server.route<{ Params: { owner: string }; Payload: ProjectDraft }>({
      method: 'POST',
      path: paths.api.projectsOf({ owner: '{owner}' }),
      options: { validate: { payload: draft } },
      async handler(request, h) {
        const project = await publishProject(
          workshop,
          accountOf(request),
          request.params.owner,
          request.payload,
        )
        return h.response(project).created(paths.project({ owner: project.owner.username, id: project.id }))
      },
    })

    server.route<{ Params: ProjectAddress; Payload: ProjectChange }>({
      method: 'PUT',
      path: address,
      options: { validate: { payload: change } },
      handler: request => changeProject(workshop, accountOf(request), request.params, request.payload),
    })

    server.route<{ Params: ProjectAddress }>({
      method: 'DELETE',
      path: address,
      async handler(request, h) {
        await deleteProject(workshop, accountOf(request), request.params)
        return h.response().code(204)
      },
    })

    server.route({
      method: 'GET',
      path: paths.api.drafts,
      handler: async request => ({ projects: await draftsOf(workshop, accountOf(request)) }),
    })

    server.route<{ Query: { projectId: string } }>({
      method: 'GET',
      path: paths.api.projectIdAvailable,
      options: { validate: { query: Joi.object({ projectId: id }) } },
      handler: request => availabilityOf(workshop, accountOf(request), request.query.projectId),
    })
  },
}

const id = Joi.string()
  .pattern(projectIdPattern)
  .required()
  .messages({ 'string.pattern.base': 'Use 1 to 64 letters from a to z, digits, - and _.' })

const text = Joi.string().allow('').max(projectLimits.text).required()
const pixels = Joi.number().integer().min(1).max(100_000).allow(null)

const key = Joi.string().max(1024).required()

const licencesOf = (part: LicensedPart) => Joi.string().valid(...licensedParts[part].choices)

const file = Joi.object<DraftFile, true>({
  kind: Joi.string<FileKind>().valid('picture', 'file', 'audio').required(),
  path: Joi.string().required(),
  key,
  alt: Joi.string().allow('').max(projectLimits.alt),
  width: pixels,
  height: pixels,
  caption: Joi.string().allow('').max(projectLimits.caption),
  focus: focus.allow(null),
  colour: Joi.string().pattern(colourPattern).allow(null),
  sha256: Joi.string().pattern(sha256Pattern).allow(null),
  variants: variantsOf(key),
})

const draftKeys = {
  id,
  title: shownLine(projectLimits.title).required(),
  summary: shownLine(projectLimits.summary).allow('').required(),
  description: text,
  instructions: text,
  licences: Joi.object<Licences, true>({
    docs: licencesOf('docs').required(),
    hardware: licencesOf('hardware'),
    firmware: licencesOf('firmware'),
    audio: licencesOf('audio'),
  }).required(),
  tags: listOf(Joi.string().allow(''), projectLimits.tags).required(),
  files: listOf(file, uploadLimits.filesPerProject).required(),
  cover: Joi.string().allow(null).required(),
  status: Joi.string().valid('draft', 'published').required(),
  autosave: Joi.object<AutosaveKept, true>({
    id: autosaveId.required(),
    revision: revision.min(1),
  }),
}

const draft = Joi.object<ProjectDraft, true>(draftKeys)
const change = Joi.object<ProjectChange, true>({
  ...draftKeys,
  version: Joi.number().integer().min(1).required(),
})
