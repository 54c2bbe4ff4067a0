import fc from 'fast-check'
import type { Scenario } from '../../scenario/scenario.ts'
import type { StepText } from '../../scenario/schema/steps-schema.ts'
import { limitText, type MarketGrid, sizeText } from '../arbitraries/market-grid.ts'

/**
 * Somebody is insolvent and not liquidated, since liquidations are paused; who is on the other side leaves for another, who
 * comes at the price as it is and keeps no more than its margin. Deleveraged at the first one's bankruptcy price, the
 * latecomer owes more than it has.
 */
export interface Latecomer {
  readonly lots: number
  /** Lots that the latecomer takes beyond those: they stay with it. */
  readonly more: number
  /** Percent by which the price has fallen when it comes, and by which it falls then. */
  readonly fall: number
  readonly further: number
  /** Quote units above the margin that it must keep. */
  readonly spare: number
}

/** They shrink to five thousand lots and a fall by three tenths. */
export const latecomers = (): fc.Arbitrary<Latecomer> =>
  fc.record({
    lots: fc.integer({ min: 50, max: 85 }).map((x) => x * 100),
    more: fc.constantFrom(0, 1000, 3000),
    fall: fc.integer({ min: 30, max: 45 }),
    further: fc.integer({ min: 1, max: 3 }),
    spare: fc.integer({ min: 1, max: 40 }),
  })

/** How many members take part. */
export const LATECOMER_MEMBERS = 3

/** Quote units that a member begins with; initial margin and fee of the laboratory, as a share of what is traded. */
const DEPOSIT = 1000
const KEPT = 0.1 + 5 / 10_000

const usual = {
  do: 'place',
  timeInForce: 'good-til-cancelled',
  reduceOnly: false,
  slide: false,
  selfTrade: 'cancel-resting',
  tag: 1,
} as const

/** Steps of the first three blocks, for a book with the laboratory's fees and margin. */
export const latecomerSteps = (
  { lots, more, fall, further, spare }: Latecomer,
  grid: MarketGrid,
  blockTime: number,
): readonly StepText[] => {
  const at = (block: number): { readonly at: string } => ({ at: `${block * blockTime}ms` })
  const member = (which: number) => ({ list: 0, member: which })
  const trade = (block: number, seller: number, buyer: number, traded: number, price: string): readonly StepText[] => {
    const size = sizeText(traded, grid)
    return [
      { ...at(block), ...usual, account: member(seller), side: 'sell', size, price },
      { ...at(block), ...usual, account: member(buyer), side: 'buy', size, price },
    ]
  }
  const fallen = (grid.price * (100 - fall)) / 100
  const worth = (lots + more) * Number(grid.lot) * fallen
  const amount = Math.floor(DEPOSIT - worth * KEPT) - spare
  return [
    ...trade(1, 1, 0, lots, limitText(grid.price, 0, grid)),
    { ...at(1), do: 'pause', what: 'liquidation' },
    { ...at(1), do: 'move-price', by: `${-fall}%` },
    ...trade(2, 2, 1, lots + more, limitText(fallen, 0, grid)),
    ...(amount > 0 ? [{ ...at(2), do: 'withdraw' as const, account: member(2), amount: String(amount) }] : []),
    { ...at(3), do: 'move-price', by: `${-further}%` },
    { ...at(3), do: 'pause', what: 'nothing' },
  ]
}

/** The script without moves of the price and pauses, which would undo what leads to a latecomer. */
export const undisturbed = ({ steps }: Scenario): readonly StepText[] =>
  steps.filter(({ do: what }) => what !== 'move-price' && what !== 'pause')
