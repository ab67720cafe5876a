import { useEffect, useRef, useState } from 'react'
import type { OwnAccount } from '../../../src/account.ts'
import { paths } from '../../../src/paths.ts'
import type { Project } from '../../../src/project.ts'
import { Part } from '../../ui/form-part.tsx'
import { leaveFor, useGuard } from '../../ui/use-guard.ts'
import { LogInDialog } from '../log-in-dialog.tsx'
import { isUnderWay } from '../uploader/items.ts'
import { useUploader } from '../uploader/use-uploader.ts'
import { type Begun, BegunNotice } from './autosave/begun-notice.tsx'
import { keepAsDraft } from './autosave/calls.ts'
import { type Content, contentOf } from './autosave/content.ts'
import { Discard } from './autosave/discard.tsx'
import { Notices } from './autosave/notices.tsx'
import { Questions } from './autosave/questions.tsx'
import { type Opened, useAutosave } from './autosave/use-autosave.ts'
import { fieldLabels } from './check.ts'
import { DeleteProject } from './delete-project.tsx'
import { differences } from './differences.ts'
import { Fields } from './fields.tsx'
import { FormHeader, GoneNotice } from './form-header.tsx'
import { focusProblem, SaveBar } from './save-bar.tsx'
import type { Base } from './saving.ts'
import { Stale } from './stale.tsx'
import { printOf, textsOf, toDraft, uploadsOf } from './texts.ts'
import { type Status, useSave } from './use-save.ts'

type Props = {
  account: OwnAccount
  project: Project | null
  /** What was kept of it and never saved. */
  opened: Opened
  /** Other new projects that wait to be gone on with. */
  begun?: Begun
}

/** Writes a new project, or changes one. */
export function ProjectForm({ account: { username: owner }, project, opened, begun }: Props) {
  const start = project ?? opened.autosave?.content ?? null
  const [saved, setSaved] = useState(project)
  const [texts, setTexts] = useState(() => textsOf(start))
  const [uploader, uploads] = useUploader(uploadsOf(start), project?.id ?? 'new')
  const [corrections, setCorrections] = useState(0)
  const base = useRef<Base>(project && { id: project.id, version: project.version })
  const autosave = useAutosave({ owner, saved, base, texts, uploads, show }, opened)
  const { keeper, keeping } = autosave
  const save = useSave({ owner, base, texts, uploader, uploads, keeper }, () =>
    setCorrections(count => count + 1),
  )
  const { stage, problems } = save
  const [logIn, setLogIn] = useState<'offered' | 'putOff' | 'asked'>('offered')
  const [isGone, setGone] = useState(false)

  const isDirty = printOf(texts, uploads) !== printOf(textsOf(saved), uploadsOf(saved))
  const isPublished = saved !== null && saved.status !== 'draft'
  const isOnTheWay = uploads.items.some(item => isUnderWay(item) || item.progress.state === 'failed')
  const isLeaving = stage.at === 'saved' || isGone
  useGuard(!isLeaving && (isOnTheWay || (isDirty && keeping.at !== 'kept')))

  function show(content: Content, baseVersion: number | null) {
    setTexts(textsOf(content))
    uploader.reset(uploadsOf(content))
    if (base.current && baseVersion !== null) base.current = { ...base.current, version: baseVersion }
  }

  useEffect(() => {
    const first = Object.keys(fieldLabels).find(name => problems[name] !== undefined)
    if (corrections > 0 && first !== undefined) focusProblem(first)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for every save with something to correct
  }, [corrections])

  async function takeTheirs(current: Project) {
    await keepAsDraft(contentOf(texts, uploads))
    setSaved(current)
    show(current, current.version)
    save.takeTheirs(current)
  }

  async function keepMine(current: Project, status: Status) {
    await keepAsDraft(current)
    save.keepMine(current, status)
  }

  async function discard() {
    await autosave.discard()
    if (saved) return
    setGone(true)
    keeper.finish()
    leaveFor(paths.drafts)
  }

  function goOn() {
    setLogIn('offered')
    uploader.resume()
    keeper.resume()
    if (stage.at === 'loggedOut') save.begin(stage.status)
  }

  return (
    <div className="wide project-form">
      <noscript>
        <p className="notice bad">Writing a project needs JavaScript, which this browser has switched off.</p>
      </noscript>
      <FormHeader project={project} />
      {autosave.isGone && <GoneNotice />}
      {begun && !autosave.isGone && <BegunNotice begun={begun} begunHere={autosave.begunHere} />}
      <form noValidate onSubmit={event => event.preventDefault()} autoComplete="off">
        <fieldset disabled={!autosave.isReady}>
          <Fields
            owner={owner}
            savedId={saved?.id ?? null}
            savedFiles={saved?.files ?? []}
            texts={texts}
            onChange={part => setTexts(texts => ({ ...texts, ...part }))}
            uploader={uploader}
            uploads={uploads}
            problems={problems}
          />
          <SaveBar
            save={save}
            uploads={uploads}
            keeping={keeping}
            isPublished={isPublished}
            notices={
              <Notices
                autosave={autosave}
                isUploading={uploads.hold === 'login'}
                onLogIn={() => setLogIn('asked')}
              />
            }
            discard={isDirty && <Discard isSaved={saved !== null} onDiscard={discard} />}
          />
        </fieldset>
      </form>
      {saved && (
        <Part title="Delete" about="For everybody, at once. You can restore it for a while.">
          <DeleteProject
            title={saved.title}
            address={{ owner, id: saved.id }}
            onDeleted={() => {
              setGone(true)
              keeper.finish()
            }}
          />
        </Part>
      )}
      {stage.at === 'stale' && (
        <Stale
          current={stage.current}
          differing={differences(toDraft(texts, uploads, stage.status), stage.current)}
          onKeepMine={() => keepMine(stage.current, stage.status)}
          onTakeTheirs={() => takeTheirs(stage.current)}
          onClose={save.backToEditing}
        />
      )}
      <Questions autosave={autosave} saved={saved} typed={() => contentOf(texts, uploads)} />
      {(stage.at === 'loggedOut' ||
        logIn === 'asked' ||
        (uploads.hold === 'login' && logIn === 'offered')) && (
        <LogInDialog
          username={owner}
          onLoggedIn={goOn}
          onClose={() => {
            setLogIn('putOff')
            save.backToEditing()
          }}
        />
      )}
    </div>
  )
}
