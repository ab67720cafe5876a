import { paths } from '../../../src/paths.ts'
import { aSignUp } from '../muzhack.ts'

/** Signs somebody up on a site that runs, and answers what their browser would keep. */
export async function signUpAt(url: string, username: string): Promise<string> {
  const answer = await fetch(url + paths.api.signup, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(aSignUp({ username })),
  })
  if (answer.status !== 201) throw new Error(`${username} could not sign up: ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; ')
}
