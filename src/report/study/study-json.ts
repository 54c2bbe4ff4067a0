import type { StudyPlan } from '../../studies/plan/study-plan.ts'
import type { StudyTable } from '../../studies/store/study-table.ts'
import { finiteJson, type LooseJson } from '../results-json.ts'
import type { StudyExtent } from './cut-words.ts'

/** What every study's JSON begins with. */
export interface StudyJsonTerms {
  readonly plan: StudyPlan
  readonly extent: StudyExtent
  readonly table: Pick<StudyTable, 'runs' | 'fingerprint'>
  /** Name of the quote asset. */
  readonly quote: string
}

/** A study as one JSON object: its plan, how much of it there is, and then what its kind says. Money in quote units. */
export const studyJson = (
  { plan, extent, table, quote }: StudyJsonTerms,
  own: Readonly<Record<string, LooseJson>>,
): string => {
  const { question, ...terms } = plan
  const value = {
    plan: {
      ...terms,
      labels: plan.labels.map((column) => ({ ...column })),
      figures: plan.figures.map((column) => ({ ...column })),
    },
    question: question as { readonly [key: string]: LooseJson },
    complete: extent.complete,
    ...(extent.cut !== undefined && !extent.complete && { cutShort: { ...extent.cut } }),
    runs: table.runs,
    fingerprint: table.fingerprint,
    quote,
    ...own,
  }
  return `${JSON.stringify(finiteJson(value), undefined, 2)}\n`
}
