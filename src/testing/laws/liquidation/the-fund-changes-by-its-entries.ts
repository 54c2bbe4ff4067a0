import { FEE_POOL_ACCOUNT, FUND_ACCOUNT } from '../../../exchange/accounts.ts'
import { COST } from '../../../market/clearing.ts'
import { BUY, SELL } from '../../../market/side.ts'
import { armsOf } from '../../../scenario/arms.ts'
import type { WatchedLaw } from '../../law.ts'
import { floorDiv, shareOf } from '../../watch/reckoning.ts'
import type { RunInView } from '../../watch/run-in-view.ts'
import { Standing } from '../../watch/standing.ts'
import { followLiquidations } from './liquidation-record.ts'
import { penaltyOn } from './penalty-reckoning.ts'
import { isLiquidation } from './visits.ts'

const positive = (x: bigint): bigint => (x > 0n ? x : 0n)
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/**
 * Atoms that traders together would get by closing on the market's curve now, negative where they would pay; `undefined`
 * where the curve cannot take them back.
 */
const closingValue = ({ simulation }: RunInView, market: number): bigint | undefined => {
  const { ledger, venues } = simulation.parts.exchange
  const { clearing, engine, pool } = venues[market]
  const net = 0 - ledger.sizeOf(market, pool)
  if (net === 0) return 0n
  if (engine.quote(net > 0 ? SELL : BUY, Math.abs(net), 0) < Math.abs(net)) return undefined
  const cost = BigInt(clearing.cell[COST])
  return net > 0 ? cost : 0n - cost
}

/** The insurance fund has what its entries add up to, and no atom else. */
export const theFundChangesByItsEntries: WatchedLaw = {
  id: 'PERP-59',
  name: 'the fund changes by penalties, its share of fees, losses that it pays, claims of pools that it backs and the cost of re-centring, each to the atom',
  rulesOut:
    'A claim of a pool that nobody backs, a fee share taken twice, a re-centring that costs more than it moves or than its payer has',
  parts: ['insurance', 'ledger', 'curve'],
  watch: (view, ruling) => {
    const { simulation, scenario, reckoning } = view
    const { venues } = simulation.parts.exchange
    const arm = armsOf(scenario).find(({ name }) => name === view.arm)
    const curve = arm?.kind === 'curve' ? arm.engine : undefined
    const pooled = arm?.kind === 'ladder' ? arm.curve : curve
    const payer = curve?.recentring?.payer === 'fees' ? FEE_POOL_ACCOUNT : FUND_ACCOUNT
    // A quote of an engine has its spread in it, and then does not tell the curve's own value.
    const valued = curve?.recentring !== undefined && shareOf(curve.spread).n === 0n
    const feeShare = shareOf(scenario.insurance.feeShare)
    /** Net trading fees of each market so far, and what the fund has had of them. */
    const fees = venues.map(() => 0n)
    const shared = venues.map(() => 0n)
    let feePool = 0n
    let start = new Standing(simulation, reckoning)
    let values: readonly (bigint | undefined)[] = []

    const expectGains = (what: string, gains: ReadonlyMap<number, bigint>): void => {
      const end = new Standing(simulation, reckoning)
      for (let account = 0; account < end.accounts; account++) {
        const gained = end.cash(account) - start.cash(account)
        const due = gains.get(account) ?? 0n
        if (gained !== due) ruling.broken(`${what} gives account ${account} ${gained} atoms, not ${due}`)
      }
    }
    const backing = (): void => {
      let fund = start.cash(FUND_ACCOUNT)
      const gains = new Map<number, bigint>()
      for (const { pool } of venues) {
        const owed = positive(0n - start.equity(pool))
        const claim = pooled?.backing === 'fund' ? least(owed, positive(fund)) : 0n
        if (claim > 0n) ruling.exercised('claims of pools')
        if (claim < owed) ruling.exercised('debts of pools left open')
        fund -= claim
        gains.set(pool, claim)
      }
      expectGains('backing', gains.set(FUND_ACCOUNT, fund - start.cash(FUND_ACCOUNT)))
    }
    const feeShares = (): void => {
      let due = 0n
      for (const [market, net] of fees.entries()) {
        const whole = floorDiv(positive(net) * feeShare.n, feeShare.d)
        due += positive(whole - shared[market])
        if (whole > shared[market]) shared[market] = whole
      }
      if (due > 0n) ruling.exercised('fee shares')
      const gains = [
        [FUND_ACCOUNT, due],
        [FEE_POOL_ACCOUNT, 0n - due],
      ] as const
      expectGains('the fee share', new Map(gains))
    }
    const recentring = (): void => {
      let has = start.cash(payer)
      const gains = new Map<number, bigint>()
      for (const [market, { pool }] of venues.entries()) {
        const paid = reckoning.cash(pool) - start.cash(pool)
        const [was, is] = [values[market], valued ? closingValue(view, market) : undefined]
        const cost = curve?.recentring === undefined ? 0n : was === undefined || is === undefined ? paid : is - was
        if (cost > positive(has)) ruling.broken(`re-centring takes ${cost} atoms from a payer that has ${has}`)
        if (cost !== 0n) ruling.exercised(cost > 0n ? 're-centrings that cost' : 're-centrings that yield')
        has -= cost
        gains.set(pool, cost)
      }
      expectGains('re-centring', gains.set(payer, has - start.cash(payer)))
    }
    return followLiquidations(
      view,
      (terms) => ({
        sitting: ({ opening, walked, closing }) => {
          let due = 0n
          for (const { visit, walk } of walked) {
            for (const step of walk.steps)
              if (step.kind === 'close' && step.deed?.charged !== undefined)
                due += penaltyOn(terms, step.deed, visit.account).toFund
            for (const deed of visit.deeds)
              if (deed.kind === 'payment' && deed.event.payer === 'fund') due -= BigInt(deed.event.atoms)
          }
          const gained = closing.cash(FUND_ACCOUNT) - opening.cash(FUND_ACCOUNT)
          if (gained !== due) ruling.broken(`liquidations give the fund ${gained} atoms, not ${due}`)
          if (closing.cash(FUND_ACCOUNT) < 0n) ruling.broken(`the fund is at ${closing.cash(FUND_ACCOUNT)} atoms`)
          if (due !== 0n) ruling.exercised('liquidations that change the fund')
        },
      }),
      {
        before: ({ kind }) => {
          start = new Standing(simulation, reckoning)
          if (kind === 'recentring' && valued) values = venues.map((_, market) => closingValue(view, market))
        },
        after: (moment) => {
          if (moment.kind === 'backing') backing()
          else if (moment.kind === 'fee-shares') feeShares()
          else if (moment.kind === 'recentring') recentring()
          else if (moment.kind !== 'block' && !isLiquidation(moment)) {
            const moved = moment.kind === 'step' && (moment.action.do === 'deposit' || moment.action.do === 'withdraw')
            const gained = reckoning.cash(FUND_ACCOUNT) - start.cash(FUND_ACCOUNT)
            if (gained !== 0n && !(moved && moment.action.account === FUND_ACCOUNT))
              ruling.broken(
                `the fund gains ${gained} atoms in a part of the block that is none of its own: ${moment.kind}`,
              )
          }
        },
        heard: (entry) => {
          if (entry.kind === 'submit' || entry.kind === 'replace') feePool = reckoning.cash(FEE_POOL_ACCOUNT)
          if (entry.kind === 'answer' && entry.to !== 'cancel')
            fees[entry.market] += reckoning.cash(FEE_POOL_ACCOUNT) - feePool
        },
      },
    )
  },
}
