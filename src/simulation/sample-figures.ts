import { atomsPerUnit, type MarketSpec } from '../market/market-spec.ts'
import { MICROS_PER_UNIT, PICO } from '../market/price.ts'
import type { Series } from './recorder.ts'

/** The figures of one recorded sample, of the first market where there are several, in the units that people use. */
export const SAMPLE_FIGURES: Readonly<Record<string, string>> = {
  price: 'true price, quote per base',
  index: 'published index price',
  mark: 'mark price',
  mid: 'middle of best bid and ask',
  bid: 'best bid',
  ask: 'best ask',
  spreadBps: 'ask less bid, per mid, in basis points',
  basisBps: 'mid above the index, in basis points; negative below',
  bidDepth: 'quote units bid within 100 bps of the mid',
  askDepth: 'quote units offered within 100 bps of the mid',
  depth: 'the lesser of the two',
  openInterest: 'open interest at the mark, quote units',
  fundingRate: 'rate of the last funding payment, 1 % is 0.01',
  volume: 'quote units traded so far',
  liquidated: 'quote units liquidated so far',
  deleveraged: 'quote units deleveraged so far',
  socialised: 'quote units of loss socialised so far',
  poolEquity: 'equity of the pool, quote units',
  fund: 'balance of the insurance fund, quote units',
  deficit: 'quote units that accounts and pools owe beyond what they have',
  accountsBelowZero: 'accounts and pools with negative equity',
}

/** A figure of every sample; `undefined` where a sample does not have it. */
export type SampleColumn = readonly (number | undefined)[]

/** Price micro-units of columns: 0 where there is no such price. */
export type PricesOfSample = Readonly<Record<'bid' | 'ask' | 'mid' | 'index', number>>

/** Ask less bid per mid, in basis points; `undefined` without both. */
export const spreadBps = ({ bid, ask, mid }: PricesOfSample): number | undefined =>
  bid > 0 && ask > 0 ? ((ask - bid) / mid) * 10_000 : undefined

/** How far the mid is above the index, in basis points; `undefined` without both. */
export const basisBps = ({ mid, index }: PricesOfSample): number | undefined =>
  mid > 0 && index > 0 ? (mid / index - 1) * 10_000 : undefined

/** All `SAMPLE_FIGURES` of a run's series. */
export const sampleFigures = (
  { columns, values }: Series,
  market: Pick<MarketSpec, 'unitPrice' | 'quoteDecimals'>,
): ReadonlyMap<string, SampleColumn> => {
  const recorded = (name: string): Float64Array => values[columns.indexOf(name)]
  const rows = values[0].length
  const [numerator, denominator = '1'] = market.unitPrice.split('/').map(Number)
  const unit = numerator / Number(denominator)
  const atoms = atomsPerUnit(market)
  const each = (of: (row: number) => number | undefined): SampleColumn => Array.from({ length: rows }, (_, i) => of(i))
  const micros = {
    price: recorded('trueMicros'),
    index: recorded('indexMicros'),
    mark: recorded('markMicros'),
    mid: recorded('midMicros'),
    bid: recorded('bidMicros'),
    ask: recorded('askMicros'),
  }
  const price = (name: keyof typeof micros): SampleColumn =>
    each((i) => (micros[name][i] > 0 ? (micros[name][i] / MICROS_PER_UNIT) * unit : undefined))
  const money = (name: string): SampleColumn => Array.from(recorded(`${name}Atoms`), (x) => x / atoms)
  const pricesAt = (i: number): PricesOfSample => ({
    bid: micros.bid[i],
    ask: micros.ask[i],
    mid: micros.mid[i],
    index: micros.index[i],
  })
  const [bidDepth, askDepth] = [money('bidDepth'), money('askDepth')]
  const interest = recorded('openInterestLots')
  const figures: Readonly<Record<keyof typeof SAMPLE_FIGURES, SampleColumn>> = {
    price: price('price'),
    index: price('index'),
    mark: price('mark'),
    mid: price('mid'),
    bid: price('bid'),
    ask: price('ask'),
    spreadBps: each((i) => spreadBps(pricesAt(i))),
    basisBps: each((i) => basisBps(pricesAt(i))),
    bidDepth,
    askDepth,
    depth: each((i) => Math.min(bidDepth[i] as number, askDepth[i] as number)),
    openInterest: each((i) => (interest[i] * micros.mark[i]) / MICROS_PER_UNIT / atoms),
    fundingRate: Array.from(recorded('fundingRatePico'), (pico) => pico / PICO),
    volume: money('volume'),
    liquidated: money('liquidated'),
    deleveraged: money('deleveraged'),
    socialised: money('socialised'),
    poolEquity: money('poolEquity'),
    fund: money('fund'),
    deficit: money('deficit'),
    accountsBelowZero: Array.from(recorded('accountsBelowZero')),
  }
  return new Map(Object.entries(figures))
}
