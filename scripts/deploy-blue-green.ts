import type { Progress } from './blue-green/bring.ts'
import { takeCertificate } from './blue-green/certificate.ts'
import { deploy, rollback } from './blue-green/deploy.ts'
import { type Options, readOptions, usage } from './blue-green/options.ts'
import { setup } from './blue-green/setup.ts'
import { status } from './blue-green/status.ts'
import { main } from './deploy/main.ts'
import type { Say } from './deploy/say.ts'
import { exit } from './deploy/stop.ts'

const folder = process.cwd()
const progress: Progress = { phase: 'before' }

const left: Record<Progress['phase'], string> = {
  before: 'Nothing was changed for visitors.',
  idle: 'Visitors get what they had before. Run the same command again.',
  switched: 'Visitors may get the new colour already: the same command, run again, looks first and finishes.',
}

const exitCodes: Record<Progress['phase'], number> = {
  before: exit.refused,
  idle: exit.rolledBack,
  switched: exit.failed,
}

await main({
  options: () => readOptions(process.argv.slice(2)),
  usage,
  run,
  left: () => left[progress.phase],
  exitCode: () => exitCodes[progress.phase],
})

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
