import type { BreakingSize } from '../../studies/stress/breaking-size.ts'
import type { StressLadder, StressSize } from '../../studies/stress/stress-case.ts'
import { listed } from '../arm-words.ts'
import { caseVerdict } from './case-verdict.ts'
import { sizeWords } from './case-words.ts'
import type { StressView } from './stress-view.ts'

/** The smallest size of a ladder that breaks a condition in an arm. */
export interface SmallestBreak {
  readonly ladder: StressLadder
  readonly arm: string
  /** The smallest size that was seen to break; left out where none was. */
  readonly broken?: number
  /** The largest size below it that held; left out where none did. */
  readonly held?: number
  readonly isMonotone: boolean
  /** As a cell of a table has it: `12.5%`, `none up to 50%`, `not monotone, from 5 min`. */
  readonly words: string
  /** The case without its size breaks already: the fall that others happen in. */
  readonly isBrokenAlone: boolean
  /** Of an outcome that is not monotone: `breaks from 5 to 10 min, holds from 20 to 30 min`. */
  readonly intervals?: string
}

const span = (from: number, to: number, unit: StressSize['unit']): string =>
  from === to ? `at ${sizeWords(from, unit)}` : `from ${sizeWords(from, unit)} to ${sizeWords(to, unit)}`

/** A smallest break without what the case that is left at size 0 tells. */
type SizedBreak = Omit<SmallestBreak, 'isBrokenAlone'>

const ofSearch = (ladder: StressLadder, arm: string, found: BreakingSize): SizedBreak => {
  const { unit } = ladder
  const size = (value: number): string => sizeWords(value, unit)
  switch (found.kind) {
    case 'never':
      return { ladder, arm, held: found.upTo, isMonotone: true, words: `none up to ${size(found.upTo)}` }
    case 'always':
      return { ladder, arm, broken: found.from, isMonotone: true, words: `${size(found.from)} or less` }
    case 'between':
      return {
        ladder,
        arm,
        broken: found.broken,
        held: found.held,
        isMonotone: true,
        words: size(found.broken),
      }
    case 'not-monotone':
      return {
        ladder,
        arm,
        broken: found.broken,
        ...(found.held !== undefined && { held: found.held }),
        isMonotone: false,
        words: `${size(found.broken)}, not monotone`,
        intervals: listed(
          found.intervals.map(({ from, to, broken }) => `${broken ? 'breaks' : 'holds'} ${span(from, to, unit)}`),
        ),
      }
  }
}

/** `at 30%`, `of 50% and 90%`, `from 10% to 50%`. */
const tried = (sizes: readonly string[]): string => {
  if (sizes.length > 2) return `from ${sizes[0]} to ${sizes.at(-1)}`
  return `${sizes.length === 1 ? 'at' : 'of'} ${listed(sizes)}`
}

/** Without a search, what the battery's own sizes tell. */
const ofCases = (view: StressView, ladder: StressLadder, arm: string): SizedBreak => {
  const own = view.cases.filter((one) => one.ladder?.id === ladder.id).sort((a, b) => a.size.value - b.size.value)
  const verdicts = own
    .map(({ point, size }) => ({ size: size.value, verdict: caseVerdict(view, point, arm) }))
    .filter(({ verdict }) => verdict !== 'untold')
  const first = verdicts.findIndex(({ verdict }) => verdict === 'broken')
  const words = (value: number): string => sizeWords(value, ladder.unit)
  if (verdicts.length === 0) return { ladder, arm, isMonotone: true, words: 'not told' }
  if (first < 0)
    return { ladder, arm, isMonotone: true, words: `none ${tried(verdicts.map(({ size }) => words(size)))}` }
  const isMonotone = verdicts.slice(first).every(({ verdict }) => verdict === 'broken')
  return {
    ladder,
    arm,
    broken: verdicts[first].size,
    ...(first > 0 && { held: verdicts[first - 1].size }),
    isMonotone,
    words: `${words(verdicts[first].size)}${first === 0 ? ' or less' : ''}${isMonotone ? '' : ', not monotone'}`,
    ...(!isMonotone && {
      intervals: listed(
        verdicts.map(({ size, verdict }) => `${verdict === 'broken' ? 'breaks' : 'holds'} at ${words(size)}`),
      ),
    }),
  }
}

/** The ladders of the battery, each once, in its order. */
export const laddersOf = ({ cases }: StressView): readonly StressLadder[] => [
  ...new Map(cases.flatMap(({ ladder }) => (ladder === undefined ? [] : [[ladder.id, ladder] as const]))).values(),
]

const isBrokenAlone = (view: StressView, { upon }: StressLadder, arm: string): boolean => {
  const alone = view.cases.find(({ id }) => id === upon)
  return alone !== undefined && caseVerdict(view, alone.point, arm) === 'broken'
}

/** The smallest breaking size of every ladder in an arm: as the search found it, or as the battery's own sizes tell. */
export const smallestBreaks = (view: StressView, arm: string): readonly SmallestBreak[] =>
  laddersOf(view).map((ladder) => {
    const own = view.searched.find((search) => search.ladder.id === ladder.id && search.arm === arm)
    const sized = own?.found === undefined ? ofCases(view, ladder, arm) : ofSearch(ladder, arm, own.found)
    if (!isBrokenAlone(view, ladder, arm)) return { ...sized, isBrokenAlone: false }
    const words = sized.isMonotone ? 'the fall alone' : 'the fall alone, not monotone'
    return { ...sized, isBrokenAlone: true, words: sized.broken === undefined ? sized.words : words }
  })
