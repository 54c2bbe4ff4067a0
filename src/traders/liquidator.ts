import { MICROS_PER_UNIT } from '../market/price.ts'
import { LIQUIDATE } from '../market/transaction.ts'
import { applyDown, type Fraction } from '../numeric/fraction.ts'
import { mulDivDown } from '../numeric/mul-div.ts'
import { LIQUIDATORS } from '../numeric/purposes.ts'
import type { Behaviour } from './behaviour.ts'
import { Crowd, type Deposit, deposits, jittered, type Seat } from './crowd.ts'

/** Liquidators of the `bots` mode: they race for the penalty's share and bid it away for gas. */
export interface LiquidatorParameters {
  readonly deposit: Deposit
  /** Milliseconds between looks at the accounts. */
  readonly interval: number
  /** A member picks among so many of the worst accounts. */
  readonly reach: number
  /** What a liquidation pays the liquidator, per notional liquidated. */
  readonly reward: Fraction
  /** Largest share of the expected reward that is bid as priority fee, 0 to 1; each bid draws its own below it. */
  readonly bidShare: number
  /** Gas of a liquidation. */
  readonly gas: number
  /** Milliseconds before the same account is tried again; also the transaction's life. */
  readonly patience: number
}

const PHASE_TRAIT = 1
const SHARES = 1_000_000
const GAS_PER_FEE = 1000

/** Liquidators. A transaction that comes too late costs its gas and nothing else. */
export const liquidator = (seat: Seat, parameters: LiquidatorParameters): Behaviour => {
  const crowd = new Crowd(LIQUIDATORS, seat)
  const deposit = deposits(crowd, parameters.deposit)
  const phases = crowd.phases(PHASE_TRAIT, parameters.interval)
  /** Last account tried (-1 none) and when. */
  const target = new Float64Array(seat.count).fill(-1)
  const triedAt = new Float64Array(seat.count)
  return {
    kind: 'liquidator',
    count: seat.count,
    deposit: (member) => deposit[member],
    firstWake: (member) => phases[member],
    wake(member, now, sight, send) {
      const draws = crowd.woken(member)
      const next = now + jittered(draws, parameters.interval)
      const share = Math.floor(draws.uniform() * parameters.bidShare * SHARES)
      const choice = draws.uniform()
      const found = sight.liquidatable()
      if (found.length === 0) return next
      const { account, size } = found[Math.floor(choice * Math.min(found.length, parameters.reach))]
      if (account === target[member] && now < triedAt[member] + parameters.patience) return next
      const notional = mulDivDown(Math.abs(size), sight.market.mark || sight.market.index, MICROS_PER_UNIT)
      const bid = mulDivDown(applyDown(parameters.reward, notional), share, SHARES)
      target[member] = account
      triedAt[member] = now
      send({
        kind: LIQUIDATE,
        target: account,
        priorityFee: mulDivDown(bid, GAS_PER_FEE, parameters.gas),
        deadline: now + parameters.patience,
      })
      return next
    },
    state: () => ({ ...crowd.state(), target, triedAt }),
  }
}
