import type { StepText } from '../../scenario/schema/steps-schema.ts'
import { limitText, sizeText } from '../arbitraries/market-grid.ts'
import { orderStep } from '../arbitraries/order-step.ts'
import type { ScriptDraft } from './script-drafts.ts'
import type { ScriptNeeds } from './script-needs.ts'

const usual = {
  timeInForce: 'good-til-cancelled',
  reduceOnly: false,
  slide: false,
  selfTrade: 'cancel-resting',
} as const

const sideOf = (buy: boolean): 'buy' | 'sell' => (buy ? 'buy' : 'sell')

/** Steps of one action at a block, at the true prices that the script has made so far; a move of the price changes them. */
const stepsOf = (
  { who, market, action }: ScriptDraft,
  block: number,
  truth: number[],
  { markets, blockTime }: ScriptNeeds,
): readonly StepText[] => {
  const grid = markets[market]
  const at = `${block * blockTime}ms`
  const first = { at, ...(market > 0 && { market: grid.symbol }) }
  const member = (which: number) => ({ list: 0, member: which })
  const own = { ...first, account: member(who) }
  const money = { at, account: member(who) }
  switch (action.do) {
    case 'place': {
      const placement = { grid, price: truth[market], block, blockTime, account: member(who) }
      return [orderStep(action, { ...placement, ...(market > 0 && { market: grid.symbol }) })]
    }
    case 'trade': {
      const { buy, lots, ticks } = action
      const price = limitText(truth[market], ticks, grid)
      const order = { ...usual, do: 'place', size: sizeText(lots, grid), price, tag: 1 } as const
      const other = { ...first, account: member(action.with) }
      return [
        { ...other, ...order, side: sideOf(!buy) },
        { ...own, ...order, side: sideOf(buy) },
      ]
    }
    case 'round-trip': {
      const size = sizeText(action.lots, grid)
      const order = { ...usual, do: 'place', size, timeInForce: 'immediate-or-cancel', tag: 0 } as const
      return [
        { ...own, ...order, side: sideOf(action.buy) },
        { ...own, ...order, side: sideOf(!action.buy) },
      ]
    }
    case 'resize': {
      const { tag } = action
      const price = limitText(truth[market], action.ticks, grid)
      const order = { ...usual, do: 'place', side: sideOf(action.buy), size: sizeText(action.lots, grid) } as const
      return [
        { ...own, ...order, price, tag },
        { ...own, do: 'replace', tag, size: sizeText(action.to, grid), price },
      ]
    }
    case 'cancel':
      return [{ ...own, do: 'cancel', tag: action.tag }]
    case 'cancel-all':
      return [{ ...own, do: 'cancel-all' }]
    case 'replace': {
      const { tag, lots, ticks } = action
      return [{ ...own, do: 'replace', tag, size: sizeText(lots, grid), price: limitText(truth[market], ticks, grid) }]
    }
    case 'deposit':
    case 'withdraw':
      return [{ ...money, do: action.do, amount: String(action.money) }]
    case 'liquidate':
      return [{ ...money, do: 'liquidate', by: member(action.by) }]
    case 'settle-funding':
      return [{ ...money, do: 'settle-funding' }]
    case 'move-price':
      truth[market] = (truth[market] * (10_000 + action.bps)) / 10_000
      return [{ ...first, do: 'move-price', by: `${action.bps}bps` }]
    case 'pause':
      return [{ ...first, do: 'pause', what: action.what }]
    case 'fail-oracle':
      return [{ at, do: 'fail-oracle', kind: action.kind, source: 'all', for: `${action.blocks * blockTime}ms` }]
  }
}

/** Places drafted actions in time and at prices. Prices follow the moves of the script itself. */
export const scriptSteps = (drafted: readonly ScriptDraft[], needs: ScriptNeeds): readonly StepText[] => {
  const truth = needs.markets.map(({ price }) => price)
  let block = 1
  return drafted.flatMap((draft) => {
    block += draft.wait
    return stepsOf(draft, block, truth, needs)
  })
}
