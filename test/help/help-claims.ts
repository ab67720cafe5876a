import { expect } from 'vitest'
import type { Elements } from './elements.ts'

type Claim = (shown: Elements) => void

/** What each sample of the help has to become, by its id. */
export const claims: Record<string, Claim> = {
  'links-inline': linksTo('https://example.org/tanks', 'spring tank'),
  'links-title': shown => {
    linksTo('https://example.org/tanks', 'Spring tank')(shown)
    expect(shown.the('a').attributes.title).toBe('Three springs, 17 inches long')
  },
  'links-automatic': linksTo('https://example.org/solder', 'https://example.org/solder'),
  'links-brackets': linksTo('https://example.org/solder', 'https://example.org/solder'),
  'links-mail': linksTo('mailto:wren@example.org', 'wren@example.org'),
  'links-reference': ({ all, text }) => {
    expect(all('a').map(({ attributes, text }) => [text, attributes.href])).toEqual([
      ['short tank', 'https://example.org/short'],
      ['long one', 'https://example.org/long'],
    ])
    expect(text).toBe('The short tank drips more than the long one.')
  },
  'links-file': linksTo('/help/files/bom.csv', 'parts list'),
  'links-heading': ({ all, the }) => {
    expect(the('h3').text).toBe('Parts')
    expect(all('p a')).toMatchObject([
      { text: 'the parts', attributes: { href: `#${the('h3').attributes.id}` } },
    ])
  },

  'images-own': shows({ alt: 'The front panel', width: '640', height: '480' }),
  'images-alt': shows({ alt: 'Four knobs above a row of jacks' }),
  'images-title': shows({ title: 'Second revision' }),
  'images-spaces': shows({ alt: 'The panel from the side' }),
  'images-link': ({ the }) => {
    expect(the('a').attributes.href).toBe('https://example.org/panels')
    expect(the('a img').attributes.src).toBe('/help/files/front-panel.jpg')
  },
  'images-elsewhere': shown => {
    linksTo('https://example.org/panel.jpg', 'A panel I admire')(shown)
    expect(shown.count('img')).toBe(0)
  },

  'styling-bold': says('strong', 'all the way up'),
  'styling-italic': says('em', 'gentle', 'slow'),
  'styling-both': says('em strong', 'Never'),
  'styling-paragraphs': ({ texts, count }) => {
    expect(texts('p')).toEqual(['The dry signal\npasses straight through.', 'The wet one goes to the tank.'])
    expect(count('br')).toBe(0)
  },
  'styling-break': ({ count, text }) => {
    expect([count('p'), count('p br')]).toEqual([1, 1])
    expect(text).not.toContain('\\')
  },
  'styling-small': ({ texts }) => {
    expect(texts('sub')).toEqual(['CC', '1'])
    expect(texts('sup')).toEqual(['−7'])
  },
  'styling-escape': ({ text, count }) => {
    expect(text).toBe('gain = a * b * c')
    expect(count('em')).toBe(0)
  },
  'styling-rule': ({ count, texts }) => {
    expect(count('hr')).toBe(1)
    expect(texts('p')).toEqual(['Side A', 'Side B'])
  },
  'headers-levels': ({ texts }) => {
    expect([texts('h2'), texts('h3'), texts('h4')]).toEqual([['Build'], ['Parts'], ['Resistors']])
  },
  'headers-underlined': ({ texts }) => {
    expect([texts('h2'), texts('h3')]).toEqual([['Build'], ['Parts']])
  },
  'headers-anchor': ({ the }) => {
    const { text, attributes } = the('h3')
    expect([text, attributes.id]).toEqual(['Testing the board', expect.stringMatching(/-testing-the-board$/)])
    expect(the('a').attributes.href).toBe(`#${attributes.id}`)
  },

  'lists-bullets': says('ul li', 'two knobs', 'one switch', 'three jacks'),
  'lists-numbers': says('ol li', 'Solder the resistors', 'Then the sockets', 'Then the pots'),
  'lists-counted': shown => {
    says('ol li', 'Drill', 'File', 'Paint')(shown)
    expect(shown.the('ol').attributes).not.toHaveProperty('start')
  },
  'lists-start': shown => {
    says('ol li', 'Fit the tank', 'Close the case')(shown)
    expect(shown.the('ol').attributes.start).toBe('4')
  },
  'lists-nested': ({ texts, count }) => {
    expect(texts('ul li ul li')).toEqual(['buffer', 'gain'])
    expect(count('li')).toBe(4)
  },
  'lists-mixed': ({ texts, count }) => {
    expect(texts('ol li ul li')).toEqual(['4 pots', '4 knobs'])
    expect(count('li')).toBe(4)
  },
  'lists-paragraphs': ({ texts, count }) => {
    expect(texts('ol li p').slice(0, 2)).toEqual(['Set the trimmer.', 'Listen until the hum is gone.'])
    expect([count('ol'), count('ol li')]).toEqual([1, 2])
  },

  'quotes-simple': says('blockquote p', 'Every spring has a song in it.'),
  'quotes-paragraphs': shown => {
    says('blockquote p', 'Warm up the iron.', 'Then clean its tip.')(shown)
    expect(shown.count('blockquote')).toBe(1)
  },
  'quotes-nested': says('blockquote blockquote p', 'Oh yes.'),
  'quotes-rich': ({ texts }) => {
    expect(texts('blockquote strong')).toEqual(['Mind the voltage:'])
    expect(texts('blockquote li')).toEqual(['unplug first', 'wait a minute'])
  },

  'code-inline': ({ texts, count }) => {
    expect(texts('p code')).toEqual(['CUTOFF', '*half*'])
    expect(count('em')).toBe(0)
  },
  'code-backtick': says('p code', 'Press ` to record'),
  'code-fenced': says('pre code', 'in -> spring -> out\n  \\--- dry ---/'),
  'code-language': ({ the }) => {
    expect(the('pre code')).toMatchObject({
      text: 'int knob = analogRead(A0);',
      attributes: { class: 'language-cpp' },
    })
  },
  'code-fence': says('pre code', '```\nthree backticks\n```'),
  'code-indented': says('pre code', 'R1  10k   in   to A\nR2  100k  A    to ground'),

  'html-details': ({ texts, the }) => {
    expect(the('details summary').text).toBe('All the resistors')
    expect(the('details').attributes).not.toHaveProperty('open')
    expect(texts('details li strong')).toEqual(['10k'])
  },
  'html-keys': says('kbd', 'Shift'),
  'html-abbreviation': ({ the }) => {
    expect(the('abbr')).toMatchObject({
      text: 'VCA',
      attributes: { title: 'voltage-controlled amplifier' },
    })
  },
  'html-mark': ({ texts }) => {
    expect([texts('mark'), texts('small')]).toEqual([['Mind the polarity'], ['(or smell it)']])
  },
  'html-entities': ({ text, count }) => {
    expect(text).toBe('Ω µ ± <b>')
    expect(count('strong')).toBe(0)
  },
  'html-comment': ({ text }) => expect(text).toBe('Ready.'),
  'html-dropped': ({ text, count }) => {
    expect(text).toBe('Now in stereo')
    expect(count('marquee')).toBe(0)
  },

  'tables-simple': ({ texts }) => {
    expect(texts('thead th')).toEqual(['Part', 'Value'])
    expect(texts('tbody td')).toEqual(['R1', '10k', 'C1', '100n'])
  },
  'tables-plain': ({ texts }) => {
    expect(texts('thead th')).toEqual(['Knob', 'Does'])
    expect(texts('tbody td')).toEqual(['Drip', 'wobble'])
  },
  'tables-alignment': ({ all }) => {
    const sides = ['left', 'center', 'right']
    expect(all('th').map(({ attributes }) => attributes.align)).toEqual(sides)
    expect(all('td').map(({ attributes }) => attributes.align)).toEqual([...sides, ...sides])
  },
  'tables-styled': ({ texts, the }) => {
    expect(texts('td code')).toEqual(['A0', 'A|B'])
    expect(texts('td strong')).toEqual(['pitch'])
    expect(the('td a').attributes.href).toBe('https://example.org')
  },

  'tasks-simple': shown => {
    says('ul li', 'draw the schematic', 'etch the board')(shown)
    expect(ticks(shown)).toEqual([true, false])
  },
  'tasks-nested': shown => {
    expect(shown.texts('ul li ul li')).toEqual(['drill', 'paint'])
    expect(ticks(shown)).toEqual([false, true, false])
  },
  'tasks-numbers': shown => {
    says('ol li', 'breadboard', 'solder')(shown)
    expect(ticks(shown)).toEqual([true, false])
  },

  'footnotes-simple': shown => {
    expect(shown.texts('p')[0]).toBe('It drips.1')
    expect(notes(shown)).toEqual(['That is the sound of a spring being hit. ↩'])
    leadsThereAndBack(shown, 1)
  },
  'footnotes-named': shown => {
    expect(shown.texts('p')[0]).toBe('Use a long tank.1 And pots you like.2')
    expect(notes(shown)).toEqual(['17 inches. ↩', 'Linear ones. ↩'])
    leadsThereAndBack(shown, 2)
  },
  'footnotes-twice': shown => {
    expect(shown.texts('p')[0]).toBe('Mind the driver,1 and the regulator.1')
    expect(notes(shown)).toEqual(['It gets hot. ↩ ↩'])
    expect(shown.texts('section strong')).toEqual(['hot'])
    leadsThereAndBack(shown, 2)
  },

  'strike-simple': says('del', '220 Ω'),
  'strike-styled': says('del strong', 'any'),

  'audio-own': ({ the }) => {
    expect(the('audio').attributes).toMatchObject({ src: '/help/files/demo.wav', controls: '' })
  },
  'audio-link': linksTo('/help/files/demo.wav', 'Download the demo'),
  'video-youtube': isCard('youtube', 'aqz-KE-bpKQ', 'https://www.youtube.com/watch?v=aqz-KE-bpKQ'),
  'video-vimeo': isCard('vimeo', '1084537', 'https://vimeo.com/1084537'),
  'audio-soundcloud': isCard('soundcloud', '293', /^https:\/\/w\.soundcloud\.com\/player\/.*tracks\/293$/),
}

function linksTo(href: string, text: string): Claim {
  return ({ the }) => expect(the('a')).toMatchObject({ text, attributes: { href } })
}

function shows(attributes: Record<string, string>): Claim {
  return ({ the }) =>
    expect(the('img').attributes).toMatchObject({ src: '/help/files/front-panel.jpg', ...attributes })
}

function says(place: string, ...texts: string[]): Claim {
  return shown => expect(shown.texts(place)).toEqual(texts)
}

/** A link to follow or to click: nothing of the other site is loaded with the text. */
function isCard(embed: string, id: string, href: string | RegExp): Claim {
  return ({ the, all }) => {
    const { attributes } = the('a')
    expect([attributes['data-embed'], attributes['data-id']]).toEqual([embed, id])
    expect(attributes.href).toMatch(href)
    expect(['iframe', 'img', 'script', 'video', 'audio'].flatMap(all)).toEqual([])
  }
}

const notes = ({ texts }: Elements) => texts('section ol li')

/** Every mark leads to a note, and every note back to where it was called. */
function leadsThereAndBack({ all }: Elements, marks: number) {
  const called = all('p sup a').map(({ attributes }) => attributes)
  const back = all('section li a').map(({ attributes }) => attributes.href)
  const notes = all('section li').map(({ attributes }) => `#${attributes.id}`)
  expect(called).toHaveLength(marks)
  expect([...new Set(called.map(({ href }) => href))]).toEqual(notes)
  expect(back).toEqual(called.map(({ id }) => `#${id}`))
}

const ticks = ({ all }: Elements) => all('li input').map(({ attributes }) => 'checked' in attributes)
