import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fundFaults, fundFeeShare, payable } from '../../src/insurance/fund.ts'
import { type Payer, payerFaults, splitLoss } from '../../src/insurance/payers.ts'
import { fraction } from '../../src/numeric/fraction.ts'

const payers: Payer[] = [{ kind: 'fund' }, { kind: 'vault', limit: 1_000 }, { kind: 'socialise', among: 'winners' }]
const atoms = fc.nat(5_000)

describe('payers', () => {
  test('pay a loss down the list: the next one pays only what the former could not', () => {
    fc.assert(
      fc.property(
        atoms,
        fc.tuple(fc.integer({ min: -100, max: 3000 }), atoms, atoms),
        fc.nat(1_200),
        (loss, available, paid) => {
          const out = new Float64Array(3)
          const rest = splitLoss(payers, loss, Float64Array.from(available), Float64Array.of(0, paid, 0), out)
          expect(out[0] + out[1] + out[2] + rest).toBe(loss)
          const most = [Math.max(0, available[0]), Math.max(0, Math.min(available[1], 1_000 - paid)), available[2]]
          most.forEach((can, i) => {
            expect(out[i]).toBeGreaterThanOrEqual(0)
            expect(out[i]).toBeLessThanOrEqual(can)
            if (out.slice(i + 1).some((later) => later > 0) || rest > 0) expect(out[i]).toBe(can)
          })
        },
      ),
    )
  })

  test('are refused with every fault named; nobody at all is allowed', () => {
    expect(payerFaults([])).toEqual([])
    expect(payerFaults([{ kind: 'fund', limit: -1 }, { kind: 'vault', limit: 1 }, { kind: 'fund' }])).toEqual([
      'payers[0].limit: -1 atoms must not be negative',
      'payers[2]: fund is in the list already (payers[0])',
    ])
  })
})

describe('insurance fund', () => {
  test('gets its share of net fees, rounded down, and nothing where rebates outweigh them', () => {
    const terms = { deposit: 0, feeShare: fraction(1, 10) }
    expect(fundFeeShare(terms, 109)).toBe(10)
    expect(fundFeeShare(terms, -50)).toBe(0)
  })

  test('pays to its last atom and not beyond', () => {
    expect(payable(10, 10, Infinity)).toBe(10)
    expect(payable(10, 11, Infinity)).toBe(10)
    expect(payable(-1, 11, Infinity)).toBe(0)
    expect(payable(10, 5, -3)).toBe(0)
  })

  test('names faulty terms', () => {
    expect(fundFaults({ deposit: 0.5, feeShare: fraction(11, 10) })).toHaveLength(2)
  })
})
