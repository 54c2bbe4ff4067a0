import { counted, listed } from '../arm-words.ts'
import { figureWords } from '../drawings/measure.ts'
import { withUnit } from '../findings.ts'
import { formatDuration } from '../number-format.ts'
import { clearnessWords, pairedWords } from '../study/difference-words.ts'
import { caseVerdict } from './case-verdict.ts'
import { caseWords, ladderWords, sizeWords } from './case-words.ts'
import { caseRecovery } from './recovery-words.ts'
import { type SmallestBreak, smallestBreaks } from './smallest-break.ts'
import { type StressView, UNSTRESSED } from './stress-view.ts'
import { rankedCases } from './worst-cases.ts'

/** What a stress study found in one arm. */
export interface StressFinding {
  readonly arm: string
  readonly sentences: readonly string[]
}

const passed = (view: StressView, arm: string): string => {
  const verdicts = [...view.cases, ...view.skewed].map(({ point }) => caseVerdict(view, point, arm))
  const count = (kind: string): number => verdicts.filter((verdict) => verdict === kind).length
  const [broken, untold] = [count('broken'), count('untold')]
  const all = counted(verdicts.length, 'case')
  const rest = untold === 0 ? '' : ` Of ${untold} nothing tells.`
  if (broken === 0) return `No property breaks in any of ${all}.${rest}`
  return `A property breaks in ${broken} of ${all}; ${count('holds')} hold in every seed.${rest}`
}

/** Sizes of unlike units are in no order: price moves have their own, and the others are told by name. */
const first = (breaks: readonly SmallestBreak[]): readonly string[] => {
  const isPrice = ({ ladder }: SmallestBreak): boolean => ladder.id.startsWith('price-')
  const known = breaks.flatMap((one) => (one.broken === undefined ? [] : [{ ...one, broken: one.broken }]))
  const moves = known.filter(isPrice).sort((a, b) => a.broken - b.broken)
  const [least] = moves
  const others = known.filter((one) => !isPrice(one) && !one.isBrokenAlone)
  const alone = known.filter(({ isBrokenAlone }) => isBrokenAlone)
  const below = least?.held === undefined ? '' : ` (${sizeWords(least.held, least.ladder.unit)} holds)`
  const price =
    breaks.some(isPrice) && least === undefined
      ? ['No move of the price that was tried breaks one.']
      : least === undefined
        ? []
        : [
            `What breaks first of price moves: ${listed(
              moves.filter(({ broken }) => broken === least.broken).map(({ ladder }) => ladderWords(ladder)),
            )}, at ${sizeWords(least.broken, least.ladder.unit)}${below}.`,
          ]
  return [
    ...price,
    ...(others.length === 0
      ? []
      : [
          `Of other cases these break: ${listed(
            others.map(({ ladder, words }) => `${ladderWords(ladder)} (${words})`),
            '; ',
          )}.`,
        ]),
    ...(alone.length === 0
      ? []
      : [
          `The fall that other cases happen in breaks one by itself, and so do ${listed(alone.map(({ ladder }) => ladderWords(ladder)))}.`,
        ]),
  ]
}

const worst = (view: StressView, arm: string): readonly string[] => {
  const { debt, statistics, quote } = view
  const [most] = rankedCases(view, debt, arm)
  if (most === undefined) return []
  if (most.mean <= 0) return ['No case leaves bad debt at the end.']
  const usual = statistics.average(debt.column, UNSTRESSED, arm)
  const difference = statistics.difference(debt.column, most.stress.point, UNSTRESSED, arm)
  const money = (x: number | undefined): string => withUnit('money', figureWords('money', x), quote)
  const pool = statistics.average('deficit.pool', most.stress.point, arm) ?? 0
  const whose = pool > 0 ? `, ${pool >= most.mean ? "all of it the pool's" : `${money(pool)} of it the pool's`}` : ''
  return [
    `Most bad debt: ${money(most.mean)} in ${caseWords(most.stress)}${whose}; without stress ${money(usual)}, the difference ${withUnit('money', pairedWords('money', difference), quote)} (${clearnessWords(difference)}).`,
  ]
}

const notMonotone = (breaks: readonly SmallestBreak[]): readonly string[] => {
  const odd = breaks.filter(({ isMonotone }) => !isMonotone)
  return odd.length === 0
    ? []
    : [
        `Not monotone, so that no one size parts what holds from what breaks: ${listed(
          odd.map(({ ladder, intervals }) => `${ladderWords(ladder)} ${intervals}`),
          '; ',
        )}.`,
      ]
}

const recovery = (view: StressView, arm: string): readonly string[] => {
  const known = view.cases
    .map((stress) => ({ stress, ...caseRecovery(view, stress.point, arm) }))
    .filter(({ told }) => told > 0)
  if (known.length === 0) return []
  const never = known.filter(({ recovered, told }) => recovered < told)
  const times = known.flatMap(({ stress, mean }) => (mean === undefined ? [] : [{ stress, mean }]))
  const longest = times.reduce<(typeof times)[number] | undefined>(
    (most, one) => (most === undefined || one.mean > most.mean ? one : most),
    undefined,
  )
  return [
    ...(never.length === 0
      ? ['The market recovers within the run in every case that ends.']
      : [
          `In ${never.length} of ${counted(known.length, 'case')} that end the market does not recover within the run in every seed.`,
        ]),
    ...(longest === undefined || longest.mean < 1000
      ? []
      : [`The longest that it took where it did: ${formatDuration(longest.mean)} in ${caseWords(longest.stress)}.`]),
  ]
}

/** What a stress study found, arm by arm, the gravest first within each. */
export const stressFindings = (view: StressView): readonly StressFinding[] =>
  view.cases.length === 0
    ? []
    : view.plan.arms.map((arm) => {
        const breaks = smallestBreaks(view, arm)
        return {
          arm,
          sentences: [
            passed(view, arm),
            ...first(breaks),
            ...worst(view, arm),
            ...notMonotone(breaks),
            ...recovery(view, arm),
          ],
        }
      })
