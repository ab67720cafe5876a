import type { HelpTopic } from '../markdown-help.ts'

export const blockquotes: HelpTopic = {
  id: 'blockquotes',
  title: 'Blockquotes',
  about: 'For what somebody else said, or a warning set apart from the rest.',
  samples: [
    {
      id: 'quotes-simple',
      text: '> Every spring has a song in it.',
      words: 'Begin the line with a pointed bracket.',
    },
    {
      id: 'quotes-paragraphs',
      text: '> Warm up the iron.\n>\n> Then clean its tip.',
      words: 'A line with only the bracket separates two paragraphs of one quote.',
    },
    {
      id: 'quotes-nested',
      text: '> Does it self-oscillate?\n>\n> > Oh yes.',
      words: 'A quote in a quote takes one more bracket.',
    },
    {
      id: 'quotes-rich',
      text: '> **Mind the voltage:**\n>\n> - unplug first\n> - wait a minute',
      words: 'Bold words, lists and everything else work inside.',
    },
  ],
}
