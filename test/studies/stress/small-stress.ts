import { assemble, type RunChoice } from '../../../src/scenario/assemble.ts'
import { parseScenario, readScenarioData } from '../../../src/scenario/parse-scenario.ts'
import type { Scenario } from '../../../src/scenario/scenario.ts'
import { withChanges } from '../../../src/scenario/vary/change.ts'
import type { Simulation } from '../../../src/simulation/simulation.ts'
import type { StressCase, StressEntry } from '../../../src/studies/stress/stress-case.ts'

export const MINUTE = 60_000

/** A small leveraged crowd on exact sources: two hours of blocks ten seconds apart. */
const SMALL = `name: small
seed: 5
horizon: 2h
record: { every: 1m }
markets:
  - { symbol: BTC-PERP, tick: "0.1", lot: "0.0001", quote: USDC, prices: { waypoints: [[0s, "30000"]], volatility: 0.5, step: 10s } }
chain: { blockTime: 10s, latency: { mean: 400ms } }
oracle: { sources: 3, delay: 10s }
funding: { every: 10m, period: 8h, rate: premium-clamp, cap: 1% }
margin: { tiers: [{ initial: 2.5%, maintenance: 1.25% }] }
liquidation: { close: full, penalty: 50bps }
takers: [engine, { backstop: { below: 2/3 of maintenance, deposit: 20_000, limit: 50_000 } }, deleverage]
insurance: { deposit: 5_000 }
fees: { taker: 5bps }
engines:
  amm: { kind: virtual-amm, capital: 500_000, depth: { within: 100bps, notional: 500_000 }, ladder: { step: 10bps, levels: 100 } }
  book: { kind: order-book, capital: 500_000 }
traders:
  - { kind: noise, count: 60, deposit: 2_000, leverage: 30, interval: 5m, notional: 5_000 }
  - { kind: market-maker, count: 3, interval: 10s, settle: 40s, clip: 1/3 }
  - { kind: arbitrageur, count: 2, deposit: 200_000, interval: 10s }
`

/** Pieces to replace for a virtual AMM with which nobody trades. */
export const NOBODY: Readonly<Record<string, string>> = Object.fromEntries(
  ['noise', 'market-maker', 'arbitrageur', 'order-book'].map((kind) => {
    const line = SMALL.split('\n').find((text) => text.includes(`kind: ${kind}`)) as string
    return [`${line}\n`, kind === 'noise' ? '  - { kind: scripted }\n' : '']
  }),
)

/** The small scenario with pieces of its text replaced. @throws Error for a piece that is not there */
export const smallScenario = async (changes: Readonly<Record<string, string>> = {}): Promise<Scenario> => {
  const text = Object.entries(changes).reduce((whole, [piece, instead]) => {
    if (!whole.includes(piece)) throw new Error(`"${piece}" is not in the small scenario`)
    return whole.replace(piece, () => instead)
  }, SMALL)
  return (await parseScenario(text, 'small')).scenario
}

/** The case of a battery that has this id. @throws Error for one that is skipped, or is not there */
export const caseOf = (entries: readonly StressEntry[], id: string): StressCase => {
  const found = entries.find((entry) => entry.id === id)
  if (found === undefined || 'skipped' in found) throw new Error(`${id}: ${found?.skipped ?? 'no such case'}`)
  return found
}

/** The scenario as the case changes it, read as any other. */
export const stressed = async (
  scenario: Scenario,
  { changes, id }: Pick<StressCase, 'changes' | 'id'>,
): Promise<Scenario> => (await readScenarioData(withChanges(scenario, changes), id)).scenario

/** Runs a scenario to its end, block by block. */
export const blocksOf = async (
  scenario: Scenario,
  choice: RunChoice,
  look: (simulation: Simulation, time: number) => void,
): Promise<Simulation> => {
  const simulation = await assemble(scenario, choice)
  while (simulation.step()) look(simulation, simulation.block.time)
  return simulation
}
