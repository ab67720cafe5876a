import { formatSize } from '../../src/format.ts'
import type { ProjectFile } from '../../src/project.ts'

/** What a project sounds like, in the browser's own player. */
export function Sounds({ sounds }: { sounds: ProjectFile[] }) {
  if (sounds.length === 0) return null
  return (
    <section aria-labelledby="sounds">
      <h2 id="sounds" className="part-title">
        Listen
      </h2>
      <ul className="sounds">
        {sounds.map(({ key, path, url, size }) => (
          <li key={key}>
            <p>
              <a href={url}>{path}</a> <span className="hint">{formatSize(size)}</span>
            </p>
            {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- music without words */}
            <audio controls preload="none" src={url} aria-label={path} />
          </li>
        ))}
      </ul>
    </section>
  )
}
