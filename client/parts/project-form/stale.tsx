import type { ComponentProps } from 'react'
import type { Project } from '../../../src/project.ts'
import { StaleDialog } from '../../ui/stale-dialog.tsx'

type Props = Omit<ComponentProps<typeof StaleDialog>, 'children'> & { current: Project }

/** A project that has been saved in another place meanwhile. */
export function Stale({ current, ...choice }: Props) {
  const time = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short' })
  return (
    <StaleDialog {...choice}>
      <p>
        This project has been saved since you opened it, on {time.format(new Date(current.updated))}. Compare
        the two and choose.
      </p>
      {choice.differing.length === 0 && <p>The two read the same; their files or their state differ.</p>}
    </StaleDialog>
  )
}
