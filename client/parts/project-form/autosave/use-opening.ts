import { useEffect, useState } from 'react'
import type { Autosave } from '../../../../src/autosave.ts'
import { keepNow } from './calls.ts'
import { isSameContent, needsAddresses, nothingTyped } from './content.ts'
import { copiesOf, type Found, tabOf, tidyCopies } from './copies.ts'
import { aboutThis, type Offer, offerOf, type Version } from './offer.ts'
import { removeAutosave, shelf } from './outside.ts'
import type { Form, Opened } from './use-autosave.ts'
import type { Desk } from './use-keeper.ts'

export type Opening = {
  /** False until it is known what there is to go on with: what is typed before could be replaced. */
  isReady: boolean
  /** Changes to a saved project that may be brought back. */
  offered: Version | null
  goOn(): Promise<void>
  /** Removes what was offered. Throws Refused. */
  letGo(): Promise<void>
  /** New projects that only this browser has. */
  begunHere: Found[]
  /** What the address asks for is kept no more. */
  isGone: boolean
}

/** Looks once, when the page is opened, what there is to go on with. */
export function useOpening(desk: Desk, form: Form, opened: Opened): Opening {
  const [isReady, setReady] = useState(false)
  const [offered, setOffered] = useState<Version | null>(null)
  const [begunHere, setBegunHere] = useState<Found[]>([])
  const [isGone, setGone] = useState(false)
  const { saved, owner } = form
  const { autosave, from } = opened

  async function look() {
    tidyCopies(shelf(), Date.now())
    const closed = await closedCopies(desk, owner)
    const mine = aboutThis(closed, saved?.id ?? null, autosave?.id ?? from)
    const offer = offerOf(saved ?? nothingTyped, autosave, mine)
    for (const key of offer.spent) shelf()?.removeItem(key)
    setGone(offer.kind === 'nothing' && from !== null)
    if (saved === null) {
      const begun = closed.filter(({ copy }) => isBegun(copy, from))
      setBegunHere(begun)
      void sendAll(begun)
    }
    await begin(offer)
  }

  async function begin(offer: Offer) {
    if (offer.kind === 'choose') {
      await takeUp(desk, form, offer.mine, null)
      desk.keeper.meet(offer.theirs)
    } else if (offer.kind === 'nothing') {
      if (autosave) desk.keeper.goOnFrom(autosave)
    } else if (saved) setOffered(offer.version)
    else if (offer.version.key !== null) await takeUp(desk, form, offer.version, autosave)
  }

  useEffect(() => {
    void look().finally(() => setReady(true))
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, when the page is opened
  }, [])

  return {
    isReady,
    offered,
    async goOn() {
      if (offered) await takeUp(desk, form, offered, autosave)
      setOffered(null)
    },
    async letGo() {
      if (autosave) await removeAutosave(autosave)
      if (offered?.key) shelf()?.removeItem(offered.key)
      setOffered(null)
    },
    begunHere,
    isGone,
  }
}

/** So that they appear among the drafts, wherever their maker looks next. */
async function sendAll(begun: readonly Found[]) {
  for (const { copy, key } of begun) {
    const kept = await keepNow({ ...copy, key })
    if (kept) shelf()?.removeItem(key)
  }
}

async function closedCopies({ tabs }: Desk, owner: string): Promise<Found[]> {
  const open = await tabs.open()
  return copiesOf(shelf(), owner).filter(({ key }) => !open.has(tabOf(key)))
}

const isBegun = ({ id, project, content }: Found['copy'], from: string | null) =>
  project === null && id !== from && !isSameContent(content, nothingTyped)

/** Puts a version into the form and keeps on from it; `server` is what the server has of it. */
async function takeUp({ keeper, replaced }: Desk, { show }: Form, version: Version, server: Autosave | null) {
  const kept = needsAddresses(version.content) ? await keepNow(version) : undefined
  const onServer = kept ?? server
  if (onServer) keeper.goOnFrom(onServer)
  else keeper.goOnWith(version)
  if (version.key !== null) replaced.add(version.key)
  show(kept?.content ?? version.content, version.baseVersion)
}
