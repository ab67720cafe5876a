import type { ReactNode } from 'react'
import type { OwnAccount } from '../src/account.ts'
import type { Refusal } from '../src/answers.ts'
import type { Api } from './api.ts'

/** A picture for other sites; sizes in pixels where they are known. */
export type ShownImage = { url: string; alt: string; width?: number; height?: number; type?: string }

/** Where a page is: the site's address and the page's own, whole. */
export type Place = { site: string; url: string }

export type Head = {
  title: string
  description?: string
  /** The page's own address, where several lead to it. */
  canonical?: string
  /** What other sites show of it; the site's own picture where there is none. */
  image?: ShownImage | undefined
  /** More that other sites ask for, by the names of https://ogp.me. */
  graph?: [property: string, content: string][]
  /** Of the page's text. */
  licence?: string
  /** Whether other sites can show it as a card. */
  isEmbeddable?: boolean
  /** Where what the page lists can be followed, as Atom. */
  feed?: { title: string; path: string }
  /** For search engines, in the words of schema.org. */
  data?: (place: Place) => readonly object[]
  /** Keeps the page out of search engines. */
  noindex?: boolean
}

/** A request for a page; `account` is there on pages that ask for one. */
export type PageRequest = {
  path: string
  params: Record<string, string>
  query: Record<string, string>
  account: OwnAccount | null
}

/** What a form asks of the API. */
export type Call = { method: 'POST' | 'PUT' | 'DELETE'; path: string; body?: object }

/** A form that was sent and not refused; `query` is its page's. */
export type Sent = { query: Record<string, string>; values: Record<string, string>; answer: unknown }

/** What a form without JavaScript left behind: what was typed, and why it was refused. */
export type Posted = { values: Record<string, string>; refusal: Refusal | null }

/**
 * Of a page that is the same for everybody, so that it is kept until something it is about changes. Of the query it is
 * given what it names here. `lasts` says for how many milliseconds at most, where it tells of what comes by itself.
 */
export type Shared<Data> = {
  query: readonly string[]
  topics(params: Record<string, string>): readonly string[]
  lasts?(data: Data): number | undefined
}

/**
 * A page is a path, how to load its data from the API, and how to show them. A `document` reaches the browser
 * as HTML alone; an `app` is taken over by React there; a `card` is for frames on other sites, with neither the
 * site's frame nor any script, its style in itself.
 */
export type Page<Data> = {
  name: string
  path: string
  kind: 'document' | 'app' | 'card'
  /** `required` sends visitors to the log-in page first; `optional` lets `load` see who asks. */
  session?: 'required' | 'optional'
  /** With `session: 'optional'` it is the same for all visitors, and kept for them alone. */
  shared?: Shared<Data>
  /** What this page's forms, which work without JavaScript, ask of the API, and where they lead. */
  form?: { call(values: Record<string, string>): Call; leadsTo(sent: Sent): string }
  load(api: Api, request: PageRequest, posted?: Posted): Promise<Data> | Data
  head(data: Data): Head
  View(props: { data: Data }): ReactNode
}

// oxlint-disable-next-line typescript/no-explicit-any -- a list of pages holds pages of any data
export type AnyPage = Page<any>

export const page = <Data>(page: Page<Data>): Page<Data> => page
