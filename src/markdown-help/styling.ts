import type { HelpTopic } from '../markdown-help.ts'

export const styling: HelpTopic = {
  id: 'styling',
  title: 'Styling/Headers',
  about: 'Make a word stand out, and give a long text headers so that nobody gets lost in it.',
  samples: [
    {
      id: 'styling-bold',
      text: 'Turn it **all the way up**.',
      words: 'Two stars on each side make it bold.',
    },
    {
      id: 'styling-italic',
      text: 'A *gentle* wobble, a _slow_ one',
      words: 'One star on each side makes it italic, and so does one underscore.',
    },
    {
      id: 'styling-both',
      text: '***Never*** with the power on',
      words: 'Three stars make it bold and italic at once.',
    },
    {
      id: 'styling-paragraphs',
      text: 'The dry signal\npasses straight through.\n\nThe wet one goes to the tank.',
      words: 'An empty line begins a new paragraph. A single line break is only a space.',
    },
    {
      id: 'styling-break',
      text: 'Tip: signal\\\nSleeve: ground',
      words: 'To break a line without a new paragraph, end it with a backslash (or with two spaces).',
    },
    {
      id: 'styling-small',
      text: 'V<sub>CC</sub> is 9 V, C<sub>1</sub> is 10<sup>−7</sup> F',
      words: 'Letters below and above the line.',
    },
    {
      id: 'styling-escape',
      text: 'gain = a \\* b \\* c',
      words: 'A backslash in front of a sign keeps it as it is: these stars stay stars.',
    },
    {
      id: 'styling-rule',
      text: 'Side A\n\n---\n\nSide B',
      words: 'Three hyphens between empty lines draw a line across.',
    },
    {
      id: 'headers-levels',
      text: '# Build\n\n## Parts\n\n### Resistors',
      words:
        'One # for each level, up to six. The title of the page stands above them all, so yours begin one level below it.',
    },
    {
      id: 'headers-underlined',
      text: 'Build\n=====\n\nParts\n-----',
      words: 'The first two levels can be underlined instead.',
    },
    {
      id: 'headers-anchor',
      text: '## Testing the board',
      words: 'Every header has an address of its own: point at it, and a link to copy appears beside it.',
    },
  ],
}
