import { describe, expect, it } from 'vitest'
import { differences, isSame } from '../scripts/ecs/compare.ts'
import { readDefinition } from '../scripts/ecs/definition.ts'
import { readRepository } from '../scripts/ecs/images.ts'
import { readOptions } from '../scripts/ecs/options.ts'
import { aDefinition } from './help/ecs/stage.ts'

const needed = ['--cluster', 'stage', '--service', 'web']

describe('options', () => {
  it('come from the environment too', () => {
    const env = {
      DEPLOY_CLUSTER: 'stage',
      DEPLOY_SERVICE: 'web',
      DEPLOY_IMAGES: 'a=one.example/a,b=two:5000/b/c',
    }
    expect(readOptions(['--no-rollback', '--timeout', '1h'], env)).toMatchObject({
      cluster: 'stage',
      service: 'web',
      images: { a: 'one.example/a', b: 'two:5000/b/c' },
      rollback: false,
      timeout: 3_600_000,
      keep: 5,
    })
  })

  it.each([
    [['--keep', 'many'], /--keep takes a whole number/],
    [['--timeout', '5'], /--timeout takes a time like 90s/],
    [['--poll', '0s'], /--poll takes a time/],
    [['--image', 'muzhack'], /CONTAINER=REPOSITORY/],
    [['--image', 'muzhack=registry.example/muzhack:tag'], /without a tag/],
    [['--cluster', ''], /Say which cluster/],
    [['more'], /more/],
  ])('that make no sense are refused: %j', (args, words) => {
    expect(() => readOptions([...needed, ...args], {})).toThrow(words)
  })
})

describe('a written definition', () => {
  it('may be what AWS described, and is without what only AWS says', () => {
    const described = { ...aDefinition(), revision: 3, status: 'ACTIVE', registeredBy: 'somebody' }
    expect(readDefinition(JSON.stringify(described), 'it')).toEqual(aDefinition())
  })

  it.each([
    ['{', /is not JSON/],
    ['{}', /family is missing\n.*containerDefinitions is missing/],
    ['{"family":"a","containerDefinitions":[{"nmae":"b"}]}', /containerDefinitions\[0\]\.nmae is not known/],
    [
      '{"family":"a","containerDefinitions":[{"cpu":"1"}]}',
      /containerDefinitions\[0\]\.cpu must be a number/,
    ],
    ['{"family":"a","containerDefinitions":{}}', /containerDefinitions must be a list/],
  ])('that is none is refused: %s', (text, words) => {
    expect(() => readDefinition(text, 'it')).toThrow(words)
  })

  it('is the same as what ECS makes of it', () => {
    const [container] = aDefinition().containerDefinitions ?? []
    const filledIn = { ...container, cpu: 0, essential: true, mountPoints: [], volumesFrom: [] }
    expect(isSame(aDefinition(), { ...aDefinition(), containerDefinitions: [filledIn], volumes: [] })).toBe(
      true,
    )
  })

  it('differs by a container that is gone, and by an argument in another place', () => {
    const one = {
      ...aDefinition(),
      containerDefinitions: [
        { name: 'a', command: ['x', 'y'] },
        { name: 'b', cpu: 1 },
      ],
    }
    const other = { ...aDefinition(), containerDefinitions: [{ name: 'a', command: ['y', 'x'] }] }
    expect(differences(one, other)).toEqual([
      '~ containerDefinitions a command: ["x","y"] → ["y","x"]',
      '- containerDefinitions b cpu: 1',
    ])
  })
})

describe('the name of a repository', () => {
  it.each([
    ['muzhack', 'docker.io', 'library/muzhack'],
    ['ada/muzhack', 'docker.io', 'ada/muzhack'],
    ['ghcr.io/ada/muzhack', 'ghcr.io', 'ada/muzhack'],
    ['localhost/muzhack', 'localhost', 'muzhack'],
    ['127.0.0.1:5000/muzhack', '127.0.0.1:5000', 'muzhack'],
  ])('%s is read as Docker reads it', (repository, host, name) => {
    expect(readRepository(repository)).toEqual({ host, name })
  })
})
