import './style/app.css'
import { hydrateRoot } from 'react-dom/client'
import { siteTextNames } from '../src/site-text.ts'
import type { AnyPage } from './page.ts'

const apps: Record<string, () => Promise<AnyPage>> = {
  create: async () => (await import('./pages/create.tsx')).createPage,
  edit: async () => (await import('./pages/edit.tsx')).editPage,
  settings: async () => (await import('./pages/settings.tsx')).settingsPage,
  ...Object.fromEntries(siteTextNames.map((name, at) => [`edit-${name}`, () => editSiteText(at)])),
}

async function editSiteText(at: number): Promise<AnyPage> {
  const page = (await import('./pages/edit-site-text.tsx')).editSiteTextPages[at]
  if (!page) throw new Error('there are as many pages as texts')
  return page
}

/** Takes a page over from the server's HTML. */
export async function start(element: HTMLElement, { name, data }: { name: string; data: unknown }) {
  const page = await apps[name]?.()
  if (!page) return
  const { View } = page
  hydrateRoot(element, <View data={data} />)
}
