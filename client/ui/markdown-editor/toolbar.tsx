import { type KeyboardEvent, useRef, useState } from 'react'
import { toolIcons } from './icons.tsx'
import { ariaKeys, keysInWords } from './keys.ts'
import type { Tool, ToolName } from './tools.ts'
import { useIsApple } from './use-is-apple.ts'

type Props = {
  label: string
  /** The id of the text field. */
  controls: string
  tools: readonly Tool[]
  /** Whether a tool is on now, of those that can be. */
  pressed: Partial<Record<ToolName, boolean>>
  onUse: (tool: ToolName) => void
}

/** Tools of which one is in the tab order; arrows, Home and End go through them. */
export function Toolbar({ label, controls, tools, pressed, onUse }: Props) {
  const isApple = useIsApple()
  const [current, setCurrent] = useState<ToolName>(tools[0]?.name ?? 'help')
  const row = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent) {
    const here = tools.findIndex(({ name }) => name === current)
    const to = tools.at(placeFor(event.key, here, tools.length) ?? tools.length)
    if (!to) return
    event.preventDefault()
    row.current?.querySelector<HTMLElement>(`[data-tool="${to.name}"]`)?.focus()
  }

  return (
    <div
      ref={row}
      className="editor-tools"
      role="toolbar"
      tabIndex={-1}
      aria-label={label}
      aria-controls={controls}
      onKeyDown={onKeyDown}
    >
      {tools.map(tool => (
        <ToolButton
          key={tool.name}
          tool={tool}
          isApple={isApple}
          isCurrent={tool.name === current}
          isPressed={pressed[tool.name]}
          onFocus={() => setCurrent(tool.name)}
          onUse={() => onUse(tool.name)}
        />
      ))}
    </div>
  )
}

function placeFor(key: string, here: number, count: number): number | undefined {
  if (key === 'ArrowRight') return (here + 1) % count
  if (key === 'ArrowLeft') return (here - 1 + count) % count
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : undefined
}

type ButtonProps = {
  tool: Tool
  isApple: boolean
  isCurrent: boolean
  isPressed: boolean | undefined
  onFocus: () => void
  onUse: () => void
}

function ToolButton({ tool, isApple, isCurrent, isPressed, onFocus, onUse }: ButtonProps) {
  const { name, label, keys, begins } = tool
  const Icon = toolIcons[name]
  return (
    <button
      type="button"
      className={begins ? 'tool begins-group' : 'tool'}
      data-tool={name}
      data-tip={keys ? `${label} · ${keysInWords(keys, isApple)}` : label}
      aria-label={label}
      aria-keyshortcuts={keys && ariaKeys(keys, isApple)}
      aria-pressed={isPressed}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={onFocus}
      // The text keeps the focus, and with it its selection and a phone's keyboard.
      onMouseDown={event => event.preventDefault()}
      onClick={onUse}
    >
      <Icon />
    </button>
  )
}
