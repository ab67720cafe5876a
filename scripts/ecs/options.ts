import { duration, misunderstood, readArguments, wholeNumber } from '../deploy/arguments.ts'

export type Options = {
  cluster: string
  service: string
  /** Undefined: as the AWS SDK finds it, in AWS_REGION or the profile. */
  region: string | undefined
  /** Container to repository; what is not named here is as the definition says. */
  images: Record<string, string>
  definition: string
  dryRun: boolean
  json: boolean
  keep: number
  migrate: boolean
  migrateCommand: string[]
  rollback: boolean
  timeout: number
  /** Milliseconds to the second look; they grow to three times as much. */
  poll: number
  force: boolean
  allowDirty: boolean
  /** What comes after `--`. */
  buildArguments: string[]
}

type Env = Record<string, string | undefined>

export const usage = `npm run deploy -- --cluster CLUSTER --service SERVICE [options] [-- docker build options]

Builds the commit that is checked out, pushes it, and rolls it out on an Amazon ECS service.

  --cluster NAME         the cluster (or DEPLOY_CLUSTER)
  --service NAME         the service, which is there already (or DEPLOY_SERVICE)
  --region REGION        else as the AWS SDK finds it: AWS_REGION, or the profile
  --image NAME=REPOSITORY  the container NAME runs what is built here and is pushed to REPOSITORY; repeatable
                         (or DEPLOY_IMAGES, with commas). Without it these are the containers of the definition
                         whose image is REPOSITORY:GIT_REVISION. All others stay as the definition says.
  --definition FILE      the task definition in the commit (task-definition.json)
  --dry-run              reads only: prints what would be done and the difference to what runs
  --json                 an object a line
  --keep N               how many of the newest old definitions stay registered (5)
  --migrate              runs a one-off task of the new definition first, and goes on if it exits with 0
  --migrate-command C    what that task runs ("node scripts/migrate.ts")
  --no-rollback          leaves a failed deployment as it is, for a look
  --timeout TIME         how long to wait for a task or a deployment: 90s, 30m, 1h (30m)
  --poll TIME            the first pause between two looks, which grows threefold (5s)
  --force                deploys though nothing has changed, or in place of a deployment in progress
  --allow-dirty          deploys the work tree with what is not committed, as REVISION-dirty-HASH
  --help

Ends with 0 done or deployed already, 2 not understood, 3 refused before anything was changed, 4 failed and rolled
back, 5 failed and not rolled back, 6 timed out, 75 another deployment is in progress.`

const known = {
  cluster: { type: 'string' },
  service: { type: 'string' },
  region: { type: 'string' },
  image: { type: 'string', multiple: true },
  definition: { type: 'string', default: 'task-definition.json' },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  keep: { type: 'string', default: '5' },
  migrate: { type: 'boolean', default: false },
  'migrate-command': { type: 'string', default: 'node scripts/migrate.ts' },
  rollback: { type: 'boolean', default: true },
  timeout: { type: 'string', default: '30m' },
  poll: { type: 'string', default: '5s' },
  force: { type: 'boolean', default: false },
  'allow-dirty': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

/** Undefined where help was asked for. */
export function readOptions(argv: string[], env: Env): Options | undefined {
  const { values, buildArguments } = readArguments(argv, { options: known })
  if (values.help) return undefined
  return {
    cluster: needed('cluster', values.cluster ?? env.DEPLOY_CLUSTER),
    service: needed('service', values.service ?? env.DEPLOY_SERVICE),
    region: values.region,
    images: images(values.image ?? env.DEPLOY_IMAGES?.split(',').filter(Boolean) ?? []),
    definition: values.definition,
    dryRun: values['dry-run'],
    json: values.json,
    keep: wholeNumber('keep', values.keep),
    migrate: values.migrate,
    migrateCommand: values['migrate-command'].split(/\s+/).filter(Boolean),
    rollback: values.rollback,
    timeout: duration('timeout', values.timeout),
    poll: duration('poll', values.poll),
    force: values.force,
    allowDirty: values['allow-dirty'],
    buildArguments,
  }
}

function needed(name: 'cluster' | 'service', value: string | undefined): string {
  if (!value) throw misunderstood(`Say which ${name}: --${name} NAME, or DEPLOY_${name.toUpperCase()}.`)
  return value
}

function images(pairs: string[]): Record<string, string> {
  return Object.fromEntries(pairs.map(readImage))
}

function readImage(pair: string): [container: string, repository: string] {
  const [, container, repository] = /^\s*([\w-]+)=([\w.-]+(?::\d+)?(?:\/[\w.-]+)*)\s*$/.exec(pair) ?? []
  if (!container || !repository)
    throw misunderstood(`--image takes CONTAINER=REPOSITORY without a tag, and this is ${pair}.`)
  return [container, repository]
}
