import { connect } from 'node:net'

export type Answered = { status: number; bytes: number }

/** A connection that is kept, for one question at a time; a whole HTTP client would cost more than what it measures. */
export async function openConnection(port: number): Promise<{
  ask(request: string): Promise<Answered>
  close(): void
}> {
  const socket = connect(port, 'localhost').setNoDelay()
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve).once('error', reject)
  })
  let come: Buffer[] = []
  let length = 0
  let whole: number | undefined
  let answer: { resolve(answered: Answered): void; reject(error: Error): void } | undefined
  let status = 0

  socket.on('data', chunk => {
    come.push(chunk)
    length += chunk.length
    whole ??= readHead()
    if (whole === undefined || length < whole) return
    const bytes = length
    come = []
    length = 0
    whole = undefined
    answer?.resolve({ status, bytes })
  })
  socket.on('error', error => answer?.reject(error))
  socket.on('close', () => answer?.reject(new Error('the server closed the connection')))

  function readHead(): number | undefined {
    const text = Buffer.concat(come).toString('latin1')
    const end = text.indexOf('\r\n\r\n')
    if (end < 0) return undefined
    status = Number(text.slice(9, 12))
    const [, size] = /\r\ncontent-length: (\d+)/i.exec(text.slice(0, end)) ?? []
    if (size === undefined && status === 200)
      throw new Error(`an answer of unknown length:\n${text.slice(0, end)}`)
    return end + 4 + Number(size ?? 0)
  }

  return {
    ask(request) {
      return new Promise((resolve, reject) => {
        answer = { resolve, reject }
        socket.write(request)
      })
    },
    close() {
      answer = undefined
      socket.destroy()
    },
  }
}
