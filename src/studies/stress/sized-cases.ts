import type { StressCase, StressEntry, StressGroup, StressLadder, StressSize } from './stress-case.ts'

/** The part of a case that its size decides. */
export type SizedStress = Pick<StressCase, 'title' | 'changes' | 'window'>

/** A case in all its sizes, as a group describes it. */
export interface SizedStressWords {
  readonly id: string
  readonly group: StressGroup
  /** What is said of the case where it cannot be sized at all. */
  readonly title: string
  readonly unit: StressSize['unit']
  /** Sizes of the battery's own cases. */
  readonly standard: readonly number[]
  /** Sizes that a search begins with, rising. */
  readonly grid: readonly number[]
  readonly resolution: number
  /** Id of the case that is left at size 0; left out where that is no stress at all. */
  readonly upon?: string
  /** The case in a size; text says why the scenario has no room for it. */
  readonly sized: (size: number) => SizedStress | string
}

/** A share as a rate of a scenario file, to a ten-millionth: 0.2 is `20%`. */
export const percentText = (share: number): string => `${hundredths(share)}%`

/** As people read it: 0.2 is `20 %`. */
export const readablePercent = (share: number): string => `${hundredths(share)} %`

/** As identifiers of cases have it: 0.2 is `20`. */
export const percentName = (share: number): string => String(hundredths(share))

const hundredths = (share: number): number => Math.round(share * 1e7) / 1e5

/** Rates have six digits however small they are: two sizes of a ladder are never one case. */
const sizeName = (size: number, unit: StressSize['unit']): string => {
  if (unit === 'rate') return String(Number((size * 100).toPrecision(6)))
  return String(unit === 'minutes' ? Math.round(size * 1e5) / 1e5 : hundredths(size))
}

/** The battery's cases of one ladder; sizes that the scenario has no room for are skipped, and are not in the ladder. */
export const sizedCases = (words: SizedStressWords): readonly StressEntry[] => {
  const { id, group, unit, standard, grid, resolution, upon } = words
  const known = new Map<number, SizedStress | string>()
  const sized = (size: number): SizedStress | string => {
    const found = known.get(size) ?? words.sized(size)
    known.set(size, found)
    return found
  }
  const named = (size: number): string => `${id}-${sizeName(size, unit)}`
  const inCase = (size: number): StressCase => {
    const found = sized(size)
    if (typeof found === 'string') throw new RangeError(`${named(size)}: ${found}`)
    return { id: named(size), group, size: { value: size, unit }, ...found, ladder }
  }
  const possible = grid.filter((size) => typeof sized(size) !== 'string')
  const ladder: StressLadder = {
    id,
    unit,
    grid: possible,
    resolution,
    ...(upon !== undefined && { upon }),
    at: inCase,
  }
  return standard.map((size) => {
    const found = sized(size)
    return typeof found === 'string' ? { id: named(size), group, title: words.title, skipped: found } : inCase(size)
  })
}
