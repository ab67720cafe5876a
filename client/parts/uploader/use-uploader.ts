import { useEffect, useState, useSyncExternalStore } from 'react'
import { browserOutside } from './outside.ts'
import { createUploader, type Uploader } from './uploader.ts'
import { totalsOf, type Uploads } from './uploads.ts'

/** An uploader for as long as the page is open, and its files as they are now. */
export function useUploader(initial: Uploads, project: string): [Uploader, Uploads] {
  const [uploader] = useState(() => createUploader(initial, browserOutside(project)))
  const uploads = useSyncExternalStore(uploader.subscribe, uploader.uploads, uploader.uploads)
  useEffect(() => uploader.recall(), [uploader])
  useEffect(() => followNetwork(uploader), [uploader])
  useTitle(uploads)
  useEffect(keepDropsHere, [])
  return [uploader, uploads]
}

/** How far it is, where a tab in the background shows it. */
function useTitle({ items }: Uploads) {
  const { files, sent, size } = totalsOf(items)
  const percent = files === 0 ? undefined : Math.floor((100 * sent) / Math.max(size, 1))
  useEffect(() => {
    const title = document.title.replace(/^\d+ % · /, '')
    document.title = percent === undefined ? title : `${percent} % · ${title}`
  }, [percent])
}

function followNetwork({ resume, uploads }: Uploader) {
  const goOn = () => uploads().hold === 'offline' && resume()
  addEventListener('online', goOn)
  return () => removeEventListener('online', goOn)
}

/** A file dropped beside its place would open in place of the page. */
function keepDropsHere() {
  addEventListener('dragover', refuseDrop)
  addEventListener('drop', refuseDrop)
  return () => {
    removeEventListener('dragover', refuseDrop)
    removeEventListener('drop', refuseDrop)
  }
}

function refuseDrop(event: DragEvent) {
  if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return
  event.preventDefault()
  event.dataTransfer.dropEffect = 'none'
}
