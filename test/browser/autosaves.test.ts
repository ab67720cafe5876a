import type { Page } from 'playwright-core'
import { pick } from 'ramda'
import { describe, expect, it } from 'vitest'
import type { Autosave, AutosaveCard } from '../../src/autosave.ts'
import { paths } from '../../src/paths.ts'
import type { Project } from '../../src/project.ts'
import { browser, chooseFiles, closePages, newPage, reload, site, visit } from '../help/journey.ts'
import { makerAt, password, signUp } from '../help/maker.ts'

const kept = /^Kept (as a draft )?at \d\d:\d\d/
const restoring = { name: 'You have unsaved changes' }
const conflict = { name: 'Changed in another tab or on another device' }

// Side by side, since most of each is waiting for a pause in typing. Now and then a renderer of Chromium's headless shell
// answers nothing for a minute (5 of 60 on a machine with ten times the work it can do): such a one is tried again.
describe.skipIf(!browser).concurrent('what is typed and not saved', { retry: 1 }, () => {
  closePages()

  it('is in this browser within 2 s and on the server within 10 s', async () => {
    const page = await makerAt(anew('ada'), paths.create)
    const here = timeUntilCopied(page)
    await title(page).fill('Half a thought')
    const begun = Date.now()
    expect(await here).toBeLessThan(2000)
    await page.getByText(kept).waitFor()
    expect(Date.now() - begun).toBeLessThan(10_000)
    expect((await autosavesOf(page)).map(({ title }) => title)).toEqual(['Half a thought'])
    expect(await copiesIn(page)).toBe('')
  })

  it('is kept while somebody types on and on', async () => {
    const page = await makerAt(anew('ann'), paths.create)
    const typing = page
      .getByLabel('Summary')
      .pressSequentially('x'.repeat(100), { delay: 150, timeout: 150_000 })
    await expect.poll(async () => (await autosavesOf(page)).length, { timeout: 12_000 }).toBe(1)
    await typing
  })

  it('is offered and brought back after the tab was killed', async () => {
    const page = await makerAt(anew('bea'), paths.create)
    await text(page).fill('Long lost words')
    await title(page).fill('Killed')
    await expect.poll(() => autosavesOf(page)).toMatchObject([{ title: 'Killed' }])
    const other = await killed(page)

    await visit(other, site.url + paths.create)
    await other.getByText('You worked on ‘Killed’').waitFor()
    await other.getByRole('link', { name: 'Go on with it' }).click()
    await expect.poll(() => text(other).inputValue()).toBe('Long lost words')
    expect(await title(other).inputValue()).toBe('Killed')
  })

  it('is brought back though the server never had it', async () => {
    const page = await makerAt(anew('bob'), paths.create)
    await page.context().setOffline(true)
    await title(page).fill('Never sent')
    await page.locator('.save-kept').getByText('Kept in this browser only').waitFor()
    const other = await killed(page)
    await other.context().setOffline(false)

    await visit(other, site.url + paths.create)
    await other.getByText('You worked on ‘Never sent’').waitFor()
    await other.getByRole('link', { name: 'Go on with it' }).click()
    await expect.poll(() => title(other).inputValue()).toBe('Never sent')
    await other.getByText(kept).waitFor()
    expect(await autosavesOf(other)).toHaveLength(1)
    expect(await copiesIn(other)).toBe('')
  })

  it('of a new project is there again after a reload, and asks nothing when the page is left', async () => {
    const page = await makerAt(anew('cyd'), paths.create)
    const dialogs: string[] = []
    page.on('dialog', dialog => {
      dialogs.push(dialog.type())
      void dialog.accept()
    })
    await title(page).fill('Reloaded')
    await page.getByText(kept).waitFor()
    await reload(page)
    expect(page.url()).toContain('/create?from=')
    expect(await title(page).inputValue()).toBe('Reloaded')
    expect(dialogs).toEqual([])
  })

  it('is there again after a reload at once, of which the page is asked', async () => {
    const page = await makerAt(anew('cas'), paths.create)
    page.on('dialog', dialog => void dialog.accept())
    await page.route('**/api/autosaves/*', route => route.abort())
    await title(page).fill('In a hurry')
    await reload(page)
    await expect.poll(() => title(page).inputValue()).toBe('In a hurry')
  })

  it('holds the files that have arrived, and shows their pictures', async () => {
    const page = await makerAt(anew('cat'), paths.create)
    const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 60, height: 40 } })
    await page.route('**/api/autosaves/*', route => route.abort())
    await chooseFiles(page, 'Add pictures', [{ name: 'front.png', mimeType: 'image/png', buffer: picture }])
    await expect.poll(() => copiesIn(page)).toContain('/front.png')
    const id = new URL(page.url()).searchParams.get('from') ?? ''
    const other = await killed(page)
    await visit(other, site.url + paths.createFrom({ id }))
    await expect
      .poll(() =>
        other
          .locator('.project-form img')
          .first()
          .evaluate((image: HTMLImageElement) => image.naturalWidth),
      )
      .toBe(60)
  })

  it('of a saved project is shown beside what is saved, and brought back', async () => {
    const page = await makerAt(anew('dot'), paths.create)
    const address = await publish(page, 'Restored', lines)
    await text(page).fill(lines.replace('line 20', 'line twenty'))
    await page.getByText(kept).waitFor()
    await reload(page)

    const dialog = page.getByRole('dialog', restoring)
    await dialog.waitFor()
    expect(await dialog.locator('mark').allTextContents()).toEqual(['line twenty', 'line 20'])
    expect(await dialog.textContent()).not.toMatch(/line 3\b/)
    await dialog.getByRole('button', { name: 'Go on' }).click()
    expect(await text(page).inputValue()).toContain('line twenty')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await page.waitForURL(site.url + paths.project(address))
    expect(await autosavesOf(page)).toEqual([])
    expect((await projectAt(address)).description).toContain('line twenty')
  })

  it('says that the project was saved in another place since, and asks again when it is saved', async () => {
    const page = await makerAt(anew('dan'), paths.create)
    const address = await publish(page, 'Overtaken', 'As saved')
    await text(page).fill('Not saved')
    await page.getByText(kept).waitFor()
    const saved = await projectAt(address)
    const change = { ...pick(fieldsSent, saved), files: [], summary: 'By another device' }
    await page.request.put(site.url + paths.api.project(address), { data: change })
    await reload(page)
    const dialog = page.getByRole('dialog', restoring)
    await dialog.getByText('The project was saved in another place since.').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Save changes' }).click()

    const stale = page.getByRole('dialog', { name: 'Saved in another place meanwhile' })
    await stale.getByRole('button', { name: 'Keep mine' }).click()
    await page.waitForURL(site.url + paths.project(address))
    expect(await projectAt(address)).toMatchObject({ version: 3, description: 'Not saved', summary: '' })
  })

  it('of a saved project can be discarded, when offered and later', async () => {
    const page = await makerAt(anew('eve'), paths.create)
    await publish(page, 'Discarded', 'As saved')
    await text(page).fill('First try')
    await page.getByText(kept).waitFor()
    await reload(page)
    await page.getByRole('dialog', restoring).getByRole('button', { name: 'Discard them' }).click()
    await page.getByText('Nothing to save.').waitFor()
    expect(await text(page).inputValue()).toBe('As saved')
    expect(await autosavesOf(page)).toEqual([])

    await text(page).fill('Second try')
    await page.getByText(kept).waitFor()
    await page.getByRole('button', { name: 'Discard changes' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Discard it' }).click()
    await page.getByText('Nothing to save.').waitFor()
    expect(await text(page).inputValue()).toBe('As saved')
    expect(await autosavesOf(page)).toEqual([])
  })

  it('is forgotten once it is undone', async () => {
    const page = await makerAt(anew('fay'), paths.create)
    await publish(page, 'Undone', 'As saved')
    await text(page).fill('A slip')
    await page.getByText(kept).waitFor()
    await text(page).fill('As saved')
    await page.getByText('Nothing to save.').waitFor()
    expect(await autosavesOf(page)).toEqual([])
  })

  it('in two tabs ends in a choice, and the version that is not taken stays among the drafts', async () => {
    const page = await makerAt(anew('gil'), paths.create)
    const address = await publish(page, 'Two Tabs', 'As saved')
    const other = await page.context().newPage()
    await visit(other, site.url + paths.editProject(address))
    await other.context().setOffline(true)
    await text(other).fill('From the second tab')
    await text(page).fill('From the first tab')
    await other.context().setOffline(false)
    const asked = await firstAsked(page, other)
    const words = await text(asked).inputValue()
    const dialog = asked.getByRole('dialog', conflict)
    expect(await dialog.textContent()).toMatch(/From the first tab/)
    expect(await dialog.textContent()).toMatch(/From the second tab/)
    await dialog.getByRole('button', { name: 'Keep mine' }).click()

    await asked.getByText(kept).waitFor()
    const autosaves = await autosavesOf(page)
    expect(autosaves.map(({ title }) => title).toSorted()).toEqual([
      'Two Tabs',
      'Two Tabs (the other version)',
    ])
    const [mine, theirs] = await contents(page, autosaves)
    expect(mine?.content.description).toBe(words)
    expect(theirs?.content.description).not.toBe(words)
    expect(theirs?.content.description).toMatch(/^From the (first|second) tab$/)
  })

  it('in another tab can be shown in one where nothing is typed', async () => {
    const page = await makerAt(anew('guy'), paths.create)
    await title(page).fill('Here')
    await page.getByText(kept).waitFor()
    const other = await page.context().newPage()
    await visit(other, page.url())
    await title(page).fill('Here and there')
    await other.getByText('You are changing this in another tab.').waitFor()
    await other.getByRole('button', { name: 'Show it here too' }).click()

    await expect.poll(() => title(other).inputValue()).toBe('Here and there')
    await title(other).fill('There now')
    await other.getByText('Keeping…').waitFor()
    await other.getByText(kept).waitFor()
    expect((await autosavesOf(page)).map(({ title }) => title)).toEqual(['There now'])
  })

  it('on two devices ends in a choice, where the other version can be taken', async () => {
    const desk = await makerAt(anew('hal'), paths.create)
    await title(desk).fill('At the desk')
    await desk.getByText(kept).waitFor()
    const sofa = await newPage({ storageState: await desk.context().storageState() })
    await visit(sofa, desk.url())
    await title(sofa).fill('On the sofa')
    await sofa.getByText('Keeping…').waitFor()
    await sofa.getByText(kept).waitFor()
    await title(desk).fill('At the desk again')
    const dialog = desk.getByRole('dialog', conflict)
    await dialog.waitFor()
    expect(await title(desk).inputValue()).toBe('At the desk again')
    await dialog.getByRole('button', { name: 'Take theirs' }).click()

    await expect.poll(() => title(desk).inputValue()).toBe('On the sofa')
    expect((await autosavesOf(desk)).map(({ title }) => title).toSorted()).toEqual([
      'At the desk again (the other version)',
      'On the sofa',
    ])
  })

  it('is kept here while offline, and on the server once the network is back', async () => {
    const page = await makerAt(anew('ida'), paths.create)
    await page.context().setOffline(true)
    await title(page).fill('On the train')
    await page
      .locator('.save-kept')
      .getByText('Kept in this browser only: MuzHack cannot be reached.')
      .waitFor()
    expect(await copiesIn(page)).toContain('On the train')

    await page.context().setOffline(false)
    await page.getByText(kept).waitFor()
    expect(await autosavesOf(page)).toHaveLength(1)
  })

  it('is kept here after the session ended, says so in the bar, and goes on after a log-in', async () => {
    const page = await makerAt(anew('jan'), paths.create)
    await page.context().clearCookies()
    await title(page).fill('Logged out')
    await page.locator('.save-kept').getByText('Kept in this browser only: you are logged out.').waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
    await page.getByRole('button', { name: 'Log in again' }).click()
    await page.getByRole('dialog').getByLabel('Password').fill(password)
    await page.getByRole('dialog').getByRole('button', { name: 'Log in' }).click()

    await page.getByText(kept).waitFor()
    expect(await autosavesOf(page)).toHaveLength(1)
  })

  it('is never shown to, or kept for, somebody else at the same computer', async () => {
    const page = await makerAt(anew('kim'), paths.create)
    await page.context().setOffline(true)
    await title(page).fill('Kim’s secret')
    await page.locator('.save-kept').getByText('Kept in this browser only').waitFor()
    const other = await killed(page)
    await other.context().setOffline(false)
    await other.context().clearCookies()
    await signUp(other, anew('leo'))
    await visit(other, site.url + paths.create)

    await other.getByText('Nothing to save.').waitFor()
    expect(await other.content()).not.toContain('secret')
    expect(await autosavesOf(other)).toEqual([])
  })

  it('stands among the drafts, and is published from there', async () => {
    const page = await makerAt(anew('mia'), paths.create)
    await title(page).fill('From the drafts')
    await page.getByText(kept).waitFor()
    await visit(page, site.url + paths.drafts)
    await page.getByRole('link', { name: 'From the drafts' }).click()
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForURL(/\/u\/mia[^/]*\/from-the-drafts$/)

    await visit(page, site.url + paths.drafts)
    await page.getByText('You have no drafts.').waitFor()
  })

  it('is not taken for unsaved by who goes back after publishing', async () => {
    const page = await makerAt(anew('moe'), paths.create)
    await title(page).fill('Out in the world')
    await page.getByText(kept).waitFor()
    await page.getByRole('button', { name: 'Publish' }).click()
    await page.waitForURL(/\/u\/moe[^/]*\/out-in-the-world$/)
    await page.goBack()
    await page.getByText('What was begun here is not kept any more').waitFor()
    expect(await title(page).inputValue()).toBe('')
  })

  it('and never saved can be discarded after a question', async () => {
    const page = await makerAt(anew('ned'), paths.create)
    await title(page).fill('A bad idea')
    await page.getByText(kept).waitFor()
    await page.getByRole('button', { name: 'Discard draft' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Discard it' }).click()
    await page.waitForURL(site.url + paths.drafts)
    await page.getByText('You have no drafts.').waitFor()
  })

  it('says so where what an address asks for is gone', async () => {
    const page = await makerAt(anew('ole'), paths.createFrom({ id: '00000000-0000-4000-8000-000000000000' }))
    await page.getByText('What was begun here is not kept any more').waitFor()
    await title(page).fill('Begun anew')
    await page.getByText(kept).waitFor()
  })
})

const tried: Record<string, number> = {}

/** A name that is free at each attempt. */
function anew(username: string): string {
  const attempt = (tried[username] = (tried[username] ?? 0) + 1)
  return attempt === 1 ? username : `${username}-${attempt}`
}

/** Publishes, and opens it to be edited. */
async function publish(page: Page, name: string, description: string) {
  await title(page).fill(name)
  await text(page).fill(description)
  await page.getByRole('button', { name: 'Publish' }).click()
  await page.waitForURL(url => url.pathname.startsWith('/u/'))
  const [, , owner = '', id = ''] = new URL(page.url()).pathname.split('/')
  const address = { owner, id }
  await visit(page, site.url + paths.editProject(address))
  await page.getByText('Nothing to save.').waitFor()
  return address
}

async function autosavesOf(page: Page): Promise<AutosaveCard[]> {
  const answer = await page.request.get(site.url + paths.api.autosaves)
  return ((await answer.json()) as { autosaves: AutosaveCard[] }).autosaves
}

/** By title. */
async function contents(page: Page, cards: AutosaveCard[]): Promise<Autosave[]> {
  const sorted = cards.toSorted((one, other) => one.title.length - other.title.length)
  return Promise.all(
    sorted.map(
      async card => (await (await page.request.get(site.url + paths.api.autosave(card))).json()) as Autosave,
    ),
  )
}

async function projectAt(address: { owner: string; id: string }): Promise<Project> {
  return (await (await fetch(site.url + paths.api.project(address))).json()) as Project
}

const fieldsSent = [
  'id',
  'title',
  'summary',
  'description',
  'instructions',
  'licences',
  'tags',
  'cover',
  'status',
  'version',
] as const

const lines = Array.from({ length: 40 }, (_, index) => `line ${index + 1}`).join('\n')

const title = (page: Page) => page.getByRole('textbox', { name: 'Title', exact: true })
const text = (page: Page) => page.getByRole('textbox', { name: 'Description', exact: true })

/** What this browser keeps by itself. */
const copiesIn = (page: Page): Promise<string> =>
  page.evaluate(() =>
    Object.keys(localStorage)
      .filter(key => key.startsWith('muzhack-typed:'))
      .map(key => localStorage.getItem(key))
      .join(),
  )

/** In milliseconds from what is typed next, told by the browser itself. */
const timeUntilCopied = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise(resolve => {
        const listen = () => {
          const begun = performance.now()
          const look = setInterval(() => {
            if (!Object.keys(localStorage).some(key => key.startsWith('muzhack-typed:'))) return
            clearInterval(look)
            resolve(performance.now() - begun)
          }, 20)
        }
        addEventListener('input', listen, { once: true })
      }),
  )

/** Ends the tab without a word to its page; another of the same browser. */
async function killed(page: Page): Promise<Page> {
  const other = await page.context().newPage()
  await page.close({ runBeforeUnload: false })
  return other
}

/** Which of two pages shows the choice. */
const firstAsked = (...pages: Page[]): Promise<Page> =>
  Promise.any(
    pages.map(async page => {
      await page.getByRole('dialog', conflict).waitFor()
      return page
    }),
  )
