import { type Folder, nameOf, treeOf } from '../../src/file-tree.ts'
import { lookOf, typeName } from '../../src/file-types.ts'
import { formatSize } from '../../src/format.ts'
import type { ProjectFile } from '../../src/project.ts'
import { uploadLimits } from '../../src/upload.ts'

/** Up to so many stand open: more would hide how they are ordered. */
const few = 24

/** The files to build a project from, in their folders. */
export function FileTree({ files }: { files: ProjectFile[] }) {
  if (files.length === 0) return null
  const tree = treeOf(files)
  return (
    <section aria-labelledby="files">
      <h2 id="files" className="part-title">
        Files
      </h2>
      <p className="hint">{sumOf(tree)}</p>
      <Contents folder={tree} isOpen={files.length <= few} />
      <Checksums files={files} />
    </section>
  )
}

export const sumOf = ({ count, size }: Pick<Folder<ProjectFile>, 'count' | 'size'>) =>
  `${count === 1 ? 'One file' : `${count} files`}, ${formatSize(size)}`

function Contents({ folder: { folders, files }, isOpen }: { folder: Folder<ProjectFile>; isOpen: boolean }) {
  return (
    <ul className="file-tree">
      {folders.map(folder => (
        <li key={folder.path}>
          <details open={isOpen}>
            <summary>
              <span className="folder-name">{folder.name}/</span>{' '}
              <span className="hint">{sumOf(folder)}</span>
            </summary>
            <Contents folder={folder} isOpen={isOpen} />
          </details>
        </li>
      ))}
      {files.map(file => (
        <li key={file.key}>
          <FileLine file={file} />
        </li>
      ))}
    </ul>
  )
}

function FileLine({ file: { path, url, size, sha256 } }: { file: ProjectFile }) {
  const look = lookOf(path)
  const isShown = look && (look !== 'picture' || size <= uploadLimits.size.picture)
  return (
    <div className="file-line">
      <a href={url} download>
        {nameOf(path)}
      </a>
      <span className="file-facts">
        <span>{typeName(path)}</span> <span>{formatSize(size)}</span>{' '}
        {sha256 && <code title={`SHA-256: ${sha256}`}>{sha256.slice(0, 8)}</code>}
      </span>
      {isShown && (
        <button
          type="button"
          className="preview-button"
          data-preview={look}
          data-path={path}
          data-size={size}
          aria-label={`Preview ${path}`}
          aria-expanded="false"
          hidden
        >
          Preview
        </button>
      )}
    </div>
  )
}

/** As the usual tools write and read them. */
function Checksums({ files }: { files: ProjectFile[] }) {
  const known = files.flatMap(({ path, sha256 }) => (sha256 ? [`${sha256}  ${path}\n`] : []))
  if (known.length === 0) return null
  return (
    <details className="checksums">
      <summary>SHA-256 checksums</summary>
      <p className="hint">
        Save these lines as <code>SHA256SUMS</code> beside the files: <code>sha256sum -c SHA256SUMS</code>{' '}
        then tells whether all arrived whole.
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolled by keyboard */}
      <pre tabIndex={0}>{known.join('')}</pre>
    </details>
  )
}
