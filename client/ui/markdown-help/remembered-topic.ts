const name = 'muzhack-help-topic'

/** The topic read last. A browser may keep nothing, or refuse to be asked. */
export function rememberedTopic(): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

export function rememberTopic(id: string): void {
  try {
    localStorage.setItem(name, id)
  } catch {
    // Then the help begins at its first topic.
  }
}
