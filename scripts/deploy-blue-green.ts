import type { Progress } from './blue-green/bring.ts'
import { takeCertificate } from './blue-green/certificate.ts'
import { deploy, rollback } from './blue-green/deploy.ts'
import { type Options, readOptions, usage } from './blue-green/options.ts'
import { setup } from './blue-green/setup.ts'
import { status } from './blue-green/status.ts'
import { type Say, sayTo } from './deploy/say.ts'
import { exit, Stop } from './deploy/stop.ts'

const folder = process.cwd()
const progress: Progress = { phase: 'before' }

/** What is left behind wherever a run ends before its time. */
const left: Record<Progress['phase'], string> = {
  before: 'Nothing was changed for visitors.',
  idle: 'Visitors get what they had before. Run the same command again.',
  switched: 'Visitors may get the new colour already: the same command, run again, looks first and finishes.',
}

try {
  const options = readOptions(process.argv.slice(2))
  if (options) await start(options, sayTo(console.log, options.json))
  else console.log(usage)
} catch (error) {
  if (!(error instanceof Stop)) throw error
  console.error(error.message)
  process.exitCode = error.exitCode
}

async function start(options: Options, say: Say) {
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)
    process.once(signal, () => {
      say('failed', `Interrupted. ${left[progress.phase]}`, { exitCode })
      process.exit(exitCode)
    })
  try {
    await run(options, say)
  } catch (error) {
    const { message, exitCode } = ending(error)
    say('failed', message, { exitCode })
    process.exitCode = exitCode
  }
}

async function run(options: Options, say: Say): Promise<void> {
  const [chain = '', key = ''] = options.words
  const commands = {
    deploy: () => deploy({ options, folder, say, progress }),
    rollback: () => rollback({ options, folder, say, progress }),
    status: () => status(folder, say),
    setup: () => setup({ ...options, folder }, say),
    certificate: () => takeCertificate({ folder, chain, key }, say),
  }
  await commands[options.command]()
}

function ending(error: unknown): { message: string; exitCode: number } {
  if (error instanceof Stop) return error
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof ReferenceError) throw error
  const exitCode = progress.phase === 'before' ? exit.refused : exit.failed
  return { message: `${error.message}\n${left[progress.phase]}`, exitCode }
}
