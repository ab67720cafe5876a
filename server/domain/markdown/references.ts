import { normalisePath } from '../../../src/upload.ts'
import type { Reference } from '../markdown.ts'

type Find = (address: string | undefined) => Reference | undefined

/** Finds a project's file by `pictures/panel.jpg`, or by `panel.jpg` alone. */
export function finder(references: readonly Reference[]): Find {
  const byPath = new Map<string, Reference>()
  for (const reference of references) {
    const { kind, path } = reference
    byPath.set(`${kind === 'audio' ? kind : `${kind}s`}/${path}`, reference)
    if (!byPath.has(path)) byPath.set(path, reference)
  }
  return address => byPath.get(normalisePath(decoded(address ?? '').replace(/^\.\//, '')) ?? '')
}

export function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
