import { main } from './deploy/main.ts'
import { exit } from './deploy/stop.ts'
import { deploy, type Progress } from './ecs/deploy.ts'
import { openEcs } from './ecs/ecs.ts'
import { readOptions, usage } from './ecs/options.ts'
import { inWords } from './ecs/words.ts'

const progress: Progress = { phase: 'preflight' }

const left: Record<Progress['phase'], string> = {
  preflight: 'Nothing was changed.',
  images: 'Nothing in ECS was changed. Run the same command again.',
  definitions: 'The service was not changed. Run the same command again.',
  update: 'The service was updated only if ECS took that call: the same command, run again, looks first.',
  rollout: 'ECS goes on with the deployment by itself. Run the same command again to wait for its end.',
}

await main({
  options: () => readOptions(process.argv.slice(2), process.env),
  usage,
  run: (options, say) => deploy({ options, ecs: openEcs(options), say, progress }),
  left: () => left[progress.phase],
  exitCode: () => (progress.phase === 'preflight' ? exit.refused : exit.failed),
  wordsOf: inWords,
})
