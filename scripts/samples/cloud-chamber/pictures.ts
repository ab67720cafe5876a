import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mix } from '../drawing/colour.ts'
import { picture, pictureSize } from '../drawing/scene.ts'
import { element, group, mono, sans, text } from '../drawing/svg.ts'

const [width, height] = pictureSize

type Box = { kind: string; x: number; y: number; words: string; inlets: number; outlets: number }

const zoom = 2.2
const letter = 6.5
const tall = 19

/** The patch as Pd shows it, read from the file that people download. */
export function patch(): string {
  const lines = readFileSync(join(import.meta.dirname, 'files/patch/cloud-chamber.pd'), 'utf8')
    .split(/;\n/)
    .map(line => line.replace(/^#\w /, '').trim().split(/\s+/))
  const cords = lines.filter(([kind]) => kind === 'connect').map(line => line.slice(1).map(Number))
  const boxes = lines
    .filter(([kind]) => kind === 'obj' || kind === 'msg' || kind === 'text')
    .map((line, index) => boxOf(line, index, cords))
  const main: Frame = [110, 100, 1380, 880]
  const table: Frame = [50, 700, 660, 420]
  const content = cords.map(cord => cordOf(cord, boxes)).join('') + boxes.map(drawn).join('')
  const placed = group({ transform: `translate(${main[0] + 20} ${main[1] + 50}) scale(${zoom})` }, content)
  return picture(
    pictureSize,
    backdrop() + window('cloud-chamber.pd', main, placed) + window('chamber', table, recording(table)),
  )
}

function boxOf(
  [kind = '', x = 0, y = 0, ...words]: readonly (string | number)[],
  index: number,
  cords: readonly number[][],
): Box {
  const most = (at: number, port: number) =>
    Math.max(-1, ...cords.filter(cord => cord[at] === index).map(cord => cord[port] ?? 0)) + 1
  return {
    kind: String(kind),
    x: Number(x),
    y: Number(y),
    words: words.join(' '),
    inlets: Math.max(1, most(2, 3)),
    outlets: Math.max(1, most(0, 1)),
  }
}

const widthOf = ({ words }: Box) => Math.max(28, words.length * letter + 8)
const port = (box: Box, index: number, count: number) =>
  box.x + (count < 2 ? 0 : (index * (widthOf(box) - 7)) / (count - 1))

function cordOf([from = 0, out = 0, to = 0, into = 0]: readonly number[], boxes: readonly Box[]): string {
  const [a, b] = [boxes[from], boxes[to]]
  if (!a || !b) return ''
  const sounds = /~/.test(a.words)
  return element('path', {
    d: `M${port(a, out, a.outlets) + 3.5} ${a.y + tall}L${port(b, into, b.inlets) + 3.5} ${b.y}`,
    stroke: sounds ? '#6a4bbd' : '#3b3947',
    'stroke-width': sounds ? 2 : 0.9,
  })
}

function drawn(box: Box): string {
  const { kind, x, y, words } = box
  const label = text(words, x + 4, y + 13, {
    size: 10.8,
    family: mono,
    anchor: 'start',
    fill: kind === 'text' ? '#7d788c' : '#25222f',
  })
  if (kind === 'text') return label
  const right = x + widthOf(box)
  const shape =
    kind === 'msg'
      ? `M${x} ${y}H${right + 4}L${right} ${y + 4}V${y + tall - 4}L${right + 4} ${y + tall}H${x}Z`
      : `M${x} ${y}H${right}V${y + tall}H${x}Z`
  const ports = [
    ...Array.from({ length: box.inlets }, (_, index) =>
      element('rect', { x: port(box, index, box.inlets), y, width: 7, height: 2.2, fill: '#25222f' }),
    ),
    ...Array.from({ length: box.outlets }, (_, index) =>
      element('rect', {
        x: port(box, index, box.outlets),
        y: y + tall - 2.2,
        width: 7,
        height: 2.2,
        fill: '#25222f',
      }),
    ),
  ]
  return (
    element('path', {
      d: shape,
      fill: /clone|tabwrite/.test(words) ? '#ece4ff' : '#fbfaff',
      stroke: '#4a4658',
      'stroke-width': 1,
    }) +
    ports.join('') +
    label
  )
}

function backdrop(): string {
  return `<linearGradient id="dusk" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#c9b8f2"/><stop offset="0.55" stop-color="#a48be0"/><stop offset="1" stop-color="#6a55b0"/></linearGradient><rect width="${width}" height="${height}" fill="url(#dusk)"/>${dust('#ffffff', 160, 0.22)}`
}

type Frame = readonly [x: number, y: number, wide: number, high: number]

function window(title: string, [x, y, wide, high]: Frame, content: string): string {
  const lights = ['#ff6b5f', '#f8bd45', '#5bc465'].map(
    (fill, index) => `<circle cx="${x + 34 + index * 32}" cy="${y + 30}" r="9.5" fill="${fill}"/>`,
  )
  return [
    `<filter id="wide" x="-20%" y="-20%" width="140%" height="140%"><feGaussianBlur stdDeviation="30"/></filter><rect x="${x + 10}" y="${y + 36}" width="${wide}" height="${high}" rx="22" fill="#1d1040" opacity="0.5" filter="url(#wide)"/>`,
    `<rect x="${x}" y="${y}" width="${wide}" height="${high}" rx="18" fill="#f7f4fc"/>`,
    `<path d="M${x} ${y + 60}V${y + 18}a18 18 0 0 1 18 -18h${wide - 36}a18 18 0 0 1 18 18v42z" fill="#e4ddf3"/>`,
    ...lights,
    text(title, x + wide / 2, y + 39, { size: 25, weight: 600, fill: '#5a5370', family: sans }),
    content,
  ].join('')
}

/** What has been recorded, as Pd draws an array. */
function recording([x, y, wide, high]: Frame): string {
  const points = Array.from({ length: 280 }, (_, index) => {
    const loud = Math.exp(-(index % 70) / 30) * (index % 140 < 70 ? 1 : 0.7)
    const swing = Math.sin(index * 1.9) * 0.75 + (thrown(index, 14) - 0.5) * 0.5
    return `${(x + 26 + (index * (wide - 52)) / 279).toFixed(1)} ${(y + 60 + (high - 60) / 2 - swing * loud * (high - 110) * 0.46).toFixed(1)}`
  })
  return `<rect x="${x + 26}" y="${y + 82}" width="${wide - 52}" height="${high - 104}" fill="#ffffff" stroke="#4a4658" stroke-width="1.5"/><path d="M${points.join('L')}" fill="none" stroke="#6a4bbd" stroke-width="2.4" stroke-linejoin="round"/>`
}

/** Numbers that look thrown but stay the same. */
const thrown = (index: number, salt: number) => {
  const value = Math.sin(index * 127.1 + salt * 311.7) * 43758.5453
  return value - Math.floor(value)
}

const dust = (fill: string, count: number, strength: number) =>
  Array.from(
    { length: count },
    (_, index) =>
      `<circle cx="${(thrown(index, 1) * width).toFixed(0)}" cy="${(thrown(index, 2) * height).toFixed(0)}" r="${(1 + thrown(index, 3) ** 4 * 16).toFixed(1)}" fill="${fill}" opacity="${(strength * thrown(index, 4)).toFixed(2)}"/>`,
  ).join('')

/** Each grain where it was taken from (across) and how high it sounds (up), over the recording. */
export function screen(): string {
  const grains = Array.from({ length: 260 }, (_, index) => grain(index))
  const lines = [0, 1, 2, 3, 4].map(
    second =>
      `<path d="M${160 + second * 320} 120V1010" stroke="#6f62a8" stroke-width="1.2" opacity="0.4"/>` +
      text(`${second} s`, 160 + second * 320, 1060, { size: 26, fill: '#8f83c4', weight: 500 }),
  )
  return picture(
    pictureSize,
    [
      `<radialGradient id="night" cx="0.55" cy="0.35" r="0.9"><stop offset="0" stop-color="#3a2b72"/><stop offset="0.6" stop-color="#211a49"/><stop offset="1" stop-color="#130f2c"/></radialGradient><rect width="${width}" height="${height}" fill="url(#night)"/>`,
      ...lines,
      wave(),
      ...grains,
      `<path d="M860 120V1010" stroke="#ffd58a" stroke-width="3"/><circle cx="860" cy="120" r="9" fill="#ffd58a"/>`,
      text('position 2.19 s', 880, 132, { size: 28, fill: '#ffd58a', weight: 600, anchor: 'start' }),
      text('size 140 ms, density 26', 1440, 80, { size: 26, fill: '#b6abe6', weight: 500, anchor: 'end' }),
    ].join(''),
  )
}

function grain(index: number): string {
  const spread = (thrown(index, 5) + thrown(index, 6) + thrown(index, 7) - 1.5) / 1.5
  const x = 860 + spread * 520
  const y = 480 + (thrown(index, 8) + thrown(index, 9) - 1) * 330 * (1 - Math.abs(spread) * 0.35)
  const radius = 5 + thrown(index, 10) ** 3 * 44
  const tint = mix(
    mix('#ff7a4d', '#ff9bd8', Math.min(1, Math.abs(spread) * 1.6)),
    '#5ab8ff',
    thrown(index, 11) * 0.6,
  )
  return `<circle cx="${x.toFixed(0)}" cy="${y.toFixed(0)}" r="${radius.toFixed(1)}" fill="${tint}" opacity="${(0.16 + 0.5 * thrown(index, 12)).toFixed(2)}" style="mix-blend-mode: screen"/>`
}

function wave(): string {
  return Array.from({ length: 256 }, (_, index) => {
    const note = index % 58
    const loud = Math.exp(-note / 26) * (0.55 + 0.45 * thrown(index, 13)) * 150 + 5
    const near = Math.exp(-(((index * 5 - 700) / 130) ** 2))
    return `<rect x="${160 + index * 5}" y="${(880 - loud).toFixed(0)}" width="3" height="${(loud * 1.7).toFixed(0)}" rx="1.5" fill="${mix('#6c5fb5', '#ffd58a', near)}"/>`
  }).join('')
}
