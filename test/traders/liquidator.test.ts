import { expect, test } from 'vitest'
import { gasTable } from '../../src/chain/gas-table.ts'
import type { Outgoing } from '../../src/market/transaction.ts'
import { LIQUIDATE } from '../../src/market/transaction.ts'
import { liquidator } from '../../src/traders/liquidator.ts'
import { traderDefaults } from '../../src/traders/trader-defaults.ts'
import { SAMPLE_PRICE, sampleSight } from './sample-sight.ts'

const defaults = traderDefaults(1_000_000).liquidator
const found = [1, 2, 3, 4, 5].map((i) => ({ account: 100 + i, size: 1000 * i, equity: i }))

test('liquidators try the worst accounts, bid no more than their share of the reward, and wait before trying again', () => {
  const list = liquidator({ seed: 3, group: 0, count: 200, start: 0 }, defaults)
  const gas = gasTable()
  const tried = new Set<number>()
  const bids = new Set<number>()
  for (let member = 0; member < list.count; member++) {
    const sent: Outgoing[] = []
    const sight = sampleSight({ liquidatable: () => found })
    list.wake(member, 1000, sight, (order) => sent.push(order))
    const [{ kind, target = 0, priorityFee = 0, deadline }] = sent
    expect([kind, deadline]).toEqual([LIQUIDATE, 1000 + defaults.patience])
    const { size } = found[target - 101]
    const reward = Math.floor((size * SAMPLE_PRICE * defaults.reward.n) / defaults.reward.d)
    expect(gas.gasCost(LIQUIDATE, priorityFee, 0)).toBeLessThanOrEqual(reward * defaults.bidShare)
    tried.add(target)
    bids.add(priorityFee)
    list.wake(member, 2000, sampleSight({ liquidatable: () => [found[target - 101]] }), (order) => sent.push(order))
    expect(sent).toHaveLength(1)
  }
  expect([...tried].sort()).toEqual([101, 102, 103])
  expect(bids.size).toBeGreaterThan(100)
})

test('without accounts to liquidate nothing is sent', () => {
  const list = liquidator({ seed: 3, group: 0, count: 1, start: 0 }, defaults)
  list.wake(0, 1000, sampleSight(), () => expect.unreachable())
})
