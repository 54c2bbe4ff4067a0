import type { ParityArea } from './vector.ts'

/** Every area that the code answers so far. */
export const areas: readonly (() => Promise<{ readonly area: ParityArea }>)[] = [
  () => import('./dydx-matching.ts'),
  () => import('./perp-v1-amm.ts'),
  () => import('./hyperliquid-funding.ts'),
]
