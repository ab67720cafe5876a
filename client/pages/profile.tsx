import type { Maker, Profile } from '../../src/account.ts'
import { formatDay } from '../../src/format.ts'
import { namedLinks } from '../../src/links.ts'
import { paths } from '../../src/paths.ts'
import { topics } from '../../src/topics.ts'
import { page, type ShownImage } from '../page.ts'
import { AvatarPicture } from '../parts/avatar.tsx'
import { Cards } from '../parts/cards.tsx'
import { ReportLink } from '../parts/report-link.tsx'
import { profileData } from '../parts/structured-data.ts'

export const profilePage = page<Profile>({
  name: 'profile',
  path: paths.profile({ username: '{username}' }),
  kind: 'document',
  shared: {
    query: ['after'],
    topics: ({ username = '' }) => [topics.profile(username), topics.maker(username)],
  },
  load(api, { params: { username = '' }, query: { after } }) {
    const question = after === undefined ? '' : `?${new URLSearchParams({ after })}`
    return api.get<Profile>(paths.api.user({ username }) + question)
  },
  head: ({ account }) => ({
    title: account.name,
    description: `Projects by ${account.name} on MuzHack.`,
    canonical: paths.profile(account),
    feed: { title: `Projects by ${account.name}`, path: paths.makerFeed(account) },
    image: imageOf(account),
    graph: [
      ['og:type', 'profile'],
      ['profile:username', account.username],
    ],
    data: place => profileData(account, place),
  }),
  View: ProfileView,
})

/** The largest there is of an own picture. */
function imageOf({ avatar, name }: Maker): ShownImage | undefined {
  const picture = avatar?.at(-1)
  return picture && { url: picture.url, alt: name, width: picture.size, height: picture.size }
}

/** Above so many characters the projects are out of sight. */
const long = 1000

function ProfileView({ data: { account, projects } }: { data: Profile }) {
  const address = paths.profile(account)
  return (
    <div className="wide">
      <header className="profile-header">
        <AvatarPicture account={account} size={128} />
        <div className="profile-who">
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
          <Links links={account.links} />
        </div>
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

/** `me`: whoever runs a page there can show that it is theirs by linking back. */
function Links({ links }: Pick<Maker, 'links'>) {
  if (links.length === 0) return null
  return (
    <ul className="profile-links" aria-label="Elsewhere">
      {namedLinks(links).map(({ url, name }) => (
        <li key={url}>
          <a rel="me nofollow ugc noopener" href={url}>
            {name}
          </a>
        </li>
      ))}
    </ul>
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
