import { MICROS_PER_UNIT } from '../../market/price.ts'
import { integerToDecimal } from '../../numeric/decimal.ts'
import { mulDivUp } from '../../numeric/mul-div.ts'
import { formatDuration } from '../../scenario/format-duration.ts'
import { lotsOf, marketSpec } from '../../scenario/market-units.ts'
import { atomScale } from '../../scenario/quantities.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { StepText } from '../../scenario/schema/steps-schema.ts'
import type { Change } from '../../scenario/vary/change.ts'
import type { StressSetting } from './stress-setting.ts'

/** A position of one trader in the first market, built through the time before the stress. */
export interface ScriptedPosition {
  /** Name of the list of traders that is added, behind all others. */
  readonly name: string
  /** Which way it is built. */
  readonly side: 'buy' | 'sell'
  readonly lots: number
  /** Price micro-units, about what it is built at. */
  readonly markMicros: number
}

/** Orders in which the position is built. */
const ORDERS = 60
/** Deposit per notional: the trader is not liquidated by what the battery does. */
const COVER = 2

/** Largest order that every engine takes, lots. */
const largestOrder = ({ engines, markets }: Scenario): number => {
  const spec = marketSpec(markets[0], 0)
  return Object.values(engines).reduce(
    (least, engine) =>
      engine.kind === 'virtual-amm' && engine.largestOrder !== undefined
        ? Math.min(least, lotsOf(engine.largestOrder, spec))
        : least,
    Number.POSITIVE_INFINITY,
  )
}

/** Lots of each of as few like orders as the engines take, `least` at least; the first have one more where they do not divide. */
const split = (scenario: Scenario, lots: number, least: number): readonly number[] => {
  const orders = Math.min(lots, Math.max(least, Math.ceil(lots / largestOrder(scenario))))
  return Array.from({ length: orders }, (_, i) => Math.floor(lots / orders) + (i < lots % orders ? 1 : 0))
}

const orderOf = (
  { scenario: { traders, markets } }: StressSetting,
  side: 'buy' | 'sell',
  milliseconds: number,
  lots: number,
  reduceOnly: boolean,
): StepText => ({
  at: formatDuration(milliseconds),
  do: 'place',
  account: { list: traders.length, member: 0 },
  side,
  size: integerToDecimal(lots, marketSpec(markets[0], 0).lot),
  timeInForce: 'immediate-or-cancel',
  reduceOnly,
  slide: false,
  selfTrade: 'cancel-resting',
  tag: 0,
})

/** Orders of the trader that close the position at any price, all at once. */
export const closingOrders = (
  setting: StressSetting,
  { side, lots }: ScriptedPosition,
  milliseconds: number,
): readonly StepText[] =>
  split(setting.scenario, lots, 1).map((size) =>
    orderOf(setting, side === 'buy' ? 'sell' : 'buy', milliseconds, size, true),
  )

/**
 * A scripted trader who builds a position from a fifth to four fifths of the time before the stress, with enough money to
 * keep it, and what is scripted besides.
 */
export const positionChanges = (
  setting: StressSetting,
  { name, side, lots, markMicros }: ScriptedPosition,
  besides: readonly StepText[],
): readonly Change[] => {
  const { scenario, at } = setting
  const orders = split(scenario, lots, ORDERS)
  const [first, last] = [Math.floor(at / 5), Math.floor((4 * at) / 5)]
  const deposit = COVER * mulDivUp(lots, markMicros, MICROS_PER_UNIT)
  const trader = {
    kind: 'scripted',
    name,
    count: 1,
    deposit: integerToDecimal(deposit, atomScale(marketSpec(scenario.markets[0], 0).quoteDecimals)),
    depositSigma: 0,
  }
  return [
    { path: ['traders'], value: [...scenario.traders, trader] },
    {
      path: ['steps'],
      value: [
        ...scenario.steps,
        ...orders.map((size, i) =>
          orderOf(setting, side, first + Math.floor(((last - first) * i) / orders.length), size, false),
        ),
        ...besides,
      ],
    },
  ]
}

/** Lots of a share of the usual open interest; text says why nobody can hold them. */
export const lotsOfInterest = ({ scenario, baseline }: StressSetting, share: number): number | string => {
  const [market] = scenario.markets
  const spec = marketSpec(market, 0)
  const { openInterest } = baseline
  if (openInterest === undefined) return 'open interest was not measured on runs without stress'
  const lots = Math.floor(openInterest.lots * share)
  if (lots < 1) return 'open interest is too small for one lot of such a share'
  const cap = market.limits.position
  return cap !== undefined && lots > lotsOf(cap, spec)
    ? `the market allows no position of ${integerToDecimal(lots, spec.lot)} (markets[0].limits.position: ${cap})`
    : lots
}
