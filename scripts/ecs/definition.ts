import {
  type RegisterTaskDefinitionCommandInput,
  RegisterTaskDefinitionRequest$,
  type TaskDefinition,
  TaskDefinition$,
} from '@aws-sdk/client-ecs'
import { exit, Stop } from '../deploy/stop.ts'
import { type Image, reference } from './images.ts'
import { membersOf, misfits } from './schema.ts'

export type Definition = RegisterTaskDefinitionCommandInput

type Tag = NonNullable<Definition['tags']>[number]

const takes = membersOf(RegisterTaskDefinitionRequest$)

/** What AWS adds when it describes a definition, and takes from nobody. */
const answersOnly = membersOf(TaskDefinition$).filter(name => !takes.includes(name))

/** Reads a definition as somebody wrote it, or as AWS described it. */
export function readDefinition(text: string, file: string): Definition {
  const definition = only(parse(text, file), name => !answersOnly.includes(name))
  const problems = misfits(RegisterTaskDefinitionRequest$, definition)
  if (problems.length > 0)
    throw new Stop(exit.refused, `${file} is no task definition:\n  ${problems.join('\n  ')}`)
  return definition as unknown as Definition
}

function parse(text: string, file: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new Stop(exit.refused, `${file} is not JSON: ${error.message}`)
  }
}

/** What is registered now, as it would be registered again. */
export function asRegistered(definition: TaskDefinition, tags: Tag[]): Definition {
  const taken = only({ ...definition }, name => takes.includes(name))
  return { ...(taken as unknown as Definition), tags }
}

// Native, as in all of this folder: loading ramda would take a third of the time to start.
const only = (object: Record<string, unknown>, isWanted: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(object).filter(([name]) => isWanted(name)))

/** The written definition with the images built here, and with the tags of the one that runs. */
export function withImages(written: Definition, images: Image[], running: Definition): Definition {
  const own = written.tags ?? []
  const kept = running.tags?.filter(({ key }) => !own.some(tag => tag.key === key)) ?? []
  return {
    ...written,
    containerDefinitions: written.containerDefinitions?.map(container => {
      const image = images.find(image => image.container === container.name)
      return image
        ? { ...container, image: reference(image), dockerLabels: labels(container, image) }
        : container
    }),
    // AWS keeps tags of its own, and takes them from nobody.
    tags: [...own, ...kept].filter(({ key }) => !key?.startsWith('aws:')),
  }
}

type Container = NonNullable<Definition['containerDefinitions']>[number]

/** A digest tells nobody which commit it is. */
const labels = (container: Container, { tag }: Image) => ({
  ...container.dockerLabels,
  'org.opencontainers.image.revision': tag,
})
