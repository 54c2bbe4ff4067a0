import { ln } from '../../numeric/transcendental.ts'
import { type Scale, withinScale } from './scale.ts'

/** What counts as zero: steps between smaller numbers would leave the doubles. */
const TINY = 1e-100

/** 1, 2, 2.5 or 5 times a power of ten, at least `x`. */
const roundStep = (x: number): number => {
  const power = Number(`1e${Math.floor(ln(x) / ln(10) + 1e-9)}`)
  return power * ([1, 2, 2.5, 5].find((m) => m * power >= x * (1 - 1e-9)) ?? 10)
}

/**
 * A linear axis that holds all numbers given (those that are no numbers left out) and ends at round ones. Without any
 * number it goes from 0 to 1; about a single one it is as wide as that number.
 *
 * @param intervals - about how many steps between round numbers, at least 2
 * @param reach - numbers that it must hold besides, such as 0 for bars
 */
export const linearScale = (values: readonly number[], intervals = 5, reach: readonly number[] = []): Scale => {
  const known = [...values, ...reach].filter((x) => Number.isFinite(x)).map((x) => (Math.abs(x) < TINY ? 0 : x))
  const [least, most] = known.reduce(([a, b], x) => [Math.min(a, x), Math.max(b, x)], [Infinity, -Infinity])
  if (least > most) return linearScale([0, 1], intervals)
  const span = most - least
  if (span <= Math.max(Math.abs(least), Math.abs(most)) * 1e-9) {
    return least === 0 ? linearScale([0, 1], intervals) : linearScale([least, 0.5 * least, 1.5 * least], intervals)
  }
  const step = roundStep(span / intervals)
  const first = Math.floor(least / step + 1e-9)
  const last = Math.ceil(most / step - 1e-9)
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)) + 0)
  const [low, high] = [first * step, last * step]
  return { low, high, ticks, place: (x) => withinScale((x - low) / (high - low)) }
}
