import type { ReactNode } from 'react'
import { paths } from '../../src/paths.ts'

/** Every page's frame. Who is signed in is shown by the reader island: the HTML is the same for everybody. */
export function Layout({ path, children }: { path: string; children: ReactNode }) {
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="site-header">
        <div className="wide">
          <a className="wordmark" href={paths.explore}>
            <Mark />
            MuzHack
          </a>
          <nav aria-label="Site">
            <Corner path={path} />
          </nav>
        </div>
      </header>
      {children}
      <footer className="site-footer">
        <div className="wide">
          <p>MuzHack: music hardware and software to browse, hear and build.</p>
          <ul className="corner">
            <li>
              <a href={paths.tags}>Tags</a>
            </li>
            <li>
              <a href={paths.searchHelp}>How to search</a>
            </li>
            <li>
              <a href={paths.markdownHelp}>Markdown help</a>
            </li>
            <li>
              <a href={paths.apiHelp}>API</a>
            </li>
            <li>
              <a href={paths.about}>About</a>
            </li>
            <li>
              <a href={paths.terms}>Terms</a>
            </li>
            <li>
              <a href={paths.privacy}>Privacy</a>
            </li>
            <li>
              <a href={paths.takedown}>Takedown</a>
            </li>
          </ul>
        </div>
      </footer>
    </>
  )
}

function Corner({ path }: { path: string }) {
  const here = (address: string) => (path === address ? ({ 'aria-current': 'page' } as const) : {})
  return (
    <ul className="corner">
      <li data-for-visitors>
        <a href={paths.login} {...here(paths.login)}>
          Log in
        </a>
      </li>
      <li data-for-visitors>
        <a className="button small" href={paths.signup} {...here(paths.signup)}>
          Sign up
        </a>
      </li>
      <li data-for-members hidden>
        <a className="button small primary" href={paths.create} {...here(paths.create)}>
          New project
        </a>
      </li>
      <li data-for-members hidden>
        <a href={paths.drafts} {...here(paths.drafts)}>
          Drafts
        </a>
      </li>
      <li data-for-members hidden>
        <a data-own-profile href={paths.explore}>
          Profile
        </a>
      </li>
      <li data-for-members hidden>
        <a href={paths.settings} {...here(paths.settings)}>
          Settings
        </a>
      </li>
      <li data-for-members hidden>
        <form method="post" action={paths.logout}>
          <button type="submit" className="link-button">
            Log out
          </button>
        </form>
      </li>
    </ul>
  )
}

/** A jack socket seen from the front. */
function Mark() {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <path d="M12 1.6 21 6.8v10.4l-9 5.2-9-5.2V6.8z" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <circle cx="12" cy="12" r="5.6" fill="none" stroke="currentColor" strokeWidth="1.8" />
      <circle cx="12" cy="12" r="2.4" fill="currentColor" />
    </svg>
  )
}
