import { type DeleveragePolicy, profitOf } from './deleverage-policy.ts'
import { largestRemainder } from './largest-remainder.ts'

/**
 * Takes the same share of every position in profit, to whole lots by largest remainder; ties go by account number.
 * Nobody is singled out, and everyone is touched.
 */
export const deleverageProRata = (): DeleveragePolicy => ({
  allocate(lots, candidates, out) {
    const { count, account, size } = candidates
    out.fill(0, 0, count)
    const held = new Float64Array(count)
    const inProfit: number[] = []
    let total = 0
    for (let i = 0; i < count; i++) {
      if (profitOf(candidates, i) <= 0) continue
      held[i] = Math.abs(size[i])
      total += held[i]
      inProfit.push(i)
    }
    const allocated = Math.min(lots, total)
    if (allocated > 0) largestRemainder(allocated, inProfit, held, account, out)
    return allocated
  },
})
