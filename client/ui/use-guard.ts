import { useEffect, useSyncExternalStore } from 'react'

let isLeaving = false

/** Asks before the page is left, while there is something to lose. */
export function useGuard(isNeeded: boolean) {
  useEffect(() => {
    if (!isNeeded) return undefined
    const ask = (event: BeforeUnloadEvent) => {
      if (!isLeaving) event.preventDefault()
    }
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isNeeded])
}

/** Leaves because the work here is done: nobody is asked, whatever React has not yet taken notice of. */
export function leaveFor(address: string) {
  isLeaving = true
  addEventListener('pageshow', () => (isLeaving = false), { once: true })
  location.assign(address)
}

const never = () => () => undefined

/** False while the server renders and until React has taken over: what is typed before would be lost. */
export const useIsReady = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
