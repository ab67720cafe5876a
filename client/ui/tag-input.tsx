import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react'
import { controlOf, Field, type FieldText } from './field.tsx'
import { Cross } from './icons.tsx'

type Props = FieldText & {
  tags: readonly string[]
  onChange: (tags: string[]) => void
  /** A tag as it is kept. */
  normalise: (typed: string) => string
  isOdd: (tag: string) => boolean
}

/** Words as chips: Enter, a comma or leaving the field adds, Backspace in the empty field takes the last away. */
export function TagInput({ name, label, hint, problem, tags, onChange, normalise, isOdd }: Props) {
  const [typed, setTyped] = useState('')
  const [said, say] = useState('')
  const input = useRef<HTMLInputElement>(null)

  function add(text: string) {
    const fresh = text
      .split(/[,;\n\t]/)
      .map(normalise)
      .filter(Boolean)
    setTyped('')
    if (fresh.length === 0) return
    onChange([...new Set([...tags, ...fresh])])
    say(`${fresh.join(', ')} added`)
  }

  function remove(tag: string) {
    onChange(tags.filter(other => other !== tag))
    say(`${tag} removed`)
    input.current?.focus()
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const last = tags.at(-1)
    if (event.key === 'Backspace' && typed === '' && last !== undefined) remove(last)
    if (event.key !== 'Enter' && event.key !== ',') return
    event.preventDefault()
    add(typed)
  }

  function onPaste(event: ClipboardEvent) {
    const pasted = event.clipboardData.getData('text')
    if (!/[,;\n\t]/.test(pasted)) return
    event.preventDefault()
    add(typed + pasted)
  }

  return (
    <Field name={name} label={label} hint={hint} problem={problem}>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- a larger target for the mouse alone */}
      <div
        className="tag-input"
        onClick={({ target, currentTarget }) => target === currentTarget && input.current?.focus()}
      >
        {tags.length > 0 && (
          <ul className="tags" aria-label="Added so far">
            {tags.map(tag => (
              <li key={tag} className={isOdd(tag) ? 'chip odd' : 'chip'}>
                {tag}
                <button type="button" aria-label={`Remove ${tag}`} onClick={() => remove(tag)}>
                  <Cross />
                </button>
              </li>
            ))}
          </ul>
        )}
        <input
          ref={input}
          {...controlOf({ name, hint, problem })}
          value={typed}
          onChange={({ target }) => (target.value.includes(',') ? add(target.value) : setTyped(target.value))}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onBlur={() => add(typed)}
          autoCapitalize="none"
          autoComplete="off"
          enterKeyHint="enter"
        />
      </div>
      <output className="visually-hidden">{said}</output>
    </Field>
  )
}
