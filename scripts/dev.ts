import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { watch } from 'node:fs'
import { join } from 'node:path'

// Runs the development server, and runs it again when server code changes; Vite sees to the client's.
// Not `node --watch`, whose messages get between the server and its own processes.
const root = join(import.meta.dirname, '..')
let server = run()
let restart: NodeJS.Timeout | undefined
let stopping = false

for (const folder of ['server', 'src']) {
  watch(join(root, folder), { recursive: true }, () => {
    clearTimeout(restart)
    restart = setTimeout(again, 200)
  })
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, async () => {
    stopping = true
    await end(server)
    process.exit(0)
  })
}

function run(): ChildProcess {
  return fork(join(import.meta.dirname, 'dev-server.ts'))
}

async function again() {
  console.log('Server code has changed: starting again')
  await end(server)
  if (!stopping) server = run()
}

async function end(server: ChildProcess) {
  if (server.exitCode !== null || server.signalCode !== null) return
  server.kill('SIGTERM')
  await once(server, 'exit')
}
