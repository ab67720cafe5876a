import { codeBlock, lines, rule, table } from './blocks.ts'
import type { Edit, Field } from './edit.ts'
import { link, mark } from './marks.ts'

/** What the toolbar offers, in its order; `keys` as in `Mod+Shift+7`, where Mod is Ctrl, or ⌘ on Apple's machines. */
export type Tool = { name: ToolName; label: string; keys?: string; begins?: 'group' }

const edits = {
  heading: field => lines(field, 'heading'),
  bold: field => mark(field, 'bold'),
  italic: field => mark(field, 'italic'),
  strikethrough: field => mark(field, 'strikethrough'),
  link,
  quote: field => lines(field, 'quote'),
  code: field => mark(field, 'code'),
  'code-block': codeBlock,
  bullets: field => lines(field, 'bullets'),
  numbers: field => lines(field, 'numbers'),
  tasks: field => lines(field, 'tasks'),
  table,
  rule,
} satisfies Record<string, (field: Field) => Edit>

export type ToolName =
  | keyof typeof edits
  | 'picture'
  | 'audio'
  | 'video'
  | 'file'
  | 'undo'
  | 'redo'
  | 'preview'
  | 'help'

/** What a tool does to the text, for those that change nothing else. */
export const editOf: Partial<Record<ToolName, (field: Field) => Edit>> = edits

export const tools: readonly Tool[] = [
  { name: 'heading', label: 'Heading', keys: 'Mod+Shift+H' },
  { name: 'bold', label: 'Bold', keys: 'Mod+B' },
  { name: 'italic', label: 'Italic', keys: 'Mod+I' },
  { name: 'strikethrough', label: 'Strikethrough', keys: 'Mod+Shift+X' },
  { name: 'link', label: 'Link', keys: 'Mod+K', begins: 'group' },
  { name: 'picture', label: 'Picture' },
  { name: 'audio', label: 'Audio' },
  { name: 'video', label: 'Video' },
  { name: 'file', label: 'File' },
  { name: 'quote', label: 'Quote', keys: 'Mod+Shift+.', begins: 'group' },
  { name: 'code', label: 'Code', keys: 'Mod+E' },
  { name: 'code-block', label: 'Code block', keys: 'Mod+Shift+E' },
  { name: 'bullets', label: 'Bulleted list', keys: 'Mod+Shift+8', begins: 'group' },
  { name: 'numbers', label: 'Numbered list', keys: 'Mod+Shift+7' },
  { name: 'tasks', label: 'Task list', keys: 'Mod+Shift+L' },
  { name: 'table', label: 'Table' },
  { name: 'rule', label: 'Rule' },
  { name: 'undo', label: 'Undo', keys: 'Mod+Z', begins: 'group' },
  { name: 'redo', label: 'Redo', keys: 'Mod+Shift+Z' },
  { name: 'preview', label: 'Preview', keys: 'Mod+Shift+P' },
  { name: 'help', label: 'Markdown help', keys: 'F1' },
]

/** Keys and what they do. */
export type Shortcut = { label: string; keys: string }

/** All that the keyboard does in a text: the tools, and what typing has of its own. */
export const shortcuts: readonly Shortcut[] = [
  ...tools.flatMap(({ label, keys }) => (keys === undefined ? [] : [{ label, keys }])),
  { label: 'Next item of a list; its end, if empty', keys: 'Enter' },
  { label: 'Lines further in', keys: 'Mod+]' },
  { label: 'Lines further out', keys: 'Mod+[' },
  { label: 'Paste as it is', keys: 'Mod+Shift+V' },
  { label: 'On to the next field', keys: 'Tab' },
]
