import { paths } from '../../src/paths.ts'
import type { Cards } from '../../src/project.ts'

/** What people ask for, as often as the first MuzHack's visitors did. */
export async function pagesOf(site: string) {
  const { projects } = (await (await fetch(site + paths.api.search)).json()) as Cards
  const [project] = projects
  if (!project) throw new Error('there is no project to look at')
  const { owner, id } = project
  return [
    { what: 'home', path: paths.explore, weight: 99 },
    { what: 'project', path: paths.project({ owner: owner.username, id }), weight: 50 },
    { what: 'profile', path: paths.profile(owner), weight: 5 },
    { what: 'log in', path: paths.login, weight: 1 },
    { what: 'create', path: paths.create, weight: 1 },
    { what: 'about', path: paths.about, weight: 1 },
    { what: 'forgot password', path: paths.forgotPassword, weight: 1 },
  ]
}
