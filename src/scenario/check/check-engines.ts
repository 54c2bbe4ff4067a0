import { optionFaults } from '../../engines/virtual-amm/options.ts'
import { feeFaults } from '../../exchange/fees.ts'
import { compareDecimals, integerToDecimal } from '../../numeric/decimal.ts'
import { armsOf } from '../arms.ts'
import { ammOptions, buildCurve } from '../build/build-engine.ts'
import { marketSpec, microsOf } from '../market-units.ts'
import { atomScale, rateOf } from '../quantities.ts'
import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'
import type { VirtualAmmText } from '../schema/engines-schema.ts'
import type { Market } from '../schema/markets-schema.ts'
import { toldPrices } from './starting-price.ts'

/** Amounts in atoms that a message names, in quote units. */
const inQuote = (message: string, decimals: number): string =>
  message.replace(
    /(\d+) atoms/g,
    (_, atoms: string) => `${integerToDecimal(Number(atoms), atomScale(decimals))} quote units`,
  )

const checkCurve = (name: string, words: VirtualAmmText, market: Market, m: number, report: Report): void => {
  const path = ['engines', name]
  let spec: ReturnType<typeof marketSpec>
  try {
    spec = marketSpec(market, m)
  } catch {
    return
  }
  try {
    for (const fault of optionFaults(ammOptions(words, spec))) report.fault(path, fault, { value: '' })
  } catch (error) {
    report.fault([...path, 'largestOrder'], `must be a whole number of lots: ${(error as Error).message}`)
  }
  const told = toldPrices(market.prices)
  if (told === undefined || rateOf(words.depth.within).n === 0) return
  let start: number
  try {
    start = microsOf(told.start, spec)
  } catch {
    return
  }
  try {
    buildCurve(words, spec, start)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    report.fault(
      [...path, 'depth', 'notional'],
      inQuote(error.message, spec.quoteDecimals).replace(/^depth: (notional \S+ quote units )?/, ''),
      { unit: 'quote units' },
    )
  }
}

/** Engines have liquidity, equal capital, and depths that fit. */
export const checkEngines = (
  { engines, markets, traders, fees, name, ...rest }: Partial<Scenario>,
  report: Report,
): void => {
  if (fees !== undefined) {
    const { liquidationTaker } = fees
    const terms = {
      maker: rateOf(fees.maker),
      taker: rateOf(fees.taker),
      ...(liquidationTaker === undefined ? {} : { liquidationTaker: rateOf(liquidationTaker) }),
    }
    for (const fault of feeFaults(terms)) {
      const closing = fault.includes('liquidationTaker')
      const value = `${fees.maker} and ${closing ? liquidationTaker : fees.taker}`
      report.fault(closing ? ['fees', 'liquidationTaker'] : ['fees'], fault, { value })
    }
  }
  if (engines === undefined) return
  const named = Object.entries(engines)
  if (named.length === 0) report.fault(['engines'], 'must not be empty: name at least one engine', { value: '' })
  for (const [engine, words] of named) {
    const path = ['engines', engine]
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(engine)) {
      report.fault(path, 'must be a name of letters, digits, dots and dashes', { value: engine })
    }
    const empty = compareDecimals(words.capital, '0') === 0
    if (words.kind === 'virtual-amm') {
      if (rateOf(words.depth.within).n === 0) report.fault([...path, 'depth', 'within'], 'must be more than 0')
      if (empty && words.backing === 'capital') {
        report.fault(
          [...path, 'capital'],
          'must be more than 0 where the pool is backed by its capital: zero liquidity',
          {
            unit: 'quote units',
          },
        )
      }
      markets?.forEach((market, m) => {
        checkCurve(engine, words, market, m, report)
      })
    } else if (!empty && traders !== undefined && !traders.some(({ kind }) => kind === 'market-maker')) {
      report.fault([...path, 'capital'], 'belongs to nobody: there is no list of traders of kind market-maker', {
        unit: 'quote units',
      })
    }
    const other = named.find(([, one]) => one.kind !== words.kind)
    if (other !== undefined && words.kind === 'order-book' && compareDecimals(words.capital, other[1].capital) !== 0) {
      report.warn(
        [...path, 'capital'],
        `differs from engines.${other[0]}.capital (${other[1].capital}): arms are compared at unequal capital`,
      )
    }
  }
  const arms = armsOf({ engines, markets, traders, fees, name, ...rest } as Scenario).map((arm) => arm.name)
  const twice = arms.find((arm, i) => arms.indexOf(arm) < i)
  if (twice !== undefined)
    report.fault(['engines', twice], 'is the name of the comparison’s ladder arm: take another', { value: twice })
}
