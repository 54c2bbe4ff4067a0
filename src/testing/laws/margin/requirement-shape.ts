import fc from 'fast-check'
import { marginTiers } from '../../../margin/margin-tiers.ts'
import type { LawText, Ruling } from '../../law.ts'
import { type Law, lawOver } from '../../law-property.ts'
import { notionalsAbout, type TableSample, tableSamples } from './mixed-tables.ts'
import { verdictOf } from './verdict-of.ts'

/** A margin requirement as laws look at it: whole atoms for a notional in whole atoms. */
export interface Requirement {
  /** Equity needed to open. */
  initial(notional: number): number
  /** Equity below which an account is liquidated. */
  maintenance(notional: number): number
}

const TEXT: LawText = {
  id: 'PERP-46',
  name: 'requirements begin at nothing, rise with the notional by at most an atom for an atom, bend upward only, and maintenance is within initial',
  rulesOut:
    'A larger position that needs less, a step that liquidates at a bound, an account that opens below maintenance',
  parts: ['margin'],
}

const judgeShape = (requirement: Requirement, notionals: readonly number[], ruling: Ruling): void => {
  for (const of of ['initial', 'maintenance'] as const) {
    const at = (notional: number): number => requirement[of](notional)
    if (at(0) !== 0) ruling.broken(`${of} of nothing is ${at(0)} atoms`)
    for (const [i, notional] of notionals.entries()) {
      const asked = at(notional)
      if (!Number.isSafeInteger(asked) || asked < 0) ruling.broken(`${of} of ${notional} atoms is ${asked}`)
      const step = at(notional + 1) - asked
      if (step < 0 || step > 1)
        ruling.broken(`${of} of ${notional} atoms is ${asked}, and of an atom more ${asked + step}`)
      const larger = notionals.at(i + 1)
      if (larger === undefined) continue
      if (at(larger) < asked) ruling.broken(`${of} of ${notional} atoms is ${asked}, and of ${larger} ${at(larger)}`)
      const middle = Math.floor((notional + larger) / 2)
      const end = 2 * middle - notional
      // Both ends rounded up, the middle too: it lies above their mean by less than an atom.
      if (2 * at(middle) > asked + at(end) + 1)
        ruling.broken(
          `${of} of ${middle} atoms is ${at(middle)}, above the mean of ${asked} at ${notional} and ${at(end)} at ${end}`,
        )
      ruling.exercised('pairs')
    }
  }
  for (const notional of notionals) {
    const [initial, maintenance] = [requirement.initial(notional), requirement.maintenance(notional)]
    if (maintenance > initial) ruling.broken(`${notional} atoms need ${initial} to open, and ${maintenance} to stay`)
    ruling.exercised('notionals')
  }
}

/** The shape of any requirement: perplab's tables, or one of your own. */
export const requirementShape = (requirement?: Requirement): Law<readonly number[]> | Law<TableSample> =>
  requirement === undefined
    ? lawOver(TEXT, tableSamples(), ({ tiers, notionals }) =>
        verdictOf((ruling) => judgeShape(marginTiers(tiers), notionals, ruling)),
      )
    : lawOver(
        TEXT,
        fc.array(fc.nat(1_000_000_000_000), { maxLength: 3 }).chain((about) => notionalsAbout(about)),
        (notionals) => verdictOf((ruling) => judgeShape(requirement, notionals, ruling)),
      )
