import { escapeHtml, scrolling } from '../html.ts'
import { heatScale } from './heat-shade.ts'
import { shortWords } from './measure.ts'

/** Profit of all traders over what backs the pool, for price moves and skews, in the form that Chaos Labs' reports gave it. */
export interface PnlOverPool {
  readonly title: string
  /** Moves of the index as fractions, as many as columns. */
  readonly moves: readonly number[]
  /** Longs less shorts over open interest, -1 to 1, as many as rows. */
  readonly skews: readonly number[]
  /** Who stands against the traders, as sentences say it; `the pool` when left out. */
  readonly against?: string
  /** What a skew is; `skew of open interest` when left out. */
  readonly skewWords?: string
  /** By skew, then by move: fractions of the pool, positive where traders gain; `undefined` where no run tells. */
  readonly fractions: readonly (readonly (number | undefined)[])[]
}

const signedPercent = (x: number): string => `${x > 0 ? '+' : ''}${shortWords('percent', x)}`

const cell = (x: number | undefined, shade: ReturnType<typeof heatScale>): string => {
  if (x === undefined || !Number.isFinite(x)) return '<td>-</td>'
  const { kind, opacity } = shade(x)
  const words = escapeHtml(signedPercent(x))
  return `<td class="shade ${kind}" style="--strength:${Math.round(100 * opacity)}%">${x >= 1 ? `<strong>✗ ${words}</strong>` : words}</td>`
}

/** Traders' profit over the pool as a matrix of price move by skew, one colour for gains and another for losses; a cross where they are owed all of it or more. */
export const pnlOverPool = ({
  title,
  moves,
  skews,
  fractions,
  against = 'the pool',
  skewWords = 'skew of open interest',
}: PnlOverPool): string => {
  const shade = heatScale(
    fractions.flatMap((row) => row.filter((x) => x !== undefined)),
    0,
  )
  return scrolling(
    title,
    [
      `<table class="study matrix"><caption>${escapeHtml(`${title}: profit of all other traders over the capital of ${against}, by move of the price and ${skewWords}. Positive: ${against} lost it; ✗ marks 100% and more, which is not there.`)}</caption>`,
      `<thead><tr><th scope="col">Skew \\ move</th>${moves.map((move) => `<th scope="col">${escapeHtml(signedPercent(move))}</th>`).join('')}</tr></thead>`,
      '<tbody>',
      ...skews.map(
        (skew, row) =>
          `<tr><th scope="row">${escapeHtml(signedPercent(skew))}</th>${moves.map((_, column) => cell(fractions[row]?.[column], shade)).join('')}</tr>`,
      ),
      '</tbody></table>',
    ].join('\n'),
  )
}
