import { millisecondsOf } from '../../../scenario/quantities.ts'
import type { Scenario } from '../../../scenario/scenario.ts'
import type { StepText } from '../../../scenario/schema/steps-schema.ts'
import type { Moment } from '../../../simulation/simulation-observer.ts'
import type { ComparedLaw } from '../../law.ts'
import { ledgersDiffer, listsDiffer } from './account-rows.ts'
import { runThrough, stepped } from './run-through.ts'

/** The scenario going on for as long again, with a crash, a failing oracle and money for the fund after its end. */
const goingOn = (scenario: Scenario): Scenario => {
  const end = millisecondsOf(scenario.horizon)
  const later = `${end + 1}ms`
  const steps: readonly StepText[] = [
    { at: later, do: 'move-price', by: '-40%' },
    { at: later, do: 'fail-oracle', kind: 'silent', source: 'all', for: `${end}ms` },
    { at: later, do: 'deposit', account: 'fund', amount: '1' },
  ]
  return { ...scenario, horizon: `${2 * end}ms`, steps: [...scenario.steps, ...steps] }
}

/** What is to come casts no shadow. */
export const nothingBeforeItsTime: ComparedLaw = {
  id: 'PERP-88',
  name: 'a longer horizon and what happens in it change nothing of what was before',
  rulesOut: 'A run that looks ahead: a price path, a fault or a script that is felt before its time',
  parts: ['whole run', 'oracle'],
  when: 'Prices come from no file',
  compare: async (sample, build, ruling) => {
    const { scenario, arm } = sample
    if (scenario.markets.some(({ prices }) => 'replay' in prices)) return
    let made = 0
    const after = ({ kind }: Moment): void => {
      if (kind === 'block') made += 1
    }
    const count = { before: () => undefined, after }
    const short = await runThrough(build, sample, { observer: count })
    if (short.threw !== undefined) return
    const events: unknown[] = []
    const long = await build({ scenario: goingOn(scenario), arm }, { events: { emit: (event) => events.push(event) } })
    for (let block = 0; block < made && stepped(long); block++);
    ruling.exercised('blocks', long.block.block)
    const differs = listsDiffer(short.events, events) ?? ledgersDiffer(short.simulation, long)
    if (differs !== undefined) return ruling.broken(`with more to come: ${differs}`)
    // At its end a run has looked at the time of the block after: where that is none of its own, digests cannot be compared.
    if (short.simulation.block.block !== made) return
    const [now, then] = [short.simulation.digest(), long.digest()]
    if (now !== then) ruling.broken(`with more to come the digest is ${then}, not ${now}`)
  },
}
