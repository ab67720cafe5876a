import { useSyncExternalStore } from 'react'
import { isAppleMachine } from './keys.ts'

const never = () => () => undefined

/** Whose keys to name; the server does not know, and the page must begin as it made it. */
export const useIsApple = () => useSyncExternalStore(never, isAppleMachine, () => false)
