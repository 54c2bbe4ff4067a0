import type { Scenario } from '../../../scenario/scenario.ts'
import { labScenario } from '../../cases/lab-scenario.ts'

/** Funding at a constant rate for each payment, paid so often; milliseconds. */
export const constantFunding = (rate: string, every: number): Scenario['funding'] =>
  labScenario({
    funding: {
      rate: 'constant',
      constant: rate,
      every: `${every}ms`,
      period: `${every}ms`,
      sample: { every: 'block', mean: 'latest' },
    },
  }).funding
