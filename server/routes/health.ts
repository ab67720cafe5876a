import type { Plugin } from '@hapi/hapi'
import { paths } from '../../src/paths.ts'

type Options = { revision: string; isDraining: () => boolean; checks: readonly (() => Promise<void>)[] }

export const health: Plugin<Options> = {
  name: 'health',
  register(server, { revision, isDraining, checks }) {
    const allPass = onceASecond(() => passed(checks))
    const isReady = async () => !isDraining() && (await allPass())

    server.route({
      method: 'GET',
      path: paths.live,
      options: { auth: false },
      handler: () => ({ revision }),
    })

    server.route({
      method: 'GET',
      path: paths.ready,
      options: { auth: false },
      handler: async (_, h) => h.response({ revision }).code((await isReady()) ? 200 : 503),
    })
  },
}

/** However many want to know, who may be anybody. */
function onceASecond<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let answer: Promise<Answer> | undefined
  const forget = () => {
    answer = undefined
  }
  return () => (answer ??= ask().finally(() => setTimeout(forget, 1000).unref()))
}

async function passed(checks: Options['checks']): Promise<boolean> {
  const results = await Promise.allSettled(checks.map(check => check()))
  return results.every(({ status }) => status === 'fulfilled')
}
