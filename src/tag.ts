/** A tag, and how many published projects have it. */
export type TagCount = { tag: string; projects: number }

/** The most used first; `next` is where the list goes on. */
export type TagCounts = { tags: TagCount[]; next: string | null }
