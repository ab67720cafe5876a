import { createHash, randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { avatarSizes } from '../../../src/avatar.ts'
import { paths } from '../../../src/paths.ts'
import type { DraftFile, Project, ProjectDraft } from '../../../src/project.ts'
import type { S3Settings } from '../../../src/upload.ts'
import { type FileKind, kindFolders } from '../../../src/upload.ts'
import type { Around } from '../engine/around.ts'
import { signUpAt } from '../engine/member.ts'
import { aDraft } from '../muzhack.ts'

/** What the site has acknowledged: versions of projects by their address, sums of uploads by key. */
export type Acknowledged = { versions: Map<string, number>; sums: Map<string, string> }

export type Maker = {
  username: string
  upload(kind: FileKind, path: string, size: number, type?: string): Promise<DraftFile>
  publish(id: string, files: DraftFile[]): Promise<void>
  change(id: string, files: DraftFile[]): Promise<void>
  draw(): Promise<void>
}

/** Somebody who has just signed up, and notes what the site has acknowledged. */
export async function newMaker(
  url: string,
  around: Around,
  username: string,
  { versions, sums }: Acknowledged,
): Promise<Maker> {
  const cookie = await signUpAt(url, username)
  await around.confirm(username)

  async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const headers = { cookie, origin: url, ...(body !== undefined && { 'content-type': 'application/json' }) }
    const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }

  async function upload(kind: FileKind, path: string, size: number, type = ''): Promise<DraftFile> {
    const bytes = randomBytes(size)
    const wanted = { key: `${folderOf(path)}/${kindFolders[kind]}/${path}`, type, size: `${size}` }
    const signed = await call<S3Settings>('GET', `${paths.api.s3Settings}?${new URLSearchParams(wanted)}`)
    const form = new FormData()
    for (const [name, value] of Object.entries(signed.fields)) form.append(name, value)
    form.append('file', new Blob([bytes]))
    const stored = await fetch(signed.action, { method: 'POST', body: form })
    if (stored.status !== 201) throw new Error(`${path} was not stored: ${await stored.text()}`)
    sums.set(signed.key, createHash('sha256').update(bytes).digest('hex'))
    return { kind, path, key: signed.key, ...(kind === 'picture' && { alt: path, width: 4, height: 3 }) }
  }

  async function save(method: string, path: string, draft: ProjectDraft & { version?: number }) {
    const { version } = await call<Project>(method, path, draft)
    versions.set(`${username}/${draft.id}`, version)
  }

  return {
    username,
    upload,
    publish: (id, files) => save('POST', paths.api.projectsOf({ owner: username }), draftOf(id, files)),
    change(id, files) {
      const draft = { ...draftOf(id, files), version: versions.get(`${username}/${id}`) ?? 1 }
      return save('PUT', paths.api.project({ owner: username, id }), draft)
    },
    async draw() {
      const pictures = []
      for (const size of avatarSizes) {
        const { key } = await upload('picture', `about-${size}.webp`, 900 + size, 'image/webp')
        pictures.push({ key, size })
      }
      await call('PUT', paths.api.avatar({ username }), { pictures })
    },
  }
}

const folderOf = (path: string) => (path.startsWith('about-') ? 'about' : 'loop')

const draftOf = (id: string, files: DraftFile[]) => aDraft({ id, title: `Title of ${id}`, files })

/** A picture, a sound and a file in a folder, with a name that headers find hard. */
export const someFiles = async (maker: Maker, size = 60_000): Promise<DraftFile[]> => [
  await maker.upload('picture', 'panel.png', 5000, 'image/png'),
  await maker.upload('audio', 'first take.wav', 20_000, 'audio/wav'),
  await maker.upload('file', 'boards/Größe "1%".kicad_pcb', size),
]

/** Publishes, changes, and uploads what is never saved, until it is stopped; answers how often. */
export function keepBusy(maker: Maker): { stop(): Promise<number> } {
  const over = new AbortController()
  async function work() {
    for (let turn = 0; ; turn++) {
      if (over.signal.aborted) return turn
      const id = `busy-${turn}`
      await maker.publish(id, await someFiles(maker))
      await maker.upload('file', 'never saved.bin', 3000)
      await maker.change(id, await someFiles(maker))
      await pause(20)
    }
  }
  const working = work()
  return {
    stop() {
      over.abort()
      return working
    },
  }
}
