import Joi from 'joi'

/** A list at the door, refused at its first mistake: a megabyte has room for a million. */
export const listOf = (item: Joi.Schema, most: number) =>
  Joi.array().items(item).max(most).prefs({ abortEarly: true })
