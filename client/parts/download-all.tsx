import type { Archive } from '../../src/archive.ts'
import { formatSize, formatWait } from '../../src/format.ts'
import { paths } from '../../src/paths.ts'
import type { Project } from '../../src/project.ts'
import type { FileKind } from '../../src/upload.ts'

/** Everything in a project as one zip, or how long that will take. */
export function DownloadAll({ project }: { project: Project }) {
  const { archive, owner, id } = project
  if (!archive) return null
  const address = { owner: owner.username, id }
  return (
    <section
      id="download-all"
      aria-label="Everything in one file"
      className="download-all"
      {...(archive.state === 'being made' && { 'data-archive': paths.api.archive(address) })}
    >
      <div aria-live="polite">
        {archive.state === 'made' && <Link {...archive} contents={contentsOf(project)} />}
        {archive.state === 'being made' && <Wait {...archive} page={paths.project(address)} />}
        {archive.state === 'failed' && <Failure />}
      </div>
    </section>
  )
}

/** In the words of the page. */
function contentsOf({ files }: Project): string {
  const has = (wanted: FileKind) => files.some(({ kind }) => kind === wanted)
  const [pictures, sounds, rest] = [has('picture'), has('audio'), has('file')]
  return ['texts', pictures && 'pictures', sounds && 'sounds', rest && 'files', 'licences']
    .filter(Boolean)
    .join(', ')
}

function Link({ url, size, contents }: Extract<Archive, { state: 'made' }> & { contents: string }) {
  return (
    <>
      <a className="button primary" href={url} download>
        Download all
      </a>
      <span className="hint">
        {formatSize(size)} zip: {contents}
      </span>
    </>
  )
}

/** The script of the page takes this link away: it looks again by itself. */
function Wait({ seconds, page }: { seconds: number | null; page: string }) {
  return (
    <>
      <p>
        The archive of this version is being made
        <span data-wait>{seconds === null ? '' : `: ${formatWait(seconds)}`}</span>.
      </p>
      <a className="button small" href={page} data-without-script>
        Look again
      </a>
    </>
  )
}

const Failure = () => (
  <p className="hint">
    The archive of this version could not be made. What is on this page can be downloaded piece by piece.
  </p>
)
