import type { Plugin } from '@hapi/hapi'
import Joi from 'joi'
import {
  type AutosaveChange,
  type AutosaveKept,
  autosaveLimits as most,
  type Origin,
  type Unfinished,
} from '../../src/autosave.ts'
import type { Licences } from '../../src/licences.ts'
import { paths } from '../../src/paths.ts'
import { colourPattern, type DraftFile, type ProjectAddress, sha256Pattern } from '../../src/project.ts'
import { type FileKind, uploadLimits } from '../../src/upload.ts'
import { accountOf } from '../credentials.ts'
import {
  autosaveOf,
  autosavesOf,
  autosaveWith,
  discardAutosave,
  type Keeper,
  keepAutosave,
} from '../domain/autosaves.ts'
import { NotFound } from '../domain/errors.ts'
import { listOf } from './lists.ts'
import { focus, variantsOf } from './variants.ts'

type Address = Pick<AutosaveKept, 'id'>

/** Autosaves: what is typed and not saved yet, for its maker alone. */
export const autosaves: Plugin<Keeper> = {
  name: 'autosaves',
  register(server, keeper) {
    const address = paths.api.autosave({ id: '{id}' })

    server.route({
      method: 'GET',
      path: paths.api.autosaves,
      handler: async request => ({ autosaves: await autosavesOf(keeper, accountOf(request)) }),
    })

    server.route<{ Params: Address }>({
      method: 'GET',
      path: address,
      options: { validate: { params } },
      handler: request => autosaveWith(keeper, accountOf(request), request.params.id),
    })

    server.route<{ Params: ProjectAddress }>({
      method: 'GET',
      path: paths.api.projectAutosave({ owner: '{owner}', id: '{id}' }),
      handler: async request => ({ autosave: await autosaveOf(keeper, accountOf(request), request.params) }),
    })

    server.route<{ Params: Address; Payload: AutosaveChange }>({
      method: 'PUT',
      path: address,
      options: { validate: { params, payload: change } },
      async handler(request, h) {
        const { id } = request.params
        const { begun, ...kept } = await keepAutosave(keeper, accountOf(request), id, request.payload)
        return begun ? h.response(kept).created(paths.api.autosave({ id })) : kept
      },
    })

    server.route<{ Params: Address; Query: Pick<AutosaveKept, 'revision'> }>({
      method: 'DELETE',
      path: address,
      options: { validate: { params, query: Joi.object({ revision: revision.min(1) }) } },
      async handler(request, h) {
        await discardAutosave(keeper, accountOf(request), { ...request.params, ...request.query })
        return h.response().code(204)
      },
    })
  },
}

/** As PostgreSQL takes it too. */
export const autosaveId = Joi.string().guid({ separator: '-', wrapper: false }).lowercase()

const params = Joi.object<Address, true>({
  id: autosaveId.error(() => new NotFound('There is nothing kept at this address.')),
})

export const revision = Joi.number().integer().min(0).max(1_000_000_000).required()

// Half an emoji, as a length limit may leave, is kept as a mark: PostgreSQL takes no half in JSON.
const typed = (longest: number) =>
  Joi.string()
    .allow('')
    .max(longest)
    .custom((text: string) => text.toWellFormed())
const line = typed(most.line)
const pixels = Joi.number().integer().min(0).max(1_000_000).allow(null)

const file = Joi.object<DraftFile, true>({
  kind: Joi.string<FileKind>().valid('picture', 'file', 'audio').required(),
  path: line.required(),
  key: line.required(),
  alt: line,
  width: pixels,
  height: pixels,
  caption: line,
  focus: focus.allow(null),
  colour: Joi.string().pattern(colourPattern).allow(null),
  sha256: Joi.string().pattern(sha256Pattern).allow(null),
  variants: variantsOf(line.required()),
})

const unfinished = Joi.object<Unfinished, true>({
  id: line.required(),
  kind: Joi.string<FileKind>().valid('picture', 'file', 'audio').required(),
  path: line.required(),
  type: line.required(),
  alt: line.required(),
  caption: line.required(),
  origin: Joi.object<Origin, true>({
    path: line.required(),
    size: Joi.number().integer().min(0).required(),
    modified: Joi.number().required(),
  }).required(),
  upload: line.allow(null).required(),
})

const content = Joi.object<AutosaveChange['content'], true>({
  id: line.required(),
  title: line.required(),
  summary: line.required(),
  description: typed(most.text).required(),
  instructions: typed(most.text).required(),
  licences: Joi.object<Licences, true>({
    docs: line.required(),
    hardware: line,
    firmware: line,
    audio: line,
  }).required(),
  tags: listOf(line, 200).required(),
  files: listOf(file, uploadLimits.filesPerProject).required(),
  unfinished: listOf(unfinished, uploadLimits.filesPerProject),
  cover: line.allow(null).required(),
})

const change = Joi.object<AutosaveChange, true>({
  revision,
  project: line.allow(null).required(),
  baseVersion: Joi.number().integer().min(1).max(1_000_000_000).allow(null).required(),
  content: content.required(),
})
