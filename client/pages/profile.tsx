import type { Profile } from '../../src/account.ts'
import { formatDay } from '../../src/format.ts'
import { paths } from '../../src/paths.ts'
import { page } from '../page.ts'
import { Cards } from '../parts/cards.tsx'
import { ReportLink } from '../parts/report-link.tsx'

export const profilePage = page<Profile>({
  name: 'profile',
  path: paths.profile({ username: '{username}' }),
  kind: 'document',
  load(api, { params: { username = '' }, query: { after } }) {
    const question = after === undefined ? '' : `?${new URLSearchParams({ after })}`
    return api.get<Profile>(paths.api.user({ username }) + question)
  },
  head: ({ account }) => ({
    title: account.name,
    description: `Projects by ${account.name} on MuzHack.`,
    canonical: paths.profile(account),
  }),
  View: ProfileView,
})

/** Above so many characters the projects are out of sight. */
const long = 1000

function ProfileView({ data: { account, projects } }: { data: Profile }) {
  const address = paths.profile(account)
  return (
    <div className="wide">
      <header className="profile-header">
        <h1>{account.name}</h1>
        <p className="byline">
          <span className="hint">
            {account.username} · here since {formatDay(account.joined)}
            {account.about.length > long && (
              <>
                {' · '}
                <a href="#projects">Projects</a>
              </>
            )}
          </span>
          <a className="button small" data-for={account.username} hidden href={paths.settings}>
            Edit profile
          </a>
        </p>
      </header>
      <About html={account.aboutHtml} />
      <section aria-labelledby="projects">
        <h2 id="projects" className="list-title">
          Projects
        </h2>
        {projects.projects.length > 0 ? (
          <Cards
            {...projects}
            withMaker={false}
            more={after => `${address}?${new URLSearchParams({ after })}`}
          />
        ) : (
          <p className="nothing">
            {account.name} has published nothing yet.{' '}
            <a data-for={account.username} hidden href={paths.create}>
              Publish your first project
            </a>
          </p>
        )}
      </section>
      <ReportLink about={address} what="this profile" />
    </div>
  )
}

/** Rendered and sanitised when it was saved. */
function About({ html }: { html: string }) {
  if (!html.trim()) return null
  return (
    <section className="profile-about" aria-labelledby="about">
      <h2 id="about" className="visually-hidden">
        About
      </h2>
      {/* oxlint-disable-next-line react/no-danger -- sanitised when saved */}
      <div className="prose" dangerouslySetInnerHTML={{ __html: html }} />
    </section>
  )
}
