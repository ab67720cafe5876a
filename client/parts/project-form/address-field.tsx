import { useEffect, useState } from 'react'
import type { Availability } from '../../../src/answers.ts'
import { paths } from '../../../src/paths.ts'
import { call } from '../../api.ts'
import { TextField } from '../../ui/text-field.tsx'
import { problemWithId } from './check.ts'

type Props = {
  owner: string
  savedId: string | null
  id: string
  problem: string | undefined
  onChange: (id: string) => void
}

/** A project's address, looked up while it is typed. */
export function AddressField({ owner, savedId, id, problem, onChange }: Props) {
  const available = useAvailability(id, id === savedId)
  const odd = id === '' ? undefined : problemWithId(id)
  const taken = available === false ? `You have a project at ${id} already.` : undefined
  const free = available && !odd ? 'This address is free.' : ''
  return (
    <div className="address-field">
      <TextField
        name="id"
        label="Address"
        hint={hintFor(savedId, id)}
        problem={odd ?? taken ?? problem}
        before={`/u/${owner}/`}
        value={id}
        onChange={typed => onChange(typed.trimStart().toLowerCase().replace(/\s+/g, '-'))}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
      />
      <output className="good">{savedId === id ? '' : free}</output>
    </div>
  )
}

function hintFor(savedId: string | null, id: string): string {
  const rule = 'Small letters, digits, - and _.'
  if (savedId === null) return `${rule} Suggested from the title until you change it.`
  return id === savedId ? rule : `${rule} Links to the old address will lead to the new one.`
}

/** Undefined while nobody knows, which is no reason to stop anybody: the save decides. */
function useAvailability(id: string, isOwn: boolean): boolean | undefined {
  const [known, setKnown] = useState<{ id: string; available: boolean }>()

  useEffect(() => {
    if (isOwn || problemWithId(id) !== undefined) return undefined
    const stop = new AbortController()
    const timer = setTimeout(() => void look(), 350)
    async function look() {
      const address = `${paths.api.projectIdAvailable}?${new URLSearchParams({ projectId: id })}`
      const answer = await call<Availability>('GET', address, undefined, stop.signal).catch(() => undefined)
      if (answer && !stop.signal.aborted) setKnown({ id, ...answer })
    }
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [id, isOwn])

  if (isOwn) return true
  return known?.id === id ? known.available : undefined
}
