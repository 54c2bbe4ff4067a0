import type { ScenarioLaw } from '../../law.ts'
import { depositsCommute } from './deposits-commute.ts'
import { forkAndResume } from './fork-and-resume.ts'
import { largerFund } from './larger-fund.ts'
import { mirroredSides } from './mirrored-sides.ts'
import { nothingBeforeItsTime } from './nothing-before-its-time.ts'
import { renamedAccounts } from './renamed-accounts.ts'
import { sameDigest } from './same-digest.ts'
import { sameDraws } from './same-draws.ts'
import { scaledAmounts } from './scaled-amounts.ts'
import { splitOrder } from './split-order.ts'
import { splitTime } from './split-time.ts'

/** Runs that differ in a stated way, and what must be the same. */
export const COMPARED_LAWS: readonly ScenarioLaw[] = [
  sameDigest,
  forkAndResume,
  sameDraws,
  nothingBeforeItsTime,
  depositsCommute,
  largerFund,
  mirroredSides,
  renamedAccounts,
  splitTime,
  scaledAmounts,
  splitOrder,
]
