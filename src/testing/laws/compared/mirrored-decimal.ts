/** A decimal as a whole number of its last place. */
interface Scaled {
  readonly whole: bigint
  readonly places: number
}

const scaledOf = (text: string): Scaled => {
  const [whole, fraction = ''] = text.replaceAll('_', '').split('.')
  return { whole: BigInt(whole + fraction), places: fraction.length }
}

const textOf = (whole: bigint, places: number): string => {
  const digits = String(whole < 0n ? 0n - whole : whole).padStart(places + 1, '0')
  const sign = whole < 0n ? '-' : ''
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

/** As far on the other side of `about`, exactly: 2 * about - text. Plain decimals. */
export const mirroredDecimal = (text: string, about: string): string => {
  const [x, centre] = [scaledOf(text), scaledOf(about)]
  const places = Math.max(x.places, centre.places)
  const at = (scaled: Scaled): bigint => scaled.whole * BigInt(`1${'0'.repeat(places - scaled.places)}`)
  return textOf(2n * at(centre) - at(x), places)
}

/** So many times a plain decimal, exactly. */
export const timesDecimal = (text: string, times: number): string => {
  const { whole, places } = scaledOf(text)
  return textOf(whole * BigInt(times), places)
}
