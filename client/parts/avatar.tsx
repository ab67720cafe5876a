import type { Account } from '../../src/account.ts'
import { drawnAvatar } from '../../src/avatar.ts'

type Props = {
  account: Pick<Account, 'username' | 'name' | 'avatar'>
  /** Its side as shown, in CSS pixels. */
  size: number
}

/** A maker's picture, own or drawn. It stands beside their name, so that it needs no words. */
export function AvatarPicture({ account, size }: Props) {
  const { avatar } = account
  if (!avatar) return <DrawnAvatar account={account} size={size} />
  return (
    <img
      className="avatar"
      // Before src, or Safari begins to load that.
      srcSet={avatar.map(picture => `${picture.url} ${picture.size}w`).join(', ')}
      sizes={`${size}px`}
      src={avatar[0]?.url}
      alt=""
      width={size}
      height={size}
    />
  )
}

function DrawnAvatar({ account, size }: Props) {
  const { initials, colour } = drawnAvatar(account)
  return (
    <svg className="avatar" viewBox="0 0 64 64" width={size} height={size} aria-hidden="true">
      <rect width="64" height="64" fill={colour} />
      <text x="32" y="33" fontSize={initials.length > 1 ? 26 : 32} fill="#fff">
        {initials}
      </text>
    </svg>
  )
}
