import { daysToReturn } from '../../../src/account.ts'
import { restorableDays } from '../../../src/deleted-project.ts'
import { deviceOf } from '../../../src/device.ts'
import { formatDay } from '../../../src/format.ts'
import { paths } from '../../../src/paths.ts'
import type { listOwnSessions, Member } from '../../db/belongings.ts'
import type { findOwn } from '../../db/projects.ts'
import type { Standing } from '../archives/texts.ts'

export const toJson = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

/** What is where, for somebody who opens it years later. */
export const readmeOf = (
  { name, username }: Member,
  { publicUrl, asked }: { publicUrl: string; asked: string },
): string => `Everything of ${name} (${username}) on MuzHack
${publicUrl}
As asked for on ${formatDay(asked)}.

account.json      your account: name, e-mail address, what you wrote about yourself,
                  your links, and where you were logged in
picture.*         your own picture, where you have one
projects/         a folder for each of your projects, drafts, hidden and deleted ones too:
                  description.md and instructions.md are its texts,
                  pictures/, audio/ and files/ what you uploaded,
                  muzhack/metadata.yaml all else, its status among it
unsaved/          what you had typed and not saved yet; files that a project
                  has too are only there, and unsaved.json says where
reports.json      what you reported while you were logged in
notices.json      what moderators did about you or a project of yours, and why
CHECKSUMS.sha256  to see whether all is as it was: sha256sum --check CHECKSUMS.sha256

All texts are UTF-8. Files with .md are Markdown, which any text editor opens.
Your password is not in here: we do not know it ourselves.
`

type Told = {
  publicUrl: string
  sessions: Awaited<ReturnType<typeof listOwnSessions>>
  picture: string | undefined
}

/** Times ISO 8601. */
export const accountOf = (
  { id: _, avatar: __, leaving, ...member }: Member,
  { publicUrl, sessions, picture }: Told,
): object => ({
  ...member,
  profile: publicUrl + paths.profile(member),
  picture: picture ?? null,
  deleted: leaving,
  endsOn: leaving && daysAfter(leaving, daysToReturn),
  sessions: sessions.map(({ userAgent, begun, seen }) => ({
    device: deviceOf(userAgent),
    userAgent,
    begun,
    seen,
  })),
})

/** How it stands with a project, beside what everybody may know of it. */
export const standingOf = ({
  project: { status, created, hiddenWhy },
  deleted,
}: NonNullable<Awaited<ReturnType<typeof findOwn>>>): Standing => ({
  status,
  created,
  ...(hiddenWhy !== null && { hiddenWhy }),
  ...(deleted !== null && { deleted, restorableUntil: daysAfter(deleted, restorableDays) }),
})

const daysAfter = (iso: string, days: number) => new Date(Date.parse(iso) + days * 86_400_000).toISOString()
