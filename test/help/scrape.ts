import { paths } from '../../src/paths.ts'

type Labels = Record<string, string>
type Sample = { name: string; labels: Labels; value: number }

/** What a site tells its watchers at one moment. */
export type Scraped = {
  text: string
  /** The sum of what has these labels, whichever others; undefined where nothing does. */
  value(name: string, labels?: Labels): number | undefined
  /** Every value that a label has. */
  told(name: string, label: string): Set<string | undefined>
}

export async function scrape(url: string): Promise<Scraped> {
  const answer = await fetch(url + paths.metrics)
  if (!answer.ok) throw new Error(`metrics are not told: ${answer.status}`)
  const text = await answer.text()
  const samples = text
    .split('\n')
    .filter(line => line !== '' && !/^# (HELP|TYPE) [a-z]\w* ./.test(line))
    .map(sampleOf)
  return {
    text,
    value(name, wanted = {}) {
      const fitting = samples.filter(sample => sample.name === name && isIn(wanted, sample.labels))
      return fitting.length > 0 ? fitting.reduce((sum, { value }) => sum + value, 0) : undefined
    },
    told: (name, label) =>
      new Set(samples.filter(sample => sample.name === name).map(({ labels }) => labels[label])),
  }
}

const isIn = (some: Labels, all: Labels) => Object.entries(some).every(([name, value]) => all[name] === value)

/** A line as `name{label="value"} 1`. */
function sampleOf(line: string): Sample {
  const [, name, labels = '', value] = /^([a-z_]\w*)(?:\{(.*)\})? (\S+)$/i.exec(line) ?? []
  if (name === undefined || !/^([\d.e+-]+|[+-]Inf|nan)$/i.test(value ?? ''))
    throw new Error(`this is no metric: ${line}`)
  const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)",?/g)]
  if (pairs.map(([pair]) => pair).join('') !== labels) throw new Error(`these are no labels: ${line}`)
  return {
    name,
    labels: Object.fromEntries(pairs.map(([, label, text]) => [label, text])),
    value: Number(value),
  }
}
