/** What the toolbar offers, in its order; `keys` as in `Mod+Shift+7`, where Mod is Ctrl, or ⌘ on Apple's machines. */
export type Tool = { name: ToolName; label: string; keys?: string }

export type ToolName =
  | 'heading'
  | 'bold'
  | 'italic'
  | 'strikethrough'
  | 'link'
  | 'picture'
  | 'audio'
  | 'video'
  | 'file'
  | 'quote'
  | 'code'
  | 'code-block'
  | 'bullets'
  | 'numbers'
  | 'tasks'
  | 'table'
  | 'rule'
  | 'undo'
  | 'redo'
  | 'preview'
  | 'help'

export const tools: readonly Tool[] = [
  { name: 'heading', label: 'Heading', keys: 'Mod+Shift+H' },
  { name: 'bold', label: 'Bold', keys: 'Mod+B' },
  { name: 'italic', label: 'Italic', keys: 'Mod+I' },
  { name: 'strikethrough', label: 'Strikethrough', keys: 'Mod+Shift+X' },
  { name: 'link', label: 'Link', keys: 'Mod+K' },
  { name: 'picture', label: 'Picture' },
  { name: 'audio', label: 'Audio' },
  { name: 'video', label: 'Video' },
  { name: 'file', label: 'File' },
  { name: 'quote', label: 'Quote', keys: 'Mod+Shift+.' },
  { name: 'code', label: 'Code', keys: 'Mod+E' },
  { name: 'code-block', label: 'Code block', keys: 'Mod+Shift+E' },
  { name: 'bullets', label: 'Bulleted list', keys: 'Mod+Shift+8' },
  { name: 'numbers', label: 'Numbered list', keys: 'Mod+Shift+7' },
  { name: 'tasks', label: 'Task list', keys: 'Mod+Shift+L' },
  { name: 'table', label: 'Table' },
  { name: 'rule', label: 'Rule' },
  { name: 'undo', label: 'Undo', keys: 'Mod+Z' },
  { name: 'redo', label: 'Redo', keys: 'Mod+Shift+Z' },
  { name: 'preview', label: 'Preview', keys: 'Mod+Shift+P' },
  { name: 'help', label: 'Markdown help', keys: 'F1' },
]
