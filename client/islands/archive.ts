/** Where an archive or an export is still being made, its link appears once it is there; without JavaScript a reload shows it. */
export async function showArchive(): Promise<void> {
  const place = document.querySelector<HTMLElement>('[data-archive]')
  if (!place) return
  const { watchArchive } = await import('./watch.ts')
  await watchArchive(place)
}
