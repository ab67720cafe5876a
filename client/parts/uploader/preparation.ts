import { type Prepared, prepare } from './prepare.ts'

type Prepare = (file: File, type: string, signal: AbortSignal) => Promise<Prepared | undefined>

/** Prepares one picture at a time, each in a worker of its own: a phone's memory holds one, and gets it back whole. */
export function preparation(): Prepare {
  let last: Promise<unknown> = Promise.resolve()
  return (file, type, signal) => {
    const turn = last.then(() => (signal.aborted ? undefined : inWorker(file, type, signal)))
    last = turn.catch(() => undefined)
    return turn
  }
}

/** What a worker cannot do is done here, as far as it must: a picture is sent without copies rather than not at all. */
async function inWorker(file: File, type: string, signal: AbortSignal): Promise<Prepared | undefined> {
  const worker = new Worker(new URL('./prepare.worker.ts', import.meta.url), { type: 'module' })
  const answer = new Promise<Prepared | undefined | 'failed'>(resolve => {
    worker.addEventListener('message', ({ data }: MessageEvent<Prepared | undefined>) => resolve(data))
    worker.addEventListener('error', () => resolve('failed'))
    signal.addEventListener('abort', () => resolve(undefined))
  })
  worker.postMessage({ file, type })
  const prepared = await answer
  worker.terminate()
  return prepared === 'failed' ? prepare(file, type, { draws: false }) : prepared
}
