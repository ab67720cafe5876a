import type { Request, ResponseObject, ServerInjectResponse } from '@hapi/hapi'
import { pick } from 'ramda'
import { type Api, Refused } from '../../client/api.ts'
import type { OwnAccount } from '../../src/account.ts'
import type { Refusal } from '../../src/answers.ts'
import { paths } from '../../src/paths.ts'
import { forOnePerson } from '../routes/sessions.ts'

/** The API in process, with the visitor's credentials unless as anybody; an address that has moved is followed once, and told. */
export function apiFor(
  request: Request,
  { asAnybody = false } = {},
): {
  api: Api
  hasMoved(): boolean
  isForOnePerson(): boolean
  /** Those that the API set meanwhile. */
  cookies(): string[]
} {
  const cookies: string[] = []
  let moved = false
  let personal = false
  async function get<Answer>(path: string): Promise<Answer> {
    const answer = await inject(request, 'GET', path, undefined, asAnybody ? anybody : passedOn)
    cookies.push(...cookiesOf(answer))
    if (answer.statusCode === 301 && !moved) {
      moved = true
      return get(`${answer.headers.location}`)
    }
    personal ||= answer.headers['cache-control'] === forOnePerson
    return dataOf(answer) as Answer
  }
  return { api: { get }, hasMoved: () => moved, isForOnePerson: () => personal, cookies: () => cookies }
}

function dataOf({ statusCode, result }: ServerInjectResponse): unknown {
  if (statusCode >= 400) throw new Refused(result as Refusal)
  if (statusCode !== 200) throw new Error(`the API answered ${statusCode} where data were asked for`)
  return result
}

export async function sessionOf(request: Request, { get } = apiFor(request).api): Promise<OwnAccount | null> {
  if (!request.headers.cookie) return null
  const { account } = await get<{ account: OwnAccount | null }>(paths.api.session)
  return account
}

const anybody = ['user-agent', 'x-forwarded-for'] as const
const passedOn = ['cookie', ...anybody] as const

export function inject(
  request: Request,
  method: string,
  url: string,
  payload?: object,
  passed: readonly (typeof passedOn)[number][] = passedOn,
): Promise<ServerInjectResponse> {
  const headers = pick(passed, request.raw.req.headers)
  const { remoteAddress } = request.info
  return request.server.inject({ method, url, headers, remoteAddress, ...(payload && { payload }) })
}

/** Gives the visitor the cookies that the API set. */
export function withCookies(response: ResponseObject, cookies: readonly string[]): ResponseObject {
  for (const cookie of cookies) response.header('set-cookie', cookie, { append: true })
  return response
}

export const cookiesOf = ({ headers }: ServerInjectResponse): string[] => [headers['set-cookie'] ?? []].flat()
