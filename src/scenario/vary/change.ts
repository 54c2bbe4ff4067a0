import type { ScenarioPath } from '../scenario-path.ts'
import { withValueAt } from './parameter-path.ts'

/** A value in another place of a scenario than its own: how runs of a study differ. */
export interface Change {
  readonly path: ScenarioPath
  /** As a scenario file has it; `undefined` leaves the field out. */
  readonly value: unknown
}

/** The data with every change made, in their order; nothing is changed in place, and no schema has seen it. */
export const withChanges = (data: unknown, changes: readonly Change[]): unknown =>
  changes.reduce<unknown>((changed, { path, value }) => withValueAt(changed, path, value), data)
