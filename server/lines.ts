let waiting = ''

/**
 * Standard output for log lines: those of one turn of the event loop in one write, since a write for each costs a
 * quarter of what an answer does. Nothing waits longer, and what waits when the process ends is written.
 */
export const lines = {
  write(line: string): void {
    if (waiting === '') setImmediate(flush)
    waiting += line
  },
}

function flush(): void {
  process.stdout.write(waiting)
  waiting = ''
}

process.on('exit', () => {
  if (waiting !== '') flush()
})
