import type { Account, Maker } from '../../src/account.ts'
import { licence } from '../../src/licences.ts'
import { paths } from '../../src/paths.ts'
import type { Project, ProjectFile } from '../../src/project.ts'
import type { Place } from '../page.ts'

/** A project in the words of schema.org, and where it stands on the site. */
export function projectData(project: Project, place: Place): [object, object] {
  const { title, summary, tags, licences, published, updated, version, files, cover, owner } = project
  const pictures = files.filter(({ kind }) => kind === 'picture')
  const coverUrl = pictures.find(({ key }) => key === cover)?.url
  const licenceUrl = licence(licences.docs).url
  return [
    {
      '@type': 'CreativeWork',
      '@id': place.url,
      name: title,
      ...(summary && { description: summary }),
      url: place.url,
      inLanguage: 'en',
      author: personOf(owner, place),
      ...(published && { datePublished: published }),
      dateModified: updated,
      version,
      license: licenceUrl,
      isAccessibleForFree: true,
      keywords: tags.join(', '),
      ...(coverUrl && { thumbnailUrl: coverUrl }),
      image: pictures.map(picture => imageOf(picture, project, place)),
      audio: files.filter(({ kind }) => kind === 'audio').map(soundOf),
    },
    trailOf(project, place),
  ]
}

/** A maker's page, and who it is about. */
export const profileData = (maker: Maker, place: Place): [object] => [
  {
    '@type': 'ProfilePage',
    dateCreated: maker.joined,
    mainEntity: { ...personOf(maker, place), sameAs: maker.links },
  },
]

/** The site, and how to search it. */
export function siteData({ site }: Place): [object] {
  const search = {
    '@type': 'SearchAction',
    target: { '@type': 'EntryPoint', urlTemplate: `${site}${paths.search('')}{search_term_string}` },
    'query-input': 'required name=search_term_string',
  }
  return [{ '@type': 'WebSite', name: 'MuzHack', url: site + paths.explore, potentialAction: search }]
}

function personOf(account: Account, { site }: Place): object {
  const picture = account.avatar?.at(-1)?.url
  return {
    '@type': 'Person',
    name: account.name,
    alternateName: account.username,
    url: site + paths.profile(account),
    ...(picture && { image: picture }),
  }
}

function imageOf(
  { url, alt, caption, width, height }: ProjectFile,
  { owner, licences }: Project,
  { url: page }: Place,
): object {
  return {
    '@type': 'ImageObject',
    contentUrl: url,
    ...(alt && { name: alt }),
    ...(caption && { caption }),
    ...(width && height && { width: `${width}`, height: `${height}` }),
    license: licence(licences.docs).url,
    acquireLicensePage: page,
    creditText: owner.name,
    creator: { '@type': 'Person', name: owner.name },
  }
}

const soundOf = ({ url, path, type, size }: ProjectFile): object => ({
  '@type': 'AudioObject',
  name: path,
  contentUrl: url,
  encodingFormat: type,
  contentSize: `${size}`,
})

function trailOf({ owner, title }: Project, { site, url }: Place): object {
  const steps = [
    { name: 'MuzHack', address: site + paths.explore },
    { name: owner.name, address: site + paths.profile(owner) },
    { name: title, address: url },
  ]
  return {
    '@type': 'BreadcrumbList',
    itemListElement: steps.map(({ name, address }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name,
      item: { '@type': 'WebPage', '@id': address },
    })),
  }
}
