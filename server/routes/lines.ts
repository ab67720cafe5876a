import Joi from 'joi'
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
