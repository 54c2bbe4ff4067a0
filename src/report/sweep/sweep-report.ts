import type { Scenario } from '../../scenario/scenario.ts'
import type { Conducted } from '../../studies/evaluation/conduct.ts'
import type { StudyStore } from '../../studies/store/study-store.ts'
import type { PlannedSweep } from '../../studies/sweep/plan-sweep.ts'
import type { StudyReport } from '../study-report.ts'
import { sweepHtml } from './sweep-html.ts'
import { sweepJson } from './sweep-json.ts'
import { sweepMarkdown } from './sweep-markdown.ts'
import { sweepTerminal } from './sweep-terminal.ts'
import { sweepView } from './sweep-view.ts'

/** A sweep in all its forms, from the runs that its store has: the same runs give the same bytes. */
export const sweepReport = async (
  planned: PlannedSweep,
  scenario: Scenario,
  store: StudyStore,
  conducted: Conducted,
): Promise<StudyReport> => {
  const view = await sweepView(planned, scenario, store, conducted)
  return {
    html: sweepHtml(view),
    markdown: sweepMarkdown(view),
    json: sweepJson(view),
    table: (terminal) => sweepTerminal(view, terminal),
  }
}
