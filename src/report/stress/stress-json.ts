import type { PlacedCase } from '../../studies/stress/plan-stress.ts'
import type { LooseJson } from '../results-json.ts'
import { differenceJson, intervalJson } from '../study/interval-json.ts'
import { studyJson } from '../study/study-json.ts'
import { caseVerdict, conditionVerdicts } from './case-verdict.ts'
import { caseRecovery } from './recovery-words.ts'
import { skewMatrix } from './skew-matrix.ts'
import { smallestBreaks } from './smallest-break.ts'
import { stressFindings } from './stress-findings.ts'
import { stressNotes } from './stress-notes.ts'
import { type StressView, UNSTRESSED } from './stress-view.ts'

const pointValue = (view: StressView, point: number, arm: string): LooseJson => ({
  verdict: caseVerdict(view, point, arm),
  properties: conditionVerdicts(view, point, arm).map(({ condition, broken, told }) => ({
    property: condition,
    brokenSeeds: broken,
    count: told,
  })),
  recovery: { ...caseRecovery(view, point, arm) },
  figures: Object.fromEntries(
    view.figures.map(({ column }) => [
      column,
      {
        ...intervalJson(view.statistics.mean(column, point, arm)),
        ...(point !== UNSTRESSED && {
          lessUnstressed: differenceJson(view.statistics.difference(column, point, UNSTRESSED, arm)),
        }),
      },
    ]),
  ),
})

const armsValue = (view: StressView, point: number): LooseJson =>
  Object.fromEntries(view.plan.arms.map((arm) => [arm, pointValue(view, point, arm)]))

const caseValue = (view: StressView, { id, group, title, size, window, skewed, point }: PlacedCase): LooseJson => ({
  case: id,
  group,
  title,
  point,
  size: { ...size },
  ...(window !== undefined && { window: { ...window } }),
  ...(skewed !== undefined && { skewed: { ...skewed } }),
  arms: armsValue(view, point),
})

const breakValue = (view: StressView, arm: string): LooseJson =>
  smallestBreaks(view, arm).map(({ ladder, broken, held, isMonotone, words }) => {
    const found = view.searched.find((search) => search.ladder.id === ladder.id && search.arm === arm)?.found
    return {
      case: ladder.id,
      unit: ladder.unit,
      arm,
      broken,
      held,
      monotone: isMonotone,
      words,
      ...(found !== undefined && { search: found.kind, judged: found.judged.map((one) => ({ ...one })) }),
      ...(found?.kind === 'not-monotone' && { intervals: found.intervals.map((one) => ({ ...one })) }),
    }
  })

const matrixValue = (view: StressView, arm: string): readonly LooseJson[] => {
  const matrix = skewMatrix(view, arm)
  if (matrix === undefined) return []
  const { pool, moves, skews, fractions } = matrix
  return skews.flatMap((skew, row) =>
    moves.flatMap((move, column) => {
      const lost = fractions[row][column]
      return lost === undefined
        ? []
        : [{ arm, against: pool.words, capital: pool.capital, skew, move, lostShare: lost }]
    }),
  )
}

/** A stress study as one JSON object: its plan, cases with figures, intervals and differences from the runs without stress, what breaks, and what is said of it. Money in quote units, times in milliseconds. */
export const stressJson = (view: StressView): string => {
  const { plan, figures } = view
  return studyJson(view, {
    figures: figures.map(({ column, measure, better }) => ({
      figure: column,
      name: measure.name,
      unit: plan.figures.find(({ name }) => name === column)?.unit,
      better,
    })),
    unstressed: armsValue(view, UNSTRESSED),
    cases: [...view.cases, ...view.skewed].map((stress) => caseValue(view, stress)),
    skipped: view.skipped.map(({ id, group, title, skipped }) => ({ case: id, group, title, because: skipped })),
    smallestBreaks: plan.arms.flatMap((arm) => breakValue(view, arm) as readonly LooseJson[]),
    lostByMoveAndSkew: plan.arms.flatMap((arm) => matrixValue(view, arm)),
    findings: stressFindings(view).map(({ arm, sentences }) => ({ arm, sentences })),
    notes: stressNotes(view),
  })
}
