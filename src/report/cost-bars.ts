import type { CostOfSize } from '../simulation/cost-by-size.ts'
import type { Comparison } from '../studies/comparison.ts'
import { COST_PARTS, sizeNames } from './cost-rows.ts'
import { escapeHtml } from './html.ts'
import { moneyScale } from './money-scale.ts'
import { formatNumber, withThousands } from './number-format.ts'

interface Bar {
  readonly arm: string
  readonly count: number
  /** Basis points by part, in the order of `COST_PARTS`. */
  readonly parts: readonly number[]
  readonly total: number
}

const barOf = (arm: string, cost: CostOfSize): Bar | undefined => {
  if (cost.notional <= 0) return undefined
  const parts = COST_PARTS.map((part) => (cost[part] / cost.notional) * 10_000)
  return { arm, count: cost.count, parts, total: parts.reduce((a, b) => a + b, 0) }
}

const share = (x: number): string => (x * 100).toFixed(2)

/** The bar on a scale from `low` to `high` basis points: what costs to the right of zero, what is received to its left. */
const barSvg = ({ parts }: Bar, low: number, high: number): string => {
  const range = high - low || 1
  let right = 0 - low
  let left = right
  const pieces = parts.map((x, i) => {
    const width = Math.abs(x)
    if (x < 0) left -= width
    const from = x < 0 ? left : right
    if (x >= 0) right += width
    return `<rect class="${COST_PARTS[i]}" x="${share(from / range)}%" y="2" width="${share(width / range)}%" height="14"/>`
  })
  const zero = share((0 - low) / range)
  return `<svg class="bar" width="100%" height="18" aria-hidden="true">${pieces.join('')}<line class="zero" x1="${zero}%" x2="${zero}%" y1="0" y2="18"/></svg>`
}

const row = (bar: Bar, low: number, high: number): string =>
  `<tr><th scope="row">${escapeHtml(bar.arm)}</th><td class="wide">${barSvg(bar, low, high)}</td><td class="total">${formatNumber('bps', bar.total)}</td>${bar.parts
    .map((x) => `<td class="part">${formatNumber('bps', x)}</td>`)
    .join('')}<td class="part">${withThousands(bar.count, 0)}</td></tr>`

/**
 * Execution cost by order size as stacked bars, one table: for each class of sizes a row an arm. Costs of all seeds
 * together; each class has a scale of its own. Classes in which nobody traded are left out.
 */
export const costBars = (comparison: Comparison): string => {
  const names = sizeNames(comparison.arms[0]?.costs ?? [], moneyScale(comparison.market))
  const bodies = names.flatMap((name, size) => {
    const bars = comparison.arms.flatMap(({ arm, costs }) => {
      const bar = costs[size] === undefined ? undefined : barOf(arm, costs[size])
      return bar === undefined ? [] : [bar]
    })
    if (bars.length === 0) return []
    const sum = (parts: readonly number[]): number => parts.reduce((a, b) => a + b, 0)
    const high = Math.max(...bars.map(({ parts }) => sum(parts.filter((x) => x > 0))))
    const low = Math.min(...bars.map(({ parts }) => sum(parts.filter((x) => x < 0))))
    const heading = `Orders ${name} ${comparison.market.quote}`
    return [
      `<tbody><tr class="group"><th scope="rowgroup" colspan="7">${escapeHtml(heading)}</th></tr>`,
      ...bars.map((bar) => row(bar, low, high)),
      '</tbody>',
    ]
  })
  if (bodies.length === 0) return '<p>Nobody traded against a quoted price.</p>'
  const key = COST_PARTS.map(
    (part) =>
      `<span><svg class="bar" width="14" height="14" aria-hidden="true"><rect class="${part}" width="14" height="14"/></svg>${part}</span>`,
  )
  return [
    `<div class="legend" aria-hidden="true">${key.join('')}</div>`,
    '<table class="bars"><caption>Cost in basis points of the notional, by order size and arm</caption>',
    `<thead><tr><th scope="col">Arm</th><th scope="col" class="wide"><span class="hidden">Bar</span></th><th scope="col">Total</th>${COST_PARTS.map((part) => `<th scope="col" class="part">${part}</th>`).join('')}<th scope="col" class="part">Orders</th></tr></thead>`,
    ...bodies,
    '</table>',
  ].join('\n')
}
