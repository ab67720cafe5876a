import Joi from 'joi'
import { accountLimits } from '../../src/account.ts'
import { hiddenCharacters } from '../../src/hidden-characters.ts'

/** A name or a sentence that others see in lists: one line, without anything hidden in it. */
export const shownLine = (longest: number) =>
  Joi.string()
    .trim()
    .replace(/[\t\n\r]+/g, ' ')
    .normalize('NFC')
    .max(longest)
    .pattern(hiddenCharacters, { invert: true })
    .messages({
      'string.pattern.invert.base': 'This has hidden characters in it: please type it rather than paste it.',
    })

/** A password that is chosen; one that is typed to log in may be any. */
export const newPassword = Joi.string()
  .min(accountLimits.passwordMin)
  .max(accountLimits.password)
  .required()
  .messages({ 'string.min': `Use at least ${accountLimits.passwordMin} characters.` })
