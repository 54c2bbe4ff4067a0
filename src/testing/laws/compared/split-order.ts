import type { ExchangeEvent } from '../../../exchange/exchange-event.ts'
import { integerToDecimal } from '../../../numeric/decimal.ts'
import { armsOf } from '../../../scenario/arms.ts'
import { lotsOf, marketSpec } from '../../../scenario/market-units.ts'
import type { Scenario } from '../../../scenario/scenario.ts'
import type { StepText } from '../../../scenario/schema/steps-schema.ts'
import type { BuildCase, ComparedLaw, ScenarioCase } from '../../law.ts'
import { listsDiffer } from './account-rows.ts'
import { chosen } from './chosen.ts'
import { timesDecimal } from './mirrored-decimal.ts'
import { isScripted, withoutFees } from './scripted-case.ts'

type Place = Extract<StepText, { readonly do: 'place' }>

/** What the last steps of a script did before anything followed from them. */
interface LastSteps {
  readonly lots: number
  readonly quote: number
  /** Lots and quote by maker. */
  readonly byMaker: readonly (readonly [number, number, number])[]
}

/** Runs the script, and listens while its last steps are carried out. */
const afterLast = async (build: BuildCase, sample: ScenarioCase, last: number): Promise<LastSteps | undefined> => {
  const first = sample.scenario.steps.filter((step) => step.do !== 'fail-oracle').length - last
  let step = 0
  let listening = false
  const heard: ExchangeEvent[] = []
  const simulation = await build(sample, {
    events: { emit: (event) => listening && heard.push(event) },
    observer: {
      before: ({ kind }) => {
        listening = kind === 'step' && step >= first
      },
      after: ({ kind }) => {
        listening = false
        if (kind === 'step') step += 1
      },
    },
  })
  try {
    while (simulation.step());
  } catch {
    return undefined
  }
  const makers = new Map<number, readonly [number, number, number]>()
  let [lots, quote] = [0, 0]
  for (const event of heard) {
    if (event.kind !== 'fill') continue
    lots += event.lots
    quote += event.quote
    const [, theirLots, theirQuote] = makers.get(event.maker) ?? [event.maker, 0, 0]
    makers.set(event.maker, [event.maker, theirLots + event.lots, theirQuote + event.quote])
  }
  return { lots, quote, byMaker: [...makers.values()].sort(([a], [b]) => a - b) }
}

/** The script up to one of its orders, which takes at once what it can get; the order twice, in parts. */
const cutAt = (sample: ScenarioCase): { readonly steps: readonly StepText[]; readonly order: Place } | undefined => {
  const { steps } = sample.scenario
  const orders = steps.flatMap((step, i) => (step.do === 'place' ? [i] : []))
  if (orders.length === 0) return undefined
  // Orders late in the script find somebody to trade with.
  const place = orders[orders.length - 1 - chosen(sample, 'order', Math.ceil(orders.length / 2))]
  const { trigger, goodTil, ...order } = steps[place] as Place
  return {
    steps: steps.slice(0, place).filter(({ do: what }) => what !== 'pause'),
    order: { ...order, timeInForce: 'immediate-or-cancel', reduceOnly: false, slide: false },
  }
}

/** The protocol without charges, and with so much behind everybody that no match is refused for want of margin. */
const withMeans = (scenario: Scenario): Scenario => ({
  ...withoutFees(scenario),
  traders: scenario.traders.map((list) => ({ ...list, deposit: timesDecimal(list.deposit, 100) })),
  engines: Object.fromEntries(
    Object.entries(scenario.engines).map(([name, engine]) => [
      name,
      engine.kind === 'virtual-amm' ? { ...engine, backing: 'none' as const } : engine,
    ]),
  ),
})

/** A large order is no better in parts, unless somebody comes between. */
export const splitOrder: ComparedLaw = {
  id: 'PERP-95',
  name: 'an order in two parts with nothing between gains nothing: on a book the same lots trade for the same, on a curve for at most a rounding more',
  rulesOut:
    'A gain by slicing: a price that is reckoned from the size of the order, or a rounding that favours small ones',
  parts: ['order book', 'curve', 'engine'],
  when: 'The script alone acts, nobody wants for margin, and the order fills whole, as do its parts',
  compare: async (sample, build, ruling) => {
    const cut = isScripted(sample.scenario) ? cutAt(sample) : undefined
    if (cut === undefined) return
    const { steps, order } = cut
    const { arm } = sample
    const specs = sample.scenario.markets.map(marketSpec)
    const spec = specs.find(({ symbol }) => symbol === order.market) ?? specs[0]
    const lots = lotsOf(order.size, spec)
    if (lots < 2) return
    const part = 1 + chosen(sample, 'part', lots - 1)
    const scenarioWith = (orders: readonly number[]): Scenario => ({
      ...withMeans(sample.scenario),
      steps: [...steps, ...orders.map((size): Place => ({ ...order, size: integerToDecimal(size, spec.lot) }))],
    })
    const whole = await afterLast(build, { scenario: scenarioWith([lots]), arm }, 1)
    if (whole === undefined || whole.lots !== lots) return
    const parts = await afterLast(build, { scenario: scenarioWith([part, lots - part]), arm }, 2)
    if (parts === undefined) return
    // A part may be more than an account can bear alone, and a curve's second rounding what it lacks.
    if (parts.lots !== lots) return
    const engine = armsOf(sample.scenario).find(({ name }) => name === arm)
    const curve = engine?.kind === 'curve' ? engine.engine : undefined
    ruling.exercised(curve !== undefined ? 'on a curve' : 'on a book')
    const words = `${lots} lots for ${whole.quote} atoms at once, and for ${parts.quote} in parts of ${part} and ${lots - part}`
    if (curve === undefined) {
      const differs = listsDiffer(whole.byMaker, parts.byMaker)
      if (differs !== undefined) ruling.broken(`${words}: ${differs}`)
      return
    }
    const worse = order.side === 'buy' ? parts.quote - whole.quote : whole.quote - parts.quote
    // One quote more is rounded; where prices follow from reserves its rounding is felt in the next, and a spread rounds again.
    const most = 1 + (curve.curve === 'linear' ? 0 : 1) + (curve.spread === '0' ? 0 : 1)
    if (worse < 0 || worse > most) ruling.broken(words)
  },
}
