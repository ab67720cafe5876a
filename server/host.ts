import { isIPv6 } from 'node:net'

/** The names that a machine has for itself. */
export const loopback = ['localhost', '127.0.0.1', '[::1]']

const everywhere = ['0.0.0.0', '::']

/** How this machine itself reaches what listens on this host, and what listens on none of its own. */
export function reachedAt(host: string | undefined, port: number | string): string {
  const name = !host || everywhere.includes(host) ? 'localhost' : host
  return `http://${isIPv6(name) ? `[${name}]` : name}:${port}`
}
