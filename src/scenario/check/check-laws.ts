import { nearestName } from '../../formula/nearest-name.ts'
import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'

/** Laws are those that there are, as far as the reader of the scenario knows them. */
export const checkLaws = (
  { laws = [] }: Partial<Scenario>,
  report: Report,
  known: readonly string[] | undefined,
): void => {
  for (const [i, law] of laws.entries()) {
    if (known?.includes(law) ?? /^PERP-\d{2,}$/.test(law)) continue
    const suggestion = nearestName(law, known ?? []) ?? ''
    report.fault(['laws', i], suggestion === '' ? 'is no law, such as PERP-02' : 'is no law', { suggestion })
  }
}
