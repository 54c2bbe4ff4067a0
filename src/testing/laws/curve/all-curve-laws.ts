import { boundsOfACurve } from './bounds-of-a-curve.ts'
import { budgetsOnACurve } from './budgets-on-a-curve.ts'
import { comesBackOnACurve } from './comes-back-on-a-curve.ts'
import type { CurveLaw } from './curve-law.ts'
import { impactOnACurve } from './impact-on-a-curve.ts'
import { lotsToAPrice } from './lots-to-a-price.ts'
import { movingACurve } from './moving-a-curve.ts'
import { roundTripOnACurve } from './round-trip-on-a-curve.ts'
import { splittingOnACurve } from './splitting-on-a-curve.ts'

/** What exact integers on any curve promise. */
export const CURVE_LAWS: readonly CurveLaw[] = [
  splittingOnACurve,
  roundTripOnACurve,
  impactOnACurve,
  budgetsOnACurve,
  lotsToAPrice,
  boundsOfACurve,
  movingACurve,
  comesBackOnACurve,
]
