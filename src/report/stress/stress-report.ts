import type { Scenario } from '../../scenario/scenario.ts'
import type { Conducted } from '../../studies/evaluation/conduct.ts'
import type { StudyStore } from '../../studies/store/study-store.ts'
import type { PlannedStress } from '../../studies/stress/plan-stress.ts'
import type { StudyReport } from '../study-report.ts'
import { stressHtml } from './stress-html.ts'
import { stressJson } from './stress-json.ts'
import { stressMarkdown } from './stress-markdown.ts'
import { stressTerminal } from './stress-terminal.ts'
import { stressView } from './stress-view.ts'

/** A stress study in all its forms, from the runs that its store has: the same runs give the same bytes. */
export const stressReport = async (
  planned: PlannedStress,
  scenario: Scenario,
  store: StudyStore,
  conducted: Conducted,
): Promise<StudyReport> => {
  const view = await stressView(planned, scenario, store, conducted)
  return {
    html: stressHtml(view),
    markdown: stressMarkdown(view),
    json: stressJson(view),
    table: (terminal) => stressTerminal(view, terminal),
  }
}
