import { z } from 'zod'
import { nearestName } from '../formula/nearest-name.ts'
import { compareDecimals } from '../numeric/decimal.ts'
import { compareFractions, type Fraction, parseFraction } from '../numeric/fraction.ts'
import { type DecimalText, DURATION, type Duration, type Money, millisecondsOf, type Rate } from './quantities.ts'

/** What a field refuses: the rule, the unit, and perhaps the right name. */
interface Refusal {
  readonly rule: string
  readonly unit?: string
  readonly suggestion?: string
}

/** Marks the rule of a field that is not there. */
export const MISSING = 'is missing'

/** How JSON Schema sees a field. */
type JsonShape = Readonly<Record<string, unknown>>

/**
 * A field read by `read`, which answers the value in its one form or refuses it. JSON Schema takes its shape as given,
 * since what a text may be is more than a pattern can say.
 */
const field = <T>(
  description: string,
  shape: JsonShape,
  otherwise: T | undefined,
  read: (given: unknown) => { readonly value: T } | Refusal,
): z.ZodType<T> => {
  const meta = otherwise === undefined ? shape : { ...shape, default: otherwise }
  const schema = z
    .unknown()
    .meta(meta)
    .transform((given, context): T => {
      const answer: { readonly value: T } | Refusal = given === undefined ? { rule: MISSING } : read(given)
      if ('value' in answer) return answer.value
      const { rule, unit = '', suggestion = '' } = answer
      context.addIssue({ code: 'custom', message: rule, params: { unit, suggestion }, input: given })
      return z.NEVER
    })
  const whole = otherwise === undefined ? schema : schema.default(otherwise as never)
  return whole.describe(description) as z.ZodType<T>
}

/** Text of a scalar that is exact as it stands: text, or a whole number. */
const exactText = (given: unknown): string | undefined =>
  typeof given === 'string' ? given.trim() : Number.isSafeInteger(given) ? String(given) : undefined

const DECIMAL = /^[+-]?\d[\d_]*(\.\d+)?$/

const decimalText = (given: unknown, example: string, unit: string): { readonly value: string } | Refusal => {
  const text = exactText(given)
  if (text === undefined) {
    const written = typeof given === 'number' ? String(given) : example
    return { rule: `must be decimal text, in quotes: "${written}"`, unit }
  }
  if (!DECIMAL.test(text)) return { rule: `must be a decimal: "${example}"`, unit }
  return { value: text.replaceAll('_', '').replace(/^\+/, '') }
}

/** Where an amount may lie. */
export type Sign = 'positive' | 'not-negative' | 'any'

const signRefusal = (text: string, sign: Sign, unit: string): Refusal | undefined => {
  const compared = compareDecimals(text, '0')
  if (sign === 'positive' && compared <= 0) return { rule: 'must be more than 0', unit }
  if (sign === 'not-negative' && compared < 0) return { rule: 'must not be negative', unit }
  return undefined
}

const decimalShape: JsonShape = { type: ['string', 'integer'], pattern: DECIMAL.source }

/** What may be said of a field besides its description. */
export interface ValueOptions<T> {
  /** The value when the field is left out. */
  readonly otherwise?: T
  readonly sign?: Sign
}

/** Money in units of the quote asset: decimal text, or a whole number. */
export const money = (
  description: string,
  { otherwise, sign = 'not-negative' }: ValueOptions<Money> = {},
): z.ZodType<Money> =>
  field<Money>(`${description} (quote units)`, decimalShape, otherwise, (given) => {
    const read = decimalText(given, '250_000', 'quote units')
    return 'value' in read ? (signRefusal(read.value, sign, 'quote units') ?? read) : read
  })

/** A decimal in a unit of its own: prices, sizes. */
export const decimal = (
  description: string,
  unit: string,
  { otherwise, sign = 'positive' }: ValueOptions<DecimalText> = {},
): z.ZodType<DecimalText> =>
  field<DecimalText>(`${description} (${unit})`, decimalShape, otherwise, (given) => {
    const read = decimalText(given, '0.1', unit)
    return 'value' in read ? (signRefusal(read.value, sign, unit) ?? read) : read
  })

/** Bounds of a rate, both included, as text. */
export interface RateOptions {
  readonly otherwise?: Rate
  readonly least?: Rate
  readonly most?: Rate
  /** Text after a rate that is taken and dropped: `of maintenance`. */
  readonly suffix?: string
}

const RATE_PATTERN = '^[+-]?\\d[\\d_]*(\\.\\d+)?([eE][+-]?\\d{1,2})?(\\s*/\\s*\\d[\\d_]*)?\\s*(%|bps|ppm)?'

/** A rate as exact text; a bare number other than 0 is refused, since its unit cannot be seen and it need not be exact. */
export const rate = (description: string, { otherwise, least, most, suffix }: RateOptions = {}): z.ZodType<Rate> => {
  const shape = { anyOf: [{ type: 'string', pattern: RATE_PATTERN }, { const: 0 }] }
  return field<Rate>(`${description} (rate)`, shape, otherwise, (given) => {
    if (given === 0) return bounded('0', least, most)
    if (typeof given === 'number') {
      return { rule: `must say its unit: ${percent(given)}% or "${given}" as text`, unit: 'rate' }
    }
    if (typeof given !== 'string') return { rule: 'must be a rate: 50bps, 2.5%, 1/30 or "0.05"', unit: 'rate' }
    const text = given.trim()
    return bounded(
      suffix !== undefined && text.endsWith(suffix) ? text.slice(0, -suffix.length).trim() : text,
      least,
      most,
    )
  })
}

const percent = (x: number): string => String(Number((x * 100).toPrecision(12)))

const bounded = (text: string, least: Rate | undefined, most: Rate | undefined): { readonly value: Rate } | Refusal => {
  let parsed: Fraction
  try {
    parsed = parseFraction(text)
  } catch (error) {
    const wrongUnit = /^[+-]?[\d._]+\s*([a-z]+)$/i.exec(text)?.[1]
    const detail = (error as Error).message.includes('is no rate') ? '' : ` (${(error as Error).message})`
    const named = wrongUnit === undefined ? '' : `, not in ${wrongUnit}`
    return { rule: `must be a rate: 50bps, 2.5%, 1/30 or "0.05"${named}${detail}`, unit: 'rate' }
  }
  if (least !== undefined && compareFractions(parsed, parseFraction(least)) < 0) {
    return { rule: `must be at least ${least}`, unit: 'rate' }
  }
  if (most !== undefined && compareFractions(parsed, parseFraction(most)) > 0) {
    return { rule: `must be at most ${most}`, unit: 'rate' }
  }
  return { value: text }
}

/** A multiple such as a leverage: a whole number, or exact text (`2.5`, `1/3`), above 0. */
export const multiple = (description: string, otherwise?: string): z.ZodType<string> => {
  const shape = {
    anyOf: [
      { type: 'integer', exclusiveMinimum: 0 },
      { type: 'string', pattern: RATE_PATTERN },
    ],
  }
  return field<string>(`${description} (times)`, shape, otherwise, (given) => {
    const text = exactText(given)
    if (text === undefined) return { rule: 'must be a whole number or exact text: 20, "2.5"', unit: 'times' }
    const read = bounded(text, undefined, undefined)
    if (!('value' in read)) return { rule: 'must be a multiple: 20, "2.5" or 1/3', unit: 'times' }
    return parseFraction(text).n > 0 ? read : { rule: 'must be more than 0', unit: 'times' }
  })
}

/** A duration in whole milliseconds; `sign` `positive` leaves 0 out. The whole number 0 needs no unit. */
export const duration = (
  description: string,
  { otherwise, sign = 'not-negative' }: ValueOptions<Duration> = {},
): z.ZodType<Duration> => {
  const shape = { anyOf: [{ type: 'string', pattern: DURATION.source }, { const: 0 }] }
  const unit = 'duration'
  return field<Duration>(`${description} (duration)`, shape, otherwise, (given) => {
    const text = given === 0 ? '0ms' : given
    if (typeof text === 'number') return { rule: `must say its unit: ${text}ms, ${text}s or ${text}m`, unit }
    if (typeof text !== 'string' || !DURATION.test(text.trim())) {
      const named = typeof text === 'string' ? /^[\d._]+\s*([a-z%]+)$/i.exec(text)?.[1] : undefined
      return {
        rule: `must be a duration: 400ms, 2s, 1m, 6h or 1d${named === undefined ? '' : `, not in ${named}`}`,
        unit,
      }
    }
    try {
      const milliseconds = millisecondsOf(text)
      if (sign === 'positive' && milliseconds === 0) return { rule: 'must be more than 0', unit }
    } catch {
      return { rule: 'must be a whole number of milliseconds up to 2^53 - 1', unit }
    }
    return { value: text.trim() }
  })
}

/** A whole number, written as a number or as text with underscores (`30_000_000`). */
export const count = (
  description: string,
  unit: string,
  { otherwise, least = 0, most = Number.MAX_SAFE_INTEGER }: { otherwise?: number; least?: number; most?: number } = {},
): z.ZodType<number> => {
  const shape = {
    anyOf: [
      { type: 'integer', minimum: least, maximum: most },
      { type: 'string', pattern: '^\\d[\\d_]*$' },
    ],
  }
  return field<number>(`${description} (${unit})`, shape, otherwise, (given) => {
    const x = typeof given === 'string' && /^-?\d[\d_]*$/.test(given.trim()) ? Number(given.replaceAll('_', '')) : given
    if (typeof x !== 'number' || !Number.isSafeInteger(x)) return { rule: 'must be a whole number', unit }
    if (x < least) return { rule: `must be at least ${least}`, unit }
    if (x > most) return { rule: `must be at most ${most}`, unit }
    return { value: x }
  })
}

/** A number that is an opinion (volatility, a taste), not money. */
export const figure = (
  description: string,
  unit: string,
  { otherwise, least, most }: { otherwise?: number; least: number; most: number },
): z.ZodType<number> => {
  const shape = { type: 'number', minimum: least, maximum: most }
  return field<number>(`${description} (${unit})`, shape, otherwise, (given) => {
    if (typeof given !== 'number' || !Number.isFinite(given)) return { rule: 'must be a number', unit }
    return given >= least && given <= most ? { value: given } : { rule: `must be from ${least} to ${most}`, unit }
  })
}

/** One of a few names. */
export const choice = <T extends string>(description: string, names: readonly T[], otherwise?: T): z.ZodType<T> =>
  field<T>(description, { type: 'string', enum: [...names] }, otherwise, (given) => {
    const found = names.find((name) => name === given)
    if (found !== undefined) return { value: found }
    const suggestion = typeof given === 'string' ? (nearestName(given, names) ?? '') : ''
    return { rule: `must be ${oneOf(names)}`, suggestion }
  })

/** `a, b or c` */
export const oneOf = (names: readonly string[]): string =>
  names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} or ${names[names.length - 1]}`

/** Yes or no. */
export const flag = (description: string, otherwise: boolean): z.ZodType<boolean> =>
  field<boolean>(description, { type: 'boolean' }, otherwise, (given) =>
    typeof given === 'boolean' ? { value: given } : { rule: 'must be true or false' },
  )

/** Text of a form; `meant` names what a text that is refused all the same was probably to be. */
export const text = (
  description: string,
  form: RegExp,
  what: string,
  meant: (given: string) => string | undefined = () => undefined,
): z.ZodType<string> =>
  field<string>(description, { type: 'string', pattern: form.source }, undefined, (given) => {
    if (typeof given !== 'string' || !form.test(given)) return { rule: `must be ${what}` }
    const suggestion = meant(given)
    return suggestion === undefined ? { value: given } : { rule: `must be ${what}`, suggestion }
  })

/** A map with these fields and no others. */
export const fields = <S extends z.core.$ZodLooseShape>(
  shape: S,
  description?: string,
): z.ZodObject<S, z.core.$strict> => {
  const schema = z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(' ') : undefined),
  })
  return description === undefined ? schema : schema.describe(description)
}

/** A map all of whose fields have defaults, so that it may be left out. */
export const defaulted = <S extends z.core.$ZodLooseShape>(
  shape: S,
  description: string,
): z.ZodType<z.output<z.ZodObject<S, z.core.$strict>>> =>
  fields(shape)
    .prefault({} as never)
    .describe(description)
