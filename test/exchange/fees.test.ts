import { expect, test } from 'vitest'
import { feeFaults } from '../../src/exchange/fees.ts'
import { parseFraction } from '../../src/numeric/fraction.ts'

const schedule = (maker: string, taker: string, liquidationTaker?: string) => ({
  maker: parseFraction(maker),
  taker: parseFraction(taker),
  ...(liquidationTaker === undefined ? {} : { liquidationTaker: parseFraction(liquidationTaker) }),
})

test.each([
  ['-1bps', '5bps', undefined, []],
  ['-5bps', '5bps', '5bps', []],
  ['-6bps', '5bps', undefined, ['maker and taker fee together must not be negative']],
  ['0', '5bps', '-1bps', ['liquidationTaker must not be negative']],
  // Sums of 1/3 and the like are no float64.
  ['-1/3', '1/3', '1/3', []],
  ['-9007199254740991/9007199254740990', '1', undefined, ['maker and taker fee together must not be negative']],
  ['-1/30', '33333333333333/1000000000000000', undefined, ['maker and taker fee together must not be negative']],
  // A rebate that nobody's fee pays for would come out of the fee pool, and then out of nothing.
  ['-1bps', '5bps', '0', ['maker and liquidationTaker fee together must not be negative']],
])(
  'maker %s, taker %s, liquidation %s: no fill is paid out more than it pays in',
  (maker, taker, liquidation, faults) => {
    expect(feeFaults(schedule(maker, taker, liquidation))).toEqual(faults)
  },
)
