/** Unit in which a file writes its times. */
export type TimeUnit = 's' | 'ms' | 'us' | 'ns' | 'iso'

const whole = /^\d+$/
const decimalSeconds = /^\d{9,11}\.\d+$/
const iso = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?(?:Z|\+00:?00| UTC)?$/

/** Digits of an epoch time between 1973 and 5138, by unit. */
const digits: Readonly<Record<'s' | 'ms' | 'us' | 'ns', readonly [number, number]>> = {
  s: [9, 11],
  ms: [12, 14],
  us: [15, 17],
  ns: [18, 20],
}

/** The unit of a time as text, by its form and its number of digits; `undefined` when it is none. */
export const timeUnitOf = (text: string): TimeUnit | undefined => {
  if (decimalSeconds.test(text)) return 's'
  if (iso.test(text)) return 'iso'
  if (!whole.test(text)) return undefined
  for (const unit of ['s', 'ms', 'us', 'ns'] as const) {
    const [least, most] = digits[unit]
    if (text.length >= least && text.length <= most) return unit
  }
  return undefined
}

const isoMilliseconds = (text: string): number | undefined => {
  const found = iso.exec(text)
  if (found === null) return undefined
  const [year, month, day, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map((part) => Number(part ?? 0))
  const thousandths = Number(`${found[7] ?? ''}000`.slice(0, 3))
  const time = Date.UTC(year, month - 1, day, hour, minute, second, thousandths)
  // Date.UTC turns 30 February into 2 March: a date that does not come back as written is none.
  const back = new Date(time).toISOString()
  const written = [found[1], found[2], found[3]].join('-')
  return back.startsWith(written) && hour < 24 && minute < 60 && second < 60 ? time : undefined
}

/**
 * Epoch milliseconds of a time written in a unit; finer parts are cut off. UTC.
 *
 * @returns `undefined` when the text is no time in that unit
 * @example timestamp('1692144000123456', 'us') // 1692144000123
 */
export const timestamp = (text: string, unit: TimeUnit): number | undefined => {
  if (timeUnitOf(text) !== unit) return undefined
  switch (unit) {
    case 'iso':
      return isoMilliseconds(text)
    case 's': {
      const [seconds, rest = ''] = text.split('.')
      return Number(seconds) * 1000 + Number(`${rest}000`.slice(0, 3))
    }
    case 'ms':
      return Number(text)
    case 'us':
      return Number(text.slice(0, -3))
    case 'ns':
      return Number(text.slice(0, -6))
  }
}
