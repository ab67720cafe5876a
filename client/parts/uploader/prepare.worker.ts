import { prepare } from './prepare.ts'

addEventListener('message', ({ data: { file, type } }: MessageEvent<{ file: File; type: string }>) => {
  void prepare(file, type, { draws: true }).then(prepared => postMessage(prepared))
})
// An error in a promise would not reach the page.
addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) => {
  throw reason
})
