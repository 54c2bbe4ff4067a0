import type { Scenario } from '../../scenario/scenario.ts'
import type { Conducted } from '../../studies/evaluation/conduct.ts'
import type { StudyStore } from '../../studies/store/study-store.ts'
import type { PlannedTune } from '../../studies/tuning/plan-tune.ts'
import type { StudyReport } from '../study-report.ts'
import { tuneHtml } from './tune-html.ts'
import { tuneJson } from './tune-json.ts'
import { tuneMarkdown } from './tune-markdown.ts'
import { tuneTerminal } from './tune-terminal.ts'
import { tuneView } from './tune-view.ts'

/** A tuning in all its forms, from the runs that its store has: the same runs give the same bytes. */
export const tuneReport = async (
  planned: PlannedTune,
  scenario: Scenario,
  store: StudyStore,
  conducted: Conducted,
): Promise<StudyReport> => {
  const view = await tuneView(planned, scenario, store, conducted)
  return {
    html: tuneHtml(view),
    markdown: tuneMarkdown(view),
    json: tuneJson(view),
    table: (terminal) => tuneTerminal(view, terminal),
  }
}
