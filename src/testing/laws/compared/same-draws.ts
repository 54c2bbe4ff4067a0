import { armsOf } from '../../../scenario/arms.ts'
import type { Scenario } from '../../../scenario/scenario.ts'
import type { Simulation } from '../../../simulation/simulation.ts'
import { labScenario } from '../../cases/lab-scenario.ts'
import type { ComparedLaw } from '../../law.ts'
import { stepped } from './run-through.ts'
import { isScripted } from './scripted-case.ts'

/** Where nothing is drawn by itself: a price that moves, oracles that err, and traders without information. */
const withDraws = (scenario: Scenario): Scenario => {
  const { traders } = labScenario({
    traders: [{ kind: 'noise', count: 2, interval: '1s', notional: '20', deposit: '50', depositSigma: 0.5 }],
  })
  return {
    ...scenario,
    markets: scenario.markets.map((market) =>
      'waypoints' in market.prices ? { ...market, prices: { ...market.prices, volatility: 3 } } : market,
    ),
    oracle: { ...scenario.oracle, sources: 3, noise: '3bps' },
    traders: [...scenario.traders, ...traders],
  }
}

/** What must not hang on the engine, as it stands after a block. */
const drawsOf = ({ feeds, groups, block }: Simulation, { oracle, traders }: Scenario): readonly number[] => {
  const draws: number[] = [block.block, block.time]
  for (const feed of feeds) {
    draws.push(feed.truePrice(block.time), feed.external(block.time))
    // A publication that waits in the mempool may meet a full block.
    if (oracle.publish === 'block-start') {
      const { price, low, high, time, status } = feed.parts.oracle.published
      draws.push(price, low, high, time, status)
    }
  }
  for (const [list, { kind }] of traders.entries()) {
    if (kind !== 'noise') continue
    for (const column of Object.values(groups[list].behaviour.state())) draws.push(...column)
  }
  return draws
}

/** What each member begins with; accounts that stand behind liquidity get the arm's capital on top. */
const depositsOf = ({ groups }: Simulation, { traders }: Scenario): readonly number[] =>
  traders.flatMap(({ kind, count }, list) =>
    kind === 'market-maker' ? [] : Array.from({ length: count }, (_, member) => groups[list].behaviour.deposit(member)),
  )

/** Arms differ in their engine only: what comes from outside is the same in all of them. */
export const sameDraws: ComparedLaw = {
  id: 'PERP-87',
  name: 'on every engine the same prices move, the same index is published and traders without information mean the same',
  rulesOut: 'A comparison of engines that compares markets: draws keyed by the arm, or taken in the order of events',
  parts: ['whole run', 'oracle'],
  compare: async (sample, build, ruling) => {
    const scenario = isScripted(sample.scenario) ? withDraws(sample.scenario) : sample.scenario
    const arms = armsOf(scenario)
    const runs = await Promise.all(arms.map(({ name }) => build({ scenario, arm: name })))
    const [first, ...others] = runs
    const deposits = depositsOf(first, scenario)
    for (const [i, other] of others.entries())
      if (String(depositsOf(other, scenario)) !== String(deposits))
        return ruling.broken(`members begin with other deposits on ${arms[i + 1].name} than on ${arms[0].name}`)
    while (stepped(first)) {
      const draws = drawsOf(first, scenario)
      for (const [i, other] of others.entries()) {
        stepped(other)
        const theirs = drawsOf(other, scenario)
        const at = draws.findIndex((draw, j) => draw !== theirs[j])
        if (at >= 0)
          return ruling.broken(
            `block ${first.block.block}: ${draws[at]} on ${arms[0].name} and ${theirs[at]} on ${arms[i + 1].name} ` +
              `(figure ${at} of block, prices, index and intents)`,
          )
        ruling.exercised('blocks')
      }
    }
  },
}
