import { formatSize } from '../../src/format.ts'
import type { ProjectFile } from '../../src/project.ts'

/** The files to build a project from. */
export function FileTable({ files }: { files: ProjectFile[] }) {
  if (files.length === 0) return null
  const total = files.reduce((sum, { size }) => sum + size, 0)
  return (
    <section aria-labelledby="files">
      <h2 id="files" className="part-title">
        Files
      </h2>
      <table className="files">
        <caption className="hint">
          {files.length === 1 ? 'One file' : `${files.length} files`}, {formatSize(total)}
        </caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Size</th>
          </tr>
        </thead>
        <tbody>
          {files.map(file => (
            <FileRow key={file.key} file={file} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function FileRow({ file: { path, url, size } }: { file: ProjectFile }) {
  const [, folder = '', name = path] = /^(.*\/)?([^/]*)$/.exec(path) ?? []
  return (
    <tr>
      <td>
        <a href={url} download>
          <span className="folder">{folder}</span>
          {name}
        </a>
      </td>
      <td>{formatSize(size)}</td>
    </tr>
  )
}
