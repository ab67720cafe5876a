import { Fragment } from 'react'
import type { Tool } from '../markdown-editor/tools.ts'

type Props = {
  tools: readonly Tool[]
  /** Whether the reader's machine has ⌘; undefined where that cannot be known. */
  apple?: boolean | undefined
}

/** The editor's tools that have keys. */
export function Shortcuts({ tools, apple }: Props) {
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
          {tools.map(
            ({ name, label, keys }) =>
              keys && (
                <tr key={name}>
                  <td>{label}</td>
                  <td>
                    <Keys keys={keys} apple={apple} />
                  </td>
                </tr>
              ),
          )}
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
