import type { ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { linkLimits, normaliseLink } from '../../../src/links.ts'
import { fieldId } from '../../ui/field.tsx'
import { ArrowDown, ArrowUp, Bin } from '../../ui/icons.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { linkField, type Problems } from './texts.ts'

type Props = { links: string[]; problems: Problems; onChange: (links: string[]) => void }

/** Where else a maker is to be found, in their order. */
export function LinkFields({ links, problems, onChange }: Props) {
  function add() {
    flushSync(() => onChange([...links, '']))
    document.getElementById(fieldId(linkField(links.length)))?.focus()
  }

  return (
    <fieldset className="link-fields">
      <legend className="label">Links</legend>
      <p className="hint">Your own site, music, code: up to {linkLimits.count}, shown in this order.</p>
      {links.length > 0 && (
        <ol>
          {links.map((link, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- links may be equal; each is its place's
            <LinkRow key={index} {...{ link, index, links, onChange }} problem={problems[linkField(index)]} />
          ))}
        </ol>
      )}
      {links.length < linkLimits.count && (
        <button type="button" className="button small" id="add-link" onClick={add}>
          Add a link
        </button>
      )}
    </fieldset>
  )
}

type RowProps = Omit<Props, 'problems'> & { link: string; index: number; problem: string | undefined }

function LinkRow({ link, index, links, problem, onChange }: RowProps) {
  const last = links.length - 1
  const name = `link ${index + 1}`

  function move(to: number) {
    flushSync(() => onChange(links.toSpliced(index, 1).toSpliced(to, 0, link)))
    const way = (to < index && to > 0) || to === last ? 'up' : 'down'
    document.getElementById(`link-${way}-${to}`)?.focus()
  }

  function remove() {
    flushSync(() => onChange(links.toSpliced(index, 1)))
    const next = document.getElementById(fieldId(linkField(Math.min(index, last - 1))))
    ;(next ?? document.getElementById('add-link'))?.focus()
  }

  return (
    <li>
      <TextField
        name={linkField(index)}
        label={`Link ${index + 1}`}
        problem={problem}
        value={link}
        onChange={text => onChange(links.with(index, text))}
        onBlur={() => onChange(links.with(index, normaliseLink(link) ?? link))}
        type="url"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
      />
      <div className="link-buttons">
        <MoveButton
          id={`link-up-${index}`}
          label={`Move ${name} up`}
          off={index === 0}
          onMove={() => move(index - 1)}
        >
          <ArrowUp />
        </MoveButton>
        <MoveButton
          id={`link-down-${index}`}
          label={`Move ${name} down`}
          off={index === last}
          onMove={() => move(index + 1)}
        >
          <ArrowDown />
        </MoveButton>
        <button type="button" className="icon-button" aria-label={`Remove ${name}`} onClick={remove}>
          <Bin />
        </button>
      </div>
    </li>
  )
}

type MoveProps = { id: string; label: string; off: boolean; onMove: () => void; children: ReactNode }

function MoveButton({ id, label, off, onMove, children }: MoveProps) {
  return (
    <button
      type="button"
      className="icon-button"
      id={id}
      aria-label={label}
      aria-disabled={off}
      onClick={() => !off && onMove()}
    >
      {children}
    </button>
  )
}
