import type { Maker } from '../../src/account.ts'
import type { Autosave } from '../../src/autosave.ts'
import type { Project } from '../../src/project.ts'
import type { SiteText } from '../../src/site-text.ts'

/** What a rule refuses; the message is for the person who asked. `fields` says which input it is about. */
export class Refused extends Error {
  readonly fields: Record<string, string> | undefined
  constructor(message: string, fields?: Record<string, string>) {
    super(message)
    this.fields = fields
  }
}

export class NotFound extends Refused {}
export class NotAllowed extends Refused {}
export class WrongPassword extends Refused {}
/** What is asked for is being done already. */
export class UnderWay extends Refused {}
/** Too much at once for now. */
export class Busy extends Refused {}

export class Invalid extends Refused {
  constructor(fields: Record<string, string>) {
    super(Object.values(fields)[0] ?? 'Please check what you sent.', fields)
  }
}

export class Taken extends Refused {
  constructor(field: string, message: string) {
    super(message, { [field]: message })
  }
}

/** Somebody, or another tab, saved in between: `current` is what there is now. */
export class Stale extends Refused {
  readonly current: Project | Autosave | Maker | SiteText
  constructor(
    current: Project | Autosave | Maker | SiteText,
    message = 'This project has been saved since you opened it. Compare the two and choose.',
  ) {
    super(message)
    this.current = current
  }
}

/** `retryAfter` in seconds. */
export class TooMany extends Refused {
  readonly retryAfter: number
  constructor(message: string, retryAfter: number) {
    super(message)
    this.retryAfter = retryAfter
  }
}
