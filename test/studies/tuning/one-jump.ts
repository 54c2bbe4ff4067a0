import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseScenario } from '../../../src/scenario/parse-scenario.ts'
import type { Scenario } from '../../../src/scenario/scenario.ts'

/** Where the scenario of one jump is. */
export const ONE_JUMP: string = join(import.meta.dirname, 'one-jump.yaml')

/** What decides the loss of the scenario's only liquidation, in quote units. */
export interface Jump {
  readonly deposit: number
  /** Price at which the liquidated position is bought off the account. */
  readonly exit: number
}

/** The scenario's own. */
export const OWN_JUMP: Jump = { deposit: 12_500, exit: 7900 }

const SIZE = 10
const ENTRY = 10_000
const TAKER_FEE = 5 / 10_000

/**
 * What the long owes when its position is gone:
 *
 *     L = size (entry - exit) + fee size entry + fee size exit - deposit
 *
 * It has bought `size` as a taker at the resting offer of `entry`, and the liquidation sells it as a taker into the only
 * bid, at `exit`. Its equity is below zero at the mark already, so that there is no penalty to take; nothing pays funding,
 * and fees have no share for the fund. So the fund pays min(F, L) of its deposit F, and the deficit is max(0, L - F).
 */
export const lossOf = ({ deposit, exit }: Jump): number =>
  SIZE * (ENTRY - exit) + TAKER_FEE * SIZE * (ENTRY + exit) - deposit

/** The scenario with another jump; the exit stays below the mark after its fall of 20 %. */
export const oneJump = async ({ deposit, exit }: Jump = OWN_JUMP): Promise<Scenario> => {
  const text = readFileSync(ONE_JUMP, 'utf8')
    .replace('deposit: 12_500', `deposit: ${deposit}`)
    .replace('price: "7900"', `price: "${exit}"`)
  return (await parseScenario(text, 'one-jump.yaml')).scenario
}
