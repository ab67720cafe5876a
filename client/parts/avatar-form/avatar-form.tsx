import { useRef, useState } from 'react'
import type { Maker } from '../../../src/account.ts'
import type { Avatar } from '../../../src/avatar.ts'
import { Part } from '../../ui/form-part.tsx'
import { useIsReady } from '../../ui/use-guard.ts'
import { AvatarPicture } from '../avatar.tsx'
import { CropDialog } from './crop-dialog.tsx'
import { opened } from './opened.ts'
import { remove } from './send.ts'

/** A maker's picture: saved by itself, as soon as it is chosen. */
export function AvatarForm({ maker }: { maker: Maker }) {
  const [avatar, setAvatar] = useState(maker.avatar)
  const [picture, setPicture] = useState<ImageBitmap>()
  const [problem, setProblem] = useState<string>()
  const [news, setNews] = useState<string>()
  const isReady = useIsReady()

  async function open(file: File) {
    setNews(undefined)
    const found = await opened(file)
    setProblem('problem' in found ? found.problem : undefined)
    if ('picture' in found) setPicture(found.picture)
  }

  function show(shown: Avatar, told: string) {
    setAvatar(shown)
    setPicture(undefined)
    setProblem(undefined)
    setNews(told)
  }

  async function removeNow() {
    const sent = await remove(maker.username)
    if ('problem' in sent) setProblem(sent.problem)
    else show(sent.avatar, 'Removed. The picture is drawn from your name again.')
  }

  return (
    <Part title="Picture" about="Beside your name, on your profile and your projects.">
      <fieldset disabled={!isReady} className="avatar-form">
        <AvatarPicture account={{ ...maker, avatar }} size={96} />
        <div className="avatar-choice">
          <div className="buttons">
            <PickButton
              label={avatar ? 'Choose another picture' : 'Choose a picture'}
              onPick={file => void open(file)}
            />
            {avatar && (
              <button type="button" className="button" onClick={() => void removeNow()}>
                Remove it
              </button>
            )}
          </div>
          <p className="hint">
            {avatar
              ? 'You can cut it out before it is saved.'
              : 'Until you choose one, it is drawn from your name.'}
          </p>
          {problem && (
            <p className="problem" role="alert">
              {problem}
            </p>
          )}
          <output className="good">{news}</output>
        </div>
      </fieldset>
      {picture && (
        <CropDialog
          username={maker.username}
          picture={picture}
          onSaved={saved => show(saved, 'Saved. Everybody sees it now.')}
          onClose={() => setPicture(undefined)}
        />
      )}
    </Part>
  )
}

function PickButton({ label, onPick }: { label: string; onPick: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" className="button" onClick={() => input.current?.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        accept="image/*"
        onChange={({ target }) => {
          const [file] = target.files ?? []
          if (file) onPick(file)
          // So that the same file can be picked again.
          target.value = ''
        }}
      />
    </>
  )
}
