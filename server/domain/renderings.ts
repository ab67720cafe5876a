import { setTimeout as pause } from 'node:timers/promises'
import { filesOf } from '../db/files.ts'
import { keepRendering, listOlder, type OlderTexts } from '../db/renderings.ts'
import type { Db } from '../db/schema.ts'
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
  let after = 0
  for (;;) {
    const older = await listOlder(db, rendererVersion, { after, limit: batch })
    for (const texts of older) {
      if (signal?.aborted) return
      await renderAgain(db, texts)
      after = texts.projectId
    }
    if (older.length < batch) return
  }
}

async function renderAgain(db: Db, texts: OlderTexts) {
  const references = await filesOf(db, texts.projectId)
  await keepRendering(db, texts, {
    descriptionHtml: await htmlOf({ text: texts.description, references, name: 'description' }),
    instructionsHtml: await htmlOf({ text: texts.instructions, references, name: 'instructions' }),
    renderer: rendererVersion,
  })
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
