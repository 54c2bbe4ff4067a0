import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { currentAgainstRecommended } from '../../../src/report/drawings/current-against-recommended.ts'
import { distribution } from '../../../src/report/drawings/distribution.ts'
import { heatMap } from '../../../src/report/drawings/heat-map.ts'
import { liquidationTimeline } from '../../../src/report/drawings/liquidation-timeline.ts'
import {
  type Estimate,
  estimateWords,
  figureWords,
  type Level,
  type Measure,
} from '../../../src/report/drawings/measure.ts'
import { paretoScatter } from '../../../src/report/drawings/pareto-scatter.ts'
import { pnlOverPool } from '../../../src/report/drawings/pnl-over-pool.ts'
import { sensitivityBars } from '../../../src/report/drawings/sensitivity-bars.ts'
import { slices } from '../../../src/report/drawings/slices.ts'
import { stressTable } from '../../../src/report/drawings/stress-table.ts'
import type { LaneKind } from '../../../src/report/drawings/timeline-lanes.ts'
import { tornado } from '../../../src/report/drawings/tornado.ts'
import { formatNumber, type ShownUnit } from '../../../src/report/number-format.ts'
import { nestingFault, readDrawing, tableText } from './read-svg.ts'
import * as sample from './synthetic-study.ts'

/** A drawing of some input, with what its table has to say and the names it has to show. */
interface Drawn {
  readonly html: string
  readonly told: readonly string[]
}

interface Kind {
  readonly name: string
  /** Draws an input of this kind; `draw` of a copy must give the same. */
  readonly drawn: fc.Arbitrary<{ readonly draw: () => string; readonly told: readonly string[] }>
}

const EVIL = `</script><b a='x'>"&`
const label = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constant(EVIL),
  fc.constant('margin.tiers[0].maintenance.of.every.bracket'),
)
const figure = fc.oneof(
  fc.double({ min: -1e13, max: 1e13, noNaN: true }),
  fc.constantFrom(0, -0, 1, 1e-9, Number.NaN, Infinity, -Infinity),
)
const finite = fc.double({ min: -1e13, max: 1e13, noNaN: true })
const estimate: fc.Arbitrary<Estimate> = fc.oneof(
  figure.map((value) => ({ value })),
  fc
    .tuple(figure, fc.double({ min: 0, max: 1e9, noNaN: true }))
    .map(([value, half]) => ({ value, low: value - half, high: value + half })),
)
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined, freq: 4 })
const measure: fc.Arbitrary<Measure> = fc.record({
  name: label,
  unit: fc.constantFrom<ShownUnit>('money', 'percent', 'bps', 'count', 'ratio'),
})
const level: fc.Arbitrary<Level> = fc.oneof(
  fc.record({ label, at: fc.double({ min: 0, max: 1e7, noNaN: true }) }),
  fc.record({ label }),
)
const levels = fc.array(level, { maxLength: 6 })

const told = (
  names: readonly string[],
  { unit }: Measure,
  estimates: readonly (Estimate | undefined)[],
): readonly string[] => [...names, ...estimates.filter((x) => x !== undefined).map((x) => estimateWords(unit, x))]

const heatMaps: Kind['drawn'] = fc
  .record({
    x: levels,
    y: levels,
    metric: measure,
    about: maybe(finite),
    estimates: fc.array(maybe(estimate), { maxLength: 36 }),
    at: fc.nat(5),
    title: label,
  })
  .map(({ x, y, metric, about, estimates, at, title }) => {
    const cells = y.flatMap((_, row) =>
      x.map((__, column) => {
        const own = estimates[row * x.length + column]
        return own === undefined ? { x: column, y: row, refused: EVIL } : { x: column, y: row, estimate: own }
      }),
    )
    const map = {
      id: 'one',
      title,
      x: { name: EVIL, levels: x },
      y: { name: 'y', levels: y },
      metric,
      cells,
      ...(about === undefined ? {} : { about }),
      today: [at, 0] as const,
      recommended: [0, at] as const,
    }
    const known = cells.filter((cell) => 'estimate' in cell && Number.isFinite(cell.estimate.value))
    return {
      draw: () => heatMap(structuredClone(map)),
      told:
        known.length === 0
          ? []
          : told(
              [...x, ...y].map((each) => each.label),
              metric,
              known.map((cell) => ('estimate' in cell ? cell.estimate : undefined)),
            ),
    }
  })

const someSlices: Kind['drawn'] = fc
  .record({
    levels,
    metric: measure,
    lines: fc.array(fc.tuple(label, fc.array(maybe(estimate), { minLength: 6, maxLength: 6 })), { maxLength: 7 }),
    today: maybe(figure),
    title: label,
  })
  .map(({ levels: own, metric, lines, today, title }) => {
    const input = {
      id: 'one',
      title,
      parameter: { name: EVIL, levels: own },
      metric,
      lines: lines.map(([name, estimates]) => ({ name, estimates: estimates.slice(0, own.length) })),
      interval: EVIL,
      ...(today === undefined ? {} : { today, recommended: today }),
    }
    const shown = input.lines.flatMap(({ estimates }) => estimates)
    return {
      draw: () => slices(structuredClone(input)),
      told: shown.some((x) => x !== undefined && Number.isFinite(x.value))
        ? told(
            own.map((each) => each.label),
            metric,
            shown,
          )
        : [],
    }
  })

const scatters: Kind['drawn'] = fc
  .record({
    x: measure,
    y: measure,
    low: fc.boolean(),
    points: fc.array(fc.record({ name: label, x: figure, y: figure, feasible: fc.boolean(), onFront: fc.boolean() }), {
      maxLength: 20,
    }),
  })
  .map(({ x, y, low, points }) => {
    const better = low ? ('low' as const) : ('high' as const)
    const input = {
      id: 'one',
      title: EVIL,
      x: { ...x, better },
      y: { ...y, better },
      points,
      today: 0,
      recommended: points.length - 1,
    }
    const isShown = points.some((point) => Number.isFinite(point.x) && Number.isFinite(point.y))
    return {
      draw: () => paretoScatter(structuredClone(input)),
      told: isShown
        ? points.flatMap((point) => [point.name, figureWords(x.unit, point.x), figureWords(y.unit, point.y)])
        : [],
    }
  })

const bars: Kind['drawn'] = fc
  .record({
    kind: fc.constantFrom('sobol' as const, 'morris' as const),
    metric: measure,
    rows: fc.array(fc.tuple(label, estimate, estimate), { maxLength: 8 }),
  })
  .map(({ kind, metric, rows }) => {
    const input = {
      id: 'one',
      title: EVIL,
      kind,
      metric,
      interval: EVIL,
      rows: rows.map(([parameter, a, b]) => ({ parameter, indices: [a, b] as const })),
    }
    const unit = kind === 'sobol' ? 'ratio' : metric.unit
    return {
      draw: () => sensitivityBars(structuredClone(input)),
      told: told(
        rows.map(([name]) => name),
        { ...metric, unit },
        rows.flatMap(([, a, b]) => [a, b]),
      ),
    }
  })

const tornados: Kind['drawn'] = fc
  .record({
    metric: measure,
    baseline: finite,
    rows: fc.array(fc.tuple(label, maybe(estimate), maybe(estimate)), { maxLength: 8 }),
  })
  .map(({ metric, baseline, rows }) => {
    const input = {
      id: 'one',
      title: EVIL,
      metric,
      baseline,
      rows: rows.map(([name, low, high]) => ({
        name,
        ...(low === undefined ? {} : { low: { label: EVIL, estimate: low } }),
        ...(high === undefined ? {} : { high: { label: 'b', estimate: high } }),
      })),
    }
    return {
      draw: () => tornado(structuredClone(input)),
      told:
        rows.length === 0
          ? []
          : told(
              [...rows.map(([name]) => name), formatNumber(metric.unit, baseline)],
              metric,
              rows.flatMap(([, a, b]) => [a, b]),
            ),
    }
  })

const distributions: Kind['drawn'] = fc
  .record({
    metric: measure,
    rows: fc.array(fc.tuple(label, fc.array(finite, { maxLength: 30 }), maybe(estimate), maybe(estimate)), {
      maxLength: 7,
    }),
  })
  .map(({ metric, rows }) => {
    const input = {
      id: 'one',
      title: EVIL,
      metric,
      interval: EVIL,
      rows: rows.map(([name, values, median, p95], arm) => ({
        name,
        arm,
        values,
        ...(median === undefined ? {} : { median }),
        quantiles: [p95 === undefined ? { name: 'p95', refused: 'needs more runs' } : { name: 'p95', estimate: p95 }],
      })),
    }
    return {
      draw: () => distribution(structuredClone(input)),
      told: rows.every(([, values]) => values.length === 0)
        ? []
        : [
            ...told(
              rows.map(([name]) => name),
              metric,
              rows.flatMap(([, , a, b]) => [a, b]),
            ),
            ...rows.flatMap(([, values]) => values.map((value) => figureWords(metric.unit, value))),
          ],
    }
  })

const timelines: Kind['drawn'] = fc
  .record({
    prices: fc.array(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), { maxLength: 20 }),
    events: fc.array(
      fc.record(
        {
          timeMs: fc.nat(90_000_000),
          kind: fc.constantFrom<LaneKind>(
            'liquidated',
            'backstop',
            'deleveraged',
            'fund-paid',
            'vault-paid',
            'socialised',
            'unpaid',
          ),
          who: label,
          taker: label,
          price: fc.double({ min: 0, max: 1e6, noNaN: true }),
          notional: fc.double({ min: 0, max: 1e9, noNaN: true }),
          loss: figure,
        },
        { requiredKeys: ['timeMs', 'kind', 'who'] },
      ),
      { maxLength: 20 },
    ),
  })
  .map(({ prices, events }) => {
    const input = {
      id: 'one',
      title: EVIL,
      quote: EVIL,
      lines: [{ name: 'mark' as const, timeMs: prices.map((_, i) => i * 4_000_000), prices }],
      events,
    }
    return {
      draw: () => liquidationTimeline(structuredClone(input)),
      told: events.flatMap(({ who, taker = '', notional, loss }) => [
        who,
        taker,
        figureWords('money', notional),
        figureWords('money', loss),
      ]),
    }
  })

const recommendations: Kind['drawn'] = fc
  .record({
    parameters: fc.array(fc.record({ name: label, current: label, recommended: label }), { maxLength: 4 }),
    effects: fc.array(fc.tuple(measure, estimate, estimate, maybe(estimate)), { maxLength: 4 }),
  })
  .map(({ parameters, effects }) => {
    const input = {
      title: EVIL,
      interval: EVIL,
      parameters,
      effects: effects.map(([metric, current, recommended, difference]) => ({
        metric,
        current,
        recommended,
        better: 'low' as const,
        ...(difference === undefined ? {} : { difference }),
      })),
    }
    return {
      draw: () => currentAgainstRecommended(structuredClone(input)),
      told: [
        ...parameters.flatMap((each) => [each.name, each.current, each.recommended]),
        ...effects.flatMap(([metric, ...all]) => told([metric.name], metric, all)),
      ],
    }
  })

const matrices: Kind['drawn'] = fc
  .record({
    moves: fc.array(finite, { maxLength: 5 }),
    skews: fc.array(finite, { maxLength: 5 }),
    fractions: fc.array(fc.array(maybe(figure), { minLength: 5, maxLength: 5 }), { minLength: 5, maxLength: 5 }),
  })
  .map((input) => ({ draw: () => pnlOverPool(structuredClone({ title: EVIL, ...input })), told: [] }))

const stresses: Kind['drawn'] = fc
  .record({
    measures: fc.array(measure, { maxLength: 3 }),
    rows: fc.array(
      fc.record({
        name: label,
        figures: fc.array(maybe(estimate), { minLength: 3, maxLength: 3 }),
        recovery: fc.constantFrom<number | 'never' | undefined>(0, 61_000, 'never', undefined),
        properties: fc.array(fc.record({ text: label, holds: fc.constantFrom(true, false, undefined) }), {
          maxLength: 3,
        }),
        smallestBreak: label,
      }),
      { maxLength: 5 },
    ),
  })
  .map((input) => ({
    draw: () => stressTable(structuredClone({ title: EVIL, interval: EVIL, ...input })),
    told: input.rows.flatMap(({ name, smallestBreak, properties }) => [
      name,
      smallestBreak,
      ...properties.filter(({ holds }) => holds !== true).map((property) => property.text),
    ]),
  }))

const kinds: readonly Kind[] = [
  { name: 'heat map', drawn: heatMaps },
  { name: 'slices', drawn: someSlices },
  { name: 'Pareto scatter', drawn: scatters },
  { name: 'sensitivity bars', drawn: bars },
  { name: 'tornado', drawn: tornados },
  { name: 'distribution', drawn: distributions },
  { name: 'liquidation timeline', drawn: timelines },
  { name: 'current against recommended', drawn: recommendations },
  { name: 'PnL over pool', drawn: matrices },
  { name: 'stress table', drawn: stresses },
]

/** Names as a page shows them: runs of white space are one. */
const plain = (words: string): string => words.replaceAll(/\s+/g, ' ').trim()

const judge = ({ html, told: words }: Drawn): void => {
  expect(nestingFault(html)).toBe('')
  expect(html).not.toMatch(/NaN|Infinity|undefined|null|<script|<\/script|<b a/)
  const table = plain(tableText(html))
  for (const word of words) expect(table).toContain(plain(word))
  const { across, down, height } = readDrawing(html)
  for (const x of across) expect(x).toSatisfy((at: number) => at >= -0.001 && at <= 100.011, `${x} within the width`)
  for (const y of down) expect(y).toSatisfy((at: number) => at >= 0 && at <= height, `${y} within ${height}`)
}

describe.each(kinds)('$name', ({ drawn }) => {
  test('nests, escapes, has no NaN, tells every figure and keeps its marks within the drawing, whatever the input', () => {
    fc.assert(
      fc.property(drawn, ({ draw, told: words }) => {
        const html = draw()
        judge({ html, told: words })
        expect(draw()).toBe(html)
      }),
      { numRuns: 60 },
    )
  })
})

describe('made-up study', () => {
  test('every drawing has its title, reading, table and marks', () => {
    const all = [
      heatMap(sample.heatMapSample),
      heatMap(sample.divergingSample),
      slices(sample.slicesSample),
      slices(sample.wordSlicesSample),
      paretoScatter(sample.paretoSample),
      sensitivityBars(sample.sobolSample),
      sensitivityBars(sample.morrisSample),
      tornado(sample.tornadoSample),
      tornado(sample.caseTornadoSample),
      distribution(sample.distributionSample),
      liquidationTimeline(sample.timelineSample),
    ]
    for (const html of all) {
      judge({ html, told: [] })
      const [, own] = /role="img" aria-labelledby="([a-z-]+)-title" aria-describedby="\1-reading"/.exec(html) ?? []
      expect(html).toContain(`<h3 id="${own}-title">`)
      expect(html).toContain(`<p class="reading" id="${own}-reading">`)
      expect(html).toContain('<summary>Data of this drawing</summary>')
      expect(readDrawing(html).across.length).toBeGreaterThan(5)
    }
  })
})

describe('a heat map', () => {
  const html = heatMap(sample.heatMapSample)

  test('marks today and the recommended point at their cells', () => {
    expect(html).toMatch(/class="frame dashed" x="16.67%" width="16.67%" y="109"/)
    expect(html).toMatch(/class="frame" x="50%" width="16.67%" y="73"/)
    expect(html).toContain('Today: margin.maintenance 1%, insurance.deposit 250k, 675k.')
  })

  test('an empty and a refused point have no colour, and the refusal is said', () => {
    expect(html.match(/<rect class="empty" x="[^"]*%/g)).toHaveLength(2)
    expect(html).toContain('2 points without a figure: not run: the budget was spent.')
  })
})

describe('slices', () => {
  const positions = (html: string): readonly number[] =>
    [...html.matchAll(/<text class="tick" x="([\d.]+)%"/g)].map(([, x]) => Number(x))

  test('levels spaced by ratios stand at equal distances, and the axis says so', () => {
    const html = slices(sample.slicesSample)
    const at = positions(html)
    expect(at).toHaveLength(6)
    for (let i = 1; i < at.length; i++) expect(at[i] - at[i - 1]).toBeCloseTo(18.4, 1)
    expect(html).toContain('insurance.deposit, USDC, logarithmic')
  })

  test('levels that are words are all labelled and not joined', () => {
    const html = slices(sample.wordSlicesSample)
    for (const word of ['queue', 'pro-rata', 'largest-first']) expect(html).toContain(`>${word}</text>`)
    expect(html).not.toContain('class="line"')
  })

  test('a level without a figure breaks the line', () => {
    expect(slices(sample.slicesSample).match(/class="line"/g)).toHaveLength(1 + 1 + 2)
  })
})

describe('a Pareto scatter', () => {
  test('the steps go through every point of the front, and no feasible point lies beyond them', () => {
    const html = paretoScatter(sample.paretoSample)
    const [, d] = /class="line" d="([^"]*)"/.exec(html)!
    const front = sample.paretoSample.points.filter(({ onFront }) => onFront)
    expect(d.match(/[MVH]/g)).toHaveLength(1 + 2 * (front.length - 1))
    expect(d).toMatch(/^M[\d.]+ [\d.]+(V[\d.]+H[\d.]+)+$/)
    const downs = [...d.matchAll(/V([\d.]+)/g)].map(([, y]) => Number(y))
    expect(downs).toEqual([...downs].sort((a, b) => b - a))
  })
})

describe('bars', () => {
  const namesOf = (html: string): readonly string[] =>
    [...html.matchAll(/<th scope="row">([^<]*)</g)].map(([, name]) => name)

  test('Sobol indices are sorted by their totals, Morris effects by μ*, tornados by their widest end', () => {
    expect(namesOf(sensitivityBars(sample.sobolSample))).toEqual([
      'margin.tiers[0].maintenance',
      'insurance.deposit',
      'traders[1].leverage',
      'liquidation.close.fraction',
      'oracle.delay',
    ])
    expect(namesOf(sensitivityBars(sample.morrisSample))).toEqual(
      sample.morrisSample.rows.map(({ parameter }) => parameter),
    )
    expect(namesOf(tornado(sample.tornadoSample))).toEqual([
      'margin.tiers[0].maintenance',
      'chain.blockTime',
      'oracle.delay',
      'fees.taker',
    ])
  })

  test('a bar goes from the baseline to its figure', () => {
    const html = tornado({
      id: 't',
      title: 't',
      metric: { name: 'm', unit: 'ratio' },
      baseline: 0,
      rows: [{ name: 'r', low: { label: 'a', estimate: { value: -1 } }, high: { label: 'b', estimate: { value: 1 } } }],
    })
    expect(
      [...html.matchAll(/<rect class="fill" x="([\d.]+)%" width="([\d.]+)%"/g)].map(([, x, width]) => [
        Number(x),
        Number(width),
      ]),
    ).toEqual([
      [4, 46],
      [50, 46],
    ])
  })
})

describe('a distribution', () => {
  const html = distribution(sample.distributionSample)

  test('has a dot for every run that is not upon another', () => {
    const dots = [...html.matchAll(/class="dots" d="([^"]*)"/g)].map(([, d]) => d.match(/M/g)!.length)
    const { rows } = sample.distributionSample
    for (const [i, { values }] of rows.entries()) {
      expect(dots[i]).toBeLessThanOrEqual(values.length)
      expect(dots[i]).toBeGreaterThan(values.length * 0.9)
    }
  })

  test('says a refused quantile in words', () => {
    expect(html.match(/p99 refused: needs 1,000 runs, has 64/g)).toHaveLength(3)
    expect(tableText(html)).toContain('refused: needs 1,000 runs, has 64')
  })
})

describe('a liquidation timeline', () => {
  const html = liquidationTimeline(sample.timelineSample)

  test('tells the sequence in its order: who, what, when, at what price', () => {
    const rows = [...html.matchAll(/<tr><th scope="row">(\d+)<\/th><td>([^<]*)<\/td><td>([^<]*)<\/td><td>([^<]*)</g)]
    expect(rows.map(([, n]) => Number(n))).toEqual(sample.timelineSample.events.map((_, i) => i + 1))
    expect(rows.map(([, , , , who]) => who)).toEqual(sample.timelineSample.events.map(({ who }) => who))
  })

  test('the marks of a lane count all events of its kind, each once', () => {
    for (const [kind, name] of [
      ['liquidated', 'liquidation'],
      ['deleveraged', 'auto-deleveraging'],
    ]) {
      const n = sample.timelineSample.events.filter((event) => event.kind === kind).length
      const marks = [...html.matchAll(new RegExp(`<title>${name}: (\\d+), `, 'g'))].map(([, count]) => Number(count))
      expect(marks.length).toBeGreaterThan(1)
      expect(marks.reduce((sum, count) => sum + count, 0)).toBe(n)
      expect(html).toContain(`>${name}: ${n}, `)
    }
  })

  test('an area is in proportion to its notional', () => {
    const two = [1, 4].map((notional, i) => ({
      timeMs: i * 60_000,
      kind: 'backstop' as const,
      who: 'a',
      price: 1 + i,
      notional,
    }))
    const drawn = liquidationTimeline({ id: 't', title: 't', quote: 'USDC', lines: [], events: two })
    const widths = [...drawn.matchAll(/<rect x="[-\d.]+" y="[-\d.]+" width="([\d.]+)"/g)].map(([, x]) => Number(x))
    expect(Math.max(...widths) / Math.min(...widths)).toBeGreaterThan(1.4)
  })
})

describe('tables', () => {
  test('a verdict is a word and a sign, not a colour alone', () => {
    const stress = tableText(stressTable(sample.stressSample))
    expect(stress).toContain('✗ fails 2 of 3')
    expect(stress).toContain('✓ holds 3 of 3')
    expect(stress).toContain('? holds 1 of 2')
    const change = tableText(currentAgainstRecommended(sample.recommendationSample))
    for (const words of ['▲ better', '▼ worse', '~ sign unclear', '→ changed', '= as today'])
      expect(change).toContain(words)
  })

  test('an effect is better only where the interval of its difference excludes zero', () => {
    const verdictOf = (difference: Estimate): string =>
      tableText(
        currentAgainstRecommended({
          title: 't',
          interval: 'i',
          parameters: [],
          effects: [
            {
              metric: { name: 'm', unit: 'ratio' },
              current: { value: 2 },
              recommended: { value: 1 },
              difference,
              better: 'low',
            },
          ],
        }),
      )
    expect(verdictOf({ value: -1, low: -2, high: -0.1 })).toContain('▲ better')
    expect(verdictOf({ value: -1, low: -2, high: 0.1 })).toContain('~ sign unclear')
    expect(verdictOf({ value: 1, low: 0.1, high: 2 })).toContain('▼ worse')
    expect(verdictOf({ value: 0, low: 0, high: 0 })).toContain('= same')
  })

  test('the matrix has every fraction, and a cross where traders are owed the whole pool', () => {
    const html = pnlOverPool(sample.pnlSample)
    expect(html.match(/✗ \+118%/g)).toHaveLength(2)
    expect(html.match(/class="shade heat-below"/g)!.length + html.match(/class="shade heat"/g)!.length).toBe(39)
  })
})
