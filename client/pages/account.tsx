import type { OwnAccount } from '../../src/account.ts'
import type { Export, Exports } from '../../src/export.ts'
import { paths } from '../../src/paths.ts'
import { Refused } from '../api.ts'
import { type Call, type Posted, page, type Sent } from '../page.ts'
import { AddressPart } from '../parts/settings/address.tsx'
import { DeletionPart } from '../parts/settings/deletion.tsx'
import { ExportPart } from '../parts/settings/export.tsx'
import { SettingsHeader } from '../parts/settings/header.tsx'
import { Done } from '../parts/settings/part.tsx'

type Data = { account: OwnAccount; exports: Export[]; done: string | undefined; posted: Posted | undefined }

export const accountPage = page<Data>({
  name: 'account',
  path: paths.accountSettings,
  kind: 'document',
  session: 'required',
  form: { call: callFor, leadsTo: newsOf },
  async load(api, { account, query: { done } }, posted) {
    if (!account) throw new Error('the page is for the signed in')
    const { exports } = await api.get<Exports>(paths.api.exports)
    return { account, exports, done, posted }
  },
  head: () => ({ title: 'Account', noindex: true }),
  View: Account,
})

function callFor({ action, ...body }: Record<string, string>): Call {
  switch (action) {
    case 'letter':
      return { method: 'POST', path: paths.api.confirmationLetters }
    case 'address':
      return { method: 'POST', path: paths.api.addressChanges, body }
    case 'export':
      return { method: 'POST', path: paths.api.exports }
    case 'delete':
      return { method: 'POST', path: paths.api.accountDeletion, body }
    default:
      throw new Refused({ statusCode: 400, error: 'Bad Request', message: 'This form asks for nothing.' })
  }
}

function newsOf({ values: { action = '' } }: Sent): string {
  if (action === 'export') return paths.exportPart
  return action === 'delete' ? paths.leaving : paths.accountSettingsTelling({ done: action })
}

const news: Record<string, string> = {
  letter: 'A letter is on its way. Open its link to confirm your address.',
  address: 'A letter is on its way to the new address. Open its link: until then nothing changes.',
  back: 'Welcome back. Your account is as it was.',
}

function Account({ data: { account, exports, done = '', posted } }: { data: Data }) {
  return (
    <div className="wide settings-page">
      <SettingsHeader at={paths.accountSettings} />
      <Done words={posted ? undefined : news[done]} />
      <AddressPart account={account} posted={posted} />
      <ExportPart exports={exports} at={paths.accountSettings} posted={posted} />
      <DeletionPart posted={posted} />
    </div>
  )
}
