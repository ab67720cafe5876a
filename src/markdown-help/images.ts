import type { HelpTopic } from '../markdown-help.ts'

export const images: HelpTopic = {
  id: 'images',
  title: 'Images',
  about: 'Add pictures to your project first, then show them wherever the text needs them.',
  samples: [
    {
      id: 'images-own',
      text: '![The front panel](pictures/front-panel.jpg)',
      words: 'Like a link with ! in front. The path of your picture begins with “pictures/”.',
    },
    {
      id: 'images-alt',
      text: '![Four knobs above a row of jacks](front-panel.jpg)',
      words:
        'The words in square brackets are read to people who cannot see the picture: say what it shows. The name alone will do as the path.',
    },
    {
      id: 'images-title',
      text: '![The front panel](pictures/front-panel.jpg "Second revision")',
      words: 'A title in quotes appears when somebody points at the picture.',
    },
    {
      id: 'images-spaces',
      text: '![The panel from the side](<pictures/side view.jpg>)',
      words: 'Spaces in the name? Pointed brackets hold the path together.',
    },
    {
      id: 'images-link',
      text: '[![The front panel](pictures/front-panel.jpg)](https://example.org/panels)',
      words: 'A picture can be a link: put it where the words of the link would be.',
    },
    {
      id: 'images-elsewhere',
      text: '![A panel I admire](https://example.org/panel.jpg)',
      words:
        'A picture from another site becomes a link. Showing it would tell that site who reads your page, and leave a hole when it moves.',
    },
  ],
}
