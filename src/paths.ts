import type { ProjectAddress } from './project.ts'

type Maker = { username: string }
/** What a letter brought. */
type Letter = { token: string }
/** Tells of what has just happened. */
type News = { done: string }
type Tagged = { tag: string }
type Numbered = { number: number | string }

// A route pattern's `{name}` stays as it is, so that one table serves routes and links.
const part = (text: string) => (/^\{\w+\*?\}$/.test(text) ? text : encodeURIComponent(text))

/** Every address of the site, once. Routes, links, redirects and tests come from here. */
export const paths = {
  explore: '/',
  search: (query: string) => `/?q=${encodeURIComponent(query)}`,
  /** Atom: the newest projects, or those that a search finds. */
  feed: '/feed.atom',
  searchFeed: (query: string) => `/feed.atom?q=${encodeURIComponent(query)}`,
  makerFeed: ({ username }: Maker) => `/u/${part(username)}/feed.atom`,
  tagFeed: ({ tag }: Tagged) => `/tags/${part(tag)}/feed.atom`,
  /** A page of results: what is not given is left to the page. */
  searchFor: (question: Record<string, string>) => `/?${new URLSearchParams(question)}`,
  tags: '/tags',
  tagsFor: (question: Record<string, string>) => `/tags?${new URLSearchParams(question)}`,
  tag: ({ tag }: Tagged) => `/tags/${part(tag)}`,
  tagFrom: ({ tag, after }: Tagged & { after: string }) => `/tags/${part(tag)}?after=${part(after)}`,
  searchHelp: '/help/search',
  profile: ({ username }: Maker) => `/u/${part(username)}`,
  aboutMaker: ({ username }: Maker) => `/u/${part(username)}/about`,
  project: ({ owner, id }: ProjectAddress) => `/u/${part(owner)}/${part(id)}`,
  editProject: ({ owner, id }: ProjectAddress) => `/u/${part(owner)}/${part(id)}/edit`,
  /** A project as a card, for frames on other sites. */
  embed: ({ owner, id }: ProjectAddress) => `/embed/u/${part(owner)}/${part(id)}`,
  oembed: '/oembed',
  oembedOf: (url: string) => `/oembed?${new URLSearchParams({ url, format: 'json' })}`,
  create: '/create',
  /** Goes on with a project that was begun and never saved. */
  createFrom: ({ id }: { id: string }) => `/create?from=${encodeURIComponent(id)}`,
  drafts: '/drafts',
  /** Tells what has just happened to one of them. */
  draftsTelling: (news: Record<string, string>) => `/drafts?${new URLSearchParams(news)}`,
  login: '/login',
  loginAfterReset: '/login?told=reset',
  loginThen: (next: string) => `/login?next=${encodeURIComponent(next)}`,
  logout: '/logout',
  signup: '/signup',
  forgotPassword: '/account/forgotpassword',
  forgotPasswordSent: '/account/forgotpassword?sent=1',
  resetPassword: ({ token }: Letter) => `/account/resetpassword/${part(token)}`,
  confirmAccount: ({ token }: Letter) => `/account/confirm/${part(token)}`,
  confirmed: '/account/confirmed',
  confirmAddress: ({ token }: Letter) => `/account/newaddress/${part(token)}`,
  settings: '/settings',
  accountSettings: '/settings/account',
  securitySettings: '/settings/security',
  accountSettingsTelling: ({ done }: News) => `/settings/account?done=${part(done)}`,
  securitySettingsTelling: ({ done }: News) => `/settings/security?done=${part(done)}`,
  /** Where everything of an account is exported. */
  exportPart: '/settings/account#export',
  exportFile: ({ number }: Numbered) => `/settings/exports/${part(`${number}`)}`,
  /** Where browsers and password managers look for the page that changes passwords. */
  changePassword: '/.well-known/change-password',
  /** All that an account which was deleted can still see. */
  leaving: '/account/leaving',
  leavingExport: '/account/leaving#export',
  markdownHelp: '/help/markdown',
  apiHelp: '/help/api',
  /** The picture, sound and file that the help's samples show. */
  helpFiles: '/help/files',
  report: '/report',
  reportAbout: (address: string) => `/report?about=${address}`,
  /** After it was sent. */
  reported: (address: string) => `/report?about=${address}&sent=yes`,
  moderation: '/moderation',
  moderatedAccount: ({ username }: Maker) => `/moderation/accounts/${part(username)}`,
  about: '/about',
  terms: '/legal/terms',
  privacy: '/legal/privacy',
  takedown: '/legal/takedown',
  /** Of `about` or one of the legal texts. */
  editSiteText: (text: { path: string }) => `${text.path}/edit`,
  securityTxt: '/.well-known/security.txt',
  robots: '/robots.txt',
  sitemap: '/sitemap.xml',
  sitemapFile: ({ file }: { file: string }) => `/sitemaps/${part(file)}`,
  assets: '/assets',
  icon: '/favicon.svg',
  /** What other sites show of pages without a picture of their own. */
  siteCard: '/card.jpg',
  live: '/healthz/live',
  ready: '/healthz/ready',
  /** On a port of its own. */
  metrics: '/metrics',
  api: {
    description: '/api/openapi.json',
    signup: '/api/signup',
    login: '/api/login',
    logout: '/api/logout',
    session: '/api/session',
    confirmations: '/api/confirmations',
    confirmationLetters: '/api/confirmationLetters',
    forgotPassword: '/api/forgotPassword',
    resetPassword: ({ token }: Letter) => `/api/resetPassword/${part(token)}`,
    password: '/api/account/password',
    addressChanges: '/api/addressChanges',
    addressConfirmations: '/api/addressConfirmations',
    accountDeletion: '/api/account/deletion',
    exports: '/api/exports',
    sessions: '/api/sessions',
    sessionCalled: ({ number }: Numbered) => `/api/sessions/${part(`${number}`)}`,
    s3Settings: '/api/s3Settings',
    s3Uploads: '/api/s3Uploads',
    s3Upload: ({ id }: { id: string }) => `/api/s3Uploads/${part(id)}`,
    s3UploadParts: ({ id }: { id: string }) => `/api/s3Uploads/${part(id)}/parts`,
    s3UploadCompletion: ({ id }: { id: string }) => `/api/s3Uploads/${part(id)}/completion`,
    search: '/api/search',
    tags: '/api/tags',
    tag: ({ tag }: Tagged) => `/api/tags/${part(tag)}`,
    projectIdAvailable: '/api/isProjectIdAvailable',
    preview: '/api/preview',
    markdownHelp: '/api/help/markdown',
    autosaves: '/api/autosaves',
    autosave: ({ id }: { id: string }) => `/api/autosaves/${part(id)}`,
    drafts: '/api/drafts',
    deletedProjects: '/api/deletedProjects',
    deletedProject: ({ number }: Numbered) => `/api/deletedProjects/${part(`${number}`)}`,
    restoration: ({ number }: Numbered) => `/api/deletedProjects/${part(`${number}`)}/restoration`,
    projectsOf: ({ owner }: { owner: string }) => `/api/projects/${part(owner)}`,
    project: ({ owner, id }: ProjectAddress) => `/api/projects/${part(owner)}/${part(id)}`,
    archive: ({ owner, id }: ProjectAddress) => `/api/projects/${part(owner)}/${part(id)}/archive`,
    projectAutosave: ({ owner, id }: ProjectAddress) => `/api/projects/${part(owner)}/${part(id)}/autosave`,
    hiding: ({ owner, id }: ProjectAddress) => `/api/projects/${part(owner)}/${part(id)}/hiding`,
    user: ({ username }: Maker) => `/api/users/${part(username)}`,
    suspension: ({ username }: Maker) => `/api/users/${part(username)}/suspension`,
    accountNotes: ({ username }: Maker) => `/api/users/${part(username)}/notes`,
    history: ({ username }: Maker) => `/api/users/${part(username)}/history`,
    reports: '/api/reports',
    moderationReports: '/api/moderation/reports',
    reportClosing: ({ number }: Numbered) => `/api/moderation/reports/${part(`${number}`)}/closing`,
    avatar: ({ username }: Maker) => `/api/users/${part(username)}/avatar`,
    siteText: ({ name }: { name: string }) => `/api/siteTexts/${part(name)}`,
  },
} as const
