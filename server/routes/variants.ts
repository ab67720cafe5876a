import Joi from 'joi'
import { copiesOf, cropSize } from '../../src/crop.ts'
import type { Focus, Variant } from '../../src/project.ts'
import { variantWidths } from '../../src/upload.ts'

const percent = Joi.number().integer().min(0).max(100).required()

export const focus = Joi.object<Focus, true>({ x: percent, y: percent })

/** Of a picture: each width once, and one crop. */
export const variantsOf = (key: Joi.StringSchema) =>
  Joi.array<Variant[]>()
    .items(
      Joi.object<Variant, true>({
        key,
        width: Joi.number().valid(cropSize.width).required(),
        crop: focus.required(),
      }),
      // Forbidden, for as something unknown it would be left out, and the crop pass for a copy.
      Joi.object<Variant, true>({ key, width: copyWidth, crop: focus.forbidden() }),
    )
    .max(variantWidths.length + 1)
    .unique(isTheSame)
    .custom(withFewCopies)

const copyWidth = Joi.number().integer().min(1).max(4000).required()

const isTheSame = (one: Variant, other: Variant) =>
  one.width === other.width && Boolean(one.crop) === Boolean(other.crop)

const withFewCopies: Joi.CustomValidator<Variant[]> = (variants, { error }) =>
  copiesOf(variants).length > variantWidths.length
    ? error('array.max', { limit: variantWidths.length })
    : variants
