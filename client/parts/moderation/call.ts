import { paths } from '../../../src/paths.ts'
import { Refused } from '../../api.ts'
import type { Call } from '../../page.ts'

/** What moderators' forms ask for; nothing in an address that could lead elsewhere. */
export function callFor(values: Record<string, string>): Call {
  const { action, owner = '', id = '', username = '', number = '', why, note, words } = values
  const isPlain = [owner, id, username, number].every(part => /^[\w-]*$/.test(part))
  switch (isPlain && action) {
    case 'hide':
      return { method: 'PUT', path: paths.api.hiding({ owner, id }), body: { why } }
    case 'restore':
      return { method: 'DELETE', path: paths.api.hiding({ owner, id }) }
    case 'suspend':
      return { method: 'PUT', path: paths.api.suspension({ username }), body: { why } }
    case 'lift':
      return { method: 'DELETE', path: paths.api.suspension({ username }) }
    case 'close':
      return { method: 'PUT', path: paths.api.reportClosing({ number }), body: { note } }
    case 'note':
      return { method: 'POST', path: paths.api.accountNotes({ username }), body: { words } }
    default:
      throw new Refused({ statusCode: 400, error: 'Bad Request', message: 'This form asks for nothing.' })
  }
}
