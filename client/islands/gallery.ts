import type PhotoSwipe from 'photoswipe'

/** Opens a gallery's pictures large; without JavaScript its links lead to the pictures themselves. */
export function showGalleries(): void {
  for (const gallery of document.querySelectorAll<HTMLElement>('[data-gallery]')) {
    const links = [...gallery.querySelectorAll<HTMLAnchorElement>('a[data-picture]')]
    gallery.addEventListener('click', event => {
      const link =
        event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-picture]') : null
      if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return
      event.preventDefault()
      void open(links, links.indexOf(link))
    })
  }
}

async function open(links: HTMLAnchorElement[], index: number): Promise<PhotoSwipe> {
  const { openLightbox } = await import('./lightbox.ts')
  return openLightbox(links.map(pictureOf), index)
}

export type Picture = {
  src: string
  srcset: string
  alt: string
  caption: string
  width: number
  height: number
  element: HTMLElement
}

function pictureOf(link: HTMLAnchorElement): Picture {
  const image = link.querySelector('img')
  const alt = image?.alt ?? ''
  const width = Number(link.dataset.width) || image?.naturalWidth || 1600
  return {
    src: link.href,
    // The largest too, for those who zoom in.
    srcset: [image?.srcset, `${link.href} ${width}w`].filter(Boolean).join(', '),
    alt,
    caption: link.parentElement?.querySelector('figcaption')?.textContent ?? alt,
    width,
    height: Number(link.dataset.height) || image?.naturalHeight || 1200,
    element: link,
  }
}
