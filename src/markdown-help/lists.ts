import type { HelpTopic } from '../markdown-help.ts'

export const lists: HelpTopic = {
  id: 'lists',
  title: 'Lists',
  about: 'Parts, steps, ideas. In the editor, Enter begins the next item by itself.',
  samples: [
    {
      id: 'lists-bullets',
      text: '- two knobs\n- one switch\n- three jacks',
      words: 'Begin each line with a hyphen and a space. A star or a plus works as well.',
    },
    {
      id: 'lists-numbers',
      text: '1. Solder the resistors\n2. Then the sockets\n3. Then the pots',
      words: 'Numbers with a dot make steps.',
    },
    {
      id: 'lists-counted',
      text: '1. Drill\n1. File\n1. Paint',
      words: 'MuzHack counts for you, so nothing has to be renumbered when a step comes in between.',
    },
    {
      id: 'lists-start',
      text: '4. Fit the tank\n5. Close the case',
      words: 'The first number is where the counting begins.',
    },
    {
      id: 'lists-nested',
      text: '- Input\n  - buffer\n  - gain\n- Output',
      words: 'Move a line in by two spaces, and it belongs to the one above.',
    },
    {
      id: 'lists-mixed',
      text: '1. Bring together\n   - 4 pots\n   - 4 knobs\n2. Solder',
      words: 'Under a number, three spaces bring the line in.',
    },
    {
      id: 'lists-paragraphs',
      text: '1. Set the trimmer.\n\n   Listen until the hum is gone.\n\n2. Close the case.',
      words: 'An item may hold more than one paragraph: bring each in as far as the words of the item.',
    },
  ],
}
