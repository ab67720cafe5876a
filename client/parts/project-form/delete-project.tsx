import { useState } from 'react'
import { restorableDays } from '../../../src/deleted-project.ts'
import { paths } from '../../../src/paths.ts'
import type { ProjectAddress } from '../../../src/project.ts'
import { call, Refused } from '../../api.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { leaveFor } from '../../ui/use-guard.ts'

type Props = {
  title: string
  address: ProjectAddress
  /** Called before the page is left for good. */
  onDeleted: () => void
}

export function DeleteProject({ title, address, onDeleted }: Props) {
  const [isAsking, setAsking] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()

  async function remove() {
    if (isBusy) return
    setBusy(true)
    const refusal = await attempt(address)
    setBusy(false)
    setProblem(refusal)
    if (refusal !== undefined) return
    onDeleted()
    leaveFor(paths.draftsTelling({ deleted: address.id }))
  }

  return (
    <>
      <button type="button" className="button danger" onClick={() => setAsking(true)}>
        Delete this project
      </button>
      {isAsking && (
        <Dialog title={`Delete ${title}?`} onClose={() => setAsking(false)}>
          <p>
            It disappears at once, with its pictures and files, for everybody. You can restore it from your
            drafts for {restorableDays} days.
          </p>
          {problem && (
            <p className="notice bad" role="alert">
              {problem}
            </p>
          )}
          <div className="buttons">
            <button
              type="button"
              className="button danger"
              aria-disabled={isBusy}
              onClick={() => void remove()}
            >
              {isBusy ? 'Deleting…' : 'Delete it'}
            </button>
            <button type="button" className="button" onClick={() => setAsking(false)} data-focus>
              Keep it
            </button>
          </div>
        </Dialog>
      )}
    </>
  )
}

/** What was refused, in words; a project that has gone already is no problem. */
async function attempt(address: ProjectAddress): Promise<string | undefined> {
  try {
    await call('DELETE', paths.api.project(address))
    return undefined
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const { statusCode } = error.refusal
    if (statusCode === 404) return undefined
    return statusCode === 401 ? 'You are logged out. Save first, which lets you log in again.' : error.message
  }
}
