import { daysToReturn, type OwnAccount } from '../../src/account.ts'
import type { Export, Exports } from '../../src/export.ts'
import { formatDay } from '../../src/format.ts'
import { paths } from '../../src/paths.ts'
import { type Posted, page } from '../page.ts'
import { PostedProblem } from '../parts/account-form.tsx'
import { ExportPart } from '../parts/settings/export.tsx'

type Data = { account: OwnAccount | null; exports: Export[]; posted: Posted | undefined }

/** After an account was deleted: all that can still be done. */
export const leavingPage = page<Data>({
  name: 'leaving',
  path: paths.leaving,
  kind: 'document',
  session: 'optional',
  form: {
    call: ({ action }) =>
      action === 'export'
        ? { method: 'POST', path: paths.api.exports }
        : { method: 'DELETE', path: paths.api.accountDeletion },
    leadsTo: ({ values: { action } }) =>
      action === 'export' ? paths.leavingExport : paths.accountSettingsTelling({ done: 'back' }),
  },
  async load(api, { account }, posted) {
    const isLeaving = account?.endsOn !== undefined
    const { exports } = isLeaving ? await api.get<Exports>(paths.api.exports) : { exports: [] }
    return { account, exports, posted }
  },
  head: () => ({ title: 'Deleted account', noindex: true }),
  View: Leaving,
})

function Leaving({ data: { account, exports, posted } }: { data: Data }) {
  if (account?.endsOn !== undefined)
    return <Return endsOn={account.endsOn} exports={exports} posted={posted} />
  return (
    <div className="narrow">
      <h1>{account ? 'Your account is here to stay' : 'Your account is deleted'}</h1>
      {account ? <p>Nobody has deleted it.</p> : <Gone />}
    </div>
  )
}

function Gone() {
  return (
    <p>
      You are logged out everywhere. A letter tells you the day on which the account ends for good, in{' '}
      {daysToReturn} days; until then you can <a href={paths.login}>log in</a> to take it back.
    </p>
  )
}

function Return({ endsOn, exports, posted }: Pick<Data, 'exports' | 'posted'> & { endsOn: string }) {
  return (
    <div className="narrow">
      <h1>You have deleted this account</h1>
      <PostedProblem posted={posted?.values.action === 'export' ? undefined : posted} />
      <p>
        On <time dateTime={endsOn}>{formatDay(endsOn)}</time> it ends for good. Until then you can take it
        back, as it was.
      </p>
      <form method="post" action={paths.leaving}>
        <button className="button primary" type="submit">
          Take it back
        </button>
      </form>
      <form method="post" action={paths.logout}>
        <button className="button" type="submit">
          Log out
        </button>
      </form>
      <ExportPart exports={exports} at={paths.leaving} posted={posted} />
    </div>
  )
}
