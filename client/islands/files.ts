/** Shows files in place that a browser can show; without JavaScript they are downloaded. */
export function showPreviews(): void {
  const buttons = document.querySelectorAll<HTMLButtonElement>('button[data-preview]')
  if (buttons.length === 0) return
  for (const button of buttons) button.hidden = false
  document.addEventListener('click', ({ target }) => {
    const button =
      target instanceof Element ? target.closest<HTMLButtonElement>('button[data-preview]') : null
    if (button) void toggle(button)
  })
}

async function toggle(button: HTMLButtonElement) {
  try {
    const { togglePreview } = await import('./preview.ts')
    togglePreview(button)
  } catch {
    location.href = button.closest('.file-line')?.querySelector('a')?.href ?? location.href
  }
}
