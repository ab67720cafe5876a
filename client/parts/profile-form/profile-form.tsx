import { useEffect, useState } from 'react'
import { accountLimits, type Maker } from '../../../src/account.ts'
import { focusField } from '../../ui/field.tsx'
import { Part } from '../../ui/form-part.tsx'
import { MarkdownEditor } from '../../ui/markdown-editor.tsx'
import { StaleDialog } from '../../ui/stale-dialog.tsx'
import { Room, TextField } from '../../ui/text-field.tsx'
import { useGuard, useIsReady } from '../../ui/use-guard.ts'
import { LogInDialog } from '../log-in-dialog.tsx'
import { LinkFields } from './link-fields.tsx'
import { SaveBar } from './save-bar.tsx'
import { differences, labelsOf, type Problems, type Texts, textsOf, tidy } from './texts.ts'
import { useSave } from './use-save.ts'

/** What a maker is called, and tells of themselves. */
export function ProfileForm({ maker }: { maker: Maker }) {
  const [texts, setTexts] = useState(textsOf(maker))
  const [wrong, setWrong] = useState<string>()
  const [corrections, setCorrections] = useState(0)
  const save = useSave(maker, texts, problems => {
    setWrong(Object.keys(labelsOf(problems)).find(name => problems[name] !== undefined))
    setCorrections(count => count + 1)
  })
  const { stage, problems, isDirty } = save
  const isReady = useIsReady()
  useGuard(isDirty || stage.at === 'saving')

  useEffect(() => {
    if (corrections > 0 && wrong !== undefined) focusField(wrong)
  }, [corrections, wrong])

  return (
    <>
      <form
        noValidate
        autoComplete="off"
        onSubmit={event => {
          event.preventDefault()
          if (isDirty) save.begin()
        }}
      >
        <fieldset disabled={!isReady}>
          <Fields
            texts={texts}
            problems={problems}
            onChange={part => setTexts(texts => ({ ...texts, ...part }))}
          />
          <SaveBar username={maker.username} save={save} />
        </fieldset>
      </form>
      {stage.at === 'stale' && (
        <StaleDialog
          differing={differences(tidy(texts), stage.current)}
          onKeepMine={() => save.keepMine(stage.current)}
          onTakeTheirs={() => {
            setTexts(textsOf(stage.current))
            save.takeTheirs(stage.current)
          }}
          onClose={save.backToEditing}
        >
          <p>Your profile has been saved since you opened it. Compare the two and choose.</p>
        </StaleDialog>
      )}
      {stage.at === 'loggedOut' && (
        <LogInDialog username={maker.username} onLoggedIn={save.begin} onClose={save.backToEditing} />
      )}
    </>
  )
}

type FieldsProps = {
  texts: Texts
  problems: Problems
  onChange: (part: Partial<Texts>) => void
}

function Fields({ texts, problems, onChange }: FieldsProps) {
  return (
    <Part title="Profile" about="What everybody sees of you, above your projects." isWide>
      <div className="profile-name">
        <TextField
          name="name"
          label="Name"
          hint={<Room length={texts.name.trim().length} limit={accountLimits.name} />}
          problem={problems.name}
          value={texts.name}
          onChange={name => onChange({ name })}
          required
          autoComplete="name"
        />
      </div>
      <LinkFields links={texts.links} problems={problems} onChange={links => onChange({ links })} />
      <MarkdownEditor
        name="about"
        label="About"
        hint="What you make and play, where to hear it, how to reach you."
        value={texts.about}
        onChange={about => onChange({ about })}
        references={[]}
        limit={accountLimits.about}
        problem={problems.about}
      />
    </Part>
  )
}
