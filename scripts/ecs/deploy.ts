import type { Say } from '../deploy/say.ts'
import { exit, Stop } from '../deploy/stop.ts'
import type { Service } from './answers.ts'
import { isSame } from './compare.ts'
import { type Definition, withImages } from './definition.ts'
import { type Ecs, shortName } from './ecs.ts'
import type { Image } from './images.ts'
import { migrate } from './migrate.ts'
import { once } from './once.ts'
import type { Options } from './options.ts'
import { type Findings, primaryOf, tellPlan, toDeregister } from './plan.ts'
import { type Preflight, preflight } from './preflight.ts'
import { pushImages } from './push.ts'
import { deregisterFailed, rollBack } from './rollback.ts'
import { verdictOn, type Watched } from './verdict.ts'
import { teller, watch } from './watch.ts'
import { inWords } from './words.ts'

/** How far a run has come, for whoever interrupts it. */
export type Progress = { phase: 'preflight' | 'images' | 'definitions' | 'update' | 'rollout' }

type Run = { options: Options; ecs: Ecs; say: Say; progress: Progress }

/** Tags, pushes, deregisters, registers, updates, and waits for what comes of it. */
export async function deploy(run: Run): Promise<void> {
  const { options, ecs, say, progress } = run
  const found = await preflight(options, ecs)
  const { plan, findings, source } = found
  say('step', `${source.tag} for the service ${options.service} of ${options.cluster}`, { tag: source.tag })
  for (const line of tellPlan(plan, findings.images)) say('plan', line)
  for (const warning of plan.warnings) say('warning', warning)
  if (options.dryRun) return say('done', 'A dry run: nothing was changed')

  progress.phase = 'images'
  const images = await pushImages(found, options.buildArguments, say)
  progress.phase = 'definitions'
  await deregisterOld(run, findings)
  if (plan.action === 'nothing') return say('done', `Deployed already: ${shortName(plan.running)}`)
  const definition = await registerNew(run, found, images)
  if (options.migrate && plan.action === 'deploy') await migrateFirst(run, found, definition)
  const id = plan.action === 'resume' ? primaryId(findings.service) : await update(run, found, definition)
  progress.phase = 'rollout'
  await follow(run, findings.service, { id, definition, before: plan.before })
}

/** Looked up anew, since building takes minutes. What fails here is done by the next run. */
async function deregisterOld({ ecs, options, say }: Run, { written: { family = '' } }: Findings) {
  try {
    const [revisions, inUse] = await Promise.all([ecs.revisions(family), ecs.inUse(family)])
    for (const revision of toDeregister({ revisions, inUse }, options.keep)) {
      await ecs.deregister(revision)
      say('step', `3. Deregistered ${shortName(revision)}`, { revision })
    }
  } catch (error) {
    say('warning', `Old definitions stay registered: ${inWords(error)}`)
  }
}

/** What an earlier run registered, and did not come to use, is taken. */
async function registerNew({ ecs, options, say }: Run, { findings, plan }: Preflight, images: Image[]) {
  const wanted = withImages(findings.written, images, findings.running)
  if (isSame(wanted, findings.running)) return plan.running
  const lookWhetherDone = () => newestIfSame(ecs, wanted)
  const kept = await lookWhetherDone()
  const definition = kept ?? (await once(() => ecs.register(wanted), lookWhetherDone, options.poll, say))
  say('step', `4. ${kept ? 'Registered already:' : 'Registered'} ${shortName(definition)}`, { definition })
  return definition
}

async function newestIfSame(ecs: Ecs, wanted: Definition): Promise<string | undefined> {
  const [newest] = await ecs.revisions(wanted.family ?? '')
  return newest && isSame(wanted, await ecs.definition(newest)) ? newest : undefined
}

async function migrateFirst({ ecs, options, say }: Run, { findings, plan }: Preflight, definition: string) {
  const [image] = findings.images
  try {
    if (image) await migrate(ecs, say, definition, image, options)
  } catch (error) {
    await deregisterFailed(ecs, say, { definition, before: plan.running })
    throw error
  }
}

/** Answers the id of the new deployment. */
async function update(
  { ecs, options, say, progress }: Run,
  { findings, plan }: Preflight,
  definition: string,
) {
  const before = primaryId(findings.service)
  const now = await ecs.service()
  if (now && primaryId(now) !== before && !options.force)
    throw new Stop(
      exit.busy,
      `Somebody else has begun the deployment ${primaryId(now)} meanwhile. Run again after it.`,
    )
  const isOurs = (service: Service) =>
    service.deployments.find(({ id, taskDefinition }) => taskDefinition === definition && id !== before)
  progress.phase = 'update'
  const service = await once(
    () => ecs.update(definition, plan.force),
    async () => {
      const service = await ecs.service()
      return service && isOurs(service) ? service : undefined
    },
    options.poll,
    say,
  )
  const id = isOurs(service)?.id
  if (id === undefined) throw new Error('ECS took the update, and answered no deployment of it.')
  say('step', `5. Updated the service: deployment ${id} of ${shortName(definition)}`, { deployment: id })
  return id
}

const primaryId = (service: Service): string => primaryOf(service)?.id ?? ''

async function follow({ ecs, options, say }: Run, service: Service, ours: Watched) {
  const tell = teller(ecs, say, service)
  const judge = (service: Service) => verdictOn(service, ours)
  const verdict = await watch(ecs, judge, service => tell(service, ours.id), options, say)
  const name = shortName(ours.definition)
  if (!verdict)
    throw new Stop(
      exit.timedOut,
      `The deployment has not ended in time, and ECS goes on with it. Run the same command again to wait on, or deploy something else with --force.`,
    )
  if (verdict.is === 'done') return say('done', `Deployed: ${name} runs`, { definition: ours.definition })
  if (verdict.is === 'superseded')
    throw new Stop(exit.busy, `Superseded: ${verdict.reason}. What becomes of the service is up to that.`)
  await rollBack({ ecs, say, tell, pace: options }, ours, verdict.reason, options.rollback)
}
