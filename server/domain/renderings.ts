import { setTimeout as pause } from 'node:timers/promises'
import { filesOf } from '../db/files.ts'
import {
  keepAboutRendering,
  keepProjectRendering,
  listOlderAbouts,
  listOlderProjects,
  type OlderAbout,
  type OlderProject,
} from '../db/renderings.ts'
import type { Db } from '../db/schema.ts'
import { keepSiteTextRendering, listOlderSiteTexts } from '../db/site-texts.ts'
import { Invalid } from './errors.ts'
import { type MarkdownJob, rendererVersion, renderMarkdown } from './markdown.ts'

const batch = 20
const fiveMinutes = 300_000

/** Renders again what an older renderer made, now and every few minutes: another revision may still be saving. */
export function keepRendered(db: Db, log: (message: string) => void): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  const done = work().catch(() => undefined)

  async function work(): Promise<never> {
    for (;;) {
      await renderOlder(db, signal).catch((error: unknown) => log(`rendering again failed: ${String(error)}`))
      await pause(fiveMinutes, undefined, { signal })
    }
  }

  return {
    async stop() {
      stopping.abort()
      await done
    },
  }
}

/** Once through all of them. Several instances may do so at once: what they make is the same. */
export async function renderOlder(db: Db, signal?: AbortSignal): Promise<void> {
  await eachOlder(db, listOlderProjects, renderProject, signal)
  await eachOlder(db, listOlderAbouts, renderAbout, signal)
  await renderSiteTexts(db)
}

async function eachOlder<Texts extends { id: number }>(
  db: Db,
  list: (db: Db, some: { renderer: number; after: number; limit: number }) => Promise<Texts[]>,
  renderAgain: (db: Db, texts: Texts) => Promise<void>,
  signal: AbortSignal | undefined,
) {
  let older: Texts[] = []
  do {
    const after = older.at(-1)?.id ?? 0
    older = await list(db, { renderer: rendererVersion, after, limit: batch })
    for (const texts of older) {
      if (signal?.aborted) return
      await renderAgain(db, texts)
    }
  } while (older.length === batch)
}

async function renderProject(db: Db, texts: OlderProject) {
  const references = await filesOf(db, texts.id)
  await keepProjectRendering(db, texts, {
    description: await htmlOf({ text: texts.description, references, name: 'description' }),
    instructions: await htmlOf({ text: texts.instructions, references, name: 'instructions' }),
    renderer: rendererVersion,
  })
}

async function renderAbout(db: Db, texts: OlderAbout) {
  const about = await htmlOf({ text: texts.about, references: [], name: 'about' })
  await keepAboutRendering(db, texts, { about, renderer: rendererVersion })
}

/** A handful. */
async function renderSiteTexts(db: Db) {
  for (const older of await listOlderSiteTexts(db, rendererVersion)) {
    const html = await htmlOf({ text: older.text, references: [], name: 'text' })
    await keepSiteTextRendering(db, older, { html, renderer: rendererVersion })
  }
}

/** A text that is refused now, and again, is shown as it was typed. */
async function htmlOf(job: MarkdownJob): Promise<string> {
  const html = (await rendered(job)) ?? (await rendered(job))
  return html ?? `<pre>${asText(job.text)}</pre>\n`
}

async function rendered(job: MarkdownJob): Promise<string | undefined> {
  try {
    return await renderMarkdown(job)
  } catch (error) {
    if (error instanceof Invalid) return undefined
    throw error
  }
}

const asText = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
