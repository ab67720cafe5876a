/** Code gets a button that copies it; without JavaScript there is none. */
export async function showCopyButtons(): Promise<void> {
  if (!document.querySelector('.prose pre')) return
  const { addCopyButtons } = await import('./copy.ts')
  addCopyButtons()
}
