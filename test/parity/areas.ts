import type { ParityArea } from './vector.ts'

/** Every area that the code answers so far. Loaded one by one, so that `--only` loads no other. */
export const areas: readonly (() => Promise<{ readonly area: ParityArea }>)[] = [
  () => import('./perp-v1-amm.ts'),
  () => import('./dydx-matching.ts'),
]
