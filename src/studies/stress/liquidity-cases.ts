import { integerToDecimal } from '../../numeric/decimal.ts'
import { applyDown, fraction } from '../../numeric/fraction.ts'
import { atomScale, atomsOf, type Money } from '../../scenario/quantities.ts'
import type { Scenario } from '../../scenario/scenario.ts'
import type { Change } from '../../scenario/vary/change.ts'
import { fallWindow, moveChanges, REFERENCE_FALL } from './price-cases.ts'
import { readablePercent, sizedCases } from './sized-cases.ts'
import type { StressEntry } from './stress-case.ts'
import { type StressSetting, tooLong } from './stress-setting.ts'

const PPM = 1_000_000

/**
 * Takes a share of the liquidity out of every arm alike: of pools' capital and their curves' depth, of books' capital, and of
 * market makers' own deposits. Makers quote a share of their equity, so that what they show falls with it.
 */
const liquidityChanges = ({ engines, traders, markets }: Scenario, gone: number): readonly Change[] => {
  const kept = fraction(Math.round((1 - gone) * PPM), PPM)
  const decimals = markets[0].quoteDecimals
  const less = (path: Change['path'], money: Money): Change => ({
    path,
    value: integerToDecimal(applyDown(kept, atomsOf(money, decimals)), atomScale(decimals)),
  })
  return [
    ...Object.entries(engines).flatMap(([name, engine]) => [
      less(['engines', name, 'capital'], engine.capital),
      ...(engine.kind === 'virtual-amm' ? [less(['engines', name, 'depth', 'notional'], engine.depth.notional)] : []),
    ]),
    ...traders.flatMap((list, i) =>
      list.kind === 'market-maker' ? [less(['traders', i, 'deposit'], list.deposit)] : [],
    ),
  ]
}

const hasLiquidity = ({ engines, traders }: Scenario): boolean =>
  Object.values(engines).some(({ kind }) => kind === 'virtual-amm') ||
  traders.some(({ kind }) => kind === 'market-maker')

/** Liquidity missing from the first block on: through the scenario's own prices, and through a sudden fall. */
export const liquidityCases = (setting: StressSetting): readonly StressEntry[] => {
  const { scenario } = setting
  const nobody = hasLiquidity(scenario) ? undefined : 'nobody provides liquidity in this scenario'
  const sizes = {
    group: 'liquidity',
    unit: 'share',
    standard: [0.5, 0.9],
    grid: [0.25, 0.5, 0.75, 0.9],
    resolution: 0.01,
  } as const
  const gone = (size: number): string => `${readablePercent(size)} of the liquidity is gone from the start`
  return [
    ...sizedCases({
      ...sizes,
      id: 'liquidity-gone',
      title: 'A part of the liquidity is gone.',
      sized: (size) => nobody ?? { title: `${gone(size)}.`, changes: liquidityChanges(scenario, size) },
    }),
    ...sizedCases({
      ...sizes,
      id: 'liquidity-gone-in-fall',
      title: `A part of the liquidity is gone, and ${REFERENCE_FALL.words}.`,
      upon: REFERENCE_FALL.id,
      sized: (size) =>
        nobody ??
        tooLong(setting, REFERENCE_FALL.over) ?? {
          title: `${gone(size)}, and ${REFERENCE_FALL.words}.`,
          changes: [
            ...liquidityChanges(scenario, size),
            ...moveChanges(setting, REFERENCE_FALL.by, REFERENCE_FALL.over),
          ],
          window: fallWindow(setting),
        },
    }),
  ]
}
