import './style/index.css'
import { showArchive } from './islands/archive.ts'
import { showCopyButtons } from './islands/code.ts'
import { showPlayers } from './islands/embeds.ts'
import { showPreviews } from './islands/files.ts'
import { showGalleries } from './islands/gallery.ts'
import { showMore } from './islands/more.ts'
import { showReader } from './islands/reader.ts'
import { showSession } from './islands/session.ts'
import { showSuggestions } from './islands/suggest.ts'

// What every page runs: little, and no React. Pages that edit fetch theirs.
showReader()
showGalleries()
showMore()
showSuggestions()
showPlayers()
showPreviews()
void showCopyButtons()
void showArchive()
void showSession()

const app = document.getElementById('app')
const data = document.getElementById('page')
if (app && data?.textContent) {
  const { start } = await import('./app.tsx')
  await start(app, JSON.parse(data.textContent))
}
