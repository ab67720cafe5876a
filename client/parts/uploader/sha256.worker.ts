import { type Digested, sha256Of } from './sha256.ts'

export type Asked = { id: number; blob: Blob }
export type Told = { id: number; digested: Digested | undefined }

addEventListener('message', ({ data: { id, blob } }: MessageEvent<Asked>) => {
  const tell = (digested?: Digested) => postMessage({ id, digested } satisfies Told)
  // Without memory for it, say: what cannot be hashed here is as good as gone.
  sha256Of(blob).then(tell, () => tell())
})
