import type { Law } from './law-property.ts'
import { ladderFollowsCurve } from './laws/compared/ladder-follows-curve.ts'

/** The laws that hold engines against each other: what one does with an order, another does with the same liquidity. */
export const equivalenceLaws = (): readonly Law[] => [ladderFollowsCurve()] as readonly Law[]
