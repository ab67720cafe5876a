import type { HelpTopic } from '../markdown-help.ts'

export const tables: HelpTopic = {
  id: 'tables',
  title: 'Tables',
  about:
    'Good for parts and settings. Cells copied from a spreadsheet can be pasted straight into the editor.',
  samples: [
    {
      id: 'tables-simple',
      text: '| Part | Value |\n| --- | --- |\n| R1 | 10k |\n| C1 | 100n |',
      words: 'Upright strokes between the cells, and a line of hyphens under the first row.',
    },
    {
      id: 'tables-plain',
      text: 'Knob | Does\n--- | ---\nDrip | wobble',
      words: 'The strokes need not line up, and the outermost can be left out.',
    },
    {
      id: 'tables-alignment',
      text: '| Part | Note | Price |\n| :--- | :---: | ---: |\n| Tank | long | 24.00 |\n| Knob | red | 0.80 |',
      words: 'A colon says to which side a column leans: left, both for the middle, or right.',
    },
    {
      id: 'tables-styled',
      text: '| Pin | Use |\n| --- | --- |\n| `A0` | **pitch** |\n| `A\\|B` | [gate](https://example.org) |',
      words: 'Cells may hold styled words, code and links. A stroke inside a cell needs a backslash.',
    },
  ],
}
