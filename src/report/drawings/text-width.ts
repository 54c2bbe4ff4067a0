const NARROW = new Set("il.,:;|'![]() ftjI-".split(''))
const WIDE = new Set('mwMW%@'.split(''))

/** Width of a text in pixels, by estimate, in the widest of the page's fonts: drawings are made where no font can be measured. */
export const textWidth = (text: string, size = 12): number => {
  let ems = 0
  for (const letter of text)
    ems += NARROW.has(letter) ? 0.4 : WIDE.has(letter) ? 0.95 : /[A-Z]/.test(letter) ? 0.72 : 0.63
  return ems * size
}

/** A text that is at most so many pixels wide, its middle replaced by an ellipsis where it is longer: paths differ at both ends. */
export const shortened = (text: string, width: number, size = 12): string => {
  if (textWidth(text, size) <= width) return text
  const letters = [...text]
  for (let kept = letters.length - 1; kept > 2; kept--) {
    const head = Math.floor(kept / 2)
    const short = `${letters.slice(0, head).join('')}…${letters.slice(letters.length - (kept - head)).join('')}`
    if (textWidth(short, size) <= width) return short
  }
  return '…'
}
