import PhotoSwipe from 'photoswipe'
import 'photoswipe/style.css'
import type { Picture } from './gallery.ts'

/** Pictures full screen: arrows, pinch, swipe, Esc; focus returns to where it was. */
export function openLightbox(pictures: Picture[], index: number): PhotoSwipe {
  const reducedMotion = matchMedia('(prefers-reduced-motion: reduce)').matches
  const lightbox = new PhotoSwipe({
    dataSource: pictures,
    index,
    bgOpacity: 0.92,
    showHideAnimationType: reducedMotion ? 'none' : 'fade',
    wheelToZoom: true,
    errorMsg: 'This picture could not be loaded.',
  })
  lightbox.on('uiRegister', () => addCaption(lightbox))
  lightbox.init()
  return lightbox
}

function addCaption(lightbox: PhotoSwipe) {
  lightbox.ui?.registerElement({
    name: 'caption',
    className: 'lightbox-caption',
    order: 9,
    isButton: false,
    appendTo: 'root',
    onInit: (element, { currSlide }) => {
      element.textContent = captionOf(currSlide?.data)
      lightbox.on('change', () => {
        element.textContent = captionOf(lightbox.currSlide?.data)
      })
    },
  })
}

const captionOf = (slide: unknown) => (slide as Picture | undefined)?.caption ?? ''
