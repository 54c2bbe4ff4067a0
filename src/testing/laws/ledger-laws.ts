import type { ScenarioLaw } from '../law.ts'
import { conservation } from './conservation.ts'
import { nothingThrows } from './nothing-throws.ts'

/** What holds of the books as a whole, whatever the protocol. */
export const LEDGER_LAWS: readonly ScenarioLaw[] = [nothingThrows, conservation]
