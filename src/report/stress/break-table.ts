import type { ChartTable } from '../chart.ts'
import { ladderWords } from './case-words.ts'
import { laddersOf, smallestBreaks } from './smallest-break.ts'
import type { StressView } from './stress-view.ts'

/** The smallest size of every ladder that breaks a property, arms side by side. */
export const breakTable = (view: StressView): ChartTable => {
  const { plan } = view
  const byArm = plan.arms.map((arm) => smallestBreaks(view, arm))
  return {
    caption: 'Smallest size that breaks a property',
    head: ['Case', ...plan.arms],
    rows: laddersOf(view).map((ladder, i) => [ladderWords(ladder), ...byArm.map((breaks) => breaks[i].words)]),
  }
}
