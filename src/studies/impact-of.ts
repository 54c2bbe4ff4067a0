import { BUY, SELL } from '../market/side.ts'
import { depthWithin } from '../simulation/engine-quotes.ts'
import { DEPTH_WITHIN } from '../simulation/market-columns.ts'
import type { Simulation } from '../simulation/simulation.ts'
import { type ImpactCurve, impactCurve } from './impact-curve.ts'
import { impactSizes } from './impact-sizes.ts'
import type { Study } from './study.ts'

/** What an arm offers before the first trade. */
export interface ArmImpact {
  readonly arm: string
  /** Atoms that move the marginal price by 100 bps, by side. */
  readonly depthAtStart: { readonly bid: number; readonly ask: number }
  readonly impact: ImpactCurve
  /** Block after which it was measured: 0 where nobody has to quote first. */
  readonly block: number
}

/** Makers who have not quoted after so many milliseconds do not quote at all. */
const LONGEST_WAIT = 1_200_000

/** Makers who watch volatility quote tighter at first sight than they ever will again: this many milliseconds they watch. */
const WATCH = 600_000

const MAKERS: ReadonlySet<string> = new Set(['market-maker', 'static-ladder'])

/** Does anybody make the first market who watches it? */
const watched = ({ groups }: Simulation): boolean =>
  groups.some(({ market, rests, behaviour }) => market === 0 && rests && behaviour.kind === 'market-maker')

/** Have all who make the first market by resting quotes done so? True where nobody does. */
const quoted = (simulation: Simulation): boolean => {
  const { orders } = simulation.parts.exchange.venues[0]
  return simulation.groups.every(({ market, rests, behaviour, firstAccount }) => {
    if (market !== 0 || !rests || !MAKERS.has(behaviour.kind)) return true
    for (let member = 0; member < behaviour.count; member++)
      if (orders.countOf(firstAccount + member) === 0) return false
    return true
  })
}

const NO_QUOTES: ImpactCurve = { mid: 0, halfSpreadBps: 0, buy: [], sell: [], buyEnds: 0, sellEnds: 0 }

/**
 * What an arm offers before the first trade: its depth and its impact curve. Where quotes rest, those who rest them come
 * alone to the market, and blocks are made until all of them have, and have watched prices for ten minutes (a tenth of a
 * shorter run); prices and the oracle move on meanwhile as in the runs.
 * A market that nobody has quoted by then has no depth, and a curve without points and with a mid of 0.
 *
 * @param sizes - quote atoms; readable sizes about the arm's depth when left out
 */
export const impactOf = async (
  study: Study,
  arm: string,
  seed: number = study.seed,
  sizes?: readonly number[],
): Promise<ArmImpact> => {
  const simulation = await study.buildQuotes(arm, seed)
  const { engine, clearing } = simulation.parts.exchange.venues[0]
  const { cell } = clearing
  const { start, end } = simulation.parts
  const elapsed = (): number => simulation.block.time - start
  const watch = watched(simulation) ? Math.min(WATCH, (end - start) / 10) : 0
  const ready = (): boolean => elapsed() >= watch && engine.mid() > 0 && quoted(simulation)
  while (!ready() && elapsed() < LONGEST_WAIT && simulation.step()) {
    // Each block changes what is quoted; only the last state is measured.
  }
  if (engine.mid() === 0)
    return { arm, depthAtStart: { bid: 0, ask: 0 }, impact: NO_QUOTES, block: simulation.block.block }
  const within = { mid: engine.mid(), ...DEPTH_WITHIN }
  const depthAtStart = { bid: depthWithin(engine, cell, SELL, within), ask: depthWithin(engine, cell, BUY, within) }
  const chosen = sizes ?? impactSizes(Math.min(depthAtStart.bid, depthAtStart.ask))
  return { arm, depthAtStart, impact: impactCurve(engine, cell, chosen), block: simulation.block.block }
}
