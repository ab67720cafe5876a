import { type Digested, sha256Of } from './sha256.ts'

export type Asked = { id: number; blob: Blob }
export type Told = { id: number; digested: Digested | undefined }

addEventListener('message', ({ data: { id, blob } }: MessageEvent<Asked>) => {
  void sha256Of(blob).then(digested => postMessage({ id, digested } satisfies Told))
})
// An error in a promise would not reach the page.
addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) => {
  throw reason
})
