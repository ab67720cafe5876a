import type { AnyPage } from './page.ts'
import { createPage } from './pages/create.tsx'
import { draftsPage } from './pages/drafts.tsx'
import { editPage } from './pages/edit.tsx'
import { editSiteTextPages } from './pages/edit-site-text.tsx'
import { explorePage } from './pages/explore.tsx'
import { helpPage } from './pages/help.tsx'
import { loginPage } from './pages/login.tsx'
import { profilePage } from './pages/profile.tsx'
import { projectPage } from './pages/project.tsx'
import { settingsPage } from './pages/settings.tsx'
import { signupPage } from './pages/signup.tsx'
import { siteTextPages } from './pages/site-text.tsx'

export { problemPage } from './pages/problem.tsx'

/** Every page of the site. */
export const pages: readonly AnyPage[] = [
  explorePage,
  projectPage,
  profilePage,
  createPage,
  editPage,
  draftsPage,
  settingsPage,
  loginPage,
  signupPage,
  ...siteTextPages,
  ...editSiteTextPages,
  helpPage,
]
