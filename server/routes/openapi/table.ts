import type { SchemaName } from './schemas.ts'

/** What the API is about, in the order in which it is told. */
export const parts = {
  Projects: 'What makers publish. Reading needs no account.',
  Makers: 'Who publishes, and what they tell of themselves.',
  Site: 'What the site says of itself, and how to write for it.',
  Uploads: 'Files go straight to the object store; the API signs for them.',
  Drafts: 'Work in progress, and what was deleted.',
  Accounts: 'Signing up, logging in, and settings.',
  Moderation: 'Reports, and what moderators do about them.',
} as const

/** `status` of success; 204 answers nothing. */
type Told = [part: keyof typeof parts, summary: string, status: 200 | 201 | 202 | 204, answers?: SchemaName]

/** Every route of the API, in words. */
export const told: Record<string, Told> = {
  'GET /api/search': ['Projects', 'Find published projects', 200, 'SearchResults'],
  'GET /api/tags': ['Projects', 'List tags, the most used first', 200, 'TagCounts'],
  'GET /api/tags/{tag}': ['Projects', 'Ask how many projects have a tag', 200, 'TagCount'],
  'GET /api/projects/{owner}/{id}': ['Projects', 'Read a project', 200, 'Project'],
  'GET /api/projects/{owner}/{id}/archive': ['Projects', 'Look for the zip of everything in it', 200],
  'POST /api/projects/{owner}': ['Projects', 'Publish a project, or begin a draft', 201, 'Project'],
  'PUT /api/projects/{owner}/{id}': ['Projects', 'Save a project; 409 if it was saved since', 200, 'Project'],
  'DELETE /api/projects/{owner}/{id}': ['Projects', 'Delete a project, for thirty days restorable', 204],
  'GET /api/isProjectIdAvailable': ['Projects', 'Ask whether an address is free', 200],

  'GET /api/users/{username}': ['Makers', 'Read a profile, and what its maker has published', 200, 'Profile'],
  'PUT /api/users/{username}': ['Makers', 'Save your profile; 409 if it was saved since', 200],
  'PUT /api/users/{username}/avatar': ['Makers', 'Save your picture, as squares you uploaded', 200],
  'DELETE /api/users/{username}/avatar': ['Makers', 'Remove your picture', 204],

  'GET /api/openapi.json': ['Site', 'Read this description', 200],
  'GET /api/help/markdown': ['Site', 'Read the Markdown help, with samples', 200],
  'GET /api/siteTexts/{name}': ['Site', 'Read about, terms, privacy or takedown', 200],
  'PUT /api/siteTexts/{name}': ['Site', 'Save one of them, as an administrator', 200],
  'POST /api/preview': ['Site', 'Render Markdown as it would be published', 200],

  'GET /api/s3Settings': ['Uploads', 'Have a form signed for a file of up to 100 MB', 200],
  'POST /api/s3Uploads': ['Uploads', 'Begin a larger file, in parts', 201],
  'GET /api/s3Uploads/{id}': ['Uploads', 'See which parts have arrived', 200],
  'POST /api/s3Uploads/{id}/parts': ['Uploads', 'Have a part signed', 200],
  'PUT /api/s3Uploads/{id}/completion': ['Uploads', 'Put the parts together', 200],
  'DELETE /api/s3Uploads/{id}': ['Uploads', 'Give an upload up', 204],

  'GET /api/drafts': ['Drafts', 'List your drafts', 200],
  'GET /api/autosaves': ['Drafts', 'List what was typed and not yet saved', 200],
  'GET /api/autosaves/{id}': ['Drafts', 'Read one of these', 200],
  'GET /api/projects/{owner}/{id}/autosave': ['Drafts', 'Read what was typed into a project of yours', 200],
  'PUT /api/autosaves/{id}': ['Drafts', 'Keep what is typed; 409 if something newer is kept', 200],
  'DELETE /api/autosaves/{id}': ['Drafts', 'Throw it away', 204],
  'GET /api/deletedProjects': ['Drafts', 'List what you deleted within thirty days', 200],
  'PUT /api/deletedProjects/{number}/restoration': ['Drafts', 'Restore one of these', 200],
  'DELETE /api/deletedProjects/{number}': ['Drafts', 'End it for good', 204],

  'POST /api/signup': ['Accounts', 'Sign up, and be logged in', 201],
  'POST /api/login': ['Accounts', 'Log in: the answer sets the cookie of the session', 200],
  'POST /api/logout': ['Accounts', 'Log out', 204],
  'GET /api/session': ['Accounts', 'Ask who is logged in', 200],
  'GET /api/sessions': ['Accounts', 'List where you are logged in', 200],
  'DELETE /api/sessions/{number}': ['Accounts', 'Log out there', 204],
  'DELETE /api/sessions': ['Accounts', 'Log out everywhere else', 204],
  'POST /api/confirmations': ['Accounts', 'Confirm an e-mail address by its letter', 200],
  'POST /api/confirmationLetters': ['Accounts', 'Have that letter sent again', 204],
  'POST /api/forgotPassword': ['Accounts', 'Have a letter sent for a new password', 204],
  'GET /api/resetPassword/{token}': ['Accounts', 'Ask whose password a letter is for', 200],
  'POST /api/resetPassword/{token}': ['Accounts', 'Choose a new password by that letter', 204],
  'PUT /api/account/password': ['Accounts', 'Change your password', 204],
  'POST /api/addressChanges': ['Accounts', 'Ask for another e-mail address', 204],
  'POST /api/addressConfirmations': ['Accounts', 'Confirm it by its letter', 200],
  'GET /api/exports': ['Accounts', 'Look for the zip of everything that is yours', 200],
  'POST /api/exports': ['Accounts', 'Have it made', 202],
  'POST /api/account/deletion': ['Accounts', 'Delete your account, for thirty days restorable', 200],
  'DELETE /api/account/deletion': ['Accounts', 'Take that back', 200],

  'POST /api/reports': ['Moderation', 'Report a project or a profile', 204],
  'GET /api/moderation/reports': ['Moderation', 'Read the reports', 200],
  'PUT /api/moderation/reports/{number}/closing': ['Moderation', 'Close a report', 200],
  'PUT /api/projects/{owner}/{id}/hiding': ['Moderation', 'Hide a project', 204],
  'DELETE /api/projects/{owner}/{id}/hiding': ['Moderation', 'Show it again', 204],
  'PUT /api/users/{username}/suspension': ['Moderation', 'Suspend an account', 204],
  'DELETE /api/users/{username}/suspension': ['Moderation', 'End its suspension', 204],
  'POST /api/users/{username}/notes': ['Moderation', 'Note something about an account', 204],
  'GET /api/users/{username}/history': ['Moderation', 'Read what was done about an account', 200],
}
