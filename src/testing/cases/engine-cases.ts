import fc from 'fast-check'
import { millisecondsOf } from '../../scenario/quantities.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import { type OrderType, orderDrafts, orderTags } from '../arbitraries/order-drafts.ts'
import type { ScenarioCase } from '../law.ts'
import { LAB_PRICE, labScenario } from './lab-scenario.ts'
import { scenarioCases } from './scenario-cases.ts'
import type { DraftedAction, ScriptDraft } from './script-drafts.ts'
import { scriptSteps } from './script-steps.ts'

const MEMBERS = 3
const GRID = { symbol: 'LAB-PERP', price: LAB_PRICE, tick: '0.1', lot: '0.001' }
/** Blocks after the last step, for what follows from it. */
const TAIL = 3

/** Orders of a few hundred lots within a few ticks of each other, so that they meet; often they may only reduce. */
const closeOrders = (type: OrderType, mostLots = 300): fc.Arbitrary<DraftedAction> =>
  fc.tuple(orderDrafts(type, mostLots), fc.boolean()).map(([draft, reduceOnly]) => ({
    ...draft,
    reduceOnly: draft.reduceOnly || (reduceOnly && type === 'limit'),
    // Many that rest do so for two blocks.
    ...(type === 'limit' && draft.tag > 1 && draft.blocks === 0 && { blocks: 2 }),
    ...(draft.ticks !== undefined && { ticks: draft.ticks % 4 }),
    // The price moves by whole hundreds of basis points, and sometimes just to the trigger.
    ...(draft.trigger !== undefined && { trigger: (draft.trigger % 4) * 100 }),
  }))

/** What is done at one moment in a crowded market. */
const crowdedDrafts = (): fc.Arbitrary<ScriptDraft> => {
  const [buy, tag, member] = [fc.boolean(), orderTags(), fc.nat(MEMBERS - 1)]
  const [lots, ticks] = [fc.integer({ min: 1, max: 5 }).map((x) => x * 60), fc.integer({ min: -3, max: 3 })]
  const action: fc.Arbitrary<DraftedAction> = fc.oneof(
    { weight: 5, arbitrary: closeOrders('limit') },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('trade' as const), with: member, buy, lots, ticks }) },
    { weight: 3, arbitrary: closeOrders('market') },
    { weight: 2, arbitrary: closeOrders('taking-limit') },
    { weight: 2, arbitrary: closeOrders('taking-limit', 9000) },
    { weight: 2, arbitrary: closeOrders('post-only') },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('replace' as const), tag, lots, ticks }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('resize' as const), buy, lots, to: lots, ticks, tag }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('round-trip' as const), buy, lots }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), tag }) },
    { weight: 1, arbitrary: closeOrders('stop') },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('move-price' as const),
        bps: fc.integer({ min: -9, max: 9 }).map((x) => x * 100),
      }),
    },
    // What is left carries a few hundred lots, so that a side of a later match is refused.
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('withdraw' as const), money: fc.integer({ min: 900, max: 990 }) }),
    },
  )
  return fc.record({ wait: fc.constantFrom(0, 0, 0, 1), who: member, market: fc.constant(0), action })
}

/** The case with a crowded market's script in place of its own. */
const crowded = ({ arm, scenario }: ScenarioCase, drafts: readonly ScriptDraft[]): ScenarioCase => {
  const blockTime = millisecondsOf(scenario.chain.blockTime)
  const needs = { markets: [GRID], members: MEMBERS, blockTime, mostLots: 9000, mostMoney: 1000 }
  const steps = scriptSteps(drafts, needs)
  const end = steps.reduce((latest, { at }) => Math.max(latest, millisecondsOf(at)), 0) + TAIL * blockTime
  const named = drafts.flatMap(({ who, action }) => [who, action.do === 'trade' ? action.with : 0])
  const [members] = scenario.traders
  return {
    arm,
    scenario: {
      ...scenario,
      traders: [{ ...members, count: Math.max(...named) + 1 }],
      steps,
      horizon: `${end}ms`,
      record: { ...scenario.record, every: `${end}ms` },
    },
  }
}

/** Orders of one side, one after the other in a block, on a curve that may not move far within one. */
const bursts = (): fc.Arbitrary<ScenarioCase> => {
  const order = fc.tuple(fc.constantFrom(0, 0, 0, 1), fc.nat(MEMBERS - 1), closeOrders('market')).map(
    ([wait, who, action]): ScriptDraft => ({
      ...{ wait, who, market: 0 },
      action: { ...action, buy: true, reduceOnly: false } as DraftedAction,
    }),
  )
  const fluctuation = fc.constantFrom('2bps', '1/2000')
  return fc
    .tuple(
      scenarioCases({ longest: 1, arms: ['amm'] }),
      fluctuation,
      fc.array(order, { minLength: 2, maxLength: 8, size: 'max' }),
    )
    .map(([{ arm, scenario }, width, drafts]) => {
      const { engines } = labScenario()
      const amm = { ...engines['amm'], fluctuation: width } as Scenario['engines'][string]
      return crowded({ arm, scenario: { ...scenario, engines: { ...engines, amm } } }, drafts)
    })
}

/**
 * Cases for laws about engines: what laws of whole protocols are tried on, and scripts of a few traders whose orders stand
 * close to each other and meet, some of one side alone on a curve with a band. They shrink as those do.
 */
export const engineCases = (): fc.Arbitrary<ScenarioCase> =>
  fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .tuple(scenarioCases({ longest: 1 }), fc.array(crowdedDrafts(), { minLength: 1, maxLength: 24, size: 'max' }))
        .map(([drawn, drafts]) => crowded(drawn, drafts)),
    },
    { weight: 2, arbitrary: scenarioCases() },
    { weight: 1, arbitrary: bursts() },
  )
