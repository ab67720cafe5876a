import type { Plugin } from '@hapi/hapi'
import Joi from 'joi'
import type { DeletedProject } from '../../src/deleted-project.ts'
import { paths } from '../../src/paths.ts'
import { accountOf } from '../credentials.ts'
import { deletedProjectsOf, endDeletedProject, restoreProject } from '../domain/deleted-projects.ts'
import { NotFound } from '../domain/errors.ts'
import type { Press } from '../domain/projects.ts'

type Address = Pick<DeletedProject, 'number'>

/** Deleted projects, for their owner alone: restored, or ended before their time. */
export const deletedProjects: Plugin<Press> = {
  name: 'deletedProjects',
  register(server, workshop) {
    server.route({
      method: 'GET',
      path: paths.api.deletedProjects,
      handler: async request => ({ projects: await deletedProjectsOf(workshop, accountOf(request)) }),
    })

    server.route<{ Params: Address }>({
      method: 'PUT',
      path: paths.api.restoration({ number: '{number}' }),
      options: { validate: { params } },
      handler: request => restoreProject(workshop, accountOf(request), request.params.number),
    })

    server.route<{ Params: Address }>({
      method: 'DELETE',
      path: paths.api.deletedProject({ number: '{number}' }),
      options: { validate: { params } },
      async handler(request, h) {
        await endDeletedProject(workshop, accountOf(request), request.params.number)
        return h.response().code(204)
      },
    })
  },
}

const params = Joi.object<Address, true>({
  number: Joi.number()
    .integer()
    .min(1)
    .required()
    .error(() => new NotFound('There is no such project.')),
})
