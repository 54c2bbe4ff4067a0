import { FUND_ACCOUNT } from '../../../exchange/accounts.ts'
import { BOTH_MAY_TRADE, MAKER_REFUSED, TAKER_REFUSED } from '../../../market/clearing.ts'
import { LIQUIDATION } from '../../../market/order-flags.ts'
import { BUY } from '../../../market/side.ts'
import type { Backing } from '../../../pools/backing.ts'
import { armsOf } from '../../../scenario/arms.ts'
import type { WatchedLaw } from '../../law.ts'
import { magnitude } from '../../watch/exact-division.ts'
import type { RunInView } from '../../watch/run-in-view.ts'
import type { TapeEntry } from '../../watch/tape-entry.ts'
import { type FillFees, fillFees } from './fill-fees.ts'

type Asked = Extract<TapeEntry, { readonly kind: 'asked' }>

interface Answer {
  readonly may: boolean
  readonly why: 'exempt' | 'covered' | 'less risk' | 'uncovered' | 'backed' | 'nothing left' | 'pool shrinks'
  readonly figures: string
}

/** The trade-check over all of an account's positions, by BigInt cross products. */
const accountMay = (view: RunInView, account: number, market: number, lots: bigint, cash: bigint): Answer => {
  const { reckoning, books } = view
  const mark = reckoning.mark(market)
  const equity = reckoning.equity(account)
  const after = equity + lots * mark + cash
  let [initialAfter, maintenance, maintenanceAfter] = [0n, 0n, 0n]
  for (const m of books.keys()) {
    const size = reckoning.size(m, account)
    const notional = magnitude(size) * reckoning.mark(m)
    const notionalAfter = m === market ? magnitude(size + lots) * mark : notional
    initialAfter += reckoning.requirement('initial', notionalAfter)
    maintenance += reckoning.requirement('maintenance', notional)
    maintenanceAfter += reckoning.requirement('maintenance', notionalAfter)
  }
  const figures = `equity ${equity} to ${after}, maintenance ${maintenance} to ${maintenanceAfter}, initial afterwards ${initialAfter}`
  if (after >= initialAfter) return { may: true, why: 'covered', figures }
  const flat = maintenance === 0n && maintenanceAfter === 0n
  const noRiskier =
    maintenanceAfter <= maintenance &&
    (flat
      ? after > equity
      : maintenance > 0n && maintenanceAfter > 0n && after * maintenance >= equity * maintenanceAfter)
  return noRiskier ? { may: true, why: 'less risk', figures } : { may: false, why: 'uncovered', figures }
}

/** What stands behind a pool's promises, as the scenario says it. */
const backingOf = ({ scenario, arm }: RunInView): Backing => {
  const chosen = armsOf(scenario).find(({ name }) => name === arm)
  if (chosen === undefined || chosen.kind === 'makers') return 'capital'
  return chosen.kind === 'curve' ? chosen.engine.backing : chosen.curve.backing
}

/** A pool takes on no more inventory once nothing stands behind it. */
const poolMay = (view: RunInView, pool: number, market: number, lots: bigint): Answer => {
  const { reckoning } = view
  const backing = backingOf(view)
  const size = reckoning.size(market, pool)
  const equity = reckoning.equity(pool)
  const fund = reckoning.cash(FUND_ACCOUNT)
  const figures = `pool of ${size} lots with equity ${equity}, fund ${fund}, backing ${backing}`
  if (backing === 'none') return { may: true, why: 'exempt', figures }
  if (magnitude(size + lots) <= magnitude(size)) return { may: true, why: 'pool shrinks', figures }
  const left = equity > 0n || (backing === 'fund' && fund > 0n)
  return { may: left, why: left ? 'backed' : 'nothing left', figures }
}

const answers = (view: RunInView, fees: FillFees, asked: Asked): { readonly maker: Answer; readonly taker: Answer } => {
  const { accounts, venues } = view.simulation.parts.exchange
  const { market, maker, taker, side, flags } = asked
  const exempt: Answer = { may: true, why: 'exempt', figures: 'exempt' }
  const [lots, paid] =
    side === BUY ? [BigInt(asked.lots), BigInt(asked.quote)] : [BigInt(-asked.lots), BigInt(-asked.quote)]
  const isPool = maker === venues[market].pool
  return {
    maker: isPool
      ? poolMay(view, maker, market, 0n - lots)
      : accounts.exempt[maker] !== 0
        ? exempt
        : accountMay(view, maker, market, 0n - lots, paid - fees.maker(asked.quote)),
    taker:
      accounts.exempt[taker] !== 0 || (flags & LIQUIDATION) !== 0
        ? exempt
        : accountMay(view, taker, market, lots, 0n - paid - fees.taker(asked.quote, flags)),
  }
}

/** Whose position grows covers its initial margin, fees paid; whose does not may trade where it is no riskier for it. */
export const marginAtMatch: WatchedLaw = {
  id: 'PERP-45',
  name: 'a match is allowed exactly when equity after fees covers initial margin or the trade makes the account no riskier, on both sides',
  rulesOut:
    'A maker that nobody asks, fees or funding left out of the question, a position that grows below its margin, a pool that promises what it has not',
  parts: ['margin', 'engine'],
  watch: (view, ruling) => {
    const fees = fillFees(view.scenario)
    let allowed: Asked | undefined
    return {
      heard: (entry) => {
        if (entry.kind === 'filled') {
          const { maker, taker, side, lots, quote, flags } = entry
          const asked = allowed
          if (
            asked === undefined ||
            [asked.maker !== maker, asked.taker !== taker, asked.side !== side].includes(true) ||
            [asked.lots !== lots, asked.quote !== quote, asked.flags !== flags].includes(true)
          )
            ruling.broken(
              `${lots} lots for ${quote} atoms were filled between ${maker} and ${taker}, and not asked for`,
            )
        }
        allowed = undefined
        if (entry.kind !== 'asked') return
        const { maker, taker } = answers(view, fees, entry)
        const match = `${entry.lots} lots for ${entry.quote} atoms, maker ${entry.maker} (${maker.figures}), taker ${entry.taker} (${taker.figures})`
        const makerRefused = (entry.verdict & MAKER_REFUSED) !== 0
        const takerRefused = (entry.verdict & TAKER_REFUSED) !== 0
        if (makerRefused === maker.may)
          ruling.broken(`${match}: the maker is ${makerRefused ? 'refused, and may trade' : 'let, and may not trade'}`)
        // Where the maker fails, its order goes, and the taker is asked again at the next one.
        else if (takerRefused ? taker.may : maker.may && !taker.may)
          ruling.broken(`${match}: the taker is ${takerRefused ? 'refused, and may trade' : 'let, and may not trade'}`)
        ruling.exercised(`maker ${maker.why}`)
        if (maker.may) ruling.exercised(`taker ${taker.why}`)
        if (entry.verdict === BOTH_MAY_TRADE) allowed = entry
      },
    }
  },
}
