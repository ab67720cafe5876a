import { type Say, sayTo } from './deploy/say.ts'
import { exit, Stop } from './deploy/stop.ts'
import { deploy, type Progress } from './ecs/deploy.ts'
import { openEcs } from './ecs/ecs.ts'
import { type Options, readOptions, usage } from './ecs/options.ts'
import { inWords } from './ecs/words.ts'

const progress: Progress = { phase: 'preflight' }

/** What is left behind wherever a run ends before its time. */
const left: Record<Progress['phase'], string> = {
  preflight: 'Nothing was changed.',
  images: 'Nothing in ECS was changed. Run the same command again.',
  definitions: 'The service was not changed. Run the same command again.',
  update: 'The service was updated only if ECS took that call: the same command, run again, looks first.',
  rollout: 'ECS goes on with the deployment by itself. Run the same command again to wait for its end.',
}

try {
  const options = readOptions(process.argv.slice(2), process.env)
  if (options) await run(options, sayTo(console.log, options.json))
  else console.log(usage)
} catch (error) {
  if (!(error instanceof Stop)) throw error
  console.error(error.message)
  process.exitCode = error.exitCode
}

async function run(options: Options, say: Say) {
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.once(signal, () => {
      say('failed', `Interrupted. ${left[progress.phase]}`, { exitCode })
      process.exit(exitCode)
    })
  try {
    await deploy({ options, ecs: openEcs(options), say, progress })
  } catch (error) {
    const { message, exitCode } = ending(error)
    say('failed', message, { exitCode })
    process.exitCode = exitCode
  }
}

function ending(error: unknown): { message: string; exitCode: number } {
  if (error instanceof Stop) return error
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof ReferenceError) throw error
  const exitCode = progress.phase === 'preflight' ? exit.refused : exit.failed
  return { message: `${inWords(error)}\n${left[progress.phase]}`, exitCode }
}
