/** What stands in a tree: a path with its folders, and bytes. */
export type Placed = { path: string; size: number }

/** `path` ends in a slash; `count` and `size` are of all the files in it, however deep. */
export type Folder<File extends Placed> = {
  name: string
  path: string
  folders: Folder<File>[]
  files: File[]
  count: number
  size: number
}

/** Folders before files, by name as people count: `panel-2` before `panel-10`. The top has no name. */
export const treeOf = <File extends Placed>(files: readonly File[]): Folder<File> => folderOf('', '', files)

/** A path's last part. */
export const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

/** Every file in a folder, however deep, as it is shown. */
export const filesIn = <File extends Placed>({ folders, files }: Folder<File>): File[] => [
  ...folders.flatMap(filesIn),
  ...files,
]

function folderOf<File extends Placed>(name: string, path: string, all: readonly File[]): Folder<File> {
  const below = Map.groupBy(all, file => segmentAfter(path, file))
  const files = below.get('') ?? []
  below.delete('')
  const folders = [...below].map(([segment, files]) => joined(folderOf(segment, `${path}${segment}/`, files)))
  return {
    name,
    path,
    folders: folders.toSorted((one, other) => inOrder(one.name, other.name)),
    files: files.toSorted((one, other) => inOrder(one.path, other.path)),
    count: all.length,
    size: all.reduce((sum, { size }) => sum + size, 0),
  }
}

/** The next folder on the way to a file, or nothing where it is reached. */
const segmentAfter = (path: string, file: Placed) =>
  file.path.slice(path.length, Math.max(path.length, file.path.indexOf('/', path.length)))

/** One that holds nothing but another folder is one with it: `kicad/panel`. */
function joined<File extends Placed>(folder: Folder<File>): Folder<File> {
  const [only] = folder.folders
  if (!only || folder.folders.length > 1 || folder.files.length > 0) return folder
  return { ...only, name: `${folder.name}/${only.name}` }
}

const inOrder = new Intl.Collator('en', { numeric: true }).compare
