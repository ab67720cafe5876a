import { useEffect, useState } from 'react'
import type { OwnAccount } from '../../../src/account.ts'
import type { Project } from '../../../src/project.ts'
import { Part } from '../../ui/form-part.tsx'
import { useGuard, useIsReady } from '../../ui/use-guard.ts'
import { LogInDialog } from '../log-in-dialog.tsx'
import { hasFailed, isUnderWay } from '../uploader/items.ts'
import { useUploader } from '../uploader/use-uploader.ts'
import { fieldLabels } from './check.ts'
import { DeleteProject } from './delete-project.tsx'
import { differences } from './differences.ts'
import { Fields } from './fields.tsx'
import { focusProblem, SaveBar } from './save-bar.tsx'
import { Stale } from './stale.tsx'
import { printOf, textsOf, toDraft, uploadsOf } from './texts.ts'
import { useSave } from './use-save.ts'

type Props = { account: OwnAccount; project: Project | null }

/** Writes a new project, or changes one. */
export function ProjectForm({ account: { username: owner }, project }: Props) {
  const [saved, setSaved] = useState(project)
  const [texts, setTexts] = useState(() => textsOf(project))
  const [uploader, uploads] = useUploader(uploadsOf(project), project?.id ?? 'new')
  const [corrections, setCorrections] = useState(0)
  const save = useSave({ owner, project, texts, uploads }, () => setCorrections(count => count + 1))
  const { stage, problems } = save
  const [isLogInPutOff, putLogInOff] = useState(false)
  const [isDeleted, setDeleted] = useState(false)
  const isReady = useIsReady()

  const isDirty = printOf(texts, uploads) !== printOf(textsOf(saved), uploadsOf(saved))
  const isLeaving = stage.at === 'saved' || isDeleted
  useGuard(!isLeaving && (isDirty || uploads.items.some(item => isUnderWay(item) || hasFailed(item))))

  useEffect(() => {
    const first = Object.keys(fieldLabels).find(name => problems[name] !== undefined)
    if (corrections > 0 && first !== undefined) focusProblem(first)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for every save with something to correct
  }, [corrections])

  function takeTheirs(current: Project) {
    setSaved(current)
    setTexts(textsOf(current))
    uploader.reset(uploadsOf(current))
    save.takeTheirs(current)
  }

  function goOn() {
    putLogInOff(false)
    uploader.resume()
    if (stage.at === 'loggedOut') save.begin(stage.status)
  }

  return (
    <div className="wide project-form">
      <noscript>
        <p className="notice bad">Writing a project needs JavaScript, which this browser has switched off.</p>
      </noscript>
      <header className="form-header">
        <h1>{project ? `Edit ${project.title}` : 'New project'}</h1>
        <p className="hint">
          {project
            ? 'Readers see your changes once you have saved them.'
            : 'Only a title is needed to save a draft. Files are uploaded while you write.'}
        </p>
      </header>
      <form noValidate onSubmit={event => event.preventDefault()} autoComplete="off">
        <fieldset disabled={!isReady}>
          <Fields
            owner={owner}
            savedId={saved?.id ?? null}
            texts={texts}
            onChange={part => setTexts(texts => ({ ...texts, ...part }))}
            uploader={uploader}
            uploads={uploads}
            problems={problems}
          />
          <SaveBar
            save={save}
            uploads={uploads}
            isDirty={isDirty}
            isPublished={saved !== null && saved.status !== 'draft'}
            onLogIn={() => putLogInOff(false)}
          />
        </fieldset>
      </form>
      {saved && (
        <Part title="Delete" about="For everybody, at once.">
          <DeleteProject
            title={saved.title}
            address={{ owner, id: saved.id }}
            onDeleted={() => setDeleted(true)}
          />
        </Part>
      )}
      {stage.at === 'stale' && (
        <Stale
          current={stage.current}
          differing={differences(toDraft(texts, uploads, stage.status), stage.current)}
          onKeepMine={() => save.keepMine(stage.current, stage.status)}
          onTakeTheirs={() => takeTheirs(stage.current)}
          onClose={save.backToEditing}
        />
      )}
      {(stage.at === 'loggedOut' || (uploads.hold === 'login' && !isLogInPutOff)) && (
        <LogInDialog
          username={owner}
          onLoggedIn={goOn}
          onClose={() => {
            putLogInOff(true)
            save.backToEditing()
          }}
        />
      )}
    </div>
  )
}
