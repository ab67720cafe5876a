import { paths } from '../../src/paths.ts'
import type { Project, ProjectAddress } from '../../src/project.ts'
import { NotFound } from './errors.ts'
import { movedProject, projectAt, type Workshop } from './projects.ts'

/** The published project whose page has this address, also where it had it once. */
export async function projectToEmbed(workshop: Workshop, publicUrl: string, url: string): Promise<Project> {
  const address = addressIn(publicUrl, url)
  if (!address) throw notThere()
  const moved = await movedProject(workshop, undefined, address)
  return projectAt(workshop, undefined, moved ?? address)
}

/** Whatever stands behind `?` and `#`. */
function addressIn(publicUrl: string, url: string): ProjectAddress | undefined {
  const { origin, pathname } = URL.parse(url) ?? {}
  const [, owner = '', id = ''] = /^\/u\/([a-z0-9_-]+)\/([a-z0-9_-]+)\/?$/.exec(pathname ?? '') ?? []
  return origin === publicUrl && paths.project({ owner, id }) === pathname?.replace(/\/$/, '')
    ? { owner, id }
    : undefined
}

const notThere = () => new NotFound('There is no project at this address that other sites can show.')
