import type { HelpTopic } from '../markdown-help.ts'

export const footnotes: HelpTopic = {
  id: 'footnotes',
  title: 'Footnotes',
  about: 'For sources and asides that would interrupt the tune.',
  samples: [
    {
      id: 'footnotes-simple',
      text: 'It drips.[^1]\n\n[^1]: That is the sound of a spring being hit.',
      words:
        'A mark in the text, and the note on a line of its own. The note leads back to where it was called.',
    },
    {
      id: 'footnotes-named',
      text: 'Use a long tank.[^tank] And pots you like.[^pots]\n\n[^pots]: Linear ones.\n[^tank]: 17 inches.',
      words: 'Marks may have names. What is shown is numbered in the order of the text.',
    },
    {
      id: 'footnotes-twice',
      text: 'Mind the driver,[^hot] and the regulator.[^hot]\n\n[^hot]: It gets **hot**.',
      words: 'One note can be called more than once, and may be styled.',
    },
  ],
}
