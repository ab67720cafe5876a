import type { Kysely } from 'kysely'
import { difference, sortBy } from 'ramda'
import { type Avatar, type AvatarChange, largestAvatar } from '../../src/avatar.ts'
import { formatSize } from '../../src/format.ts'
import { pictureTypes } from '../../src/upload.ts'
import { lockAvatar, type StoredAccount, updateAvatar } from '../db/accounts.ts'
import type { Schema, StoredAvatar } from '../db/schema.ts'
import { claimUploads, findUploads, releaseUploads, type Upload } from '../db/uploads.ts'
import type { Files } from '../files/files.ts'
import { Invalid, NotAllowed } from './errors.ts'
import type { Desk, Limits } from './limits.ts'

type Darkroom = { db: Kysely<Schema>; files: Files; limits: Limits }
type Pictures = AvatarChange['pictures']

/** The pictures become the maker's own, once the server itself has seen that they are there. */
export async function changeAvatar(
  { db, files, limits }: Darkroom,
  account: StoredAccount,
  username: string,
  { pictures }: AvatarChange,
): Promise<Avatar> {
  checkOwner(account, username)
  await limits.count('saving by account', account.username)
  await checkPictures({ db, files }, account, pictures)
  const avatar = sortBy(({ size }) => size, pictures)
  await replaceAvatar(db, account, avatar)
  return withAddresses(avatar, files)
}

/** From now on it is drawn from the name. */
export async function removeAvatar(
  { db, limits }: Desk,
  account: StoredAccount,
  username: string,
): Promise<void> {
  checkOwner(account, username)
  await limits.count('saving by account', account.username)
  await replaceAvatar(db, account, null)
}

/** An account with the addresses at which its picture can be read. */
export const withAvatar = <Account extends { avatar: StoredAvatar }>(account: Account, files: Files) => ({
  ...account,
  avatar: withAddresses(account.avatar, files),
})

const withAddresses = (avatar: StoredAvatar, files: Files): Avatar =>
  avatar && avatar.map(({ key, size }) => ({ key, size, url: files.url(key) }))

function checkOwner(account: StoredAccount, username: string) {
  if (account.username !== username.toLowerCase())
    throw new NotAllowed(`Only ${username} can change this picture.`)
}

/** What the profile has already may be sent again. */
async function checkPictures(
  { db, files }: Pick<Darkroom, 'db' | 'files'>,
  { id }: StoredAccount,
  pictures: Pictures,
) {
  const keys = pictures.map(({ key }) => key)
  const uploads = await findUploads(db, id, keys)
  if (new Set(uploads.map(({ key }) => key)).size < keys.length)
    refuse('This picture was not uploaded by you, or too long ago. Please choose it again.')
  uploads.forEach(checkSigned)
  await Promise.all(uploads.map(upload => checkArrived(files, upload)))
}

function checkSigned({ type, size }: Upload) {
  if (!pictureTypes.includes(type)) refuse('This is not a picture. Please choose another file.')
  if (size > largestAvatar)
    refuse(`This picture is too big: a square of it has at most ${formatSize(largestAvatar)}.`)
}

async function checkArrived(files: Files, { key, size, type }: Upload) {
  const object = await files.head(key)
  if (object?.size !== size || object.type !== type)
    refuse('This picture did not arrive as it was sent. Please choose it again.')
}

async function replaceAvatar(db: Kysely<Schema>, { id }: StoredAccount, avatar: StoredAvatar) {
  await db.transaction().execute(async db => {
    const before = await lockAvatar(db, id)
    const keys = keysOf(avatar)
    const [gone] = await claimUploads(db, keys)
    if (gone !== undefined) refuse('This picture is no longer there. Please choose it again.')
    await updateAvatar(db, id, avatar)
    await releaseUploads(db, difference(keysOf(before), keys))
  })
}

const keysOf = (avatar: StoredAvatar) => avatar?.map(({ key }) => key) ?? []

function refuse(problem: string): never {
  throw new Invalid({ avatar: problem })
}
