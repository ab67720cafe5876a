import { aChange } from './autosaves.ts'
import { aDraft, aSignUp, password } from './muzhack.ts'

const guess = { username: 'olga', password: 'a guess' }
const token = { token: 'x'.repeat(43) }
const elsewhere = 'elsewhere@new.example'
const file = { key: 'loop/files/tape.bin', type: '' }
const report = { about: '/u/target', reason: 'spam', words: 'Every day.', email: 'vera@example.org' }
const pictures = [64, 192, 512].map(size => ({ size, key: `u/olga/about/pictures/${size}.png` }))

/** What passes the door, where who asks is looked at behind it; of a GET or DELETE, its query. Nobody is logged out by any. */
export const bodies: Record<string, object> = {
  'GET /api/isProjectIdAvailable': { projectId: 'loop' },
  'GET /api/s3Settings': { ...file, size: '1' },
  'POST /account/confirm/{token}': token,
  'POST /account/forgotpassword': { username: 'olga' },
  'POST /account/newaddress/{token}': token,
  'POST /account/resetpassword/{token}': { ...token, password: 'a wholly new phrase' },
  'POST /api/account/deletion': { password: 'a guess', projects: 'keep' },
  'POST /api/addressChanges': { email: elsewhere, password },
  'POST /api/addressConfirmations': token,
  'POST /api/confirmations': token,
  'POST /api/forgotPassword': { username: 'olga' },
  'POST /api/login': guess,
  'POST /api/preview': { text: 'It goes **round**.' },
  'POST /api/projects/{owner}': aDraft({ id: 'another' }),
  'POST /api/reports': report,
  'POST /api/resetPassword/{token}': { password: 'a wholly new phrase' },
  'POST /api/s3Uploads': { ...file, size: 200_000_000 },
  'POST /api/s3Uploads/{id}/parts': { number: 1, sha256: 'ab'.repeat(32) },
  'POST /api/signup': aSignUp({ username: 'olga' }),
  'POST /api/users/{username}/notes': { words: 'Seen.' },
  'POST /drafts': { action: 'restore', number: '4000000' },
  'POST /login': guess,
  'POST /moderation': { action: 'lift', username: 'target' },
  'POST /moderation/accounts/{username}': { action: 'lift', username: 'target' },
  'POST /report': report,
  'POST /settings/account': { action: 'address', email: elsewhere, password: 'a guess' },
  'POST /settings/security': { action: 'password', old: 'a guess', password: 'a wholly new phrase' },
  'POST /signup': aSignUp({ username: 'olga' }),
  'PUT /api/account/password': { old: password, password: 'a wholly new phrase' },
  'PUT /api/autosaves/{id}': aChange({ revision: 1 }),
  'PUT /api/moderation/reports/{number}/closing': { note: 'Done.' },
  'PUT /api/projects/{owner}/{id}': { ...aDraft({ id: 'loop' }), version: 1 },
  'PUT /api/projects/{owner}/{id}/hiding': { why: 'Not hers.' },
  'PUT /api/siteTexts/{name}': { text: 'Be kind.', version: 0 },
  'PUT /api/users/{username}': { name: 'Olga', about: '', links: [], version: 1 },
  'PUT /api/users/{username}/avatar': { pictures },
  'PUT /api/users/{username}/suspension': { why: 'Spam.' },
  // Not the newest, so that olga's 409 tells that nobody else took it away.
  'DELETE /api/autosaves/{id}': { revision: '9' },
}
