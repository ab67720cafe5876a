import type { HelpTopic } from '../markdown-help.ts'

export const html: HelpTopic = {
  id: 'html',
  title: 'HTML',
  about: 'Some HTML works too, for what Markdown has no sign for.',
  samples: [
    {
      id: 'html-details',
      text: '<details>\n<summary>All the resistors</summary>\n\n- R1: **10k**\n- R2: 100k\n\n</details>',
      words: 'A part to fold open. With an empty line around it, what is inside may be Markdown.',
    },
    {
      id: 'html-keys',
      text: 'Hold <kbd>Shift</kbd> and turn the knob.',
      words: 'A key, a button or a switch to press.',
    },
    {
      id: 'html-abbreviation',
      text: 'One <abbr title="voltage-controlled amplifier">VCA</abbr> each',
      words: 'Explains a short form to whoever points at it.',
    },
    {
      id: 'html-mark',
      text: '<mark>Mind the polarity</mark> <small>(or smell it)</small>',
      words: 'Marked as with a pen, and set small.',
    },
    {
      id: 'html-entities',
      text: '&Omega; &micro; &plusmn; &lt;b&gt;',
      words: 'Signs your keyboard lacks, by name. &lt; shows a bracket that would otherwise begin a tag.',
    },
    {
      id: 'html-comment',
      text: 'Ready. <!-- ask Otto about the trimmer -->',
      words: 'A comment stays in your text, and nobody is shown it.',
    },
    {
      id: 'html-dropped',
      text: '<marquee>Now in stereo</marquee>',
      words: 'Any other tag is left out, and only its words stay.',
    },
  ],
}
