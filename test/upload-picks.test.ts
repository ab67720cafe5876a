import { describe, expect, it } from 'vitest'
import { toItem } from '../client/parts/uploader/items.ts'
import { type Area, choose, type Found } from '../client/parts/uploader/picks.ts'
import { verdictOnSigning, verdictOnStore } from '../client/parts/uploader/refusals.ts'
import { uploadLimits } from '../src/upload.ts'

const found = (path: string, type = '', size = 10): Found => ({ path, file: { type, size } })
const pick = (files: Found[], area: Area = 'files') => choose(files, area, [])
const kept = (path: string, kind: 'picture' | 'file' = 'file') =>
  toItem({ kind, path, key: path, size: 10, type: '', url: '', alt: '', width: null, height: null, ...bare })

const bare = { caption: '', focus: null, colour: null, variants: [], sha256: null }

describe('picking files', () => {
  it('keeps folders, in one spelling', () => {
    const { taken } = pick([found('/Build Files/Gehäuse/Frontplatte v2.svg'.normalize('NFD'))])
    expect(taken[0]).toMatchObject({ kind: 'file', path: 'Build Files/Gehäuse/Frontplatte v2.svg' })
  })

  it('puts sounds among the sounds wherever they are dropped, and leaves pictures among the files', () => {
    const files = [found('a.flac'), found('b.wav', 'audio/x-wav'), found('c.png', 'image/png')]
    expect(pick(files).taken.map(({ kind, type }) => [kind, type])).toEqual([
      ['audio', 'audio/flac'],
      ['audio', 'audio/wav'],
      ['file', 'application/octet-stream'],
    ])
  })

  it.each(['.DS_Store', 'a/.DS_Store', 'Thumbs.db', '__MACOSX/a/._b.txt', 'a/._b.txt', 'desktop.ini'])(
    'leaves %s out and says so',
    path => {
      const { taken, notes } = pick([found(path), found('a/b.txt')])
      expect(taken.map(({ path }) => path)).toEqual(['a/b.txt'])
      expect(notes).toEqual([
        expect.stringMatching(/^Left out, as only the computer that made it needs it: /),
      ])
    },
  )

  it.each([
    [
      'a picture browsers cannot show',
      found('a.psd', 'image/x-photoshop'),
      'is not a picture browsers can show',
    ],
    [
      'a picture over 20 MB',
      found('a.png', 'image/png', 21 * 1024 ** 2),
      'is too big (21 MB): at most 20 MB',
    ],
    ['a name with control characters', found('a\u0007.png', 'image/png'), 'cannot be kept'],
    ['a name of 300 letters', found(`${'a'.repeat(300)}.png`, 'image/png'), 'cannot be kept'],
  ])('refuses %s before anything is sent', (_, file, words) => {
    const { taken, notes } = pick([file], 'pictures')
    expect(taken).toEqual([])
    expect(notes).toEqual([expect.stringContaining(words)])
  })

  it('replaces a file of the same path, and says so', () => {
    const { taken, notes } = choose([found('a/b.txt')], 'files', [kept('a/b.txt')])
    expect(taken).toHaveLength(1)
    expect(notes).toEqual(['a/b.txt was here already: the new one replaces it.'])
  })

  it('numbers pictures of the same name, which cameras give', () => {
    const files = [found('image.jpg', 'image/jpeg'), found('image.jpg', 'image/jpeg')]
    const { taken } = choose(files, 'pictures', [kept('image.jpg', 'picture')])
    expect(taken.map(({ path }) => path)).toEqual(['image-2.jpg', 'image-3.jpg'])
  })

  it('takes as many and as much as a project holds', () => {
    const many = pick(Array.from({ length: 203 }, (_, i) => found(`${i}.txt`)))
    const big = pick([1, 2, 3].map(i => found(`${i}.bin`, '', uploadLimits.size.file)))
    expect(many.taken).toHaveLength(200)
    expect(many.notes).toEqual(['A project holds at most 200 files: 3 files were left out.'])
    expect(big.taken).toHaveLength(2)
    expect(big.notes).toEqual(['A project holds at most 4 GB: one file was left out.'])
  })
})

describe('a refusal of the store', () => {
  it.each([
    [0, '', false, 'retry'],
    [400, 'EntityTooLarge', false, 'stop'],
    [400, 'RequestTimeout', false, 'retry'],
    [403, 'AccessDenied', false, 'stop'],
    [403, 'AccessDenied', true, 'retry'],
    [403, 'SignatureDoesNotMatch', false, 'retry'],
    [403, 'RequestTimeTooSkewed', false, 'retry'],
    [403, 'SomethingNew', false, 'stop'],
    [500, 'InternalError', true, 'retry'],
    [503, 'SlowDown', false, 'retry'],
  ])('of status %i and code %s, expired: %s, leads to %s', (status, code, expired, next) => {
    const verdict = verdictOnStore({ status, code }, expired)
    expect(verdict.next).toBe(next)
    expect(verdict.problem).toMatch(/^[A-Z][^<>]+\.$/)
  })

  it('to sign is told in its own words', () => {
    const message = 'Your account is full.'
    expect(verdictOnSigning({ statusCode: 403, error: '', message })).toEqual({
      next: 'stop',
      problem: message,
    })
    expect(verdictOnSigning({ statusCode: 401, error: '', message }).next).toBe('login')
    expect(verdictOnSigning({ statusCode: 503, error: '', message }).next).toBe('retry')
  })
})
