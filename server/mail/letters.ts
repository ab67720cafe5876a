import type { Letter } from './compose.ts'

/** Every letter that MuzHack writes. `url` is where its link leads, `until` and `at` are days and times as people read them. */
export const letters = {
  confirm: ({ url, days }: { url: string; days: number }): Letter => ({
    subject: 'Confirm your e-mail address',
    before: [
      'Welcome to MuzHack! Please confirm that this address is yours: then you can publish. Until then you can write drafts.',
    ],
    link: { label: 'Confirm this address', url },
    after: [
      `The link is good for ${days} days; another can be sent from your settings.`,
      'If you have not signed up, somebody mistyped their address. You need do nothing: without your confirmation the account ends by itself.',
    ],
  }),
  reset: ({ url, username }: { url: string; username: string }): Letter => ({
    subject: 'Choose a new password',
    before: [`Somebody, hopefully you, has asked for a new password for the account ${username}.`],
    link: { label: 'Choose a new password', url },
    after: [
      'The link is good for one hour, and once.',
      'If it was not you, leave this letter alone: your password stays as it is.',
    ],
  }),
  passwordChanged: ({ url, username }: { url: string; username: string }): Letter => ({
    subject: 'Your password was changed',
    before: [`The password of your account ${username} has just been changed.`],
    link: { label: 'If that was not you, choose a new password', url },
    after: ['If it was you, there is nothing to do.'],
  }),
  confirmChange: ({ url, username }: { url: string; username: string }): Letter => ({
    subject: 'Confirm your new e-mail address',
    before: [`You asked that letters for your account ${username} come to this address from now on.`],
    link: { label: 'Use this address', url },
    after: [
      'The link is good for a day, and once. Until then your former address counts.',
      'If you have not asked for this, leave this letter alone.',
    ],
  }),
  addressChanged: ({ url, username, email }: { url: string; username: string; email: string }): Letter => ({
    subject: 'Your e-mail address was changed',
    before: [
      `Letters for your account ${username} go to ${email} from now on, and no longer to its former address.`,
    ],
    link: { label: 'Look at your settings', url },
    after: ['If that was not you, answer this letter.'],
  }),
  accountDeleted: ({ url, username, until }: { url: string; username: string; until: string }): Letter => ({
    subject: 'Your account will be deleted',
    before: [
      `You have deleted your account ${username}. Nobody sees it any more, and on ${until} it ends for good.`,
      'Until then you can change your mind: log in, and take it back.',
    ],
    link: { label: 'Log in', url },
  }),
  exportReady: ({ url, username, until }: { url: string; username: string; until: string }): Letter => ({
    subject: 'Your export is ready',
    before: [
      `The zip of everything that is in your account ${username} has been made. It can be downloaded until ${until}.`,
    ],
    link: { label: 'Go to the download', url },
    after: ['If you have not asked for it, somebody else may know your password: please choose a new one.'],
  }),
  reportReceived: ({ subject, url }: { subject: string; url: string }): Letter => ({
    subject: 'Thank you for your report',
    before: [`Your report about ${subject} has arrived, and a moderator will look at it.`],
    link: { label: 'What you reported', url },
    after: ['You hear from us only if we have a question.'],
  }),
  projectHidden: ({ title, url, why }: { title: string; url: string; why: string }): Letter => ({
    subject: `“${title}” was hidden`,
    before: [
      `A moderator has hidden your project “${title}”: only you can see it for now.`,
      `The reason: ${why}`,
    ],
    link: { label: 'Look at the project', url },
    after: ['You can mend what was wrong and answer this letter: hiding can be taken back.'],
  }),
  projectRestored: ({ title, url }: { title: string; url: string }): Letter => ({
    subject: `“${title}” can be seen again`,
    before: [`Your project “${title}”, which had been hidden, can be seen by everybody again.`],
    link: { label: 'Look at the project', url },
  }),
  suspended: ({ username, why, url }: { username: string; why: string; url: string }): Letter => ({
    subject: 'Your account was suspended',
    before: [
      `A moderator has suspended your account ${username}: nobody sees your projects, and you cannot log in for now.`,
      `The reason: ${why}`,
    ],
    link: { label: 'What is expected here', url },
    after: ['If you think that this is wrong, answer this letter.'],
  }),
  lifted: ({ username, url }: { username: string; url: string }): Letter => ({
    subject: 'Your account is open again',
    before: [`Your account ${username} is no longer suspended.`],
    link: { label: 'Log in', url },
  }),
}
