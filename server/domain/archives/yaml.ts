export type Value = string | number | boolean | null | Value[] | { [name: string]: Value }

/**
 * A mapping as YAML. Every text is quoted, as in JSON: what is written plainly may be a number, a date or "no" to some
 * reader, and readers of YAML 1.1 take more characters for line ends.
 */
export const toYaml = (mapping: { [name: string]: Value }): string => `${linesOf(mapping).join('\n')}\n`

const linesOf = (mapping: { [name: string]: Value }): string[] =>
  Object.entries(mapping).flatMap(([name, value]) => {
    if (isMapping(value)) return [`${name}:`, ...indented(linesOf(value))]
    if (Array.isArray(value) && value.some(isMapping))
      return [`${name}:`, ...indented(value.filter(isMapping).flatMap(itemOf))]
    return [`${name}: ${quoted(value)}`]
  })

function itemOf(mapping: { [name: string]: Value }): string[] {
  const [first = '{}', ...rest] = linesOf(mapping)
  return [`- ${first}`, ...indented(rest)]
}

const isMapping = (value: Value): value is { [name: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const indented = (lines: string[]) => lines.map(line => `  ${line}`)

const quoted = (value: Value) =>
  JSON.stringify(value).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
