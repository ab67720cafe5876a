import type { HelpTopic } from '../markdown-help.ts'

export const links: HelpTopic = {
  id: 'links',
  title: 'Links',
  about: 'A link takes your readers to a web page, to one of your files, or further down in the same text.',
  samples: [
    {
      id: 'links-inline',
      text: 'Built around a [spring tank](https://example.org/tanks).',
      words: 'Put the words in square brackets and the address right behind them in round ones.',
    },
    {
      id: 'links-title',
      text: '[Spring tank](https://example.org/tanks "Three springs, 17 inches long")',
      words: 'A title in quotes appears when somebody points at the link.',
    },
    {
      id: 'links-automatic',
      text: 'Soldering is shown at https://example.org/solder',
      words: 'A bare address becomes a link all by itself.',
    },
    {
      id: 'links-mail',
      text: 'Questions go to wren@example.org',
      words: 'So does a mail address. Everybody will be able to read it.',
    },
    {
      id: 'links-brackets',
      text: '<https://example.org/solder>',
      words: 'Pointed brackets show clearly where an address begins and ends.',
    },
    {
      id: 'links-reference',
      text: [
        'The [short tank][1] drips more than the [long one][long].',
        '',
        '[1]: https://example.org/short',
        '[long]: https://example.org/long',
      ].join('\n'),
      words: 'Long addresses get in the way? Give each a number or a name and write it out further down.',
    },
    {
      id: 'links-file',
      text: 'Order from the [parts list](files/bom.csv).',
      words: 'Link to a file of your project by its path, which begins with “files/”.',
    },
    {
      id: 'links-heading',
      text: 'First get [the parts](#parts).\n\n## Parts',
      words:
        'Jump to a header of the same text: # and its words, in small letters with hyphens between them.',
    },
  ],
}
