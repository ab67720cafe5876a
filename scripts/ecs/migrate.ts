import type { Say } from '../deploy/say.ts'
import { exit, Stop } from '../deploy/stop.ts'
import { type Ecs, shortName } from './ecs.ts'
import type { Image } from './images.ts'
import type { Options } from './options.ts'
import { lookUntil, tellTask } from './watch.ts'

type Asked = Pick<Options, 'migrateCommand' | 'poll' | 'timeout'>

/** Runs a task of the new definition to its end, before the service gets to it. */
export async function migrate(
  ecs: Ecs,
  say: Say,
  definition: string,
  image: Image,
  asked: Asked,
): Promise<void> {
  const { taskArn } = await ecs.runTask(definition, image.container, asked.migrateCommand, image.tag)
  say('step', `Migrating by the task ${shortName(taskArn)} of ${shortName(definition)}`, { task: taskArn })
  const task = await lookUntil(
    asked,
    async () => (await ecs.describeTasks([taskArn])).find(({ lastStatus }) => lastStatus === 'STOPPED'),
    say,
  )
  if (!task)
    throw new Stop(
      exit.timedOut,
      `The migration, ${taskArn}, has not ended in time. The service is as it was.`,
    )
  const code = task.containers.find(({ name }) => name === image.container)?.exitCode
  if (code === 0) return say('step', 'Migrated')
  throw new Stop(
    exit.failed,
    `The migration ended ${code === undefined ? 'without an exit code' : `with exit code ${code}`}: ${tellTask(task)}. The service is as it was.`,
  )
}
