import fc from 'fast-check'
import type { StepText } from '../../scenario/schema/steps-schema.ts'
import { scriptDrafts } from './script-drafts.ts'
import type { ScriptNeeds } from './script-needs.ts'
import { scriptSteps } from './script-steps.ts'

/**
 * Scripts of orders, cancels, moves of the price, money and failures, at the blocks of a run. They shrink to fewer steps,
 * the first members, whole hundreds of lots and prices near the true one.
 *
 * @param longest - most actions; a few of them are two steps
 */
export const scripts = (needs: ScriptNeeds, longest: number): fc.Arbitrary<readonly StepText[]> =>
  fc
    .array(scriptDrafts(needs), { minLength: 1, maxLength: longest, size: 'max' })
    .map((drafted) => scriptSteps(drafted, needs))
