import type { Definition } from './definition.ts'

/** Whether registering one would give the other. A default that we do not know costs a revision, no more. */
export const isSame = (a: Definition, b: Definition): boolean => differences(a, b).length === 0

/** What changes from one definition to the other, a line each. Values of the environment may be secrets. */
export function differences(before: Definition, after: Definition): string[] {
  const [was, is] = [lines(before), lines(after)]
  const names = [...new Set([...was.keys(), ...is.keys()])].toSorted()
  return names.flatMap(name => difference(name, was.get(name), is.get(name)))
}

function difference(name: string, before: string | undefined, after: string | undefined): string[] {
  if (before === after) return []
  const isSecret = / environment | options .*(token|secret|password|key)/i.test(name)
  if (before !== undefined && after !== undefined)
    return [isSecret ? `~ ${name}: another value` : `~ ${name}: ${before} → ${after}`]
  return [`${before === undefined ? '+' : '-'} ${name}${isSecret ? '' : `: ${before ?? after}`}`]
}

/** Every value that says something, by where it stands; what has a name stands under it. */
function lines(definition: Definition): Map<string, string> {
  return new Map(flatten('', withoutDefaults(definition)))
}

function flatten(path: string, value: unknown): [string, string][] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return flattenList(path, value)
  if (typeof value !== 'object') return [[path, JSON.stringify(value)]]
  return Object.entries(value).flatMap(([name, each]) => flatten(`${path} ${name}`.trim(), each))
}

function flattenList(path: string, list: unknown[]): [string, string][] {
  if (list.length > 0 && list.every(item => typeof item === 'string')) return [[path, JSON.stringify(list)]]
  return list.flatMap((item, index) => {
    const { name, key, ...rest } = item as Record<string, unknown>
    const id = name ?? key
    return typeof id === 'string'
      ? flattenNamed(`${path} ${id}`, rest)
      : flatten(`${path} ${index + 1}`, item)
  })
}

/** Where a name is all there is, it says something too. */
function flattenNamed(path: string, rest: Record<string, unknown>): [string, string][] {
  const inner = flatten(path, rest)
  return inner.length > 0 ? inner : [[path, '""']]
}

/** Without what ECS fills in where nothing is said: a definition that is described has it, a written one may not. */
function withoutDefaults({ containerDefinitions = [], networkMode = 'bridge', ...rest }: Definition) {
  return {
    ...rest,
    enableFaultInjection: unless(false, rest.enableFaultInjection),
    networkMode: unless('bridge', networkMode),
    containerDefinitions: containerDefinitions.map(
      ({ cpu, essential, portMappings, healthCheck, ...container }) => ({
        ...container,
        cpu: unless(0, cpu),
        essential: unless(true, essential),
        portMappings: portMappings?.map(({ protocol, hostPort, ...port }) => ({
          ...port,
          protocol: unless('tcp', protocol),
          hostPort: unless(networkMode === 'bridge' ? 0 : port.containerPort, hostPort),
        })),
        healthCheck: healthCheck && {
          ...healthCheck,
          interval: unless(30, healthCheck.interval),
          timeout: unless(5, healthCheck.timeout),
          retries: unless(3, healthCheck.retries),
        },
      }),
    ),
  }
}

const unless = <T>(normal: T, value: T | undefined): T | undefined => (value === normal ? undefined : value)
