import type { Project } from './project.ts'

/** Every refusal of the API: `message` is for a person, `fields` says which input it is about. */
export type Refusal = { statusCode: number; error: string; message: string; fields?: Record<string, string> }

/** 409 to a save that began from an older version: `current` is what has been saved since. */
export type StaleRefusal<Saved = Project> = Refusal & { current: Saved }

export type Availability = { available: boolean }
