import { resolve } from 'node:path'
import { sql } from 'kysely'
import { openDatabase } from '../../server/db/db.ts'
import { paths } from '../../src/paths.ts'
import { type Measured, measure } from './measure.ts'
import { questionsOf } from './questions.ts'
import { type Place, startSite } from './site.ts'

type Wanted = { questions: number; clients: number }

/** What each class of search and list takes on a site that `npm run bench:data` has filled, over HTTP. */
export async function measureSearches(
  database: string,
  { questions, clients }: Wanted,
): Promise<{ title: string; measured: Measured[] }> {
  const place = placeOf(database)
  const { projects, makers, addresses } = await factsOf(place)
  const classes: Record<string, () => string> = {
    ...questionsOf(projects),
    profile: inTurn(makers.map(username => paths.api.user({ username }))),
    project: inTurn(addresses.map(paths.api.project)),
  }
  const { port, server, stop } = await startSite(place)
  const measured: Measured[] = []
  try {
    for (const [what, question] of Object.entries(classes)) {
      const ask = (times: number) => ({
        what,
        server,
        load: {
          port,
          mix: Array.from({ length: times }, () => ({ path: question(), weight: 1 })),
          seconds: 600,
          connections: clients,
          requests: times,
        },
      })
      await measure([ask(20)], { before: 0, rounds: 1 })
      measured.push(...(await measure([ask(questions)], { before: 0, rounds: 1 })))
    }
  } finally {
    await stop()
  }
  const kind = 'url' in place ? 'PostgreSQL' : 'the embedded database'
  return { title: `${projects.toLocaleString('en')} projects on ${kind}, ${clients} at once`, measured }
}

const placeOf = (database: string): NonNullable<Place> =>
  /^postgres(ql)?:/.test(database) ? { url: database } : { folder: resolve(database) }

const inTurn = (all: readonly string[], next = { index: 0 }) => {
  return () => all[next.index++ % all.length] ?? ''
}

async function factsOf(place: NonNullable<Place>) {
  const where = 'url' in place ? place : { folder: resolve(place.folder, 'db') }
  const { db, close } = await openDatabase(where, () => undefined)
  const { rows } = await sql<{ id: string; owner: string }>`
    with picked as (select id from projects where id in
      (select (random() * (select max(id) from projects))::bigint from generate_series(1, 1000)))
    select slug as id, username as owner from picked join projects using (id) join accounts on accounts.id = owner_id
    limit 500`.execute(db)
  const counted = await sql<{ projects: number }>`select projects from search_words where word = ''`.execute(
    db,
  )
  await close()
  const projects = counted.rows[0]?.projects
  if (projects === undefined || rows.length === 0)
    throw new Error('There is nothing to search: fill the database by npm run bench:data')
  return { projects, makers: rows.map(({ owner }) => owner), addresses: rows }
}
