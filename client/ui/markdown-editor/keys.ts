import { type Tool, tools } from './tools.ts'

/** What a key event tells. */
type Keys = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>

/** The tool that these keys are for; undo and redo are the browser's own. */
export function toolFor(event: Keys, isApple: boolean): Tool | undefined {
  return tools.find(
    ({ name, keys }) => keys && name !== 'undo' && name !== 'redo' && isPressed(keys, event, isApple),
  )
}

/** Whether exactly these are pressed; digits and `.` by their place, for Shift makes other characters of them. */
export function isPressed(keys: string, event: Keys, isApple: boolean): boolean {
  const parts = keys.split('+')
  const last = parts.at(-1) ?? ''
  const [mod, other] = isApple ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey]
  return (
    mod === parts.includes('Mod') &&
    event.shiftKey === parts.includes('Shift') &&
    !other &&
    !event.altKey &&
    (event.key.toLowerCase() === last.toLowerCase() || event.code === codeOf(last))
  )
}

const codes: Record<string, string> = { '.': 'Period', ']': 'BracketRight', '[': 'BracketLeft' }
const codeOf = (key: string) => codes[key] ?? (/^\d$/.test(key) ? `Digit${key}` : undefined)

/** Keys as people read them: `Ctrl+Shift+7`, `⌘⇧7`. */
export function keysInWords(keys: string, isApple: boolean): string {
  if (!isApple) return keys.replace('Mod', 'Ctrl')
  return keys.replace('Mod+', '⌘').replace('Shift+', '⇧')
}

/** As `aria-keyshortcuts` wants them. */
export const ariaKeys = (keys: string, isApple: boolean) => keys.replace('Mod', isApple ? 'Meta' : 'Control')

/** False on the server, which does not know. */
export const isAppleMachine = () =>
  typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
