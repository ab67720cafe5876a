import type { Autosave } from '../../../../src/autosave.ts'
import { type Content, isSameContent } from './content.ts'
import type { Copy, Found } from './copies.ts'

/** A version to go on with; `key` where only this browser has it. */
export type Version = Copy & { key: string | null }

/** What there is to go on with when a form opens; `spent` are keys of copies that hold nothing more. */
export type Offer = { spent: string[] } & (
  | { kind: 'nothing' }
  | { kind: 'goOn'; version: Version }
  /** They went apart: one was typed here, the other was kept on the server since. */
  | { kind: 'choose'; mine: Version; theirs: Autosave }
)

/** `copies` are those of closed tabs about this work, the newest first; `saved` is what a reader sees now. */
export function offerOf(saved: Content, server: Autosave | null, copies: readonly Found[]): Offer {
  const isNews = ({ copy }: Found) =>
    !isSameContent(copy.content, saved) && !(server && isSameContent(copy.content, server.content))
  const spent = copies.filter(found => !isNews(found)).map(({ key }) => key)
  const newest = copies.find(isNews)
  if (!newest) {
    if (!server || isSameContent(server.content, saved)) return { kind: 'nothing', spent }
    return { kind: 'goOn', version: toVersion(server), spent }
  }
  const mine = { ...newest.copy, key: newest.key }
  return server && !goesOnFrom(newest.copy, server)
    ? { kind: 'choose', mine, theirs: server, spent }
    : { kind: 'goOn', version: mine, spent }
}

/** Nothing was kept on the server since this copy was typed. */
const goesOnFrom = (copy: Copy, { id, revision }: Autosave) => copy.id === id && copy.revision >= revision

export const toVersion = (autosave: Autosave): Version => ({
  ...autosave,
  project: autosave.project?.id ?? null,
  key: null,
})

/** Copies about this work: of a project by its id, of a new one by the autosave's. */
export const aboutThis = (copies: readonly Found[], project: string | null, id: string | null): Found[] =>
  copies.filter(({ copy }) =>
    project === null ? copy.id === id : copy.project === project || copy.id === id,
  )
