import fc from 'fast-check'
import type { ExchangeModel } from '../models/exchange-model.ts'
import { truePrice } from '../models/oracle.ts'
import type { StepWords } from '../models/words.ts'
import type { ModelledRun } from './modelled-run.ts'

/** Milliseconds between blocks. */
export const BLOCK = 1000

/** Prices stay between these multiples of the first. */
const LOWEST = 1 / 6
const HIGHEST = 6

/** Steps and blocks, each drafted when the one before has been carried out. */
type Draft = (run: ModelledRun) => Iterable<StepWords | 'block'>

/** One command. It is written down as it was carried out. */
class ScriptCommand implements fc.AsyncCommand<ExchangeModel, ModelledRun> {
  readonly #name: string
  readonly #draft: Draft
  #done = ''

  constructor(name: string, draft: Draft) {
    this.#name = name
    this.#draft = draft
  }

  check(): boolean {
    return true
  }

  async run(_model: ExchangeModel, run: ModelledRun): Promise<void> {
    const done: string[] = []
    for (const step of this.#draft(run)) {
      done.push(step === 'block' ? 'next block' : JSON.stringify(step))
      this.#done = done.join(', ')
      if (step === 'block') run.nextBlock()
      else run.perform(step)
    }
  }

  toString(): string {
    return this.#done || this.#name
  }
}

/** A command that is drafted when it runs, since prices follow those of the run. */
export const command = (name: string, draft: Draft): fc.AsyncCommand<ExchangeModel, ModelledRun> =>
  new ScriptCommand(name, draft)

const marketsOf = ({ model }: ModelledRun): number => model.terms.markets.length

/** Symbol of a drawn market; the first where there is only one. */
export const named = (run: ModelledRun, market: number): { readonly m: number; readonly market: string } => {
  const m = market % marketsOf(run)
  return { m, market: run.model.terms.markets[m].symbol }
}

/** A price so many ticks above the true one, as a decimal. */
export const priceAt = ({ model }: ModelledRun, m: number, ticks: number): string => {
  const { tick, unitsPerPrice } = model.terms.markets[m]
  const units = truePrice(model.terms, model.state, m).div(1_000_000)
  const whole = units.div(tick).round().plus(ticks)
  return (whole.lt(1) ? tick : whole.times(tick)).div(unitsPerPrice).toString()
}

/** So many lots, as a decimal. */
export const sizeOf = ({ model }: ModelledRun, m: number, lots: number): string =>
  model.terms.markets[m].lot.times(lots).toString()

/** A price so many basis points above the mark, in whole price units. */
export const triggerAt = ({ model }: ModelledRun, m: number, bps: number): string => {
  const { unitsPerPrice } = model.terms.markets[m]
  return model.state.markets[m].mark
    .times(10_000 + bps)
    .div(10_000)
    .round()
    .div(unitsPerPrice)
    .toString()
}

/** Would the true price stay in its range? */
export const mayMove = ({ model }: ModelledRun, m: number, by: string): boolean => {
  const [above, below = '1'] = by.split('/')
  const after = model.state.markets[m].shift.toNumber() * (1 + Number(above) / Number(below))
  return after > LOWEST && after < HIGHEST
}

/** Members of the one list of traders. */
export const MEMBERS = 4
export const member = fc.nat(MEMBERS - 1)
export const market = fc.nat(1)
export const buy = fc.boolean()
export const tag = fc.integer({ min: 1, max: 3 })
export const lots = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 30 }).map((hundreds) => hundreds * 100) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 20 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 9000 }) },
)
export const ticks = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: -2, max: 2 }) },
  { weight: 1, arbitrary: fc.integer({ min: -400, max: 400 }) },
)
/** A member of the list, as a step names it. */
export const of = (who: number) => ({ list: 0, member: who })
