import './style/app.css'
import { hydrateRoot } from 'react-dom/client'
import type { AnyPage } from './page.ts'

const apps: Record<string, () => Promise<AnyPage>> = {
  create: async () => (await import('./pages/create.tsx')).createPage,
  edit: async () => (await import('./pages/edit.tsx')).editPage,
  settings: async () => (await import('./pages/settings.tsx')).settingsPage,
}

/** Takes a page over from the server's HTML. */
export async function start(element: HTMLElement, { name, data }: { name: string; data: unknown }) {
  const page = await apps[name]?.()
  if (!page) return
  const { View } = page
  hydrateRoot(element, <View data={data} />)
}
