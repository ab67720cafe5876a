import type { Project } from '../../../../src/project.ts'
import { ConflictDialog } from './conflict-dialog.tsx'
import type { Content } from './content.ts'
import { RestoreDialog } from './restore-dialog.tsx'
import type { Autosaving } from './use-autosave.ts'

type Props = { autosave: Autosaving; saved: Project | null; typed: () => Content }

/** What only the maker can decide: to go on with what was kept, and with which of two versions. */
export function Questions({ autosave, saved, typed }: Props) {
  const { keeping, offered } = autosave
  if (offered && saved)
    return <RestoreDialog saved={saved} version={offered} onGoOn={autosave.goOn} onDiscard={autosave.letGo} />
  if (keeping.at !== 'conflict' || autosave.isChoicePutOff) return null
  return (
    <ConflictDialog
      mine={typed()}
      current={keeping.current}
      onKeepMine={() => autosave.keepMine(keeping.current)}
      onTakeTheirs={() => autosave.takeTheirs(keeping.current)}
      onClose={autosave.putChoiceOff}
    />
  )
}
