import type { HelpTopic } from '../markdown-help.ts'

export const strikethrough: HelpTopic = {
  id: 'strikethrough',
  title: 'Strikethrough',
  about: 'For what has changed since, without hiding that it did.',
  samples: [
    {
      id: 'strike-simple',
      text: 'R7 is ~~220 Ω~~ 330 Ω',
      words: 'Two wavy lines on each side cross it out.',
    },
    {
      id: 'strike-styled',
      text: '~~Use **any** op-amp~~ Use a TL072',
      words: 'Styled words can be crossed out as well.',
    },
  ],
}
