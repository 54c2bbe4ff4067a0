import { describe, expect, test } from 'vitest'
import { assemble } from '../../src/scenario/assemble.ts'
import { ARMS, SMALL, smallScenario, type Words } from './small-scenario.ts'

const HORIZON: Words = { horizon: '6m' }

/** When a transaction was sent and when it arrives. */
type Sent = readonly [number, number]

/** The words of a list that count draws and choices that must not hang on the market. */
const INTENTIONS: Readonly<Record<string, readonly string[]>> = {
  noise: ['exposure', 'lastSide', 'lastNotional'],
}

/** All exogenous draws of a run: prices outside, published prices, wake-ups, what noise traders mean to do, latencies. */
const drawsOf = async (engine: string, parts: Words, lists: number) => {
  const scenario = await smallScenario({ ...HORIZON, ...parts })
  const simulation = await assemble(scenario, { engine })
  const { mempool, exchange } = simulation.parts
  const groups = simulation.groups.slice(0, lists)
  const wakes: string[] = []
  for (const { behaviour, name } of groups) {
    const wake = behaviour.wake.bind(behaviour)
    Object.assign(behaviour, {
      wake: (...call: Parameters<typeof wake>): number => {
        const next = wake(...call)
        // When the others wake next may follow from what they saw; noise looks at nothing.
        if (name === 'noise') wakes.push(`${call[0]}@${call[1]}>${next}`)
        return next
      },
    })
  }
  const delays = new Map<number, Sent[]>()
  const add = mempool.add.bind(mempool)
  Object.assign(mempool, {
    add: (transaction: Parameters<typeof add>[0], sent: number): number => {
      const arrives = add(transaction, sent)
      const list = delays.get(transaction.account) ?? []
      list.push([sent, arrives])
      delays.set(transaction.account, list)
      return arrives
    },
  })
  const prices: number[] = []
  const meant: number[] = []
  while (simulation.step()) {
    const { time } = simulation.block
    for (const feed of simulation.feeds) prices.push(feed.truePrice(time), feed.parts.oracle.published.price)
    for (const { behaviour, name } of groups)
      for (const column of INTENTIONS[name] ?? []) meant.push(...behaviour.state()[column])
  }
  const deposits = groups.flatMap(({ behaviour }) =>
    Array.from({ length: behaviour.count }, (_, member) => behaviour.deposit(member)),
  )
  // Accounts that stand behind liquidity get the arm's capital on top of their own draw.
  const others = groups.flatMap(({ name, behaviour }) =>
    Array.from({ length: behaviour.count }, () => name !== 'market-maker'),
  )
  return {
    prices,
    meant,
    wakes,
    delays,
    deposits: deposits.filter((_, i) => others[i]),
    accounts: groups.map(({ firstAccount }) => firstAccount),
    digest: simulation.digest(),
    count: exchange.accounts.count,
  }
}

/** While a sender sends at the same times, its transactions arrive at the same times: later ones never overtake earlier ones. */
const expectSameLatencies = (one: readonly Sent[] = [], other: readonly Sent[] = []): number => {
  let same = 0
  while (same < Math.min(one.length, other.length) && one[same][0] === other[same][0]) same += 1
  expect(one.slice(0, same)).toEqual(other.slice(0, same))
  return same
}

const ordered: Words = { chain: { ...(SMALL.chain as Words), ordering: 'random', blocks: 'poisson' } }

describe.each([
  ['fixed blocks in order of arrival', {}],
  ['Poisson blocks in random order', ordered],
])('with %s', (_, parts) => {
  test('the engine moves no price, no observation of an oracle, no intent and no latency', async () => {
    const [amm, ...others] = await Promise.all(ARMS.map((engine) => drawsOf(engine, parts, 4)))
    expect(new Set(amm.prices).size).toBeGreaterThan(100)
    expect(amm.wakes.length).toBeGreaterThan(100)
    expect(amm.delays.size).toBeGreaterThan(20)
    for (const other of others) {
      expect(other.prices).toEqual(amm.prices)
      expect(other.meant).toEqual(amm.meant)
      expect(other.wakes).toEqual(amm.wakes)
      expect(other.deposits).toEqual(amm.deposits)
      expect(other.accounts).toEqual(amm.accounts)
      expect(other.digest).not.toBe(amm.digest)
      let same = 0
      for (const [account, sent] of amm.delays) same += expectSameLatencies(sent, other.delays.get(account))
      expect(same).toBeGreaterThan(30)
    }
  })

  test.each(ARMS)('a list of traders added at the end moves nobody else’s draws on %s', async (engine) => {
    const list = SMALL.traders as readonly Words[]
    const more = [...list, { kind: 'noise', name: 'late', count: 5 }, { kind: 'trend', name: 'later', count: 3 }]
    const [few, many] = [await drawsOf(engine, parts, 4), await drawsOf(engine, { ...parts, traders: more }, 4)]
    expect(many.count).toBe(few.count + 8)
    expect(many.prices).toEqual(few.prices)
    expect(many.meant).toEqual(few.meant)
    expect(many.wakes).toEqual(few.wakes)
    expect(many.deposits).toEqual(few.deposits)
    expect(many.accounts).toEqual(few.accounts)
    for (const [account, sent] of few.delays) expectSameLatencies(sent, many.delays.get(account))
  })
})

test('another seed draws everything anew', async () => {
  const [one, other] = [await drawsOf('amm', {}, 4), await drawsOf('amm', { seed: 8 }, 4)]
  expect(other.prices[40]).not.toBe(one.prices[40])
  expect(other.wakes[5]).not.toBe(one.wakes[5])
})
