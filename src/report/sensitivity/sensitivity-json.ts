import type { FigureSensitivity } from '../../studies/sensitivity/sensitivity-of.ts'
import type { LooseJson } from '../results-json.ts'
import { intervalJson } from '../study/interval-json.ts'
import { studyJson } from '../study/study-json.ts'
import { sensitivityNotes, sensitivitySentences } from './sensitivity-sentences.ts'
import type { FoundSensitivity, SensitivityView } from './sensitivity-view.ts'

const byParameter = <T>(
  { plan }: SensitivityView,
  dimensions: readonly T[],
  value: (dimension: T) => LooseJson,
): LooseJson => Object.fromEntries(dimensions.map((own, k) => [plan.labels[k].name, value(own)]))

const indicesValue = (view: SensitivityView, found: FigureSensitivity): Readonly<Record<string, LooseJson>> => {
  if (found.method === 'morris') {
    const { effects } = found
    if (effects.kind === 'too-few') return { ...effects }
    return {
      kind: effects.kind,
      trajectories: effects.trajectories,
      parameters: byParameter(view, effects.dimensions, ({ mu, muStar, sigma }) => ({
        mu,
        muStar: intervalJson(muStar),
        sigma,
      })),
    }
  }
  const { indices } = found
  if (indices.kind !== 'indices') return { ...indices }
  const { kind, rows, mean, variance } = indices
  return {
    kind,
    rows,
    mean,
    variance,
    parameters: byParameter(view, indices.dimensions, ({ first, total }) => ({
      first: intervalJson(first),
      total: intervalJson(total),
    })),
  }
}

const foundValue = (view: SensitivityView, own: FoundSensitivity): LooseJson => ({
  figure: own.figure.column,
  arm: own.arm,
  ...indicesValue(view, own.found),
  findings: sensitivitySentences(view, own),
})

/** A sensitivity study as one JSON object: its plan, indices by figure and arm, and what is said of them. Money in quote units. */
export const sensitivityJson = (view: SensitivityView): string => {
  const { plan, planned } = view
  return studyJson(view, {
    points: planned.points.length,
    seeds: view.seeds,
    refused: planned.refused.map(({ point, reason }) => ({
      parameters: Object.fromEntries(plan.labels.map(({ name }, k) => [name, planned.points[point].labels[k]])),
      reason,
    })),
    sensitivities: view.found.map((own) => foundValue(view, own)),
    notes: sensitivityNotes(view),
  })
}
