import { paths } from '../../src/paths.ts'
import type { Project } from '../../src/project.ts'
import { topics } from '../../src/topics.ts'
import { page } from '../page.ts'
import { ProjectView } from '../parts/project-view.tsx'

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
  head: project => {
    const cover = project.files.find(({ key }) => key === project.cover)
    return {
      title: `${project.title} by ${project.owner.name}`,
      description: project.summary,
      canonical: paths.project({ owner: project.owner.username, id: project.id }),
      ...(cover && { image: cover.url }),
      noindex: project.status !== 'published',
    }
  },
  View: ({ data }) => <ProjectView project={data} />,
})
