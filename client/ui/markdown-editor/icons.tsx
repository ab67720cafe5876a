import type { ReactNode } from 'react'
import { icon } from '../icons.tsx'
import type { ToolName } from './tools.ts'

const shapes: Record<ToolName, ReactNode> = {
  heading: <path d="M5 4v12M15 4v12M5 10h10" />,
  bold: <path d="M6 4h5a3 3 0 0 1 0 6H6zm0 6h6a3 3 0 0 1 0 6H6z" strokeWidth="2.2" />,
  italic: <path d="M9 4h6M5 16h6M12.300 4 7.700 16" />,
  strikethrough: (
    <path d="M3.500 10h13M14 6.200C13.500 4.800 12 4 10 4 7.500 4 6 5.300 6 7c0 1.300.8 2.300 2.500 3m5.400 1.800c.8 2.200-1 4.200-3.900 4.200-2.300 0-4-1-4.300-2.600" />
  ),
  link: (
    <path d="M8.500 11.500a3.200 3.200 0 0 0 4.600 0l2.500-2.500a3.200 3.200 0 0 0-4.600-4.600L9.800 5.600m1.700 2.900a3.200 3.200 0 0 0-4.600 0L4.400 11a3.200 3.200 0 0 0 4.600 4.600l1.200-1.200" />
  ),
  picture: (
    <>
      <rect x="3" y="4" width="14" height="12" rx="1.500" />
      <path d="m3.500 14 3.800-4 3 3 2.200-2.200 4 4" />
      <circle cx="13" cy="7.500" r="1" />
    </>
  ),
  audio: (
    <>
      <path d="M8 14.500V5l8-1.500V13" />
      <circle cx="6" cy="14.500" r="2" />
      <circle cx="14" cy="13" r="2" />
    </>
  ),
  video: (
    <>
      <rect x="2.500" y="4.500" width="15" height="11" rx="2" />
      <path d="m8.500 7.500 4 2.500-4 2.500z" />
    </>
  ),
  file: (
    <path d="m15.500 9.300-5.800 5.800a3.300 3.300 0 0 1-4.700-4.700l6.300-6.200a2.200 2.200 0 0 1 3.100 3.100l-6.200 6.200a1.100 1.100 0 0 1-1.600-1.500l5.600-5.600" />
  ),
  quote: <path d="M4 5v10M8 6h8M8 10h8M8 14h5" />,
  code: <path d="m7 6-4 4 4 4m6-8 4 4-4 4" />,
  'code-block': (
    <>
      <rect x="2.500" y="4" width="15" height="12" rx="1.500" />
      <path d="M8 7.500 5.500 10 8 12.500m4-5 2.500 2.500-2.500 2.500" />
    </>
  ),
  bullets: <path d="M8 5h9M8 10h9M8 15h9M3.500 5h.01M3.500 10h.01M3.500 15h.01" strokeWidth="1.900" />,
  numbers: (
    <path d="M9 5h8M9 10h8M9 15h8M3 4l1.200-.6V7.200M3 11c.4-1 2.300-.9 2.200.2C5.100 12 3 12.800 3 13.800h2.300" />
  ),
  tasks: <path d="M10 5h7M10 14.500h7M3 5l1.500 1.500L7.300 3.500M3.500 12.500h3.700v3.700H3.500z" />,
  table: (
    <>
      <rect x="3" y="4" width="14" height="12" rx="1.200" />
      <path d="M3 8h14M3 12h14M10 4v12" />
    </>
  ),
  rule: <path d="M3 10h14" strokeWidth="2" />,
  undo: <path d="M7 4 3.500 7.500 7 11m-3-3.500h8a4 4 0 0 1 0 8H8" />,
  redo: <path d="m13 4 3.500 3.500L13 11m3-3.500H8a4 4 0 0 0 0 8h4" />,
  preview: (
    <>
      <path d="M2 10c2-3.700 4.700-5.500 8-5.500s6 1.800 8 5.500c-2 3.700-4.700 5.500-8 5.500S4 13.700 2 10z" />
      <circle cx="10" cy="10" r="2.300" />
    </>
  ),
  help: (
    <>
      <circle cx="10" cy="10" r="7.500" />
      <path d="M7.800 8a2.200 2.200 0 1 1 3.200 2c-.7.400-1 .8-1 1.600M10 14h.01" />
    </>
  ),
}

export const toolIcons = Object.fromEntries(
  Object.entries(shapes).map(([name, shape]) => [name, icon(shape)]),
) as Record<ToolName, () => ReactNode>
