import { projectLimits } from '../../src/project.ts'

const limit = projectLimits.text
const filled = (unit: string) => unit.repeat(Math.floor(limit / unit.length))
const tenThousand = (unit: string) => unit.repeat(10_000).slice(0, limit)
const numbered = (line: (index: number) => string) =>
  Array.from({ length: limit / 8 }, (_, index) => line(index))
    .join('')
    .slice(0, limit)
const both = (open: string, close: string, middle = 'x') => {
  const depth = Math.floor(limit / (open.length + close.length)) - middle.length
  return open.repeat(depth) + middle + close.repeat(depth)
}
const sparse = (columns: number, rows: number) =>
  `|${'x|'.repeat(columns)}\n|${'-|'.repeat(columns)}\n${'x\n'.repeat(rows)}`.slice(0, limit)

/** Texts that renderers are slow on, or that nest deeper than a stack, up to the longest text there may be. */
export const hostileTexts: readonly (readonly [name: string, text: string])[] = [
  ['quotes, 10,000 deep', `${tenThousand('>')}x`],
  ['quotes, 10,000 deep, spaced', `${tenThousand('> ')}x`],
  ['quotes as deep as may be', filled('>')],
  ['quotes deeper by the line', numbered(index => `${'>'.repeat(index % 300)} x\n`)],
  ['quote and list in turn', filled('> - ')],
  ['brackets, 10,000', tenThousand('[')],
  ['brackets, as many as may be', filled('[')],
  ['brackets nested', both('[', ']')],
  ['brackets nested, as links', both('[', '](x)')],
  ['brackets closed without an opening', filled(']')],
  ['brackets and parentheses open', filled('[x](')],
  ['brackets and angles open', filled('[x](<')],
  ['brackets and titles open', filled('[x](y "')],
  ['bracket pairs', filled('[][]')],
  ['bracket, backslash', filled('[\\')],
  ['parentheses nested in an address', `[x](${both('(', ')', 'xxxxx')})`],
  ['pictures open', filled('![')],
  ['pictures nested', both('![', '](x)')],
  ['links, 10,000', tenThousand('[x](y) ')],
  ['links by reference, each defined', numbered(index => `[${index}]: x\n[${index}]\n`)],
  ['one definition, many links', `[x]: y\n\n${filled('[x] ').slice(0, -20)}`],
  ['a long address, often referred to', `[x]: <${'y'.repeat(10_000)}>\n\n${'[x] '.repeat(2000)}`],
  ['a longer address, more often', `[x]: <${'y'.repeat(50_000)}>\n\n${'[x] '.repeat(12_000)}`],
  ['definitions, none used', numbered(index => `[${index}]: <x> "y"\n`)],
  ['definitions left open', filled('[x]: <y "\n')],
  ['a definition’s title left open', `[x]: y "${filled('z\n').slice(0, -10)}`],
  ['emphasis open, 10,000', tenThousand('*x ')],
  ['emphasis open, strong', filled('**x ')],
  ['emphasis open, underscores', filled('_x ')],
  ['emphasis closed only', filled('x* ')],
  ['emphasis open both ways', filled('*x _y ')],
  ['emphasis nested', both('*x ', ' x*')],
  ['emphasis nested, strong', both('**x ', ' x**')],
  ['emphasis nested, both', both('*x **y ', ' y** x*')],
  ['emphasis of three', filled('***x** y* ')],
  ['asterisks alone', filled('*')],
  ['asterisks and underscores', filled('*_')],
  ['asterisk, letter', filled('x*')],
  ['strikethrough open', filled('~~x ')],
  ['strikethrough nested', both('~~x ', ' x~~')],
  ['tildes alone', filled('~')],
  ['backticks alone', filled('`')],
  ['backticks, ever more', numbered(index => `${'`'.repeat(index % 400)} `)],
  ['backticks open', filled('`x ')],
  ['fences open', filled('```\nx\n')],
  ['fences ever longer', numbered(index => `${'`'.repeat((index % 300) + 3)}\n`)],
  ['lists, 10,000 deep', `${tenThousand('* ')}x`],
  ['lists as deep as may be', `${filled('- ').slice(2)}x`],
  ['numbered lists deep', filled('1. ')],
  ['lists deeper by indent', numbered(index => `${' '.repeat(2 * (index % 150))}- x\n`)],
  ['lists of empty items', filled('-\n')],
  ['lists of 10,000 items', tenThousand('- x\n')],
  ['lists with gaps', filled('- x\n\n\n')],
  ['rules of spaced hyphens', filled('- ')],
  ['tasks', filled('- [x] ')],
  ['table, one wide row', `${filled('|x').slice(0, limit / 2)}|\n${filled('|-').slice(0, limit / 2 - 3)}|`],
  ['table, many rows', `|x|\n|-|\n${filled('|x|\n').slice(0, -20)}`],
  ['table, wide and long, cells left out', sparse(200, 1000)],
  ['table, wider and longer', sparse(5000, 40_000)],
  ['table, pipes alone', `|x|\n|-|\n${filled('|').slice(0, -20)}`],
  ['tables without end', filled('|x|\n|-|\n')],
  ['footnotes, each used', numbered(index => `[^${index}]\n\n[^${index}]: x\n\n`)],
  ['footnotes, one used often', `[^x]: y\n\n${filled('[^x] ').slice(0, -20)}`],
  ['footnotes in footnotes', numbered(index => `[^${index}]: [^${index + 1}]\n\n`)],
  ['footnotes open', filled('[^')],
  ['footnotes indented', `[^x]: y\n${filled('    z\n').slice(0, -20)}`],
  ['headings of the same name', filled('# x\n')],
  ['headings underlined', filled('x\n=\n')],
  ['hashes alone', filled('# ')],
  ['rules', filled('---\n')],
  ['entities', filled('&amp;')],
  ['entities without an end', filled('&#x')],
  ['ampersands', filled('&')],
  ['backslashes', filled('\\')],
  ['angles', filled('<')],
  ['tags open', filled('<a ')],
  ['tags, attributes open', filled('<a b="')],
  ['tags nested', both('<del>', '</del>')],
  ['tags nested, 100,000 opened', filled('<b>')],
  ['tags with many attributes', `<a ${filled('x="y" ').slice(0, -10)}>`],
  ['tags nobody knows', filled('<x>')],
  ['comments open', filled('<!-- ')],
  ['declarations open', filled('<![CDATA[')],
  ['instructions open', filled('<?')],
  ['tables of HTML', filled('<table><tr><td>')],
  ['details nested', both('<details><summary>x</summary>', '</details>')],
  ['addresses, bare', filled('https://x.example ')],
  ['addresses, bare and long', `https://${filled('x.').slice(0, -20)}`],
  ['addresses ending in marks', `https://x.example/${filled(')').slice(0, -30)}`],
  ['www. alone', filled('www.')],
  ['mail addresses', filled('x@y.z ')],
  ['mail addresses without an end', filled('x.')],
  ['mail, many @', filled('x@')],
  ['addresses of files, in plain text', filled(' src="stored:')],
  ['embeds', filled('[!youtube](dQw4w9WgXcQ) ')],
  ['embeds open', filled('[!youtube](')],
  ['spaces', `x${filled(' ').slice(0, -2)}x`],
  ['tabs', filled('\t')],
  ['line ends', filled('\n')],
  ['spaces before line ends', filled('x  \n')],
  ['lines of a paragraph', filled('x\n')],
  ['letters outside the first plane', filled('🎹')],
  ['marks that combine', `x${filled('\u0301').slice(0, -2)}`],
]

/** Such as makers write, of about so many characters. */
export const ordinaryText = (length: number) =>
  Array.from({ length: Math.ceil(length / section.length) }, () => section)
    .join('')
    .slice(0, length)

const section = `## How it sounds

The delay line is a **bucket brigade**: it has *1024 stages*, and its clock runs from 8 kHz to 80 kHz. See the
[data sheet](https://example.org/data/bbd.pdf "the chip") and \`firmware/clock.ino\`.

| part | value | pieces |
| --- | ---: | ---: |
| R1, R2 | 10 kΩ | 2 |
| C4 | 100 nF, film | 1 |

1. Solder the resistors first.
   - They lie flat.
   - Their order does not matter.
2. Then the sockets, and ~~last~~ next the pots.

- [x] Tested on breadboard
- [ ] Panel drawn

> It hisses a little at the longest setting: that is the chip, not you.

\`\`\`cpp
void loop() { OCR1A = analogRead(A0) << 2; } // once a millisecond
\`\`\`

`
