import { useSyncExternalStore } from 'react'

/** The editor that shows the help, and the field last written in: there may be several, and one help. */
let opener: string | undefined
let written: HTMLTextAreaElement | undefined
const listeners = new Set<() => void>()

export function showHelpIn(editor: string | undefined) {
  opener = editor
  for (const listener of listeners) listener()
}

export function useHelpPlace(): string | undefined {
  return useSyncExternalStore(subscribe, () => opener, nowhere)
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const nowhere = () => undefined

export function writeIn(area: HTMLTextAreaElement) {
  written = area
}

export const fieldWritten = () => (written?.isConnected ? written : undefined)
