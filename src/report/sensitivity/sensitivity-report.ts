import type { Scenario } from '../../scenario/scenario.ts'
import type { Conducted } from '../../studies/evaluation/conduct.ts'
import type { PlannedSensitivity } from '../../studies/sensitivity/plan-sensitivity.ts'
import type { StudyStore } from '../../studies/store/study-store.ts'
import type { StudyReport } from '../study-report.ts'
import { sensitivityHtml } from './sensitivity-html.ts'
import { sensitivityJson } from './sensitivity-json.ts'
import { sensitivityMarkdown } from './sensitivity-markdown.ts'
import { sensitivityTerminal } from './sensitivity-terminal.ts'
import { sensitivityView } from './sensitivity-view.ts'

/** A sensitivity study in all its forms, from the runs that its store has: the same runs give the same bytes. */
export const sensitivityReport = async (
  planned: PlannedSensitivity,
  scenario: Scenario,
  store: StudyStore,
  conducted: Conducted,
): Promise<StudyReport> => {
  const view = await sensitivityView(planned, scenario, store, conducted)
  return {
    html: sensitivityHtml(view),
    markdown: sensitivityMarkdown(view),
    json: sensitivityJson(view),
    table: (terminal) => sensitivityTerminal(view, terminal),
  }
}
