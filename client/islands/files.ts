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
  const line = button.closest('.file-line')
  line?.parentElement?.querySelector('.not-loaded')?.remove()
  try {
    const { togglePreview } = await import('./preview.ts')
    togglePreview(button)
  } catch {
    line?.after(notLoaded())
  }
}

/** The program that shows files comes by the network too. */
const notLoaded = () =>
  Object.assign(document.createElement('p'), {
    className: 'problem not-loaded',
    role: 'alert',
    textContent: 'Previews cannot be loaded right now. Check your connection, then press Preview again.',
  })
