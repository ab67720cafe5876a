import { beforeAll, describe, expect, it } from 'vitest'
import { openSmtp } from '../server/mail/smtp.ts'
import { paths } from '../src/paths.ts'
import { addressesIn, checkAddresses } from './help/addresses.ts'
import { moderatorOf } from './help/moderators.ts'
import { muzhack, type Visitor } from './help/muzhack.ts'
import { openPostOffice } from './help/post-office.ts'

const site = muzhack()
let ada: Visitor
let bea: Visitor

const asked = { what: 'GET /u/ada', said: 'q=nothing', known: async () => ['bea@example.org'] }
const about = '/u/ada'

beforeAll(async () => {
  ada = await site.maker('ada')
  bea = await site.maker('bea')
})

describe('the search for e-mail addresses in answers', () => {
  it.each([
    ['in JSON', '{"account":{"email":"ada@example.org"}}'],
    ['in a page', '<p>Letters go to <strong>ada@example.org</strong>.</p>'],
    ['in a link', '<a href="mailto:Ada@Example.org">write</a>'],
    ['in a header', '{"location":"/login?username=ada%40example.org"}'],
    ['written for programs', '<p>ada&#x40;example.org</p>'],
  ])('finds one %s', async (_, answer) => {
    expect(addressesIn(answer)).toEqual(['ada@example.org'])
    await expect(checkAddresses(answer, asked)).rejects.toThrow(
      'GET /u/ada shows an e-mail address of somebody else: ada@example.org',
    )
  })

  it('lets pass what somebody has sent themselves, what is theirs, and the site’s own', async () => {
    const said = { ...asked, said: 'email=ada%40example.org' }
    await checkAddresses('<input name="email" value="ada@example.org">', said)
    await checkAddresses('{"email":"bea@example.org"}', asked)
    await checkAddresses('Contact: mailto:security@muzhack.test', asked)
  })

  it('takes neither packages nor handles for addresses', () => {
    expect(addressesIn('react@19.3.1, @media, https://post.example/@mo')).toEqual([])
  })

  it('is made of every answer that a visitor of these tests gets', async () => {
    await ada.put(paths.api.user({ username: 'ada' }), {
      name: 'Ada',
      about: 'Write to [me](mailto:ada@example.org).',
      links: [],
      version: 1,
    })
    await expect(bea.get(about)).rejects.toThrow('GET /u/ada shows an e-mail address')
    await expect(site.visitor().get(about)).rejects.toThrow('GET /u/ada shows an e-mail address')
    expect((await ada.get(about)).payload).toContain('ada@example.org')
  })
})

describe('e-mail addresses', () => {
  it('are not in what is logged where a mail server does not know them', async () => {
    const office = await openPostOffice()
    const mail = openSmtp({ url: office.url, from: 'MuzHack <post@muzhack.test>' })
    const to = { name: 'Nobody', address: 'Nobody@example.org' }
    const sent = mail.send({ id: 'one', to, subject: 'Hello', text: 'Hello', html: '<p>Hello</p>' })
    const refusal = await sent.catch((error: Error) => error.message)
    expect(refusal).toMatch(/rejected: 550 <the address> is unknown here/)
    expect(refusal).not.toMatch(/nobody@/i)
    mail.close()
    await office.close()
  })

  it('of visitors who reported something are shown to moderators, in the list of reports alone', async () => {
    const form = { about: '/u/bea', reason: 'spam', words: 'Many times.', email: 'vera@example.org' }
    await site.visitor().post(paths.api.reports, form)
    const mo = await moderatorOf(site, 'mo')
    expect((await mo.get(paths.moderation)).payload).toContain('vera@example.org')
    expect((await mo.get(paths.moderatedAccount({ username: 'bea' }))).payload).not.toContain('@example.org')
  })

  it('of members are shown to no moderator', async () => {
    await bea.post(paths.api.reports, { about: '/u/mo', reason: 'spam', words: 'Every day.' })
    const mo = site.visitor()
    await mo.post(paths.api.login, { username: 'mo', password: 'correct horse battery' })
    expect((await mo.get(paths.moderation)).payload).not.toContain('bea@example.org')
  })
})
