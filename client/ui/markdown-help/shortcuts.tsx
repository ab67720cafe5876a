import { Fragment } from 'react'
import type { Shortcut } from '../markdown-editor/tools.ts'

type Props = {
  shortcuts: readonly Shortcut[]
  /** Whether the reader's machine has ⌘; undefined where that cannot be known. */
  apple?: boolean | undefined
}

/** What the editor's keys do. */
export function Shortcuts({ shortcuts, apple }: Props) {
  return (
    <>
      {apple === undefined && (
        <p>
          <kbd>Ctrl</kbd> (<kbd>⌘</kbd> on a Mac) and <kbd>Shift</kbd> are held down.
        </p>
      )}
      <table className="help-keys">
        <thead>
          <tr>
            <th scope="col">In the editor</th>
            <th scope="col">Keys</th>
          </tr>
        </thead>
        <tbody>
          {shortcuts.map(({ label, keys }) => (
            <tr key={label}>
              <td>{label}</td>
              <td>
                <Keys keys={keys} apple={apple} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Keys({ keys, apple }: { keys: string; apple: boolean | undefined }) {
  return keys.split('+').map((key, position) => (
    <Fragment key={key}>
      {position > 0 && '+'}
      <kbd>{key === 'Mod' ? (apple ? '⌘' : 'Ctrl') : key}</kbd>
    </Fragment>
  ))
}
