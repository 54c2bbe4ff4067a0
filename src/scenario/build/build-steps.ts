import { LIQUIDATION_PAUSED, OPENING_PAUSED } from '../../exchange/market-state.ts'
import type { MarketSpec } from '../../market/market-spec.ts'
import {
  CANCEL_INCOMING,
  CANCEL_RESTING,
  DECREMENT_BOTH,
  FILL_OR_KILL,
  IMMEDIATE_OR_CANCEL,
  MARKET,
  POST_ONLY,
  REDUCE_ONLY,
  SLIDE,
} from '../../market/order-flags.ts'
import { BUY, SELL } from '../../market/side.ts'
import { CANCEL, CANCEL_ALL, PLACE, REPLACE, TRIGGER_ABOVE, TRIGGER_BELOW } from '../../market/transaction.ts'
import type { ScriptedAction } from '../../simulation/scripted-action.ts'
import { lotsOf, unitsOf } from '../market-units.ts'
import { atomsOf, millisecondsOf, rateOf } from '../quantities.ts'
import type { StepText, TriggerText } from '../schema/steps-schema.ts'
import { accountNumber, type StepAccounts } from './step-accounts.ts'

/** What steps refer to. */
export interface StepNeeds {
  readonly specs: readonly MarketSpec[]
  readonly accounts: StepAccounts
}

type PlaceText = Extract<StepText, { readonly do: 'place' }>

const TIME_IN_FORCE = {
  'good-til-cancelled': 0,
  'immediate-or-cancel': IMMEDIATE_OR_CANCEL,
  'fill-or-kill': FILL_OR_KILL,
  'post-only': POST_ONLY,
} as const

const SELF_TRADES = {
  'cancel-resting': CANCEL_RESTING,
  'cancel-incoming': CANCEL_INCOMING,
  'decrement-both': DECREMENT_BOTH,
} as const

/** What an order's words ask, as the bits of `order-flags`; an order without a price is one at any price. */
export const orderFlags = (
  words: Pick<PlaceText, 'timeInForce' | 'selfTrade' | 'reduceOnly' | 'slide'>,
  priced: boolean,
): number =>
  TIME_IN_FORCE[words.timeInForce] |
  SELF_TRADES[words.selfTrade] |
  (words.reduceOnly ? REDUCE_ONLY : 0) |
  (words.slide ? SLIDE : 0) |
  (priced ? 0 : MARKET)

const triggerOf = (trigger: TriggerText | undefined, spec: MarketSpec) => {
  if (trigger === undefined) return {}
  return 'above' in trigger
    ? { trigger: TRIGGER_ABOVE, triggerPrice: unitsOf(trigger.above, spec) }
    : { trigger: TRIGGER_BELOW, triggerPrice: unitsOf(trigger.below, spec) }
}

const PAUSES = {
  nothing: 0,
  opening: OPENING_PAUSED,
  liquidation: LIQUIDATION_PAUSED,
  both: OPENING_PAUSED | LIQUIDATION_PAUSED,
} as const

const actionOf = (step: StepText, needs: StepNeeds): ScriptedAction | undefined => {
  const { specs } = needs
  const at = millisecondsOf(step.at)
  const symbol = 'market' in step ? step.market : undefined
  const market =
    symbol === undefined
      ? 0
      : Math.max(
          0,
          specs.findIndex((spec) => spec.symbol === symbol),
        )
  const spec = specs[market]
  // Orders are in the first market unless they name one; money is the list's own market's.
  const of = symbol !== undefined || 'side' in step || 'tag' in step || step.do === 'cancel-all' ? market : undefined
  const account = 'account' in step ? accountNumber(step.account, needs.accounts, of) : 0
  switch (step.do) {
    case 'deposit':
    case 'withdraw':
      return { at, do: step.do, account, atoms: atomsOf(step.amount, specs[0].quoteDecimals) }
    case 'place': {
      const { price, side, size, tag, goodTil, trigger } = step
      const flags = orderFlags(step, price !== undefined)
      const limit = price === undefined ? 0 : unitsOf(price, spec)
      const transaction = {
        kind: PLACE,
        side: side === 'buy' ? BUY : SELL,
        lots: lotsOf(size, spec),
        limit,
        flags,
        tag,
        ...(goodTil === undefined ? {} : { expiry: millisecondsOf(goodTil) }),
        ...triggerOf(trigger, spec),
      }
      return { at, do: 'transact', account, market, transaction }
    }
    case 'cancel':
      return { at, do: 'transact', account, market, transaction: { kind: CANCEL, tag: step.tag } }
    case 'cancel-all':
      return { at, do: 'transact', account, market, transaction: { kind: CANCEL_ALL } }
    case 'replace': {
      const { tag, size, price } = step
      const transaction = { kind: REPLACE, tag, lots: lotsOf(size, spec), limit: unitsOf(price, spec) }
      return { at, do: 'transact', account, market, transaction }
    }
    case 'liquidate':
      return { at, do: 'liquidate', account, by: accountNumber(step.by, needs.accounts) }
    case 'settle-funding':
      return { at, do: 'settle-funding', account }
    case 'move-price':
      return { at, do: 'move-price', market, by: rateOf(step.by) }
    case 'publish':
      return { at, do: 'publish', market }
    case 'pause':
      return { at, do: 'pause', market, bits: PAUSES[step.what] }
    case 'fail-oracle':
      // The oracle's own list of faults has it.
      return undefined
  }
}

/** The script in the order of its times; equal times keep theirs. @throws RangeError for sizes and prices off the grid */
export const buildSteps = (steps: readonly StepText[], needs: StepNeeds): readonly ScriptedAction[] =>
  steps.flatMap((step) => actionOf(step, needs) ?? []).sort((a, b) => a.at - b.at)
