import { describe, expect, it } from 'vitest'
import { placeholderFor, referenceTo, settled } from '../client/ui/markdown-editor/attachments.ts'
import { blockBelow } from '../client/ui/markdown-editor/blocks.ts'
import { type Edit, edited, type Field } from '../client/ui/markdown-editor/edit.ts'
import { indent, nextItem, outdent } from '../client/ui/markdown-editor/items.ts'
import { isPressed, keysInWords, toolFor } from '../client/ui/markdown-editor/keys.ts'
import { pasted } from '../client/ui/markdown-editor/paste.ts'
import { editOf, type ToolName } from '../client/ui/markdown-editor/tools.ts'
import { playerMark } from '../client/ui/markdown-editor/video.ts'

/** A text with its selection between ‹ and ›, or its caret at ‸. */
function fieldIn(shown: string): Field {
  const text = shown.replace(/[‹›‸]/g, '')
  const start = shown.search(/[‹‸]/)
  return { text, start, end: shown.includes('›') ? shown.indexOf('›') - 1 : start }
}

function shownOf({ text, start, end }: Field): string {
  if (start === end) return `${text.slice(0, start)}‸${text.slice(start)}`
  return `${text.slice(0, start)}‹${text.slice(start, end)}›${text.slice(end)}`
}

function after(shown: string, edit: ((field: Field) => Edit | undefined) | undefined): string | undefined {
  const field = fieldIn(shown)
  const change = edit?.(field)
  return change && shownOf(edited(field, change))
}

const plain = (text: string) => (field: Field) => pasted(field, { plain: text, html: '' })

const press = (keys: Partial<KeyboardEvent>) => ({
  key: '',
  code: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...keys,
})

describe('a tool', () => {
  it.each<[ToolName, string, string]>([
    ['bold', 'a spring‸', 'a **spring‸**'],
    ['bold', 'a sp‸ring reverb', 'a **sp‸ring** reverb'],
    ['bold', 'a ‹spring reverb›.', 'a **‹spring reverb›**.'],
    ['bold', '‹spring › reverb', '**‹spring›**  reverb'],
    ['bold', 'an _‹italic›_ word', 'an _**‹italic›**_ word'],
    ['bold', '‸', '**‸**'],
    ['bold', '‹one\n\n- two›', '‹**one**\n\n- **two**›'],
    ['italic', 'a ‹whisper›', 'a _‹whisper›_'],
    ['italic', 're‹verb›eration', 're*‹verb›*eration'],
    ['italic', '**‹bold›**', '**_‹bold›_**'],
    ['strikethrough', 'it hum‸s', 'it ~~hum‸s~~'],
    ['code', 'use ‹x`y›', 'use ``‹x`y›``'],
    ['code', 'digital‸Write', '`digital‸Write`'],
    ['code', '‹one\ntwo›', '```\n‹one\ntwo›\n```\n'],
    ['link', 'see the ‹manual›', 'see the [manual](‹https://›)'],
    ['link', 'see ‸', 'see [‸](https://)'],
    ['link', '‹https://muzhack.test/a›', '[‸](https://muzhack.test/a)'],
    ['heading', 'Parts‸', '## Parts‸'],
    ['quote', '‹one\n\ntwo›', '‹> one\n> \n> two›'],
    ['bullets', 'one‸', '- one‸'],
    ['bullets', '‹one\n\ntwo›', '‹- one\n\n- two›'],
    ['bullets', '‹1. one\n2. two›', '‹- one\n- two›'],
    ['numbers', '‹- one\n  - two›', '‹1. one\n  2. two›'],
    ['tasks', '- sol‸der', '- [ ] sol‸der'],
    ['code-block', 'one‸', '```\n‹one›\n```\n'],
    ['rule', 'one‸\n\ntwo', 'one\n\n---‸\n\ntwo'],
    ['table', '‸', '| ‹Part› | Value | Note |\n| --- | --- | --- |\n|  |  |  |\n'],
  ])('%s makes %j into %j', (tool, before, expected) => {
    expect(after(before, editOf[tool])).toBe(expected)
  })

  it.each<[ToolName, string, string]>([
    ['bold', 'a **spr‸ing**', 'a spr‸ing'],
    ['bold', 'a **‹spring reverb›**', 'a ‹spring reverb›'],
    ['bold', '‹**spring reverb**›', '‹spring reverb›'],
    ['bold', '**‸**', '‸'],
    ['bold', '***‹both›***', '*‹both›*'],
    ['bold', '‹**one**\n\n- **two**›', '‹one\n\n- two›'],
    ['italic', 'a *whis‸per*', 'a whis‸per'],
    ['italic', '***‹both›***', '**‹both›**'],
    ['bold', '**_‹both›_**', '_‹both›_'],
    ['italic', '_**~~‹all›~~**_', '**~~‹all›~~**'],
    ['strikethrough', '~~hu‸ms~~', 'hu‸ms'],
    ['code', '`x‸`', 'x‸'],
    ['link', 'see [the man‸ual](https://a.test)', 'see ‹the manual›'],
    ['heading', '#### Par‸ts', 'Par‸ts'],
    ['quote', '‹> one\n> two›', '‹one\ntwo›'],
    ['bullets', '‹- one\n- two›', '‹one\ntwo›'],
    ['numbers', '1. o‸ne', 'o‸ne'],
    ['tasks', '- [x] do‸ne', 'do‸ne'],
    ['code-block', '```\n‹one\ntwo›\n```', '‹one\ntwo›'],
    ['code-block', '‹```c\none\n```›', '‹one›'],
    ['rule', 'one\n\n---‸\n\ntwo', 'one\n\n‸\ntwo'],
    ['table', 'a\n\n| Pa‸rt | Value | Note |\n| --- | --- | --- |\n|  |  |  |\n', 'a\n\n‸'],
  ])('%s takes away what it made: %j becomes %j', (tool, before, expected) => {
    expect(after(before, editOf[tool])).toBe(expected)
  })
})

describe('Enter', () => {
  it.each([
    ['- one‸', '- one\n- ‸'],
    ['* one ‸two', '* one \n* ‸two'],
    ['  - nested‸', '  - nested\n  - ‸'],
    ['9. nine‸', '9. nine\n10. ‸'],
    ['1) one‸', '1) one\n2) ‸'],
    ['- [x] done‸', '- [x] done\n- [ ] ‸'],
    ['> said‸', '> said\n> ‸'],
    ['> - both‸', '> - both\n> - ‸'],
    ['- one\n- ‸', '- one\n\n‸'],
    ['> - one\n> - ‸', '> - one\n>\n> ‸'],
    ['> one\n> ‸', '> one\n\n‸'],
    ['1. one\n2. ‸\nrest', '1. one\n\n‸\nrest'],
  ])('continues or ends the item in %j: %j', (before, expected) => {
    expect(after(before, nextItem)).toBe(expected)
  })

  it.each(['plain‸', '‸- before the mark', '-no space‸', '```\n- in code‸\n```', '- ‹selected›', '-‸ x'])(
    'is only a new line in %j',
    before => {
      expect(after(before, nextItem)).toBeUndefined()
    },
  )
})

describe('shifting lines', () => {
  it('puts an item below the words of the one before, and its number back to the first', () => {
    expect(after('1. one\n2. tw‸o', indent)).toBe('1. one\n   1. tw‸o')
    expect(after('- one\n- tw‸o', indent)).toBe('- one\n  - tw‸o')
    expect(after('1. one\n   1. tw‸o', outdent)).toBe('1. one\n1. tw‸o')
  })

  it('goes in by two spaces and out again', () => {
    expect(after('- a\n‹- b\n- c›', indent)).toBe('- a\n‹  - b\n  - c›'.replace('‹  ', '  ‹'))
    expect(after('  - b‸', outdent)).toBe('- b‸')
    expect(after('‸b', outdent)).toBe('‸b')
  })
})

describe('pasting', () => {
  it('an address over words makes them a link', () => {
    expect(after('see the ‹manual›.', plain('https://a.test/m'))).toBe('see the [manual](https://a.test/m)‸.')
  })

  it.each(['see ‸', '[x](‹here›)', '‹https://b.test›', '```\n‹code›\n```', '‹two\nlines›'])(
    'an address into %j is what the browser does',
    before => {
      expect(after(before, plain('https://a.test/m'))).toBeUndefined()
    },
  )

  it('a video’s address on a line of its own makes its player', () => {
    expect(after('Hear:\n\n‸', plain('https://youtu.be/dQw4w9WgXcQ'))).toBe(
      'Hear:\n\n[!youtube](dQw4w9WgXcQ)‸\n',
    )
    expect(after('see ‸', plain('https://youtu.be/dQw4w9WgXcQ'))).toBeUndefined()
    expect(after('‸', plain('watch https://youtu.be/dQw4w9WgXcQ'))).toBeUndefined()
  })

  it('cells make a table on lines of its own', () => {
    const table = '| Part | Value |\n| --- | --- |\n| R1 | 10k \\| 1% |'
    expect(after('Parts:‸\n\nEnd', plain('Part\tValue\r\nR1\t10k | 1%\r\n'))).toBe(
      `Parts:\n\n${table}‸\n\nEnd`,
    )
    expect(after('‹old›', plain('Part\tValue\nR1\t10k | 1%'))).toBe(`${table}‸\n`)
  })

  it.each(['a\tb', 'one\ntwo', '\tif (x)\n\t\ty()', 'a\tb\nc'])('%j is text', text => {
    expect(after('‸', plain(text))).toBeUndefined()
  })
})

describe('a block', () => {
  it('gets an empty line before and behind it', () => {
    expect(after('one‸ more\ntwo', field => blockBelow(field, 'X'))).toBe('one more\n\nX‸\n\ntwo')
    expect(after('one\n\n‸\n\ntwo', field => blockBelow(field, 'X'))).toBe('one\n\nX‸\n\ntwo')
  })
})

describe('a file in a text', () => {
  const picture = { kind: 'picture', path: 'front panel (1).jpg' } as const

  it('is shown, played or linked', () => {
    expect(referenceTo(picture)).toBe('![front panel (1)](pictures/front%20panel%20%281%29.jpg)')
    expect(referenceTo({ kind: 'audio', path: 'demo.mp3' })).toBe('![demo](audio/demo.mp3)')
    expect(referenceTo({ kind: 'file', path: 'boards/main.kicad_pcb' })).toBe(
      '[main.kicad_pcb](files/boards/main.kicad_pcb)',
    )
  })

  it('has a placeholder that becomes the reference where it stands, wherever the caret is by then', () => {
    const placeholder = placeholderFor(picture)
    const field = fieldIn(`See ${placeholder} and ‸`)
    const edit = settled(field, placeholder, 'X')
    expect(edit && shownOf(edited(field, edit))).toBe('See X and ‸')
    expect(settled({ ...field, text: 'taken away' }, placeholder, 'X')).toBeUndefined()
  })
})

describe('keys', () => {
  it('lead to their tool, on Apple’s machines with ⌘', () => {
    expect(toolFor(press({ key: 'b', ctrlKey: true }), false)?.name).toBe('bold')
    expect(toolFor(press({ key: 'b', metaKey: true }), true)?.name).toBe('bold')
    expect(toolFor(press({ key: 'b', ctrlKey: true }), true)).toBeUndefined()
    expect(toolFor(press({ key: '&', code: 'Digit7', ctrlKey: true, shiftKey: true }), false)?.name).toBe(
      'numbers',
    )
    expect(toolFor(press({ key: 'F1' }), false)?.name).toBe('help')
    expect(toolFor(press({ key: 'z', ctrlKey: true }), false)).toBeUndefined()
    expect(isPressed('Mod+B', press({ key: 'b', ctrlKey: true, altKey: true }), false)).toBe(false)
  })

  it('are named as they are on the keyboard', () => {
    expect(keysInWords('Mod+Shift+7', false)).toBe('Ctrl+Shift+7')
    expect(keysInWords('Mod+Shift+7', true)).toBe('⌘⇧7')
  })
})

describe('a video', () => {
  it.each([
    ['https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3', '[!youtube](dQw4w9WgXcQ)'],
    ['https://youtu.be/dQw4w9WgXcQ?si=x', '[!youtube](dQw4w9WgXcQ)'],
    ['<iframe src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ">', '[!youtube](dQw4w9WgXcQ)'],
    ['https://vimeo.com/76979871', '[!vimeo](76979871)'],
    ['https://player.vimeo.com/video/76979871', '[!vimeo](76979871)'],
    [
      '<iframe src="https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/293&color">',
      undefined,
    ],
    [
      'https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/293605',
      '[!soundcloud](293605)',
    ],
    ['https://soundcloud.com/ada/loop', undefined],
    ['https://evil.example/watch?v=dQw4w9WgXcQ', undefined],
  ])('is found in %j', (text, mark) => {
    expect(playerMark(text)).toBe(mark)
  })
})
