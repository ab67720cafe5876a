import { paths } from '../../../src/paths.ts'

const places = [
  ['Profile', paths.settings],
  ['Account', paths.accountSettings],
  ['Security', paths.securitySettings],
] as const

/** The heading of every page of settings, and the way to the others. */
export function SettingsHeader({ at }: { at: string }) {
  return (
    <header className="form-header settings-header">
      <h1>Settings</h1>
      <nav aria-label="Settings">
        <ul>
          {places.map(([name, address]) => (
            <li key={address}>
              <a href={address} aria-current={address === at ? 'page' : undefined}>
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  )
}
