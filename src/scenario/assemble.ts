import { FEE_POOL_ACCOUNT, FIRST_FUNDING_ACCOUNT, FUND_ACCOUNT } from '../exchange/accounts.ts'
import { Exchange } from '../exchange/exchange.ts'
import type { EventSink } from '../exchange/exchange-event.ts'
import { LiquidationSearch } from '../exchange/liquidation-search.ts'
import { Liquidations } from '../exchange/liquidations.ts'
import { Waterfall } from '../exchange/waterfall.ts'
import { funding } from '../funding/funding.ts'
import type { EngineFactory } from '../market/engine.ts'
import type { MarketSpec } from '../market/market-spec.ts'
import { MICROS_PER_UNIT } from '../market/price.ts'
import { mulDivHalfEven } from '../numeric/mul-div.ts'
import { Oracle } from '../oracle/oracle.ts'
import type { PricePath } from '../prices/price-path.ts'
import type { MarketParts } from '../simulation/market-feed.ts'
import type { MarketTerms } from '../simulation/sight-of.ts'
import { Simulation } from '../simulation/simulation.ts'
import type { SimulationObserver } from '../simulation/simulation-observer.ts'
import type { TraderGroup } from '../simulation/trader-group.ts'
import { type Arm, armsOf } from './arms.ts'
import { buildChain, buildLatency } from './build/build-chain.ts'
import { buildEngine } from './build/build-engine.ts'
import { fundingConfig, fundingFormula } from './build/build-funding.ts'
import { buildLadder } from './build/build-ladder.ts'
import { buildLiquidation } from './build/build-liquidation.ts'
import { buildLimits, buildTiers, buildWithdrawal } from './build/build-margin.ts'
import { buildMark } from './build/build-mark.ts'
import { oracleConfig } from './build/build-oracle.ts'
import { buildPrices } from './build/build-prices.ts'
import { buildSteps } from './build/build-steps.ts'
import { buildTraders } from './build/build-traders.ts'
import { buildWaterfall } from './build/build-waterfall.ts'
import { sharedCapital } from './build/shared-capital.ts'
import { furtherOwners, stepAccounts } from './build/step-accounts.ts'
import { marketSpec } from './market-units.ts'
import { atomsOf, millisecondsOf, rateOf } from './quantities.ts'
import { runKey } from './run-key.ts'
import type { Scenario } from './scenario.ts'
import type { Fees } from './schema/insurance-schema.ts'

/** What one run of a scenario is asked for. */
export interface RunChoice {
  /** Name of an arm of `armsOf`: an engine of the scenario, or `ladder`. */
  readonly engine: string
  /** The scenario's when left out. */
  readonly seed?: number
  /** Files of the perpetual's prices and of the index, in place of what the scenario says of its first market. */
  readonly prices?: string
  readonly index?: string
  /** Completes names of files that the scenario wrote, which are relative to it; as they are when left out. */
  readonly resolve?: (file: string) => string
  readonly events?: EventSink
  /** Adds the books up after every block instead of at the end only. */
  readonly auditEveryBlock?: boolean
  readonly observer?: SimulationObserver
  /** Another engine in place of the arm's, or the arm's own wrapped in one; it trades from the same accounts. */
  readonly engineOf?: (built: EngineFactory, market: number) => EngineFactory
}

/** Sends of the oracle carry this group in random streams, beyond all lists of traders. */
const ORACLE_GROUP = 0x7fffffff
/** Bounds of the classes that execution costs are reported by, in quote units. */
const COST_CLASSES: readonly string[] = ['1000', '10000', '100000', '1000000']

const armNamed = (scenario: Scenario, name: string): Arm => {
  const arms = armsOf(scenario)
  const found = arms.find((arm) => arm.name === name)
  if (found === undefined) {
    throw new RangeError(`engine "${name}": ${scenario.name} has ${arms.map((arm) => arm.name).join(', ')}`)
  }
  return found
}

/** The path and its first price, in micro-units. */
interface Priced {
  readonly path: PricePath
  readonly start: number
}

const termsOf = (spec: MarketSpec, resting: boolean, scenario: Scenario): MarketTerms => ({
  restingOrders: resting,
  tickUnits: spec.tickUnits,
  takerFee: rateOf(scenario.fees.taker),
  makerFee: rateOf(scenario.fees.maker),
  initialMargin: rateOf(scenario.margin.tiers[0].initial),
})

const feesOf = ({ maker, taker, liquidationTaker }: Fees) => ({
  maker: rateOf(maker),
  taker: rateOf(taker),
  ...(liquidationTaker === undefined ? {} : { liquidationTaker: rateOf(liquidationTaker) }),
})

/**
 * A scenario's modules, built for one arm and one seed and put together, ready to run. Traders have the same accounts,
 * groups and draws in every arm; a replay that ends before the horizon ends the run.
 *
 * @throws RangeError for an engine that the scenario does not have, or figures that only the prices show to be wrong;
 *   PriceFileError for files that cannot be read
 */
export const assemble = async (scenario: Scenario, choice: RunChoice): Promise<Simulation> => {
  const { seed = scenario.seed, resolve = (file: string) => file, engineOf = (built: EngineFactory) => built } = choice
  const arm = armNamed(scenario, choice.engine)
  const curve = arm.kind === 'makers' ? undefined : arm.kind === 'curve' ? arm.engine : arm.curve
  const specs = scenario.markets.map(marketSpec)
  const decimals = specs[0].quoteDecimals
  const horizon = millisecondsOf(scenario.horizon)
  const priced: Priced[] = []
  for (const [m, market] of scenario.markets.entries()) {
    const given = m === 0 ? { prices: choice.prices, index: choice.index } : {}
    const path = await buildPrices(market.prices, { spec: specs[m], seed, horizon, resolve, ...given })
    priced.push({ path, start: path.priceAt(0) })
  }
  const formula = await fundingFormula(scenario.funding)
  const chain = buildChain(scenario.chain, seed)
  const groups = groupsOf(scenario, arm, specs, priced, { seed, decimals, gas: chain.gas })
  const accounts = stepAccounts(scenario)
  const further = furtherOwners(accounts)
  const tiers = buildTiers(scenario.margin, decimals)
  const exchange = new Exchange({
    accounts:
      FIRST_FUNDING_ACCOUNT +
      2 * specs.length +
      groups.reduce((sum, { behaviour }) => sum + behaviour.count, 0) +
      further.length,
    assets: 1,
    collateral: 0,
    withdrawal: buildWithdrawal(scenario.margin.withdrawal),
    markets: scenario.markets.map((market, m) => ({
      spec: specs[m],
      tiers,
      fees: feesOf(scenario.fees),
      limits: buildLimits(market.limits, specs[m]),
      ...(curve === undefined ? {} : { backing: curve.backing }),
      engine: engineOf(buildEngine(arm.engine, specs[m], priced[m].start), m),
    })),
  })
  if (choice.events !== undefined) exchange.sink = choice.events
  const usualMarks = priced.map(({ start }) => Math.max(1, mulDivHalfEven(start, 1, MICROS_PER_UNIT)))
  const search = new LiquidationSearch(exchange, usualMarks)
  const lists = buildWaterfall(scenario.takers, scenario.payers, decimals, tiers)
  const waterfall = new Waterfall(exchange, lists)
  const liquidations = new Liquidations(exchange, search, waterfall, buildLiquidation(scenario.liquidation, decimals))
  const terms = specs.map((spec) => termsOf(spec, arm.kind !== 'curve', scenario))
  const publisher = { group: ORACLE_GROUP, ordinal: 0, latency: buildLatency(scenario.oracle.latency) }
  chain.mempool.admit(FEE_POOL_ACCOUNT, publisher)
  const backstop = lists.takers.find((taker) => taker.kind === 'backstop')
  const simulation = new Simulation({
    key: await runKey(scenario, arm.name, seed, { ...choice, resolve }),
    seed,
    start: 0,
    end: Math.min(horizon, ...priced.map(({ path }) => path.end)),
    exchange,
    search,
    waterfall,
    liquidations,
    markets: scenario.markets.map(
      (market, m): MarketParts => ({
        path: priced[m].path,
        oracle: new Oracle(oracleConfig(scenario.oracle, scenario.steps, seed, m)),
        mark: buildMark(scenario.mark),
        funding: funding(fundingConfig(scenario.funding, formula, specs[m])),
        publish: scenario.oracle.publish,
        impactNotional: atomsOf(market.impactNotional, decimals),
      }),
    ),
    terms,
    groups,
    clock: chain.clock,
    blockTime: chain.blockTime,
    mempool: chain.mempool,
    gas: chain.gas,
    baseFee: atomsOf(scenario.chain.baseFee, decimals),
    fund: { deposit: atomsOf(scenario.insurance.deposit, decimals), feeShare: rateOf(scenario.insurance.feeShare) },
    poolDeposits: specs.map(() => (curve === undefined ? 0 : atomsOf(curve.capital, decimals))),
    vaultDeposit: backstop?.kind === 'backstop' ? backstop.deposit : 0,
    recentringPayer: curve?.recentring?.payer === 'fees' ? FEE_POOL_ACCOUNT : FUND_ACCOUNT,
    steps: buildSteps(scenario.steps, { specs, accounts }),
    recordEvery: millisecondsOf(scenario.record.every),
    costClasses: COST_CLASSES.map((bound) => atomsOf(bound, decimals)),
    auditEveryBlock: choice.auditEveryBlock ?? false,
    ...(choice.observer !== undefined && { observer: choice.observer }),
  })
  for (const owner of further) exchange.openAccount(owner)
  return simulation
}

/** The scenario's lists of traders, and after them the owners of the arm's ladders. */
const groupsOf = (
  scenario: Scenario,
  arm: Arm,
  specs: readonly MarketSpec[],
  priced: readonly Priced[],
  {
    seed,
    decimals,
    gas,
  }: { readonly seed: number; readonly decimals: number; readonly gas: Parameters<typeof buildTraders>[2]['gas'] },
): readonly TraderGroup[] => {
  const needs = {
    seed,
    decimals,
    liquidation: scenario.liquidation,
    gas,
    latency: buildLatency(scenario.chain.latency),
    symbols: specs.map(({ symbol }) => symbol),
    rests: arm.kind === 'makers',
  }
  const groups = scenario.traders.map((words, group) => buildTraders(words, group, needs))
  if (arm.kind === 'makers') return sharedCapital(groups, atomsOf(arm.engine.capital, decimals), specs.length)
  if (arm.kind === 'curve') return groups
  const ladders = specs.map((spec, m) =>
    buildLadder(arm.curve, spec, priced[m].start, { seed, group: groups.length + m }),
  )
  return [...groups, ...ladders]
}
