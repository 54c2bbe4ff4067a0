import type { JudgedPoint } from '../../studies/tuning/tune-findings.ts'
import type { ChangeEffect } from '../drawings/current-against-recommended.ts'
import type { LooseJson } from '../results-json.ts'
import { differenceJson, intervalJson } from '../study/interval-json.ts'
import { studyJson } from '../study/study-json.ts'
import { objectiveEffects } from './expression-estimates.ts'
import { rivalPoints, rivalVerdict } from './point-rivals.ts'
import { riskEffects } from './risk-effects.ts'
import { searchSentences, tuneNotes } from './tune-notes.ts'
import { tuneSentences } from './tune-sentences.ts'
import type { TuneView } from './tune-view.ts'

const pointValue = (view: TuneView, point: JudgedPoint): Readonly<Record<string, LooseJson>> => {
  const { plan, tune } = view
  const { terms } = tune
  return {
    point: point.point,
    parameters: Object.fromEntries(plan.labels.map(({ name }, k) => [name, point.at.labels[k]])),
    seeds: point.seeds,
    objectives: Object.fromEntries(terms.objectives.map(({ text }, k) => [text, point.values[k]])),
    ...(terms.constraints.length > 0 && {
      conditions: terms.constraints.map(({ text, excess }, k) => ({
        text,
        left: point.constraints[k],
        holds: excess(view.runs(point)) === 0,
      })),
      feasible: point.violation === 0,
    }),
  }
}

const effectValue = ({ metric, current, recommended, difference, better }: ChangeEffect): LooseJson => ({
  name: metric.name,
  better,
  today: { ...current },
  recommended: { ...recommended },
  difference: difference && { ...difference },
})

/** A tuning as one JSON object: its plan, the points tried, the front, what is recommended, what the change costs whom, and what is said of them. Money in quote units. */
export const tuneJson = (view: TuneView): string => {
  const { plan, tune, findings } = view
  return studyJson(
    { ...view, table: findings.table },
    {
      arm: view.arm,
      recommended: findings.recommended.point,
      today: findings.today.point,
      feasible: findings.feasible,
      front: findings.front.map(({ point }) => point),
      notToldApart: rivalPoints(view)
        .filter((point) => rivalVerdict(view, point) === 'untold')
        .map(({ point }) => point),
      points: findings.points.map((point) => pointValue(view, point)),
      refused: tune
        .tried()
        .filter(({ refused }) => refused !== undefined)
        .map(({ at, refused }) => ({
          parameters: Object.fromEntries(plan.labels.map(({ name }, k) => [name, at.labels[k]])),
          reason: refused,
        })),
      effects: [...objectiveEffects(view), ...riskEffects(view)].map(effectValue),
      costs: view.costs.flatMap(({ title, rows, same }) => [
        ...rows.map(({ figure, today, recommended, difference }) => ({
          group: title,
          figure: figure.column,
          today: intervalJson(today),
          recommended: intervalJson(recommended),
          difference: differenceJson(difference),
        })),
        ...same.map(({ column }) => ({ group: title, figure: column, same: true })),
      ]),
      findings: [...tuneSentences(view), ...searchSentences(view)],
      notes: tuneNotes(view),
    },
  )
}
