import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type SiteText, type SiteTextChange, type SiteTextName, siteTextNames } from '../../src/site-text.ts'
import type { StoredAccount } from '../db/accounts.ts'
import type { Db } from '../db/schema.ts'
import { findSiteText, saveSiteText } from '../db/site-texts.ts'
import { NotAllowed, NotFound, Stale } from './errors.ts'
import type { Limits } from './limits.ts'
import { rendererVersion, renderMarkdown } from './markdown.ts'
import { renderText } from './texts.ts'

/** As it was last saved, else what the site ships with. */
export async function siteTextCalled(db: Db, name: string): Promise<SiteText> {
  const known = nameOf(name)
  return (await findSiteText(db, known)) ?? shipped(known)
}

export async function changeSiteText(
  { db, limits }: { db: Db; limits: Limits },
  account: StoredAccount,
  name: string,
  change: SiteTextChange,
): Promise<SiteText> {
  const known = nameOf(name)
  if (account.role !== 'admin') throw new NotAllowed('Only administrators can change this text.')
  await limits.count('saving by account', account.username)
  const html = await renderText('text', change.text, [], { id: account.id, limits })
  const saved = await saveSiteText(db, known, { ...change, html, renderer: rendererVersion })
  if (saved) return saved
  throw new Stale(
    await siteTextCalled(db, known),
    'This text has been saved since you opened it. Compare the two and choose.',
  )
}

function nameOf(name: string): SiteTextName {
  const known = siteTextNames.find(known => known === name)
  if (!known) throw new NotFound('There is no such text.')
  return known
}

const kept = new Map<SiteTextName, Promise<SiteText>>()

/** Rendered once a process; a failure is not kept. */
function shipped(name: SiteTextName): Promise<SiteText> {
  const rendering = kept.get(name) ?? renderShipped(name)
  kept.set(name, rendering)
  rendering.catch(() => kept.delete(name))
  return rendering
}

async function renderShipped(name: SiteTextName): Promise<SiteText> {
  const text = await readFile(join(import.meta.dirname, 'site-texts', `${name}.md`), 'utf8')
  const html = await renderMarkdown({ text, references: [], name: 'text' })
  return { name, text, html, version: 0, updated: null }
}
