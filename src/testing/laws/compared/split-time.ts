import { millisecondsOf } from '../../../scenario/quantities.ts'
import type { Scenario } from '../../../scenario/scenario.ts'
import type { StepText } from '../../../scenario/schema/steps-schema.ts'
import type { ComparedLaw } from '../../law.ts'
import { ledgersDiffer, listsDiffer } from './account-rows.ts'
import { constantFunding } from './constant-funding.ts'
import { runThrough } from './run-through.ts'
import { isScripted } from './scripted-case.ts'

/** Milliseconds at which a step says that something happens. */
const timesOf = (step: StepText): readonly number[] => [
  millisecondsOf(step.at),
  ...(step.do === 'place' && step.goodTil !== undefined ? [millisecondsOf(step.goodTil)] : []),
  ...(step.do === 'fail-oracle' ? [millisecondsOf(step.for)] : []),
]

/** Kinds of events that each further block gives a further occasion to. */
const BY_BLOCK: ReadonlySet<string> = new Set(['visit', 'liquidation', 'backstop', 'deleverage', 'loss-paid'])

/** The protocol with funding that is paid by the clock; `undefined` where something else goes by blocks. */
const byTheClock = (scenario: Scenario): Scenario | undefined => {
  const { chain, oracle, funding, engines, mark, steps } = scenario
  const block = millisecondsOf(chain.blockTime)
  const curves = Object.values(engines).some(
    (engine) => engine.kind === 'virtual-amm' && (engine.fluctuation !== undefined || engine.recentring !== undefined),
  )
  const exact = oracle.sources === 1 && oracle.noise === '0' && oracle.smoothing.kind === 'none'
  if (block % 2 !== 0 || chain.blocks !== 'fixed' || curves || !exact || mark.rule !== 'index') return undefined
  if (!steps.every((step) => timesOf(step).every((time) => time % block === 0))) return undefined
  const byTime = funding.every !== 'block' && millisecondsOf(funding.every) % block === 0
  if (byTime && 'constant' in funding && funding.constant !== '0') return scenario
  return { ...scenario, funding: constantFunding('1/7000', 2 * block) }
}

/** Time in which nothing happens does nothing. */
export const splitTime: ComparedLaw = {
  id: 'PERP-93',
  name: 'twice as many blocks and samples, with nothing in those between, leave every balance as it was',
  rulesOut: 'Funding, expiry or an oracle that counts blocks where it should count time',
  parts: ['whole run', 'funding', 'oracle'],
  when: 'The script alone acts, at times of blocks; prices move by the script, oracles tell the truth at once, funding has a constant rate and is paid by the clock, and nobody is liquidated',
  compare: async ({ scenario: given, arm }, build, ruling) => {
    const scenario = isScripted(given) ? byTheClock(given) : undefined
    if (scenario === undefined) return
    const coarse = await runThrough(build, { scenario, arm })
    if (coarse.threw !== undefined || coarse.events.some(({ kind }) => BY_BLOCK.has(kind))) return
    const halved = `${millisecondsOf(scenario.chain.blockTime) / 2}ms`
    const every = `${Math.ceil(millisecondsOf(scenario.record.every) / 2)}ms`
    const fine = await runThrough(build, {
      scenario: { ...scenario, chain: { ...scenario.chain, blockTime: halved }, record: { every } },
      arm,
    })
    if (fine.threw !== undefined) return ruling.broken(`with blocks half as long the run throws ${fine.threw}`)
    ruling.exercised('blocks between', fine.simulation.block.block - coarse.simulation.block.block)
    ruling.exercised('payments', coarse.events.filter(({ kind }) => kind === 'funding').length)
    ruling.exercised('fills', coarse.events.filter(({ kind }) => kind === 'fill').length)
    const differs = listsDiffer(coarse.events, fine.events) ?? ledgersDiffer(coarse.simulation, fine.simulation)
    if (differs !== undefined) ruling.broken(`with blocks half as long: ${differs}`)
  },
}
