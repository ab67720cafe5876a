import type { HelpTopic } from '../markdown-help.ts'

export const taskLists: HelpTopic = {
  id: 'task-lists',
  title: 'Task lists',
  about: 'Shows how far a build has come.',
  samples: [
    {
      id: 'tasks-simple',
      text: '- [x] draw the schematic\n- [ ] etch the board',
      words: 'A list with brackets: a space for what is to do, an x for what is done.',
    },
    {
      id: 'tasks-nested',
      text: '- [ ] panel\n  - [x] drill\n  - [ ] paint',
      words: 'Tasks can have smaller ones below them.',
    },
    {
      id: 'tasks-numbers',
      text: '1. [x] breadboard\n2. [ ] solder',
      words: 'Numbered steps can be ticked off too.',
    },
  ],
}
