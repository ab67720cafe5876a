/** In pixels. The frame header of a JPEG: its height and width follow the marker, a length and the precision. */
export function sizeOfJpeg(jpeg: Buffer): { width: number; height: number } {
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]))
  return { width: jpeg.readUInt16BE(frame + 7), height: jpeg.readUInt16BE(frame + 5) }
}
