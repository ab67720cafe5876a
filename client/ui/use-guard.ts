import { useEffect, useSyncExternalStore } from 'react'

/** Asks before the page is left, while there is something to lose. */
export function useGuard(isNeeded: boolean) {
  useEffect(() => {
    if (!isNeeded) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isNeeded])
}

const never = () => () => undefined

/** False while the server renders and until React has taken over: what is typed before would be lost. */
export const useIsReady = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
