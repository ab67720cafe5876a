import type { HelpTopic } from '../markdown-help.ts'

/** Its table is made from the editor's own tools, which know their keys. */
export const shortcuts: HelpTopic = {
  id: 'shortcuts',
  title: 'Shortcuts',
  about:
    'Select some words and press the keys; press them again to undo the styling. Enter goes on with a list, an address pasted over a word makes a link, and Tab leaves the editor.',
  samples: [],
}
