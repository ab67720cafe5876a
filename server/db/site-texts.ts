import { sql } from 'kysely'
import type { SiteText, SiteTextChange, SiteTextName } from '../../src/site-text.ts'
import type { Db } from './schema.ts'

type Rendering = { html: string; renderer: number }
type OlderSiteText = Pick<SiteText, 'name' | 'text' | 'version'>

/** Nothing where nobody has edited it. */
export async function findSiteText(db: Db, name: SiteTextName): Promise<SiteText | undefined> {
  const row = await db.selectFrom('site_texts').select(columns).where('name', '=', name).executeTakeFirst()
  return row && toSiteText(row)
}

/** Answers nothing where another version has been saved meanwhile. */
export async function saveSiteText(
  db: Db,
  name: SiteTextName,
  { version, ...text }: SiteTextChange & Rendering,
): Promise<SiteText | undefined> {
  const row = await (version === 0
    ? db
        .insertInto('site_texts')
        .values({ name, ...text })
        .onConflict(conflict => conflict.doNothing())
        .returning(columns)
        .executeTakeFirst()
    : db
        .updateTable('site_texts')
        .set({ ...text, version: sql`version + 1`, updated: sql`now()` })
        .where('name', '=', name)
        .where('version', '=', version)
        .returning(columns)
        .executeTakeFirst())
  return row && toSiteText(row)
}

export async function listOlderSiteTexts(db: Db, renderer: number): Promise<OlderSiteText[]> {
  return db
    .selectFrom('site_texts')
    .select(['name', 'text', 'version'])
    .where('renderer', '<', renderer)
    .execute()
}

/** Only ever raises the renderer, and gives way to a save in between. */
export async function keepSiteTextRendering(
  db: Db,
  { name, version }: OlderSiteText,
  { html, renderer }: Rendering,
): Promise<void> {
  await db
    .updateTable('site_texts')
    .set({ html, renderer })
    .where('name', '=', name)
    .where('version', '=', version)
    .where('renderer', '<', renderer)
    .execute()
}

const columns = ['name', 'text', 'html', 'version', 'updated'] as const

const toSiteText = (row: Omit<SiteText, 'updated'> & { updated: Date }): SiteText => ({
  ...row,
  updated: row.updated.toISOString(),
})
