import { Stop } from '../deploy/stop.ts'
import { exit } from './exit.ts'
import type { Backup } from './opened.ts'
import type { RestoreOptions } from './options.ts'
import type { Target } from './target.ts'

/** Nothing of anybody's is written over unless that is said. */
export function refuse(target: Target, { manifest }: Backup, { overwrite }: RestoreOptions) {
  const problems = [
    ...(target.others > 0
      ? [`${target.others} others are connected to the database: stop the site first.`]
      : []),
    ...(overwrite ? [] : inTheWay(target, manifest.objects === 'kept')),
    ...(manifest.objects === 'listed' && target.toWrite.length > 0
      ? [
          `The backup lists its objects only, and the bucket lacks ${target.toWrite.length} of them, such as ` +
            `${target.toWrite[0]?.key}: restore the bucket first.`,
        ]
      : []),
  ]
  if (problems.length > 0) throw new Stop(exit.refused, problems.join('\n'))
}

function inTheWay({ accounts = 0, unknown, differing }: Target, writesObjects: boolean): string[] {
  const holds = accounts === Number.POSITIVE_INFINITY ? 'tables of something else' : `${accounts} accounts`
  const objects = unknown + differing
  return [
    ...(accounts > 0 ? [`The database is not empty: it holds ${holds}. ${anyway}`] : []),
    ...(writesObjects && objects > 0
      ? [`The bucket is not empty: it holds ${objects} objects that are none of the backup's. ${anyway}`]
      : []),
  ]
}

const anyway = 'Name an empty one, or write over it with --overwrite.'
