import fc from 'fast-check'

const minutes = Number(process.env.PERPLAB_NIGHTLY_MINUTES ?? 60)
/** Seconds that one file of the usual weight may search; its tests share them. */
const seconds = Number(process.env.PERPLAB_NIGHTLY_FILE_SECONDS ?? minutes * 10)

/** Seconds that a file may search. @param weight - of the file in `weights.json`, where it stands there */
export const fileSeconds = (weight = 1): number => seconds * weight

/** Milliseconds for one of a file's tests, which share its time. */
export const longestFor = (tests: number): number => Math.max(1_000, Math.floor((seconds * 1000 * 0.9) / tests))

/**
 * Looks for a counterexample until this test's share of its file's time is over; the seed is new each night.
 * @param tests - how many tests of the file share its time
 */
export const search = async (property: fc.IRawProperty<unknown>, tests: number): Promise<void> => {
  await fc.assert(property as fc.IRawProperty<unknown, true>, {
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: longestFor(tests),
    markInterruptAsFailure: false,
  })
}
