import { build } from '../deploy/build.ts'
import type { Say } from '../deploy/say.ts'
import { platformFor, push } from './docker.ts'
import { type Image, tagged } from './images.ts'
import { dockerLogin } from './login.ts'
import { type Doors, digestOf, type Preflight } from './preflight.ts'

/** Builds and pushes what the registry has not; a tag that it has is never pushed again, which it may refuse. */
export async function pushImages(
  { source, findings, plan, doors, engine }: Preflight,
  buildArguments: string[],
  say: Say,
): Promise<Image[]> {
  const { toPush } = plan
  if (toPush.length === 0) return findings.images
  const platform = platformFor(findings.written, engine)
  const names = [...new Set(toPush.map(tagged))]
  say('step', `1. Building ${names.join(', ')}`)
  await build({ tree: source.tree, revision: source.tag, names }, [...platform, ...buildArguments])
  for (const [host, door] of doors) await dockerLogin(host, door)
  const images: Image[] = []
  for (const image of findings.images) images.push(image.digest ? image : await pushOne(image, doors, say))
  return images
}

async function pushOne(image: Image, doors: Doors, say: Say): Promise<Image> {
  await push(image)
  const digest = await digestOf(image, doors)
  if (!digest) throw new Error(`${tagged(image)} was pushed, and the registry does not have it.`)
  say('step', `2. Pushed ${tagged(image)}, which is ${digest}`, { digest })
  return { ...image, digest }
}
