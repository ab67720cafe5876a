import { Refusal } from './refusal.ts'

export type SizeRange = { smallest: number; largest: number }

type Condition = { kind: 'eq' | 'starts-with'; name: string; value: string } | ({ kind: 'size' } & SizeRange)

const largestPost = 5 * 1024 ** 3
const exempt = /^(?:policy|x-amz-signature|bucket|x-ignore-.*)$/

/**
 * Holds a form (names in lower case, `bucket` that of the address) against its policy, which must be known to be
 * ours already. Returns what the policy says of the file's size.
 */
export function checkPolicy(policy: string, fields: ReadonlyMap<string, string>): SizeRange {
  const { expiration, conditions } = parse(policy)
  if (expiration <= Date.now())
    throw new Refusal('AccessDenied', 'Invalid according to Policy: Policy expired.')

  for (const condition of conditions) {
    if (condition.kind !== 'size' && !holds(condition, fields)) throw failed(condition)
  }
  const known = new Set(conditions.map(condition => (condition.kind === 'size' ? '' : condition.name)))
  for (const name of fields.keys()) {
    if (!known.has(name) && !exempt.test(name))
      throw new Refusal('AccessDenied', `Invalid according to Policy: Extra input fields: ${name}`)
  }

  const sizes = conditions.filter(condition => condition.kind === 'size')
  return {
    smallest: Math.max(0, ...sizes.map(({ smallest }) => smallest)),
    largest: Math.min(largestPost, ...sizes.map(({ largest }) => largest)),
  }
}

function parse(policy: string): { expiration: number; conditions: Condition[] } {
  const { expiration, conditions } = parseJson(policy)
  const end = typeof expiration === 'string' ? Date.parse(expiration) : Number.NaN
  if (Number.isNaN(end)) throw invalid('expiration is not a date')
  if (!Array.isArray(conditions)) throw invalid('conditions is not a list')
  return { expiration: end, conditions: conditions.flatMap(toConditions) }
}

function parseJson(policy: string): { expiration?: unknown; conditions?: unknown } {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(policy, 'base64').toString())
    if (typeof parsed === 'object' && parsed !== null) return parsed
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw invalid('not JSON')
}

function toConditions(condition: unknown): Condition[] {
  if (Array.isArray(condition)) return [listed(condition)]
  if (typeof condition !== 'object' || condition === null)
    throw invalid('a condition is neither list nor object')
  return Object.entries(condition).map(([name, value]) => matching('eq', name, value))
}

function listed(condition: readonly unknown[]): Condition {
  const [kind, first, second] = condition
  if (kind === 'content-length-range') return sized(first, second)
  if ((kind !== 'eq' && kind !== 'starts-with') || typeof first !== 'string' || !first.startsWith('$'))
    throw invalid('a condition is of no known kind')
  return matching(kind, first.slice(1), second)
}

function sized(smallest: unknown, largest: unknown): Condition {
  if (!isSize(smallest) || !isSize(largest) || smallest > largest)
    throw invalid('content-length-range is no range')
  return { kind: 'size', smallest, largest }
}

function isSize(size: unknown): size is number {
  return Number.isSafeInteger(size) && Number(size) >= 0
}

function matching(kind: 'eq' | 'starts-with', name: string, value: unknown): Condition {
  if (typeof value !== 'string') throw invalid(`the value for ${name} is not a text`)
  return { kind, name: name.toLowerCase(), value }
}

function holds(
  { kind, name, value }: Exclude<Condition, { kind: 'size' }>,
  fields: ReadonlyMap<string, string>,
) {
  const field = fields.get(name)
  return field !== undefined && (kind === 'eq' ? field === value : field.startsWith(value))
}

function failed({ kind, name, value }: Exclude<Condition, { kind: 'size' }>): Refusal {
  const condition = JSON.stringify([kind, `$${name}`, value])
  return new Refusal('AccessDenied', `Invalid according to Policy: Policy Condition failed: ${condition}`)
}

function invalid(why: string): Refusal {
  return new Refusal('InvalidPolicyDocument', `Invalid Policy: ${why}.`)
}
