import fc from 'fast-check'
import type { Scenario } from '../../scenario/scenario.ts'
import type { StepText } from '../../scenario/schema/steps-schema.ts'
import type { ScenarioCase } from '../law.ts'
import { fundingVariants } from './funding-variants.ts'
import { markVariants, oracleVariants, sourceFaults } from './oracle-variants.ts'
import { type ScenarioCaseOptions, scenarioCases } from './scenario-cases.ts'

/** Something that befalls the index while the script goes on, and after how many of its steps. */
interface Befalls {
  readonly after: number
  readonly what: 'move' | 'publish' | 'fault'
  /** Just as far as bounds of oracles lie. */
  readonly by: string
  readonly fault: ReturnType<typeof sourceFaults> extends fc.Arbitrary<infer Fault> ? Fault : never
}

const befalls: fc.Arbitrary<Befalls> = fc.record({
  after: fc.nat(30),
  what: fc.constantFrom('move' as const, 'publish' as const, 'fault' as const),
  by: fc.constantFrom('1%', '-1%', '5%', '-5%'),
  fault: sourceFaults(1),
})

const stepOf = (what: Befalls['what'], at: string, by: string, { from: _, ...fault }: Befalls['fault']): StepText => {
  if (what === 'move') return { at, do: 'move-price', by }
  return what === 'publish' ? { at, do: 'publish' } : { at, do: 'fail-oracle', ...fault }
}

const withBefallen = (steps: readonly StepText[], all: readonly Befalls[]): readonly StepText[] => {
  const longer = [...steps]
  if (longer.length === 0) return longer
  for (const { after, what, by, fault } of all) {
    const place = after % longer.length
    const { at } = longer[place]
    longer.splice(place + 1, 0, stepOf(what, at, by, fault))
  }
  return longer
}

const chains: fc.Arbitrary<Partial<Scenario['chain']>> = fc.constantFrom<Partial<Scenario['chain']>>(
  {},
  {},
  { blocks: 'poisson' },
)

/**
 * Cases for laws about index, mark and funding: those of `scenarioCases` with any oracle, any mark rule, any funding, blocks
 * that come when they like, and scripts that publish and fail sources in between. Each of these shrinks to its plainest.
 */
export const priceCases = (options: ScenarioCaseOptions = {}): fc.Arbitrary<ScenarioCase> =>
  fc
    .record({
      base: scenarioCases(options),
      prices: fc.record(
        { oracle: oracleVariants(), mark: markVariants(), funding: fundingVariants() },
        { requiredKeys: [] },
      ),
      chain: chains,
      befallen: fc.array(befalls, { maxLength: 3 }),
    })
    .map(({ base: { arm, scenario }, prices, chain, befallen }) => ({
      arm,
      scenario: {
        ...scenario,
        ...prices,
        chain: { ...scenario.chain, ...chain },
        steps: withBefallen(scenario.steps, befallen),
      },
    }))
