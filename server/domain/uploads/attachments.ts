/** The name under which a browser saves an object with this key; undefined for what pages show, pictures and sounds. */
export const attachmentOf = (key: string): string | undefined =>
  /^u\/[^/]+\/[^/]+\/(?:files|archives)\/[^/]+\/(?:.*\/)?([^/]+)$/s.exec(key)?.[1]
