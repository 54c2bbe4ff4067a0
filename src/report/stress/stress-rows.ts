import type { PlacedCase } from '../../studies/stress/plan-stress.ts'
import { counted, listed } from '../arm-words.ts'
import type { StressRow, StressTable } from '../drawings/stress-table.ts'
import { conditionVerdicts } from './case-verdict.ts'
import { caseWords } from './case-words.ts'
import { caseRecovery, recoveryWords } from './recovery-words.ts'
import { smallestBreaks } from './smallest-break.ts'
import { type StressView, UNSTRESSED } from './stress-view.ts'

const seedWords = (broken: readonly number[], told: number): string =>
  broken.length === told && told > 1
    ? `all ${told} seeds`
    : `${broken.length} of ${counted(told, 'seed')} (${listed(broken.map(String))})`

const rowOf = (view: StressView, point: number, arm: string): Omit<StressRow, 'name' | 'smallestBreak'> => ({
  figures: view.figures.map((figure) => view.estimate(figure, point, arm)),
  recovery: recoveryWords(caseRecovery(view, point, arm)),
  properties: conditionVerdicts(view, point, arm).map(({ condition, broken, told }) => ({
    text: broken.length === 0 ? condition : `${condition}: in ${seedWords(broken, told)}`,
    holds: told === 0 ? undefined : broken.length === 0,
  })),
})

/** The table of an arm: the run without stress, then cases. */
export const stressTableOf = (
  view: StressView,
  arm: string,
  cases: readonly PlacedCase[],
  title: string,
): StressTable => {
  const breaks = new Map(smallestBreaks(view, arm).map(({ ladder, words }) => [ladder.id, words]))
  return {
    title,
    measures: view.figures.map(({ measure }) => measure),
    ...(view.interval !== undefined && { interval: view.interval }),
    rows: [
      { name: 'without stress', ...rowOf(view, UNSTRESSED, arm), smallestBreak: '-' },
      ...cases.map((stress) => ({
        name: caseWords(stress),
        ...rowOf(view, stress.point, arm),
        smallestBreak: (stress.ladder === undefined ? undefined : breaks.get(stress.ladder.id)) ?? '-',
      })),
    ],
  }
}
