import type { Scenario } from '../../scenario/scenario.ts'
import type { ScenarioCase, Violation } from '../law.ts'

/** A case that breaks a claim, and how. */
export interface BrokenCase extends ScenarioCase {
  readonly violation: Violation
}

/** A case that may be smaller; whether its scenario can be run is not known yet. */
export interface Candidate {
  readonly scenario: unknown
  readonly arm: string
}

/**
 * Smaller cases than the one in hand, the smallest first; tried until one breaks the claim, and again from that one.
 * Given anew what is in hand each time: a move that finds nothing to do answers nothing.
 */
export type Move = (now: BrokenCase) => Iterable<Candidate>

/** Moves that belong together, found in the case with which their turn begins. */
export type Pass = (now: BrokenCase) => readonly Move[]

/** Judges a candidate: `refused` where it cannot be run, `undefined` where it breaks nothing; `stopped` ends the search. */
export type Judge = (candidate: Candidate) => Promise<BrokenCase | undefined | 'refused' | 'stopped'>

export interface ShrinkOptions {
  /** Most candidates that are run. */
  readonly runs: number
  readonly onProgress?: (tried: number, now: BrokenCase) => void
}

/** The smallest case that was found. */
export interface Shrunk {
  readonly smallest: BrokenCase
  /** Candidates that were run. */
  readonly tried: number
  /** False when runs or time were used up: it may be smaller yet. */
  readonly complete: boolean
}

const nameOf = ({ scenario, arm }: Candidate): string => `${arm} ${JSON.stringify(scenario)}`

/** Makes a case smaller, pass by pass, until no move makes it smaller: greedy, and the same each time. */
export const shrink = async (
  start: BrokenCase,
  passes: readonly Pass[],
  judge: Judge,
  { runs, onProgress }: ShrinkOptions,
): Promise<Shrunk> => {
  let now = start
  let tried = 0
  const known = new Set<string>([nameOf(start)])
  /** @returns whether a candidate took the place of the case in hand; `undefined` when the search is to end */
  const advance = async (move: Move): Promise<boolean | undefined> => {
    for (const candidate of move(now)) {
      const name = nameOf(candidate)
      if (known.has(name)) continue
      known.add(name)
      if (tried >= runs) return undefined
      const found = await judge(candidate)
      if (found === 'stopped') return undefined
      if (found === 'refused') continue
      tried += 1
      onProgress?.(tried, found ?? now)
      if (found === undefined) continue
      now = found
      known.add(nameOf(found))
      return true
    }
    return false
  }
  for (let before: BrokenCase | undefined; before !== now; ) {
    before = now
    for (const pass of passes) {
      for (const move of pass(now)) {
        let smaller: boolean | undefined = true
        while (smaller) smaller = await advance(move)
        if (smaller === undefined) return { smallest: now, tried, complete: false }
      }
    }
  }
  return { smallest: now, tried, complete: true }
}

/** A candidate that changes parts of the scenario. */
export const changed = (
  { scenario, arm }: ScenarioCase,
  parts: Partial<Record<keyof Scenario, unknown>>,
): Candidate => ({
  arm,
  scenario: { ...scenario, ...parts },
})
