import { describe, expect, test } from 'vitest'
import type { Scenario } from '../../../src/scenario/scenario.ts'
import { impactOf } from '../../../src/studies/impact-of.ts'
import { scenarioStudy } from '../../../src/studies/scenario-study.ts'
import { stressCases } from '../../../src/studies/stress/stress-cases.ts'
import { caseOf, smallScenario, stressed } from './small-stress.ts'

const depthsOf = async (scenario: Scenario): Promise<readonly number[]> => {
  const study = scenarioStudy(scenario, { resolve: (file) => file })
  const depths = await Promise.all(study.arms.map(({ arm }) => impactOf(study, arm)))
  return depths.flatMap(({ depthAtStart: { bid, ask } }) => [bid, ask])
}

describe('depth before the first trade falls by the share that is gone, in every arm and on both sides', () => {
  test.each([
    ['liquidity-gone-50', 0.5],
    ['liquidity-gone-90', 0.1],
    ['liquidity-gone-in-fall-90', 0.1],
  ])('%s', async (id, left) => {
    const scenario = await smallScenario({ 'horizon: 2h': 'horizon: 30m' })
    const usual = await depthsOf(scenario)
    const depths = await depthsOf(await stressed(scenario, caseOf(stressCases(scenario), id)))
    expect(usual).toHaveLength(6)
    depths.forEach((depth, i) => {
      expect(depth / usual[i]).toBeGreaterThan(left * 0.95)
      expect(depth / usual[i]).toBeLessThan(left * 1.05)
    })
  })
})

test('capital and deposits keep their share to the atom, rounded down', async () => {
  const scenario = await smallScenario({
    'order-book, capital: 500_000': 'order-book, capital: "0"',
    'amm: { kind: virtual-amm, capital: 500_000': 'amm: { kind: virtual-amm, capital: "333333.333333"',
    'kind: market-maker, count: 3,': 'kind: market-maker, count: 3, deposit: "1000.000001",',
  })
  const { ladder } = caseOf(stressCases(scenario), 'liquidity-gone-50')
  const less = await stressed(scenario, ladder!.at(0.75))
  expect(less.engines['amm'].capital).toBe('83333.333333')
  expect(less.engines['book'].capital).toBe('0')
  expect(less.traders.map(({ kind, deposit }) => [kind, deposit])).toEqual([
    ['noise', '2000'],
    ['market-maker', '250'],
    ['arbitrageur', '200000'],
  ])
})

test('a scenario in which nobody provides liquidity has none to lose', async () => {
  const scenario = await smallScenario({
    '  amm: { kind: virtual-amm, capital: 500_000, depth: { within: 100bps, notional: 500_000 }, ladder: { step: 10bps, levels: 100 } }\n':
      '',
    'order-book, capital: 500_000': 'order-book',
    '  - { kind: market-maker, count: 3, interval: 10s, settle: 40s, clip: 1/3 }\n': '',
  })
  const entries = stressCases(scenario).filter(({ group }) => group === 'liquidity')
  expect(entries.map((entry) => 'skipped' in entry && entry.skipped)).toEqual(
    new Array(4).fill('nobody provides liquidity in this scenario'),
  )
})
