import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Refusal } from '../src/answers.ts'
import { paths } from '../src/paths.ts'
import type { Cards } from '../src/project.ts'
import { aDraft, muzhack } from './help/muzhack.ts'

const site = muzhack()
const picture = Buffer.from('not quite a picture')

const shownOf = async () => (await site.visitor().get(paths.api.search)).json<Cards>().projects

describe('one upload under two names', () => {
  it('is refused in words', async () => {
    const ada = await site.maker('ada')
    const panel = await ada.upload('picture', 'panel.png', picture)
    const draft = aDraft({ files: [panel, { ...panel, path: 'board.png' }], cover: panel.key })
    const answer = await ada.post(paths.api.projectsOf({ owner: 'ada' }), draft)
    expect(answer.statusCode).toBe(422)
    expect(answer.json<Refusal>().fields).toEqual({
      files: 'board.png is the same upload as panel.png. Please upload it again, or remove one of them.',
    })
  })

  it('is fine in two projects, each of them listed once', async () => {
    const bea = await site.maker('bea')
    const panel = await bea.upload('picture', 'panel.png', picture)
    const files = [panel]
    await bea.post(paths.api.projectsOf({ owner: 'bea' }), aDraft({ id: 'one', files }))
    await bea.post(paths.api.projectsOf({ owner: 'bea' }), aDraft({ id: 'two', files }))
    expect((await shownOf()).map(({ id }) => id)).toEqual(['two', 'one'])
  })

  it('that was kept in former times is taken out once, and its project listed once', async () => {
    await sql`drop index project_files_object`.execute(site.db)
    await sql`insert into project_files (project_id, position, kind, path, key, size, type)
      select project_id, position + 1, kind, 'again.png', key, size, type from project_files`.execute(site.db)
    expect(await rows()).toBe(4)
    const migration = new URL('../server/db/migrations/008-file-keys.sql', import.meta.url)
    await sql.raw(readFileSync(migration, 'utf8')).execute(site.db)
    expect(await rows()).toBe(2)
    expect((await shownOf()).map(({ id, cover }) => [id, cover?.alt])).toEqual([
      ['two', ''],
      ['one', ''],
    ])
  })
})

const rows = async () => (await site.db.selectFrom('project_files').select('key').execute()).length
