import { licence } from '../../src/licences.ts'
import { paths } from '../../src/paths.ts'
import type { Project } from '../../src/project.ts'
import { topics } from '../../src/topics.ts'
import { type Head, page } from '../page.ts'
import { ProjectView } from '../parts/project-view.tsx'
import { imageToShare } from '../parts/sharing.tsx'
import { projectData } from '../parts/structured-data.ts'

export const projectPage = page<Project>({
  name: 'project',
  path: paths.project({ owner: '{owner}', id: '{id}' }),
  kind: 'document',
  shared: {
    query: [],
    topics: ({ owner = '', id = '' }) => [topics.project({ owner, id }), topics.maker(owner)],
    // It tells how long an archive will take, which comes nearer.
    lasts: ({ archive }) => (archive?.state === 'being made' ? 3000 : undefined),
  },
  load: (api, { params: { owner = '', id = '' } }) => api.get<Project>(paths.api.project({ owner, id })),
  head: project => ({
    title: `${project.title} by ${project.owner.name}`,
    description: project.summary,
    canonical: paths.project({ owner: project.owner.username, id: project.id }),
    ...(project.status === 'published' ? forOthers(project) : { noindex: true }),
  }),
  View: ({ data }) => <ProjectView project={data} />,
})

/** What search engines and other sites are told of it. */
function forOthers(project: Project): Partial<Head> {
  const { files, cover, licences, published, updated, tags } = project
  const picture = files.find(({ key }) => key === cover)
  return {
    image: picture && imageToShare(picture),
    isEmbeddable: true,
    licence: licence(licences.docs).url,
    graph: [
      ['og:type', 'article'],
      ['article:published_time', published ?? updated],
      ['article:modified_time', updated],
      ...tags.map((tag): [string, string] => ['article:tag', tag]),
    ],
    data: place => projectData(project, place),
  }
}
