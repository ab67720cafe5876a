import { paths } from '../../src/paths.ts'

const patience = 15_000

const pages = [
  paths.explore,
  paths.tags,
  paths.about,
  paths.searchHelp,
  paths.markdownHelp,
  paths.login,
  paths.feed,
  paths.searchFor({ q: 'spring reverb' }),
]

/** Asks a colour for real pages, and for what they need; answers how many, or fails with what is wrong. */
export async function smokeTest(url: string): Promise<number> {
  const documents = await Promise.all(pages.map(page => read(url, page)))
  const linked = new Set(documents.flatMap(linksIn))
  await Promise.all([...linked].map(address => read(url, address)))
  return pages.length + linked.size
}

async function read(url: string, address: string): Promise<string> {
  const answer = await fetch(url + address, {
    redirect: 'manual',
    signal: AbortSignal.timeout(patience),
  }).catch((error: Error) => {
    throw new Error(`${address} gets no answer: ${error.message}`)
  })
  const body = await answer.text()
  if (answer.status !== 200) throw new Error(`${address} is answered with ${answer.status}.`)
  const isWhole = !answer.headers.get('content-type')?.startsWith('text/html') || body.includes('</html>')
  if (!isWhole || body === '') throw new Error(`${address} is not whole.`)
  return body
}

/** Scripts and styles of this build, and the first project shown. */
function linksIn(html: string): string[] {
  const assets = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, address = '']) => address)
  const [, project] = /href="(\/u\/[\w-]+\/[\w-]+)"/.exec(html) ?? []
  return project ? [...assets, project] : assets
}
