import { type KeyboardEvent, useRef } from 'react'
import type { Edit, Field } from './edit.ts'
import { indent, nextItem, outdent } from './items.ts'
import { isAppleMachine, isPressed, toolFor } from './keys.ts'
import { apply, fieldOf } from './textarea.ts'
import type { ToolName } from './tools.ts'

type Keys = {
  onKeyDown: (event: KeyboardEvent) => void
  /** Whether the paste under way was asked for as plain text, with Shift. */
  isPlainPaste: () => boolean
}

/** What the keyboard does beyond typing; what it does not use is the browser's. */
export function useKeys(onTool: (tool: ToolName) => void, isOffered: (tool: ToolName) => boolean): Keys {
  const isPlain = useRef(false)

  function onKeyDown({ nativeEvent: event }: KeyboardEvent) {
    if (event.isComposing || event.defaultPrevented) return
    const isApple = isAppleMachine()
    isPlain.current = isPressed('Mod+Shift+V', event, isApple)
    const tool = toolFor(event, isApple)
    if (tool && isOffered(tool.name)) {
      event.preventDefault()
      onTool(tool.name)
      return
    }
    const { target } = event
    const edit = target instanceof HTMLTextAreaElement && typingEdit(event, isApple)?.(fieldOf(target))
    if (!edit) return
    event.preventDefault()
    apply(target, edit)
  }

  return { onKeyDown, isPlainPaste: () => isPlain.current }
}

function typingEdit(
  event: globalThis.KeyboardEvent,
  isApple: boolean,
): ((field: Field) => Edit | undefined) | undefined {
  if (isPressed('Enter', event, isApple)) return nextItem
  if (isPressed('Mod+]', event, isApple)) return indent
  return isPressed('Mod+[', event, isApple) ? outdent : undefined
}
