import { execFileSync } from 'node:child_process'
import { globSync } from 'node:fs'

/** What a machine lacks for a Docker engine of the tests' own, if anything. */
export function whatIsMissing(): string | undefined {
  if (process.platform !== 'linux') return 'it needs Linux'
  if (process.getuid?.() !== 0) return 'it needs root'
  const absent = packages.filter(([program]) => !isInstalled(program)).map(([, name]) => name)
  return absent.length > 0 ? `it needs Debian's ${absent.join(', ')}` : undefined
}

const packages = [
  ['dockerd', 'docker.io'],
  ['docker-compose', 'docker-compose'],
  ['docker-registry', 'docker-registry'],
  ['debootstrap', 'debootstrap'],
  ['haproxy', 'haproxy'],
  ['/usr/lib/postgresql/*/bin/postgres', 'postgresql'],
  ['git', 'git'],
  ['openssl', 'openssl'],
] as const

function isInstalled(program: string): boolean {
  if (program.startsWith('/')) return globSync(program).length > 0
  return execFileSync('sh', ['-c', `command -v ${program} || true`]).length > 0
}
