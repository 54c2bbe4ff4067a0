import type { PlannedRun, RunRow, StudyPlan, StudyPoint } from '../../src/studies/plan/study-plan.ts'

/** A plan of small parts, which nothing has to be run for. */
export const smallPlan = (parts: Partial<StudyPlan> = {}): StudyPlan => ({
  format: 1,
  version: '1.2.3',
  kind: 'sweep',
  name: 'small',
  scenario: 'name: small\n',
  fingerprint: '00112233445566778899aabbccddeeff',
  arms: ['amm', 'book'],
  firstSeed: 7,
  seeds: 4,
  labels: [
    { name: 'margin.tiers.0.maintenance', kind: 'number', unit: '%' },
    { name: 'engines.amm.curve', kind: 'text', unit: '' },
  ],
  figures: [
    { name: 'deficit', unit: 'quote' },
    { name: 'fund.end', unit: 'quote' },
    { name: 'p95(abs(basisBps)) < 5', unit: '', condition: true },
  ],
  runsPerPart: 6,
  question: {},
  ...parts,
})

/** The point at a position: the first is the scenario as it stands. */
export const smallPoint = (point: number): StudyPoint =>
  point === 0
    ? { labels: [2.5, undefined], changes: [] }
    : {
        labels: [point / 2, 'linear'],
        changes: [{ path: ['margin', 'tiers', 0, 'maintenance'], value: `${point / 2}%` }],
      }

/** What a run could have come to: figures that hang on the run. */
export const smallRow = (run: PlannedRun, plan: Pick<StudyPlan, 'figures'> = smallPlan()): RunRow => ({
  ...run,
  digest: `${run.point}-${run.arm}-${run.seed}`,
  blocks: 30,
  figures: plan.figures.map((_, i) => (i === 2 ? undefined : run.point * 1000 + run.seed + i / 4)),
  detail: '',
})
