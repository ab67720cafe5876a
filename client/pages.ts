import type { AnyPage } from './page.ts'
import { accountPage } from './pages/account.tsx'
import { apiHelpPage } from './pages/api-help.tsx'
import { confirmAccountPage } from './pages/confirm-account.tsx'
import { confirmedPage } from './pages/confirmed.tsx'
import { createPage } from './pages/create.tsx'
import { draftsPage } from './pages/drafts.tsx'
import { editPage } from './pages/edit.tsx'
import { editSiteTextPages } from './pages/edit-site-text.tsx'
import { embedPage } from './pages/embed.tsx'
import { explorePage } from './pages/explore.tsx'
import { forgotPasswordPage } from './pages/forgot-password.tsx'
import { helpPage } from './pages/help.tsx'
import { leavingPage } from './pages/leaving.tsx'
import { loginPage } from './pages/login.tsx'
import { moderatedAccountPage } from './pages/moderated-account.tsx'
import { moderationPage } from './pages/moderation.tsx'
import { newAddressPage } from './pages/new-address.tsx'
import { profilePage } from './pages/profile.tsx'
import { projectPage } from './pages/project.tsx'
import { reportPage } from './pages/report.tsx'
import { resetPasswordPage } from './pages/reset-password.tsx'
import { searchHelpPage } from './pages/search-help.tsx'
import { securityPage } from './pages/security.tsx'
import { settingsPage } from './pages/settings.tsx'
import { signupPage } from './pages/signup.tsx'
import { siteTextPages } from './pages/site-text.tsx'
import { tagPage } from './pages/tag.tsx'
import { tagsPage } from './pages/tags.tsx'

export { problemPage } from './pages/problem.tsx'

/** Every page of the site. */
export const pages: readonly AnyPage[] = [
  explorePage,
  tagsPage,
  tagPage,
  projectPage,
  embedPage,
  profilePage,
  createPage,
  editPage,
  draftsPage,
  settingsPage,
  accountPage,
  securityPage,
  newAddressPage,
  leavingPage,
  loginPage,
  signupPage,
  confirmAccountPage,
  confirmedPage,
  forgotPasswordPage,
  resetPasswordPage,
  reportPage,
  moderationPage,
  moderatedAccountPage,
  ...siteTextPages,
  ...editSiteTextPages,
  helpPage,
  apiHelpPage,
  searchHelpPage,
]
