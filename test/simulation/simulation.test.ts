import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FUND_ACCOUNT } from '../../src/exchange/accounts.ts'
import {
  FEES_TO_FUND,
  FUND_PAID,
  FUNDING_PAID,
  FUNDING_RECEIVED,
  PENALTIES_TO_FUND,
} from '../../src/exchange/counters.ts'
import { CostBySize } from '../../src/simulation/cost-by-size.ts'
import { InvariantError } from '../../src/simulation/invariant-error.ts'
import { runMetrics } from '../../src/simulation/run-metrics.ts'
import { runResult } from '../../src/simulation/run-result.ts'
import type { Simulation } from '../../src/simulation/simulation.ts'
import type { Behaviour } from '../../src/traders/behaviour.ts'
import { HOUR, MINUTE, type SmallArm, type SmallRun, smallSimulation } from './small-simulation.ts'

const arms: readonly SmallArm[] = ['amm', 'ladder', 'book']

const finished = (run: SmallRun): Simulation => {
  const simulation = smallSimulation(run)
  expect(simulation.run()).toBe(true)
  return simulation
}

const total = (simulation: Simulation, slot: number): number =>
  simulation.parts.exchange.venues.reduce((sum, { counters }) => sum + counters.market[slot], 0)

describe.each(arms)('a run on %s', (arm) => {
  const crash = finished({ arm, fall: 5000, fund: 1_000_000, horizon: 20 * MINUTE })
  const result = runResult(crash, arm)

  test('conserves money and lots in every block of a crash that liquidations do not keep up with', () => {
    expect(result.conservationDrift).toEqual(['0'])
    expect(result.sizeSum).toEqual(['0'])
    expect(result.metrics.liquidations + result.metrics['deleveraged.accounts']).toBeGreaterThan(0)
  })

  test('changes the fund by its own ledger entries: deposit, fee share, penalties, and what it paid', () => {
    const { ledger } = crash.parts.exchange
    expect(ledger.balance[FUND_ACCOUNT] - crash.parts.fund.deposit).toBe(
      total(crash, FEES_TO_FUND) + total(crash, PENALTIES_TO_FUND) - total(crash, FUND_PAID),
    )
    expect(total(crash, FEES_TO_FUND)).toBeGreaterThan(0)
    expect(result.metrics['fund.change']).toBe(ledger.balance[FUND_ACCOUNT] - 1_000_000)
  })

  test('conserves in two markets, with publication by transaction and liquidators', () => {
    const run: SmallRun = { arm, markets: 2, publish: 'transaction', mode: 'bots', fall: 5000, horizon: 10 * MINUTE }
    const result = runResult(finished(run), arm)
    expect(result.conservationDrift).toEqual(['0'])
    expect(result.sizeSum).toEqual(['0', '0'])
    expect(result.metrics.liquidations + result.metrics['deleveraged.accounts']).toBeGreaterThan(0)
  })

  test('has the same digest and series twice, and another one for another seed', () => {
    const run: SmallRun = { arm, horizon: 10 * MINUTE, audited: false }
    const once = runResult(finished(run), arm)
    expect(runResult(finished(run), arm)).toEqual(once)
    expect(runResult(finished({ ...run, seed: 8 }), arm).digest).not.toBe(once.digest)
  })

  test('goes on from a checkpoint at any block as if it had not stopped', () => {
    const run: SmallRun = {
      arm,
      fall: 2000,
      horizon: 20 * MINUTE,
      audited: false,
      publish: 'transaction',
      mode: 'bots',
    }
    const whole = smallSimulation(run)
    const blocks = (10 * MINUTE) / 2000
    fc.assert(
      fc.property(fc.integer({ min: 0, max: blocks - 1 }), (block) => {
        const first = smallSimulation(run)
        for (let i = 0; i < block; i++) first.step()
        const bytes = first.checkpoint()
        const resumed = smallSimulation(run)
        resumed.restore(bytes)
        expect(resumed.digest()).toBe(first.digest())
        resumed.run()
        if (whole.block.block === 0) whole.run()
        expect(runResult(resumed, arm)).toEqual(runResult(whole, arm))
      }),
      { numRuns: 3, examples: [[0], [blocks - 1]] },
    )
  })

  test('pays funding once an interval, or once a block', () => {
    for (const [every, horizon] of [
      [10 * MINUTE, HOUR],
      [7 * MINUTE, HOUR],
      [8 * HOUR, HOUR],
    ] as const) {
      const result = runResult(finished({ arm, horizon, fundingEvery: every, audited: false, crowd: false }), arm)
      expect(result.metrics['funding.payments']).toBe(Math.floor(horizon / every))
    }
    const perBlock = runResult(finished({ arm, horizon: HOUR, fundingEvery: 'block', crowd: false }), arm)
    expect(perBlock.metrics['funding.payments']).toBe(perBlock.blocks)
  })

  test('settles funding so that payers cover receivers, and dust never falls below zero', () => {
    const simulation = smallSimulation({ arm, fundingEvery: MINUTE, horizon: 10 * MINUTE })
    while (simulation.step()) {
      const paid = total(simulation, FUNDING_PAID)
      const received = total(simulation, FUNDING_RECEIVED)
      expect(Number.isSafeInteger(paid) && Number.isSafeInteger(received)).toBe(true)
    }
    const { exchange } = simulation.parts
    for (let account = 0; account < exchange.accounts.count; account++) exchange.settleAll(account)
    expect(total(simulation, FUNDING_PAID)).toBeGreaterThan(0)
    expect(total(simulation, FUNDING_PAID) - total(simulation, FUNDING_RECEIVED)).toBeGreaterThanOrEqual(0)
    expect(exchange.ledger.balance[4]).toBeGreaterThanOrEqual(0)
  })
})

describe('money that a run begins with', () => {
  // A refusal is a value, and was dropped: the run went on with an account that had nothing.
  test('is not left out when all of it together leaves 2^53 - 1 atoms', () => {
    const rich = (behaviour: Behaviour): Behaviour => ({ ...behaviour, deposit: () => Number.MAX_SAFE_INTEGER - 1 })
    expect(() => smallSimulation({ arm: 'amm', watch: rich })).toThrow('deposits together leave 2^53 - 1 atoms')
    expect(() => smallSimulation({ arm: 'amm', fund: Number.MAX_SAFE_INTEGER })).toThrow(RangeError)
  })
})

describe('profit', () => {
  // Money that a script brings in or takes out while a run goes on was counted as won or lost.
  test('is what accounts have beyond what they brought in less what they took out', () => {
    const simulation = smallSimulation({ arm: 'amm' })
    const { exchange } = simulation.parts
    const [{ firstAccount }] = simulation.groups
    for (const account of [FUND_ACCOUNT, exchange.venues[0].pool, firstAccount])
      expect(exchange.deposit(account, 5_000_000)).toBe(0)
    expect(exchange.withdraw(firstAccount, 3_000_000)).toBe(0)
    expect(runMetrics(simulation)).toMatchObject({ 'fund.change': 0, 'pool.pnl': 0, 'pnl.noise': 0 })
  })
})

describe('figures of which nothing was measured', () => {
  // 0 bps of spread, or of slippage, reads as a perfect market.
  test('are left out, and what was measured is counted', () => {
    const simulation = smallSimulation({ arm: 'nobody', crowd: false, horizon: 3 * MINUTE })
    simulation.run()
    const metrics = runMetrics(simulation)
    for (const absent of ['spreadBps.mean', 'basisBps.mean', 'basisBps.largest', 'liquidations.slippageBps'])
      expect(metrics).not.toHaveProperty([absent])
    expect(metrics).toMatchObject({ 'samples.twoSided': 0, 'executions.withoutMid': 0, 'openInterest.mean': 0 })
    const quoted = smallSimulation({ arm: 'amm', crowd: false, horizon: 3 * MINUTE })
    quoted.run()
    expect(runMetrics(quoted)['samples.twoSided']).toBe(quoted.recorder.series().values[0].length)
    expect(runMetrics(quoted)['spreadBps.mean']).toBeGreaterThanOrEqual(0)
  })

  test('are executions without a mid to compare with', () => {
    const costs = new CostBySize([1000])
    costs.add({ side: 0, lots: 1, quote: 10, fee: 0, midBefore: 0, bestBefore: 5 })
    costs.add({ side: 0, lots: 1, quote: 10, fee: 0, midBefore: 5, bestBefore: 5 })
    expect(costs.withoutMid).toBe(1)
    expect(costs.classes()[0].count).toBe(1)
  })
})

describe('a broken invariant', () => {
  test('stops the run with the rule, the block and the run that replays it', () => {
    const simulation = smallSimulation({ arm: 'amm', horizon: MINUTE })
    simulation.step()
    simulation.step()
    simulation.parts.exchange.ledger.balance[10] += 1
    let broken: unknown
    try {
      simulation.step()
    } catch (error) {
      broken = error
    }
    expect(broken).toBeInstanceOf(InvariantError)
    expect((broken as InvariantError).broken).toMatchObject({ rule: 'conservation', block: 3, key: 'small/amm/7' })
    expect((broken as InvariantError).message).toContain('drift 1 atoms')
  })

  // The sum of sizes stays 0 when a move forgets the open interest that funding and limits read.
  test('is found in the open interest', () => {
    const simulation = smallSimulation({ arm: 'amm', horizon: MINUTE, audited: false })
    simulation.parts.exchange.ledger.openInterest[0] += 1
    expect(() => simulation.audit()).toThrow(/open interest broke .* 1 lots open, and long sizes of 0/)
  })

  test('is found in a crossed book, and not in a curve, whose quotes may meet', () => {
    for (const arm of ['amm', 'book'] as const) {
      const simulation = smallSimulation({ arm, horizon: MINUTE, audited: false })
      simulation.parts.exchange.venues[0].engine.best = () => 1
      if (arm === 'book') expect(() => simulation.audit()).toThrow('uncrossed book broke')
      else simulation.audit()
    }
  })

  test('is found at the end even when blocks are not audited', () => {
    const simulation = smallSimulation({ arm: 'amm', horizon: MINUTE, audited: false })
    simulation.step()
    simulation.parts.exchange.ledger.position[160] += 1
    expect(() => simulation.run()).toThrow(InvariantError)
  })
})

describe('a checkpoint', () => {
  const run: SmallRun = { arm: 'book', horizon: MINUTE }

  test('is refused by another run, when cut short, and when it is none', () => {
    const simulation = smallSimulation(run)
    for (let i = 0; i < 10; i++) simulation.step()
    const bytes = simulation.checkpoint()
    expect(() => smallSimulation({ ...run, seed: 8 }).restore(bytes)).toThrow('belongs to "small/book/7"')
    expect(() => smallSimulation(run).restore(bytes.subarray(0, bytes.length - 8))).toThrow(RangeError)
    expect(() => smallSimulation(run).restore(new Uint8Array(3))).toThrow('no perplab checkpoint')
    expect(() => smallSimulation(run).restore(new TextEncoder().encode('{"a":1}\n'))).toThrow('no perplab checkpoint')
    expect(() => smallSimulation(run).restore(new TextEncoder().encode('perplab\n'))).toThrow('no perplab checkpoint')
  })

  // Headers that JSON reads but that are none led to TypeErrors, which are our faults and not the file's.
  test.each([
    ['{"format":"perplab-checkpoint-2"}', 'no perplab checkpoint'],
    ['null', 'no perplab checkpoint'],
    ['{"format":"perplab-checkpoint-2","key":"small/book/7","digest":"","entries":[null]}', 'no perplab checkpoint'],
    [
      '{"format":"perplab-checkpoint-2","key":"small/book/7","digest":"","entries":[{"name":"a","kind":"Map","length":1}]}',
      'no perplab checkpoint',
    ],
    ['{"format":"perplab-checkpoint-2","key":"small/book/7","digest":"","entries":[]}', 'does not fit'],
    [
      '{"format":"perplab-checkpoint-2","key":"small/book/7","digest":"","entries":[{"name":"a","kind":"Uint8Array","length":1e15}]}',
      'does not fit',
    ],
  ])('with the header %s is refused as wrong input', (header, message) => {
    const restore = () => smallSimulation(run).restore(new TextEncoder().encode(`${header}\n`))
    expect(restore).toThrow(RangeError)
    expect(restore).toThrow(message)
  })

  // Bytes behind the last array and states that were changed were taken without a word.
  test('is refused when it is longer than its arrays, or when its state is not the one that was kept', () => {
    const simulation = smallSimulation(run)
    simulation.step()
    const bytes = simulation.checkpoint()
    const longer = new Uint8Array(bytes.length + 8)
    longer.set(bytes)
    expect(() => smallSimulation(run).restore(longer)).toThrow('does not fit')
    const changed = bytes.slice()
    changed[changed.length - 1] ^= 1
    expect(() => smallSimulation(run).restore(changed)).toThrow('was kept with')
  })

  // A broken state must not outlive the run that broke it.
  test('is not written of books that do not add up', () => {
    const simulation = smallSimulation(run)
    simulation.parts.exchange.ledger.balance[10] += 1
    expect(() => simulation.checkpoint()).toThrow(InvariantError)
  })
})
