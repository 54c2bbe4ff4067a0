import { listed } from '../arm-words.ts'
import { formatRound } from '../number-format.ts'
import type { TuneView } from './tune-view.ts'

/** How the figures of risk are defined, in sentences. */
export const riskWords = ({ capital, quote }: TuneView): readonly string[] => [
  'Value at risk is the p95 over runs of bad debt at the end; liquidations at risk that of the notional that liquidations close. With fewer than 200 runs a p95 is refused, and the largest of the runs stands in its place: no interval can be given for it.',
  `Capital efficiency is the mean open interest over what stands behind the market: the arm's capital (${listed([...new Set([capital.today, capital.recommended])].map((x) => `${formatRound('money', x)} ${quote}`))}) and the fund's deposit.`,
]
