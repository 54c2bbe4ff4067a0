import fc from 'fast-check'
import { expect } from 'vitest'
import { assemble } from '../../src/scenario/assemble.ts'
import { parseScenario } from '../../src/scenario/parse-scenario.ts'
import { runResult } from '../../src/simulation/run-result.ts'
import { crowdCases } from '../../src/testing/cases/crowd-cases.ts'

/**
 * The whole property: a random scenario conserves in every block of every arm, reports the debts that accounts have,
 * and gives the same digest again, over a checkpoint at a random block too.
 */
export const runsSoundly = (): fc.IRawProperty<unknown> =>
  fc.asyncProperty(
    crowdCases(),
    fc.double({ min: 0, max: 1, noNaN: true }),
    async ({ scenario: drawn, arm: engine }, share) => {
      const { scenario } = await parseScenario(JSON.stringify(drawn), 'crowd.json')
      const build = () => assemble(scenario, { engine, auditEveryBlock: true })
      const whole = await build()
      whole.run()
      const result = runResult(whole, engine)
      expect(result.conservationDrift).toEqual(['0'])
      expect(result.sizeSum).toEqual(['0'])
      const { search } = whole.parts
      expect(search.list()).toEqual(search.scan())
      for (const value of Object.values(result.metrics)) expect(Number.isFinite(value)).toBe(true)

      const first = await build()
      const stop = Math.floor(share * result.blocks)
      for (let block = 0; block < stop; block++) first.step()
      const resumed = await build()
      resumed.restore(first.checkpoint())
      resumed.run()
      expect(runResult(resumed, engine)).toEqual(result)
    },
  ) as fc.IRawProperty<unknown>
