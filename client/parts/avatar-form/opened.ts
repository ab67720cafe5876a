import { formatSize } from '../../../src/format.ts'
import { uploadLimits } from '../../../src/upload.ts'
import { verdictOnPicture } from '../uploader/refusals.ts'

/** A picture to cut from, upright; or why it cannot be one. */
export async function opened(file: File): Promise<{ picture: ImageBitmap } | { problem: string }> {
  const most = uploadLimits.size.picture
  if (file.size > most)
    return {
      problem: `${file.name} has ${formatSize(file.size)}: a picture may have ${formatSize(most)} at most. Please choose a smaller one.`,
    }
  try {
    return { picture: await createImageBitmap(file, { imageOrientation: 'from-image' }) }
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
    return { problem: isPicture(file) ? verdictOnPicture(file.type).problem : notOne(file) }
  }
}

const isPicture = ({ type }: File) => type.startsWith('image/')
const notOne = ({ name }: File) => `${name} is not a picture. Please choose a JPEG, PNG, WebP, GIF or AVIF.`
