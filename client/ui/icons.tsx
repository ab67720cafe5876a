import type { ReactNode } from 'react'

/** Decoration: what a control does is said by its name. */
export const icon = (shape: ReactNode) =>
  function Icon() {
    return (
      <svg className="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
        <g fill="none" stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" strokeLinejoin="round">
          {shape}
        </g>
      </svg>
    )
  }

export const ArrowLeft = icon(<path d="M16 10H4m5-5-5 5 5 5" />)
export const ArrowRight = icon(<path d="M4 10h12m-5-5 5 5-5 5" />)
export const ArrowUp = icon(<path d="M10 16V4m-5 5 5-5 5 5" />)
export const ArrowDown = icon(<path d="M10 4v12m-5-5 5 5 5-5" />)
export const Cross = icon(<path d="m5.5 5.5 9 9m0-9-9 9" />)
export const Again = icon(<path d="M16 10a6 6 0 1 1-2-4.5M14.5 2.5v3.4h-3.4" />)
export const Bin = icon(<path d="M3.5 5.5h13M8 5.5v-2h4v2m-7 0 .8 11h8.4l.8-11M8.5 9v4.500m3-4.500v4.500" />)
