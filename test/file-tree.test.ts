import { describe, expect, it } from 'vitest'
import { textIn } from '../src/file-text.ts'
import { type Folder, filesIn, type Placed, treeOf } from '../src/file-tree.ts'
import { lookOf, typeName } from '../src/file-types.ts'
import { tableOf } from '../src/table.ts'

const tree = (...paths: string[]) => treeOf(paths.map((path, index) => ({ path, size: index + 1 })))

/** As one would draw it: a line for each folder and file, deeper ones further in. */
const drawn = ({ folders, files }: Folder<Placed>, depth = 0): string[] => [
  ...folders.flatMap(folder => [
    `${'  '.repeat(depth)}${folder.name}/ ${folder.count}`,
    ...drawn(folder, depth + 1),
  ]),
  ...files.map(({ path }) => '  '.repeat(depth) + path.replace(/^.*\//, '')),
]

describe('the tree of a project’s files', () => {
  it('has folders before files, each by name as people count', () => {
    const found = tree('panel-10.dxf', 'panel-2.dxf', 'wav/b.wav', 'Wav/a.wav', 'code/10.c', 'code/9.c')
    expect(drawn(found)).toEqual([
      'code/ 2',
      '  9.c',
      '  10.c',
      'wav/ 1',
      '  b.wav',
      'Wav/ 1',
      '  a.wav',
      'panel-2.dxf',
      'panel-10.dxf',
    ])
  })

  it('joins folders that hold nothing but one other', () => {
    const found = tree('kicad/panel/rev-2/a.gbr', 'kicad/panel/rev-2/drill/b.drl', 'docs/bom/parts.csv')
    expect(drawn(found)).toEqual([
      'docs/bom/ 1',
      '  parts.csv',
      'kicad/panel/rev-2/ 2',
      '  drill/ 1',
      '    b.drl',
      '  a.gbr',
    ])
    expect(found.folders[1]).toMatchObject({ name: 'kicad/panel/rev-2', path: 'kicad/panel/rev-2/' })
  })

  it('counts and weighs what is in a folder, however deep', () => {
    const { folders, count, size } = tree('a/b/1', 'a/2', 'a/b/c/3', '4')
    expect(folders[0]).toMatchObject({ count: 3, size: 6 })
    expect([count, size]).toEqual([4, 10])
  })

  it('lists what is in a folder as it is shown', () => {
    expect(filesIn(tree('b', 'a/2', 'a/c/1')).map(({ path }) => path)).toEqual(['a/c/1', 'a/2', 'b'])
  })

  it('takes folders of any name, and none', () => {
    expect(drawn(tree('__proto__/constructor/x'))).toEqual(['__proto__/constructor/ 1', '  x'])
    expect(tree()).toMatchObject({ folders: [], files: [], count: 0, size: 0 })
  })
})

describe('the type of a file', () => {
  it.each([
    ['kicad/tape-loop.kicad_sch', 'KiCad schematic', undefined],
    ['front.GTL', 'Gerber', undefined],
    ['case v1.2.stl', 'STL model', undefined],
    ['BOM.CSV', 'CSV table', 'table'],
    ['fader-box.ino', 'Arduino sketch', 'text'],
    ['grain~.pd', 'Pure Data patch', 'text'],
    ['drawing.svg', 'SVG drawing', 'text'],
    ['notes.md', 'Markdown text', 'prose'],
    ['panel.png', 'PNG picture', 'picture'],
    ['demo.mid', 'MIDI file', undefined],
    ['patch.xyz', 'XYZ file', undefined],
    ['docs/LICENSE', 'Text', 'text'],
    ['src.v2/README', 'Text', 'text'],
    ['.gitignore', 'File', undefined],
    ['no ending at.all, really', 'File', undefined],
  ])('of %s is %s', (path, name, look) => {
    expect([typeName(path), lookOf(path)]).toEqual([name, look])
  })
})

const rows = (text: string) => tableOf(text).rows

describe('a table', () => {
  it.each([
    [
      'commas',
      'Part,Value\nR1,10k',
      [
        ['Part', 'Value'],
        ['R1', '10k'],
      ],
    ],
    [
      'semicolons, where commas are decimal',
      'Part;µF\nC1;4,7',
      [
        ['Part', 'µF'],
        ['C1', '4,7'],
      ],
    ],
    [
      'tabs',
      'Part\tValue\nR1\t1,2 or 3',
      [
        ['Part', 'Value'],
        ['R1', '1,2 or 3'],
      ],
    ],
    [
      'a title before the columns',
      'Bill of materials\nPart;Value',
      [['Bill of materials'], ['Part', 'Value']],
    ],
    ['what Excel says itself', 'sep=;\nPart;Value', [['Part', 'Value']]],
    ['quoted separators', '"A,B",C', [['A,B', 'C']]],
    ['quotes in quotes', '"6.3"" jack",2', [['6.3" jack', '2']]],
    ['quotes amid a cell', '6.3" jack,2', [['6.3" jack', '2']]],
    [
      'lines within a cell',
      '"one\ntwo",3\n4,5',
      [
        ['one\ntwo', '3'],
        ['4', '5'],
      ],
    ],
    ['empty cells', ',\na,,b,', [['a', '', 'b', '']]],
    [
      'empty lines',
      'a,b\n\n\nc,d\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['rows of different lengths', 'a,b,c\nd', [['a', 'b', 'c'], ['d']]],
    ['a quote that never ends', 'a,"b\nc,d', [['a', 'b\nc,d']]],
    ['something after the quotes', '"a"b,c', [['ab', 'c']]],
    ['markup, as text', '<b>a</b>,&amp;', [['<b>a</b>', '&amp;']]],
    ['a single column', 'a\nb', [['a'], ['b']]],
    ['nothing', '', []],
  ])('is read with %s', (_, text, expected) => {
    expect(rows(text)).toEqual(expected)
  })

  it('stops after so many rows, and says so', () => {
    expect(tableOf('a\nb\nc', 2)).toEqual({ rows: [['a'], ['b']], isCut: true })
    expect(tableOf('a\nb\n', 2)).toEqual({ rows: [['a'], ['b']], isCut: false })
  })

  it('of many quotes takes no longer than any other', () => {
    const begun = performance.now()
    rows('"'.repeat(200_001))
    expect(performance.now() - begun).toBeLessThan(1000)
  })
})

const bytes = (...parts: (string | number[])[]) =>
  new Uint8Array(Buffer.concat(parts.map(part => Buffer.from(part as string))))

describe('the text in a file', () => {
  it('is read as UTF-8, else as Windows wrote it', () => {
    expect(textIn(bytes('4.7 µF'))).toBe('4.7 µF')
    expect(textIn(bytes('4.7 ', [0xb5], 'F ', [0x80]))).toBe('4.7 µF €')
  })

  it('may say itself that it is UTF-8 or UTF-16', () => {
    expect(textIn(bytes([0xef, 0xbb, 0xbf], 'µF'))).toBe('µF')
    expect(textIn(bytes([0xff, 0xfe, 0xb5, 0x00, 0x46, 0x00]))).toBe('µF')
    expect(textIn(bytes([0xfe, 0xff, 0x00, 0xb5, 0x00, 0x46]))).toBe('µF')
  })

  it('may be cut amid a character', () => {
    expect(textIn(bytes('4.7 µ').slice(0, -1), true)).toBe('4.7 ')
  })

  it('ends its lines in one way, whoever wrote it', () => {
    expect(textIn(bytes('a\r\nb\rc\n'))).toBe('a\nb\nc\n')
  })

  it('is none in programs and packed data', () => {
    expect(textIn(bytes('MZ', [0, 1, 2]))).toBeUndefined()
    expect(textIn(bytes([0x1f, 0x8b, 8, 7, 0x9c, 0xed, 0xc1, 1, 0x20]))).toBeUndefined()
  })

  it('is empty in an empty file', () => {
    expect(textIn(bytes(''))).toBe('')
  })
})
