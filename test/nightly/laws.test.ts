import { expect, test } from 'vitest'
import { allLaws } from '../../src/testing/all-laws.ts'
import { checkLaws, type LawReport } from '../../src/testing/check-laws.ts'
import type { Law } from '../../src/testing/law-property.ts'
import { fileSeconds } from './searching.ts'
import weights from './weights.json' with { type: 'json' }

/** Cases of each law, time permitting. */
const RUNS = 10_000
/** Cases from which a law that was never exercised is a failure. */
const ENOUGH = 300

/** What a case costs, about: numbers little, a run more, a law that compares runs several of them. */
const COSTS = [1, 10, 30] as const

const costOf = ({ together }: Law): number =>
  together === undefined ? COSTS[0] : 'watch' in together.law ? COSTS[1] : COSTS[2]

/** Laws by the cases that they share, the cheap ones first: what they leave of their time goes to the others. */
const groupsOf = (laws: readonly Law[]): readonly (readonly Law[])[] =>
  COSTS.flatMap((cost) => {
    const groups = new Map<unknown, Law[]>()
    for (const law of laws) if (costOf(law) === cost) groups.set(law.samples, [...(groups.get(law.samples) ?? []), law])
    return [...groups.values()]
  })

/** Checks laws until the deadline, in milliseconds of the performance clock; a timer would have to wait for the search. */
const checkUntil = (laws: readonly Law[], seed: number, deadline: number): Promise<readonly LawReport[]> => {
  const stop = new AbortController()
  const onProgress = () => {
    if (performance.now() > deadline) stop.abort()
  }
  return checkLaws(laws, { runs: RUNS, seed, signal: stop.signal, onProgress })
}

test('every law holds in 10,000 cases, or in as many as the night has time for', async () => {
  const seed = Number(process.env.PERPLAB_PROPERTY_SEED ?? 1)
  const end = performance.now() + fileSeconds(weights['laws.test.ts']) * 900
  const groups = groupsOf(allLaws())
  const broken: string[] = []
  let left = groups.reduce((sum, [law]) => sum + costOf(law), 0)
  for (const laws of groups) {
    const now = performance.now()
    const cost = costOf(laws[0])
    const reports = await checkUntil(laws, seed, now + ((end - now) * cost) / left)
    left -= cost
    process.stderr.write(`${laws.map(({ id }) => id).join(' ')}: ${reports[0].cases} of ${RUNS} cases\n`)
    for (const { id, status, cases, counterexample } of reports) {
      if (status === 'broken')
        broken.push(`${id}: ${counterexample?.violation.detail} in ${JSON.stringify(counterexample?.sample)}`)
      if (status === 'vacuous' && cases >= ENOUGH) broken.push(`${id}: not put to the test in ${cases} cases`)
    }
  }
  expect(broken).toEqual([])
})
