import type { ColumnType, Generated, GeneratedAlways, Kysely, Transaction } from 'kysely'
import type { Role } from '../../src/account.ts'
import type { AutosaveChange } from '../../src/autosave.ts'
import type { AvatarPicture } from '../../src/avatar.ts'
import type { Licences } from '../../src/licences.ts'
import type { AuditAction } from '../../src/moderation.ts'
import type { Focus, ProjectStatus, Variant } from '../../src/project.ts'
import type { ReportReason } from '../../src/report.ts'
import type { SiteTextName } from '../../src/site-text.ts'
import type { FileKind } from '../../src/upload.ts'

/** A pool or a transaction: queries take either. */
export type Db = Kysely<Schema> | Transaction<Schema>

/** What a token in a letter is good for. */
export type TokenPurpose = 'confirm' | 'reset' | 'change'

type Time = ColumnType<Date, Date | string, Date | string>
type OptionalTime = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>

/** Squares of a maker's own picture, the smallest first. */
export type StoredAvatar = Omit<AvatarPicture, 'url'>[] | null

export type Schema = {
  accounts: {
    id: GeneratedAlways<number>
    username: string
    email: string
    name: string
    password_hash: string
    role: Generated<Role>
    about: Generated<string>
    about_html: Generated<string>
    about_renderer: Generated<number>
    links: Generated<string[]>
    avatar: ColumnType<StoredAvatar, string | null | undefined, string | null>
    version: Generated<number>
    created: Generated<Date>
    suspended: OptionalTime
    confirmed: OptionalTime
    confirm_by: Generated<Date>
    leaving: OptionalTime
    keeps_projects: Generated<boolean>
    vanished: GeneratedAlways<boolean>
    ended: OptionalTime
  }
  tokens: { hash: Buffer; purpose: TokenPurpose; account_id: number; email: string; expires: Time }
  sessions: {
    id_hash: Buffer
    number: GeneratedAlways<number>
    account_id: number
    created: Generated<Date>
    seen: Generated<Date>
    expires: Time
    user_agent: string
  }
  attempts: { key: string; window_start: Time; count: number }
  projects: {
    id: GeneratedAlways<number>
    owner_id: number
    slug: string
    title: string
    summary: string
    description: string
    instructions: string
    description_html: string
    instructions_html: string
    renderer: number
    licences: ColumnType<Licences, string, string>
    tags: string[]
    cover: string | null
    version: Generated<number>
    status: ProjectStatus
    created: Generated<Date>
    updated: Generated<Date>
    published: OptionalTime
    deleted: OptionalTime
    hidden_why: string | null
    hidden_from: Exclude<ProjectStatus, 'hidden'> | null
    search: GeneratedAlways<string>
  }
  project_files: {
    project_id: number
    position: number
    kind: FileKind
    path: string
    key: string
    size: number
    type: string
    alt: string
    width: number | null
    height: number | null
    caption: string
    focus: ColumnType<Focus | null, string | null, string | null>
    colour: string | null
    variants: ColumnType<Variant[], string, string>
    sha256: string | null
  }
  autosaves: {
    id: string
    account_id: number
    project_id: number | null
    base_version: number | null
    revision: number
    content: ColumnType<AutosaveChange['content'], string, string>
    file_keys: GeneratedAlways<string[]>
    created: Generated<Date>
    updated: Generated<Date>
  }
  former_addresses: { owner_id: number; slug: string; project_id: number }
  uploads: {
    key: string
    account_id: number | null
    type: string
    size: number
    signed: ColumnType<Date, Date | string | undefined, Date | string>
    claimed: OptionalTime
    released: OptionalTime
    swept: OptionalTime
    project: GeneratedAlways<string>
  }
  multiparts: {
    id: string
    key: string
    upload_id: string
    part_size: number
    completed: OptionalTime
  }
  archives: {
    id: GeneratedAlways<number>
    project_id: number | null
    version: number
    key: string
    state: Generated<'waiting' | 'made' | 'failed'>
    bytes: number
    parts: Generated<(string | null)[]>
    size: number | null
    sent: number | null
    milliseconds: number | null
    ordered: Generated<Date>
    superseded: OptionalTime
  }
  exports: {
    id: GeneratedAlways<number>
    account_id: number | null
    key: string
    state: Generated<'waiting' | 'made' | 'failed'>
    parts: Generated<(string | null)[]>
    size: number | null
    asked: Generated<Date>
    made: OptionalTime
  }
  jobs: {
    id: GeneratedAlways<number>
    name: string
    key: string | null
    payload: ColumnType<unknown, string, string>
    state: Generated<'waiting' | 'running' | 'done' | 'failed'>
    due: ColumnType<Date, Date | string | undefined, Date | string>
    lease: string | null
    attempts: Generated<number>
    error: string | null
    report: ColumnType<unknown, string | undefined, string>
    created: Generated<Date>
    begun: OptionalTime
    ended: OptionalTime
  }
  reports: {
    id: GeneratedAlways<number>
    account_id: number
    project_id: number | null
    reason: ReportReason
    words: string
    reporter_id: number | null
    email: string | null
    created: Generated<Date>
    closed: OptionalTime
    closer_id: number | null
    note: Generated<string>
  }
  account_notes: {
    id: GeneratedAlways<number>
    account_id: number
    author: string
    words: string
    created: Generated<Date>
  }
  audit_log: {
    id: GeneratedAlways<number>
    at: Generated<Date>
    actor_id: number | null
    actor: string | null
    action: AuditAction
    account_id: number
    username: string
    project_id: number | null
    slug: string | null
    words: string
  }
  site_texts: {
    name: SiteTextName
    text: string
    html: string
    renderer: number
    version: Generated<number>
    updated: Generated<Date>
  }
  project_search: {
    project_id: number
    owner_id: number
    visible: boolean
    published: Date
    updated: Date
    tags: string[]
    name: string
    head: string
    indexer: number
  }
  project_words: { project_id: number; words: string }
  project_tags: { tag: string; published: Date; project_id: number }
  tags: { tag: string; projects: number }
  search_words: { word: string; projects: Generated<number> }
  recurrences: { name: string; enqueued: Time }
}
