/** What a line is about; `--json` tells it as `kind`. */
export type Kind =
  | 'plan'
  | 'step'
  | 'rollout'
  | 'event'
  | 'stopped-task'
  | 'warning'
  | 'rollback'
  | 'status'
  | 'done'
  | 'failed'

export type Say = (kind: Kind, message: string, details?: Record<string, unknown>) => void

/** Writes a line of text, or an object a line, with the time since the start. */
export function sayTo(write: (line: string) => void, json: boolean): Say {
  const start = performance.now()
  return (kind, message, details = {}) => {
    const elapsed = (performance.now() - start) / 1000
    if (json) write(JSON.stringify({ elapsed: Number(elapsed.toFixed(1)), kind, message, ...details }))
    else write(`${clock(elapsed)}  ${prefixes[kind] ?? ''}${message}`)
  }
}

const prefixes: Partial<Record<Kind, string>> = {
  event: 'ECS: ',
  'stopped-task': 'stopped: ',
  warning: 'warning: ',
}

function clock(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return `${minutes}:${(seconds % 60).toFixed(1).padStart(4, '0')}`
}
