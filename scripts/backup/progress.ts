/** Tells now and then for as long as it takes. */
export async function everyFewSeconds(tell: () => void, work: () => Promise<void>): Promise<void> {
  const clock = setInterval(tell, 5000)
  try {
    await work()
  } finally {
    clearInterval(clock)
  }
}
