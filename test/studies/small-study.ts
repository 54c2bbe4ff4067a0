import type { Study } from '../../src/studies/study.ts'
import { type SmallArm, type SmallRun, smallSimulation } from '../simulation/small-simulation.ts'

/** A study of the small simulation's arms. */
export const smallStudy = (
  run: Omit<SmallRun, 'arm' | 'seed'> = {},
  arms: readonly SmallArm[] = ['amm', 'ladder', 'book'],
): Study => {
  const { parts } = smallSimulation({ ...run, arm: 'amm' })
  const build = (more: Partial<SmallRun>) => async (arm: string, seed: number) =>
    smallSimulation({ ...run, ...more, arm: arm as SmallArm, seed })
  return {
    name: 'small',
    source: 'name: small\n',
    seed: 7,
    market: parts.exchange.venues[0].spec,
    horizon: parts.end,
    warnings: [],
    properties: ['fund.end >= 0', 'volume > 1e18'],
    arms: arms.map((arm) => ({
      arm,
      engine: arm === 'amm' ? 'virtual-amm' : 'order-book',
      description: `The small ${arm}.`,
      capital: parts.poolDeposits[0],
    })),
    build: build({}),
    buildQuotes: build({ crowd: false }),
  }
}
