import { useEffect, useRef, useState } from 'react'

const calm = 5000

/** Spoken at most every few seconds, always ending with the latest. */
export function Announcement({ text }: { text: string }) {
  const [said, say] = useState('')
  const last = useRef(0)
  useEffect(() => {
    const timer = setTimeout(
      () => {
        last.current = Date.now()
        say(text)
      },
      Math.max(0, last.current + calm - Date.now()),
    )
    return () => clearTimeout(timer)
  }, [text])
  return <output className="visually-hidden">{said}</output>
}
