import Joi from 'joi'
import type { Found } from '../../db/search.ts'
import { Invalid } from '../errors.ts'
import { type Cursor, type StepName, stepNames } from './steps.ts'

/** A cursor as addresses carry it. */
export function tokenOf({ step, from, after }: Cursor): string {
  const place = [step, from ? [from.time, from.id] : 0, after ? [after.score, after.time, after.id] : 0]
  return Buffer.from(JSON.stringify(place)).toString('base64url')
}

type Token = [StepName, [number, number] | 0, [number, number, number] | 0]

const whole = Joi.number().integer().min(0).max(Number.MAX_SAFE_INTEGER).required()
const score = whole.max(2 ** 31 - 1)
const nothing = Joi.valid(0)
const token = Joi.array<Token>().ordered(
  Joi.valid(...stepNames).required(),
  Joi.alternatives(Joi.array().ordered(whole, whole), nothing).required(),
  Joi.alternatives(Joi.array().ordered(score, whole, whole), nothing).required(),
)

export function cursorOf(typed: string): Cursor {
  const { value, error } = token.validate(jsonOf(typed), { convert: false })
  if (error || !value) throw new Invalid({ after: 'This page of the list does not exist.' })
  const [step, from, after] = value
  return {
    step,
    ...(from !== 0 && { from: { time: from[0], id: from[1] } }),
    ...(after !== 0 && { after: foundAt(after) }),
  }
}

const foundAt = ([score, time, id]: [number, number, number]): Found => ({ score, time, id })

function jsonOf(typed: string): unknown {
  try {
    return JSON.parse(Buffer.from(typed, 'base64url').toString())
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
