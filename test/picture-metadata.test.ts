import { describe, expect, it } from 'vitest'
import { exifOf, orientationIn } from '../client/parts/uploader/strip/exif.ts'
import { isAnimated, stripped } from '../client/parts/uploader/strip.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const bytesOf = (...pieces: (string | Uint8Array)[]) =>
  new Uint8Array(Buffer.concat(pieces.map(piece => (typeof piece === 'string' ? latin1(piece) : piece))))
const clean = (bytes: Uint8Array<ArrayBuffer>, type: string) =>
  Buffer.concat(stripped(bytes, type) ?? []).toString('latin1')

const tiff = bytesOf(exifOf(6), 'GPS: 48.2082 N 16.3738 E')

describe('a JPEG', () => {
  const segment = (kind: number, body: string | Uint8Array) => {
    const header = Buffer.from([0xff, kind, 0, 0])
    header.writeUInt16BE(body.length + 2, 2)
    return bytesOf(header, body)
  }
  const scan = bytesOf(segment(0xda, 'how'), 'pixels\xff\0\xff\xd0more\xff\xff')
  const photograph = bytesOf(
    '\xff\xd8',
    segment(0xe0, 'JFIF\0one'),
    segment(0xe0, 'JFXX\0thumbnail'),
    segment(0xe1, bytesOf('Exif\0\0', tiff)),
    segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0place'),
    segment(0xe2, 'ICC_PROFILE\0colours'),
    segment(0xe2, 'MPF\0second'),
    segment(0xed, 'Photoshop 3.0\0city'),
    segment(0xee, 'Adobe\0transform'),
    segment(0xfe, 'serial 4711'),
    segment(0xdb, 'tables'),
    scan,
    segment(0xc4, 'between'),
    scan,
    '\xff\xd9',
    'a film with places of its own',
  )

  it('loses what tells where, when and by whose camera, and keeps pixels, colours and orientation', () => {
    expect(clean(photograph, 'image/jpeg')).toBe(
      Buffer.from(
        bytesOf(
          '\xff\xd8',
          segment(0xe1, bytesOf('Exif\0\0', exifOf(6))),
          segment(0xe0, 'JFIF\0one'),
          segment(0xe2, 'ICC_PROFILE\0colours'),
          segment(0xee, 'Adobe\0transform'),
          segment(0xdb, 'tables'),
          scan,
          segment(0xc4, 'between'),
          scan,
          '\xff\xd9',
        ),
      ).toString('latin1'),
    )
  })

  it('that ends too early loses as much', () => {
    expect(clean(photograph.subarray(0, -60), 'image/jpeg')).not.toMatch(/GPS|serial|city/)
  })

  it('that is none is drawn anew', () => {
    expect(stripped(bytesOf('no JPEG'), 'image/jpeg')).toBeUndefined()
    expect(stripped(bytesOf('\xff\xd8no marker'), 'image/jpeg')).toBeUndefined()
  })
})

describe('a PNG', () => {
  const chunk = (name: string, body = '') => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(body.length)
    return bytesOf(length, name, body, 'CRC.')
  }
  const head = bytesOf('\x89PNG\r\n\x1a\n', chunk('IHDR', 'size'))
  const tail = bytesOf(chunk('IDAT', 'pixels'), chunk('IEND'))

  it('loses its texts, times and EXIF', () => {
    const picture = bytesOf(
      head,
      chunk('iCCP', 'colours'),
      chunk('tEXt', 'Author'),
      chunk('zTXt', 'x'),
      chunk('iTXt', 'XML:com.adobe.xmp'),
      chunk('eXIf', 'GPS'),
      chunk('tIME', 'then'),
      tail,
      'behind',
    )
    expect(clean(picture, 'image/png')).toBe(
      Buffer.from(bytesOf(head, chunk('iCCP', 'colours'), tail)).toString('latin1'),
    )
  })

  it('that moves is known by its first chunks', () => {
    expect(isAnimated(bytesOf(head, chunk('acTL'), tail), 'image/png')).toBe(true)
    expect(isAnimated(bytesOf(head, tail, chunk('acTL')), 'image/png')).toBe(false)
  })
})

const riffChunk = (name: string, body: string | Uint8Array) => {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(body.length)
  return bytesOf(name, length, body, body.length % 2 ? '\0' : '')
}

const webp = (...chunks: Uint8Array[]) => riffChunk('RIFF', bytesOf('WEBP', ...chunks))
const webpFlags = (bits: number) => riffChunk('VP8X', bytesOf(Uint8Array.of(bits, 0, 0, 0), 'sizes.'))

describe('a WebP', () => {
  it('loses EXIF and XMP, and says so in its header', () => {
    const picture = webp(
      webpFlags(0x2c),
      riffChunk('VP8 ', 'odd'),
      riffChunk('EXIF', 'GPS'),
      riffChunk('XMP ', 'place'),
    )
    expect(clean(picture, 'image/webp')).toBe(
      Buffer.from(webp(webpFlags(0x20), riffChunk('VP8 ', 'odd'))).toString('latin1'),
    )
  })

  it('stays upright', () => {
    const picture = webp(webpFlags(0x08), riffChunk('VP8 ', 'pixels'), riffChunk('EXIF', tiff))
    expect(clean(picture, 'image/webp')).toBe(
      Buffer.from(webp(webpFlags(0x08), riffChunk('VP8 ', 'pixels'), riffChunk('EXIF', exifOf(6)))).toString(
        'latin1',
      ),
    )
  })

  it('that moves is known by its header', () => {
    expect(isAnimated(webp(webpFlags(0x02)), 'image/webp')).toBe(true)
    expect(isAnimated(webp(webpFlags(0x2c)), 'image/webp')).toBe(false)
  })
})

describe('other pictures', () => {
  it('are kept as they are where they tell nothing, and drawn anew where they do', () => {
    const gif = bytesOf('GIF89a…')
    const still = bytesOf('\0\0\0\x1cftypavif')
    expect(stripped(gif, 'image/gif')).toEqual([gif])
    expect(stripped(still, 'image/avif')).toEqual([still])
    expect(stripped(bytesOf(still, 'infe\0Exif'), 'image/avif')).toBeUndefined()
    expect(stripped(bytesOf('II*\0'), 'image/tiff')).toBeUndefined()
  })
})

describe('an orientation', () => {
  it('is read in either order of bytes', () => {
    const little = Uint8Array.from([73, 73, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 8, 0, 0, 0])
    expect([orientationIn(little), orientationIn(exifOf(3))]).toEqual([8, 3])
  })

  it.each([
    ['nothing', ''],
    ['a place outside', 'MM\0*\xff\xff\xff\xff\0\x01 and more'],
    ['an orientation there is none of', Buffer.from(exifOf(9)).toString('latin1')],
    ['a list that breaks off', 'MM\0*\0\0\0\x08\0\x09 and more'],
  ])('is upright where EXIF holds %s', (_, text) => {
    expect(orientationIn(bytesOf(text))).toBe(1)
  })
})
