import { useState } from 'react'
import { Refused } from '../../../api.ts'

/** Something that may be refused, once at a time; `problem` is why it was. */
export function useAttempt() {
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string>()

  async function attempt(act: () => Promise<void>) {
    if (isBusy) return
    setBusy(true)
    setProblem(undefined)
    try {
      await act()
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      setProblem(error.message)
    } finally {
      setBusy(false)
    }
  }

  return { isBusy, problem, attempt }
}
