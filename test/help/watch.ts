import type { Page } from 'playwright-core'
import type { HtmlElement } from './hostile.ts'

/** Writes down what no text may bring about: scripts that ran, requests and frames that left, policy violations. */
export async function watch(page: Page, site: string): Promise<string[]> {
  const seen: string[] = []
  await page.addInitScript(listen)
  page.on('console', message => /^(ran|policy): /.test(message.text()) && seen.push(message.text()))
  page.on('dialog', dialog => {
    seen.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('pageerror', error => seen.push(`error: ${error.message}`))
  page.on('popup', popup => seen.push(`popup: ${popup.url()}`))
  page.on('request', request => {
    if (new URL(request.url()).origin !== site) seen.push(`request: ${request.url()}`)
  })
  page.on('frameattached', frame => seen.push(`frame: ${frame.url()}`))
  return seen
}

/** Every element that a text made, as the browser understood it; without the buttons that copy its code. */
export const elementsIn = (page: Page, selector: string): Promise<HtmlElement[]> =>
  page.locator(`${selector} :not(.code > .copy, .code > .copy + *)`).evaluateAll(elements =>
    elements.map(element => ({
      tag: element.namespaceURI?.endsWith('/xhtml') ? element.localName : `foreign ${element.localName}`,
      attributes: Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value])),
    })),
  )

/** Does to every element of a text what a person, or the browser, may do to it; honest links are not followed. */
export async function poke(page: Page, selector: string): Promise<void> {
  await page.locator(`${selector} *`).evaluateAll(elements => {
    addEventListener(
      'click',
      event => {
        const link = event.target instanceof Element && event.target.closest('a')
        if (link instanceof HTMLAnchorElement && /^(https?|mailto):$/.test(link.protocol))
          event.preventDefault()
      },
      true,
    )
    const events =
      'mouseover mouseenter pointerenter focusin input change toggle wheel paste copy animationstart load error'
    for (const element of elements) {
      if (element instanceof HTMLElement) element.focus()
      for (const type of events.split(' ')) element.dispatchEvent(new Event(type, { bubbles: true }))
      if (element instanceof HTMLElement) element.click()
    }
  })
}

/** What of the page around a text is no longer as it was made; for names in texts that shadow the page's own. */
export const damageTo = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const sound: Record<string, boolean> = {
      body: document.body === document.querySelector('body') && document.body instanceof HTMLBodyElement,
      main: document.getElementById('main')?.localName === 'main',
      scripts: [...document.scripts].every(
        ({ src, type }) => src || ['application/json', 'application/ld+json'].includes(type),
      ),
      cookie: typeof document.cookie === 'string',
      location: typeof location.href === 'string' && window.location === document.location,
      forms: document.forms instanceof HTMLCollection,
      functions: [document.querySelectorAll, document.getElementById, document.createElement, fetch].every(
        each => typeof each === 'function',
      ),
      prototype: !('polluted' in {}) && typeof {}.constructor === 'function',
      footer: document.querySelector('body > footer, body > * > footer') !== null,
    }
    return Object.keys(sound).filter(part => !sound[part])
  })

/** Runs in every frame before anything else does. */
function listen() {
  for (const name of ['alert', 'confirm', 'prompt', 'print', 'msgbox'])
    Object.assign(window, { [name]: (what: unknown) => console.log(`ran: ${name} ${String(what)}`) })
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
    console.log(`policy: ${effectiveDirective} ${blockedURI} ${sample}`),
  )
}
