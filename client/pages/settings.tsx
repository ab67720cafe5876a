import type { Maker, Profile } from '../../src/account.ts'
import { paths } from '../../src/paths.ts'
import { page } from '../page.ts'
import { AvatarForm } from '../parts/avatar-form/avatar-form.tsx'
import { ProfileForm } from '../parts/profile-form/profile-form.tsx'

type Data = { maker: Maker }

export const settingsPage = page<Data>({
  name: 'settings',
  path: paths.settings,
  kind: 'app',
  session: 'required',
  async load(api, { account }) {
    if (!account) throw new Error('the page is for the signed in')
    return { maker: (await api.get<Profile>(`${paths.api.user(account)}?limit=1`)).account }
  },
  head: () => ({ title: 'Settings', noindex: true }),
  View: Settings,
})

function Settings({ data: { maker } }: { data: Data }) {
  return (
    <div className="wide settings">
      <noscript>
        <p className="notice bad">Settings need JavaScript, which this browser has switched off.</p>
      </noscript>
      <header className="form-header">
        <h1>Settings</h1>
      </header>
      <AvatarForm maker={maker} />
      <ProfileForm maker={maker} />
    </div>
  )
}
