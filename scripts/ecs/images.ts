import { exit, Stop } from '../deploy/stop.ts'
import type { Options } from './options.ts'

/** Where an image lives: the registry's host, and the name there. */
export type Repository = { host: string; name: string }

/** A container that runs what is built here. The digest is known once the registry has the tag. */
export type Image = { container: string; repository: string; tag: string; digest?: string }

type Container = { name?: string | undefined; image?: string | undefined }

const placeholder = ':GIT_REVISION'

/** Which containers run what is built here; all others are somebody else's and stay untouched. */
export function imagesOf(containers: Container[], named: Options['images'], tag: string): Image[] {
  const unknown = Object.keys(named).filter(name => !containers.some(container => container.name === name))
  if (unknown.length > 0)
    throw new Stop(exit.usage, `The definition has no container ${unknown.join(', ')}, which --image names.`)
  const images = containers.flatMap(({ name = '', image = '' }) => {
    const repository = named[name] ?? (image.endsWith(placeholder) ? image.slice(0, -placeholder.length) : '')
    return repository ? [{ container: name, repository, tag }] : []
  })
  if (images.length === 0) throw new Stop(exit.usage, noneIsOurs)
  return images
}

const noneIsOurs =
  'Say which container runs what is built here: --image CONTAINER=REPOSITORY, DEPLOY_IMAGES, or the image ' +
  `REPOSITORY${placeholder} in the definition.`

/** As it is pushed, and as it is named until its digest is known. */
export const tagged = ({ repository, tag }: Image): string => `${repository}:${tag}`

/** By digest, so that it stays what it is whatever becomes of the tag. */
export const reference = (image: Image): string =>
  image.digest ? `${image.repository}@${image.digest}` : tagged(image)

/** As Docker reads names: the first part is a host only if it looks like one. */
export function readRepository(repository: string): Repository {
  const [first = '', ...rest] = repository.split('/')
  const isHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')
  if (isHost) return { host: first, name: rest.join('/') }
  return { host: 'docker.io', name: rest.length > 0 ? repository : `library/${repository}` }
}
