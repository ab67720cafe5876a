import type { Maker, Profile } from '../../src/account.ts'
import { isModerator } from '../../src/moderation.ts'
import { paths } from '../../src/paths.ts'
import { page } from '../page.ts'
import { AvatarForm } from '../parts/avatar-form/avatar-form.tsx'
import { ProfileForm } from '../parts/profile-form/profile-form.tsx'
import { SettingsHeader } from '../parts/settings/header.tsx'

type Data = { maker: Maker; moderates: boolean }

export const settingsPage = page<Data>({
  name: 'settings',
  path: paths.settings,
  kind: 'app',
  session: 'required',
  async load(api, { account }) {
    if (!account) throw new Error('the page is for the signed in')
    const { account: maker } = await api.get<Profile>(`${paths.api.user(account)}?limit=1`)
    return { maker, moderates: isModerator(account) }
  },
  head: () => ({ title: 'Settings', noindex: true }),
  View: Settings,
})

function Settings({ data: { maker, moderates } }: { data: Data }) {
  return (
    <div className="wide settings">
      <noscript>
        <p className="notice bad">Settings need JavaScript, which this browser has switched off.</p>
      </noscript>
      <SettingsHeader at={paths.settings} />
      {moderates && (
        <p>
          <a href={paths.moderation}>Moderation</a>
        </p>
      )}
      <AvatarForm maker={maker} />
      <ProfileForm maker={maker} />
    </div>
  )
}
