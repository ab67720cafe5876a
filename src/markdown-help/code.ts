import type { HelpTopic } from '../markdown-help.ts'

export const code: HelpTopic = {
  id: 'code',
  title: 'Code',
  about: 'Firmware, patches, pin names and settings, shown letter by letter as you typed them.',
  samples: [
    {
      id: 'code-inline',
      text: 'Set `CUTOFF` to `*half*`.',
      words: 'Backticks keep a few words as they are: nothing inside is styled.',
    },
    {
      id: 'code-backtick',
      text: '`` Press ` to record ``',
      words: 'With a backtick in the code itself, use two on each side.',
    },
    {
      id: 'code-fenced',
      text: '```\nin -> spring -> out\n  \\--- dry ---/\n```',
      words: 'For several lines, three backticks above and below. Spaces and breaks stay.',
    },
    {
      id: 'code-language',
      text: '```cpp\nint knob = analogRead(A0);\n```',
      words: 'Name the language behind the first backticks, so that readers and their programs know it.',
    },
    {
      id: 'code-fence',
      text: '````\n```\nthree backticks\n```\n````',
      words: 'To show backticks themselves, put a longer fence around them. Wavy lines (~~~) are fences too.',
    },
    {
      id: 'code-indented',
      text: 'Connect it so:\n\n    R1  10k   in   to A\n    R2  100k  A    to ground',
      words: 'Four spaces at the start of each line, after an empty one, make code as well.',
    },
  ],
}
