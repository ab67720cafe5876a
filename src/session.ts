/** Where somebody is logged in. `number` is no secret; `device` is in words. */
export type Session = { number: number; device: string; begun: string; seen: string; isThis: boolean }
