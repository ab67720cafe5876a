import type { BrowserContext, Request, Response } from 'playwright-core'
import { difference } from 'ramda'
import { paths } from '../../src/paths.ts'
import { addressesIn } from './addresses.ts'

let searches: Promise<string[]>[] = []
/** What visitors left for moderators. */
const reporters: string[] = []

/** Where browsers were shown e-mail addresses that do not concern their person, since this was last asked. */
export async function shownToOthers(): Promise<string[]> {
  const begun = searches
  searches = []
  return (await Promise.all(begun)).flat()
}

/** Has every answer that is text searched; what its person has sent may be shown to them. */
export function searchAnswers(context: BrowserContext): void {
  const said: string[] = []
  context.on('request', request => {
    const addresses = addressesIn(`${request.url()} ${request.postData()?.replaceAll('+', ' ')}`)
    said.push(...addresses)
    if (pathOf(request) === paths.report) reporters.push(...addresses)
  })
  context.on('response', response => void searches.push(search(response, said)))
}

async function search(response: Response, said: readonly string[]): Promise<string[]> {
  const request = response.request()
  const shown = difference(addressesIn(await textOf(response)), said)
  if (shown.length === 0) return []
  const others = difference(shown, await addressesFor(response))
  return others.map(address => `${request.method()} ${request.url()}: ${address}`)
}

async function textOf(response: Response): Promise<string> {
  const headers = response.headers()
  const isText = /html|json|xml|plain/.test(headers['content-type'] ?? '')
  // The page may have gone on or been closed meanwhile, and what it got with it.
  const body = isText ? await response.text().catch(() => '') : ''
  return JSON.stringify(headers) + body
}

/** Makers of journeys are called as their addresses begin. They are known by their cookie, or get it with the answer. */
async function addressesFor(response: Response): Promise<string[]> {
  const { cookie = '' } = await response.request().allHeaders()
  const { 'set-cookie': set = '' } = await response.allHeaders()
  const [, name = ''] = /muzhack-name=([\w-]+)/.exec(`${set}; ${cookie}`) ?? []
  const isQueue = pathOf(response.request()) === paths.moderation
  return [`${name}@example.org`, ...(isQueue ? reporters : [])]
}

const pathOf = (request: Request) => new URL(request.url()).pathname
