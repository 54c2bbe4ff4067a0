import fc from 'fast-check'
import type { Fraction } from '../../numeric/fraction.ts'
import type { StepText } from '../../scenario/schema/steps-schema.ts'
import { limitText, type MarketGrid, sizeText } from '../arbitraries/market-grid.ts'

/** Somebody takes on a large position, the price goes against it, and others may wait for what is sold. */
export interface Crash {
  readonly victim: number
  readonly other: number
  readonly market: number
  readonly buy: boolean
  readonly lots: number
  /** Ticks from the true price at which the position is opened, towards its loss. */
  readonly ticks: number
  /** Hundredths of its first deposit that the victim loses by the move. */
  readonly loss: number
  /** An order that meets the liquidation, near the new price; none where it has no lots. */
  readonly waiting: { readonly who: number; readonly lots: number; readonly ticks: number }
  /** An order of the victim's own that rests far from the price. */
  readonly rests: boolean
  /** Who sends a liquidation; nobody where it is left out. */
  readonly by?: number
  /** Lots of a position in the other market, where there is one; 0 for none. */
  readonly elsewhere: number
  /**
   * Brings the victim's equity after the first move to maintenance, or to the share of it that is one of the takers'
   * thresholds, give or take atoms: on a book, with the laboratory's fees and margin.
   */
  readonly brink?: { readonly threshold: number; readonly off: number } | undefined
}

/** Where crashes happen. */
export interface CrashSite {
  readonly grids: readonly MarketGrid[]
  readonly blockTime: number
  readonly thresholds: readonly Fraction[]
}

const MEMBERS = 4

/** One to three of them; they shrink to one of the first member, with whole hundreds of lots. */
export const crashes = (): fc.Arbitrary<readonly Crash[]> =>
  fc.array(
    fc.record(
      {
        victim: fc.nat(MEMBERS - 1),
        other: fc.nat(MEMBERS - 1),
        market: fc.nat(1),
        buy: fc.boolean(),
        lots: fc.oneof(
          { weight: 3, arbitrary: fc.integer({ min: 10, max: 90 }).map((x) => x * 100) },
          { weight: 1, arbitrary: fc.integer({ min: 1001, max: 9999 }) },
        ),
        ticks: fc.constantFrom(0, 50, 120),
        loss: fc.oneof(
          { weight: 3, arbitrary: fc.integer({ min: 30, max: 110 }) },
          { weight: 2, arbitrary: fc.integer({ min: 90, max: 250 }) },
        ),
        waiting: fc.record({
          who: fc.nat(MEMBERS - 1),
          lots: fc.oneof(
            fc.constant(0),
            fc.integer({ min: 1, max: 60 }).map((x) => x * 100),
            fc.integer({ min: 1, max: 6000 }),
          ),
          ticks: fc.integer({ min: -60, max: 60 }),
        }),
        rests: fc.boolean(),
        elsewhere: fc.oneof(
          fc.constant(0),
          fc.integer({ min: 1, max: 30 }).map((x) => x * 100),
        ),
        by: fc.nat(MEMBERS - 1),
        brink: fc.oneof(
          { weight: 2, arbitrary: fc.constant(undefined) },
          {
            weight: 1,
            arbitrary: fc.record({
              threshold: fc.nat(3),
              off: fc.constantFrom(0, 0, -1, 1),
            }),
          },
        ),
      },
      { requiredKeys: ['victim', 'other', 'market', 'buy', 'lots', 'ticks', 'loss', 'waiting', 'rests', 'elsewhere'] },
    ),
    { minLength: 1, maxLength: 3, size: 'max' },
  )

const usual = {
  do: 'place',
  timeInForce: 'good-til-cancelled',
  reduceOnly: false,
  slide: false,
  selfTrade: 'cancel-resting',
} as const

const ATOMS = 1_000_000
/** Of the laboratory's: quote units that a member begins with, the taker's fee and the maintenance rate. */
const DEPOSIT = 1000
const FEE = 5 / 10_000
const MAINTENANCE = 5 / 100

/** Money that brings a position's equity to the brink, signed, as decimal text; everything in whole atoms. */
const brinkMoney = (
  share: Fraction,
  off: number,
  { buy, lots }: Pick<Crash, 'buy' | 'lots'>,
  paid: number,
  worth: number,
): string => {
  const fee = Math.ceil(Math.round(lots * paid * FEE * 1000) / 1000)
  const equity = DEPOSIT * ATOMS - fee + (buy ? 1 : -1) * lots * (worth - paid)
  const maintenance = Math.ceil(Math.round(lots * worth * MAINTENANCE * 1000) / 1000)
  const atoms = Math.floor((maintenance * share.n) / share.d) + off - equity
  return (atoms / ATOMS).toFixed(6)
}

/**
 * Steps of crashes, one after the other from the first block on.
 * @param thresholds - shares of maintenance that a brink may be at
 */
export const crashSteps = (
  drawn: readonly Crash[],
  { grids, blockTime, thresholds }: CrashSite,
): readonly StepText[] => {
  const truth = grids.map(({ price }) => price)
  return drawn.flatMap((crash, i) => {
    const { victim, other, buy, lots, ticks, loss, waiting, rests, elsewhere, by } = crash
    const brink = i === 0 ? crash.brink : undefined
    const market = crash.market % grids.length
    const grid = grids[market]
    const at = `${(2 * i + 1) * blockTime}ms`
    const where = market > 0 ? { market: grid.symbol } : {}
    const member = (which: number) => ({ list: 0, member: which })
    const order = (who: number, buys: boolean, size: number, price: string, tag: number): StepText => ({
      ...{ at, ...where, ...usual, account: member(who) },
      ...{ side: buys ? 'buy' : 'sell', size: sizeText(size, grid), price, tag },
    })
    const opened = limitText(truth[market], buy ? ticks : 0 - ticks, grid)
    const steps: StepText[] = [order(other, !buy, lots, opened, 1), order(victim, buy, lots, opened, 1)]
    if (rests) steps.push(order(victim, buy, 100, limitText(truth[market] * (buy ? 0.7 : 1.3), 0, grid), 2))
    const bps = 50 * Math.min(180, Math.ceil((loss * 2 * 1000) / lots)) * (buy ? -1 : 1)
    truth[market] = (truth[market] * (10_000 + bps)) / 10_000
    const further = grids.length - 1 - market
    if (elsewhere > 0 && brink === undefined && further !== market) {
      const there = {
        ...(further > 0 ? { market: grids[further].symbol } : {}),
        price: limitText(truth[further], ticks, grids[further]),
      }
      const size = sizeText(elsewhere, grids[further])
      steps.push(
        { at, ...usual, ...there, account: member(other), side: 'sell', size, tag: 1 },
        { at, ...usual, ...there, account: member(victim), side: 'buy', size, tag: 1 },
      )
    }
    if (brink !== undefined) {
      const share = thresholds[brink.threshold % thresholds.length]
      const atomsOf = (price: number): number => Math.round(price * Number(grid.lot) * ATOMS)
      const money = brinkMoney(share, brink.off, crash, atomsOf(Number(opened)), atomsOf(truth[market]))
      const out = money.startsWith('-')
      const amount = out ? money.slice(1) : money
      if (Number(amount) > 0)
        steps.unshift({ at, ...where, account: member(victim), do: out ? 'withdraw' : 'deposit', amount })
    }
    if (waiting.lots > 0 && brink === undefined)
      steps.push(order(waiting.who, buy, waiting.lots, limitText(truth[market], waiting.ticks, grid), 3))
    steps.push({ at, ...where, do: 'move-price', by: `${bps}bps` })
    if (by !== undefined)
      steps.push({
        ...{ at: `${(2 * i + 2) * blockTime}ms`, ...where, do: 'liquidate', account: member(victim), by: member(by) },
      })
    return steps
  })
}
