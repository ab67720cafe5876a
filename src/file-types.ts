import { nameOf } from './file-tree.ts'

/** How a file can be shown in place: `prose` may be wrapped, the lines of other `text` have numbers. */
export type Look = 'picture' | 'prose' | 'text' | 'table'

/** What makers call their files, by ending. */
const types: readonly (readonly [name: string, endings: string, look?: Look])[] = [
  ['KiCad project', 'kicad_pro'],
  ['KiCad schematic', 'kicad_sch'],
  ['KiCad board', 'kicad_pcb'],
  ['KiCad symbols', 'kicad_sym'],
  ['KiCad footprint', 'kicad_mod'],
  ['Schematic', 'sch schdoc dsn'],
  ['Circuit board', 'brd pcbdoc pcb'],
  ['Fritzing sketch', 'fzz'],
  ['Stripboard layout', 'diy vrt'],
  ['Netlist', 'net', 'text'],
  ['SPICE circuit', 'cir spice sp asc', 'text'],
  ['Gerber', 'gbr ger gtl gbl gts gbs gto gbo gtp gbp gko gm1 gml g1 g2 g3 gbrjob pho'],
  ['Drill file', 'drl xln exc'],
  ['Parts placement', 'pos'],
  ['STL model', 'stl'],
  ['3MF model', '3mf'],
  ['OBJ model', 'obj'],
  ['STEP model', 'step stp'],
  ['OpenSCAD model', 'scad', 'text'],
  ['FreeCAD model', 'fcstd'],
  ['Fusion model', 'f3d f3z'],
  ['Blender scene', 'blend'],
  ['DXF drawing', 'dxf'],
  ['SVG drawing', 'svg', 'text'],
  ['Front panel', 'fpd'],
  ['G-code', 'gcode gco', 'text'],
  ['PDF document', 'pdf'],
  ['Document', 'doc docx odt rtf'],
  ['CSV table', 'csv', 'table'],
  ['TSV table', 'tsv tab', 'table'],
  ['Spreadsheet', 'xls xlsx ods'],
  ['Text', 'txt text log', 'prose'],
  ['Markdown text', 'md markdown', 'prose'],
  ['Arduino sketch', 'ino', 'text'],
  ['Processing sketch', 'pde', 'text'],
  ['C source', 'c', 'text'],
  ['C++ source', 'cpp cc cxx', 'text'],
  ['Header', 'h hpp hh', 'text'],
  ['Assembly source', 's asm', 'text'],
  ['Rust source', 'rs', 'text'],
  ['Faust program', 'dsp', 'text'],
  ['ChucK program', 'ck', 'text'],
  ['SuperCollider program', 'scd sc', 'text'],
  ['Csound piece', 'csd orc sco', 'text'],
  ['Tidal pattern', 'tidal', 'text'],
  ['Python script', 'py', 'text'],
  ['Ruby script', 'rb', 'text'],
  ['Lua script', 'lua', 'text'],
  ['JavaScript', 'js mjs cjs', 'text'],
  ['TypeScript', 'ts', 'text'],
  ['Shell script', 'sh bat ps1', 'text'],
  ['Web page', 'html htm', 'text'],
  ['Style sheet', 'css', 'text'],
  ['JSON data', 'json', 'text'],
  ['YAML data', 'yaml yml', 'text'],
  ['XML data', 'xml', 'text'],
  ['Settings', 'ini cfg conf toml', 'text'],
  ['Firmware', 'hex bin uf2 elf'],
  ['Pure Data patch', 'pd', 'text'],
  ['Max patch', 'maxpat maxhelp'],
  ['Max for Live device', 'amxd'],
  ['VCV Rack patch', 'vcv'],
  ['Reaktor ensemble', 'ens'],
  ['Ableton Live set', 'als'],
  ['Reaper project', 'rpp'],
  ['MIDI file', 'mid midi'],
  ['SysEx dump', 'syx'],
  ['SoundFont', 'sf2 sf3'],
  ['SFZ instrument', 'sfz', 'text'],
  ['Scala tuning', 'scl kbm', 'text'],
  ['AIFF sound', 'aif aiff'],
  ['WAV sound', 'wav'],
  ['MP3 sound', 'mp3'],
  ['FLAC sound', 'flac'],
  ['JPEG picture', 'jpg jpeg', 'picture'],
  ['PNG picture', 'png', 'picture'],
  ['WebP picture', 'webp', 'picture'],
  ['GIF picture', 'gif', 'picture'],
  ['AVIF picture', 'avif', 'picture'],
  ['Bitmap picture', 'bmp', 'picture'],
  ['TIFF picture', 'tif tiff'],
  ['Zip archive', 'zip'],
  ['Archive', 'tar gz tgz xz bz2 7z rar'],
]

const byEnding = new Map(
  types.flatMap(([name, endings, look]) =>
    endings.split(' ').map(ending => [ending, { name, look }] as const),
  ),
)

/** Texts that are called by what they are. */
const bareTexts = /^(readme|licen[cs]e|copying|authors|changelog|notice|makefile)$/i

/** `KiCad schematic`, or `XYZ file` for an ending that nobody has named here. */
export function typeName(path: string): string {
  const ending = endingOf(path)
  if (ending === '') return bareTexts.test(nameOf(path)) ? 'Text' : 'File'
  return byEnding.get(ending)?.name ?? `${ending.toUpperCase()} file`
}

/** Undefined for what can only be downloaded. */
export function lookOf(path: string): Look | undefined {
  return bareTexts.test(nameOf(path)) ? 'text' : byEnding.get(endingOf(path))?.look
}

/** In lower case. A name that begins with its only dot has none. */
const endingOf = (path: string) => /[^/]\.([^./\s]{1,12})$/.exec(path)?.[1]?.toLowerCase() ?? ''
