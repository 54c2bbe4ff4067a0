import type { ExchangeEvent } from '../../../exchange/exchange-event.ts'
import { armsOf } from '../../../scenario/arms.ts'
import type { Scenario } from '../../../scenario/scenario.ts'
import type { StepText } from '../../../scenario/schema/steps-schema.ts'
import type { PayerText, TakerText } from '../../../scenario/schema/waterfall-schema.ts'
import type { ComparedLaw } from '../../law.ts'
import { listsDiffer } from './account-rows.ts'
import { constantFunding } from './constant-funding.ts'
import { timesDecimal } from './mirrored-decimal.ts'
import { type FinishedRun, runThrough } from './run-through.ts'
import { isScripted, withoutFees } from './scripted-case.ts'

/** Times by which all amounts grow. */
const TIMES = 7

/** What only whole lots or whole blocks make is left out: closing a part, and sharing lots out. */
const withoutParts = (scenario: Scenario): Scenario => ({
  ...scenario,
  liquidation: { ...scenario.liquidation, close: { kind: 'full', limit: { kind: 'any' } } },
  takers: [
    { engine: {} },
    {
      deleverage: {
        below: '1/2',
        policy: 'queue',
        ranking: 'profit-leverage',
        price: 'bankruptcy',
        includePool: false,
      },
    },
  ],
})

const scaledStep = (step: StepText): StepText => {
  if (step.do === 'deposit' || step.do === 'withdraw') return { ...step, amount: timesDecimal(step.amount, TIMES) }
  if (step.do === 'place' || step.do === 'replace') return { ...step, size: timesDecimal(step.size, TIMES) }
  return step
}

const scaledTaker = (taker: TakerText): TakerText => {
  if (!('backstop' in taker)) return taker
  const { limit, deposit, ...rest } = taker.backstop
  return {
    backstop: {
      ...rest,
      deposit: timesDecimal(deposit, TIMES),
      ...(limit !== undefined && { limit: timesDecimal(limit, TIMES) }),
    },
  }
}

const scaledPayer = (payer: PayerText): PayerText => {
  if ('vault' in payer) return { vault: { limit: timesDecimal(payer.vault.limit, TIMES) } }
  if ('fund' in payer && payer.fund.limit !== undefined)
    return { fund: { limit: timesDecimal(payer.fund.limit, TIMES) } }
  return payer
}

/** Every amount of money and every size times the same number; prices and rates as they are. */
const scaled = (scenario: Scenario): Scenario => ({
  ...scenario,
  markets: scenario.markets.map(({ limits, ...market }) => ({
    ...market,
    limits: {
      ...limits,
      ...(limits.position !== undefined && { position: timesDecimal(limits.position, TIMES) }),
      ...(limits.openInterest !== undefined && { openInterest: timesDecimal(limits.openInterest, TIMES) }),
    },
    impactNotional: timesDecimal(market.impactNotional, TIMES),
  })),
  margin: {
    ...scenario.margin,
    tiers: scenario.margin.tiers.map((tier) => ({
      ...tier,
      ...(tier.upTo !== undefined && { upTo: timesDecimal(tier.upTo, TIMES) }),
    })),
  },
  takers: scenario.takers.map(scaledTaker),
  payers: scenario.payers.map(scaledPayer),
  insurance: { ...scenario.insurance, deposit: timesDecimal(scenario.insurance.deposit, TIMES) },
  traders: scenario.traders.map((list) => ({ ...list, deposit: timesDecimal(list.deposit, TIMES) })),
  steps: scenario.steps.map(scaledStep),
})

/** The event with its lots and atoms left out: what must be the same at any size. */
const shapeOf = (event: ExchangeEvent): unknown => {
  const { lots, quote, atoms, penalty, equity, ...shape } = event as ExchangeEvent & Readonly<Record<string, unknown>>
  return shape
}

/** Roundings of money that the run may have made, each of at most one atom. */
const roundingsOf = ({ events, simulation }: FinishedRun, charged: boolean): number => {
  const accounts = simulation.parts.exchange.accounts.count
  let roundings = 0
  for (const { kind } of events) {
    if (kind === 'deleverage' || kind === 'backstop') roundings += 1
    if (kind === 'loss-paid') roundings += accounts
    if (!charged) continue
    // The fees of both sides, and the fund's share of them; the penalty and its split; what each holder settles.
    if (kind === 'fill') roundings += 3
    if (kind === 'liquidation') roundings += 3
    if (kind === 'funding') roundings += accounts
  }
  return roundings
}

/** What one protocol does to small accounts it does to large ones. */
export const scaledAmounts: ComparedLaw = {
  id: 'PERP-94',
  name: 'with all amounts so many times as large, everything happens as before and all balances are so many times as large, up to an atom a rounding',
  rulesOut: 'A constant in atoms or lots where a share belongs, or a rounding that grows with the amount',
  parts: ['order book', 'margin', 'liquidation', 'insurance', 'deleveraging', 'ledger'],
  when: 'The script alone acts, on a book that makers fill, and positions are closed whole; without fees, penalties and funding exactly, and with them where no rounding decides what happens',
  compare: async ({ scenario: given }, build, ruling) => {
    const arm = armsOf(given).find(({ kind }) => kind === 'makers')?.name
    if (!isScripted(given) || arm === undefined) return
    const whole = withoutParts(given)
    const charged = whole.steps.length % 2 === 0
    const scenario = charged ? whole : { ...withoutFees(whole), funding: constantFunding('0', 1000) }
    const one = await runThrough(build, { scenario, arm })
    const many = await runThrough(build, { scenario: scaled(scenario), arm })
    if (one.threw !== undefined || many.threw !== undefined) return
    const shape = listsDiffer(one.events.map(shapeOf), many.events.map(shapeOf))
    // With charges an atom may decide whether an account stands above its requirement.
    if (shape !== undefined) return charged ? undefined : ruling.broken(`${TIMES} times as large: ${shape}`)
    ruling.exercised(charged ? 'runs with charges' : 'runs without charges')
    ruling.exercised('fills', one.events.filter(({ kind }) => kind === 'fill').length)
    ruling.exercised('deleveragings', one.events.filter(({ kind }) => kind === 'deleverage').length)
    const allowed = (TIMES + 1) * roundingsOf(one, charged)
    const [small, large] = [one.simulation.parts.exchange, many.simulation.parts.exchange]
    for (let account = 0; account < small.accounts.count; account++) {
      for (let market = 0; market < small.venues.length; market++) {
        const [lots, moreLots] = [small.ledger.sizeOf(market, account), large.ledger.sizeOf(market, account)]
        if (moreLots !== TIMES * lots)
          return ruling.broken(`account ${account} holds ${moreLots} lots, not ${TIMES} times ${lots}`)
      }
      small.settleAll(account)
      large.settleAll(account)
      const atoms = small.ledger.balanceOf(small.collateral, account)
      const more = large.ledger.balanceOf(large.collateral, account)
      if (Math.abs(more - TIMES * atoms) > allowed)
        return ruling.broken(
          `account ${account} has ${more} atoms, ${TIMES} times ${atoms} is more than ${allowed} off`,
        )
    }
  },
}
