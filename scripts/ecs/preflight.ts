import { readFile, readSource, type Source } from '../deploy/git.ts'
import { type Definition, readDefinition } from './definition.ts'
import { engineArchitecture } from './docker.ts'
import type { Ecs } from './ecs.ts'
import { type Image, imagesOf, readRepository } from './images.ts'
import { type Door, openDoor } from './login.ts'
import type { Options } from './options.ts'
import { type Findings, makePlan, type Plan, refuseUnlessOurs } from './plan.ts'
import { findDigest } from './registry.ts'

/** The ways into the registries, by host. */
export type Doors = Map<string, Door>

export type Preflight = {
  source: Source
  findings: Findings
  plan: Plan
  doors: Doors
  /** What the Docker engine builds for; empty where nothing is to be built. */
  engine: string
}

/** Looks everything up that a plan needs, and changes nothing. */
export async function preflight(options: Options, ecs: Ecs): Promise<Preflight> {
  const source = await readSource(options.allowDirty)
  const written = readDefinition(await readFile(source.tree, options.definition), options.definition)
  const named = imagesOf(written.containerDefinitions ?? [], options.images, source.tag)
  const aws = await lookAtEcs(options, ecs, written)
  const doors: Doors = new Map()
  const images = await lookUp(named, doors)
  const findings = { ...aws, written, images }
  const plan = makePlan(findings, options)
  const engine = plan.toPush.length > 0 ? await engineArchitecture() : ''
  return { source, findings, plan, doors, engine }
}

/** Asks the registry what it has under the image's tag. */
export async function digestOf({ repository, tag }: Image, doors: Doors): Promise<string | undefined> {
  const { host, name } = readRepository(repository)
  const door = doors.get(host) ?? (await openDoor(host))
  doors.set(host, door)
  return findDigest(door, name, tag)
}

async function lookAtEcs(options: Options, ecs: Ecs, { family = '' }: Definition) {
  const service = refuseUnlessOurs(await ecs.service(), options)
  const [running, revisions, inUse] = await Promise.all([
    ecs.definition(service.taskDefinition),
    ecs.revisions(family),
    ecs.inUse(family),
  ])
  return { service, running, revisions, inUse }
}

async function lookUp(named: Image[], doors: Doors): Promise<Image[]> {
  const images: Image[] = []
  for (const image of named) {
    const digest = await digestOf(image, doors)
    images.push({ ...image, ...(digest && { digest }) })
  }
  return images
}
