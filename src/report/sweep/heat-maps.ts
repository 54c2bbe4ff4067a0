import { listed } from '../arm-words.ts'
import { type HeatCell, heatMap } from '../drawings/heat-map.ts'
import { figureWords, measureName } from '../drawings/measure.ts'
import { type FigureDrawings, isLevel } from '../study/figure-groups.ts'
import type { ShownFigure } from '../study/shown-figures.ts'
import type { SweepGrid } from './sweep-grid.ts'
import type { SweepView } from './sweep-view.ts'

/** Heat maps of a page, at most; pairs of parameters that come later have none. */
const MOST_MAPS = 48

/** Pairs of parameters, in their order, as many as a page has room for. */
export const pairsOf = (
  { plan, figures }: SweepView,
  { parameters }: SweepGrid,
): readonly (readonly [number, number])[] => {
  const all = parameters.flatMap((_, x) => parameters.slice(x + 1).map((__, i) => [x, x + 1 + i] as const))
  const room = Math.max(1, Math.floor(MOST_MAPS / Math.max(1, figures.length * plan.arms.length)))
  return all.slice(0, room)
}

/** Cells of all maps of a page, about: beyond it maps leave levels out. */
const MOST_CELLS = 5000
const FEWEST_LEVELS = 8
const MOST_LEVELS = 40

/** Levels of each parameter that maps have, at most. */
const levelRoom = (view: SweepView, grid: SweepGrid): number => {
  const maps = Math.max(1, pairsOf(view, grid).length * view.figures.length * view.plan.arms.length)
  return Math.max(FEWEST_LEVELS, Math.min(MOST_LEVELS, Math.floor(Math.sqrt(MOST_CELLS / maps))))
}

/** Positions of the levels that maps show: all, or so many spread evenly with both ends, and today's among them. */
const shownLevels = (count: number, room: number, today: number | undefined): readonly number[] => {
  if (count <= room) return Array.from({ length: count }, (_, i) => i)
  const even = Array.from({ length: room }, (_, i) => Math.round((i * (count - 1)) / (room - 1)))
  return [...new Set([...even, ...(today === undefined ? [] : [today])])].sort((a, b) => a - b)
}

/** Which levels maps leave out, a sentence; `''` where they show all. */
export const thinnedWords = (view: SweepView, grid: SweepGrid): string => {
  const room = levelRoom(view, grid)
  const thinned = grid.parameters.flatMap(({ levels }, k) =>
    levels.length > room ? [`${view.parameters[k].shortName} (${levels.length})`] : [],
  )
  return thinned.length === 0
    ? ''
    : `Maps show about ${room} levels, evenly spread, of those with more: ${listed(thinned)}; slices show them all.`
}

const cellsOf = (
  view: SweepView,
  grid: SweepGrid,
  figure: ShownFigure,
  arm: string,
  [x, y]: readonly [number, number],
  [columns, rows]: readonly [readonly number[], readonly number[]],
): readonly HeatCell[] => {
  const refused = new Set(view.sweep.refused.map(({ point }) => point))
  return rows.flatMap((level, row) =>
    columns.map((other, column): HeatCell => {
      const at = grid.held.with(x, other).with(y, level)
      const point = grid.pointAt(at)
      if (refused.has(point)) return { x: column, y: row, refused: 'refused by a rule of the scenario' }
      const estimate = view.estimate(figure, point, arm)
      if (estimate === undefined) return { x: column, y: row, refused: 'no run with this figure' }
      return { x: column, y: row, estimate }
    }),
  )
}

/** Where an arm has one and the same figure, sentences by the figure. */
const levelSentences = (levels: readonly { readonly arm: string; readonly words: string; readonly over: string }[]) => {
  const pairs = new Map<string, string[]>()
  for (const { arm, words, over } of levels) {
    const start = `In ${arm} it is ${words} everywhere over`
    pairs.set(start, [...(pairs.get(start) ?? []), over])
  }
  return [...pairs].map(([start, names]) => `${start} ${listed(names, '; ')}.`)
}

/** Means of one figure over pairs of parameters, a map for each arm; other parameters are held. */
export const heatMaps = (view: SweepView, grid: SweepGrid, at: number): FigureDrawings => {
  const figure = view.figures[at]
  const room = levelRoom(view, grid)
  const levels: { readonly arm: string; readonly words: string; readonly over: string }[] = []
  const drawings = pairsOf(view, grid).flatMap((pair, i) => {
    const [x, y] = pair
    const shown = pair.map((k) => shownLevels(grid.parameters[k].levels.length, room, grid.today[k]))
    const [columns, rows] = shown
    const todays = pair.map((k, side) => shown[side].indexOf(grid.today[k] ?? -1))
    const isTodays =
      todays.every((level) => level >= 0) &&
      grid.held.every((level, k) => k === x || k === y || level === grid.today[k])
    const over = `${view.parameters[x].shortName} and ${view.parameters[y].shortName}`
    return view.plan.arms.flatMap((arm, a) => {
      const cells = cellsOf(view, grid, figure, arm, pair, [columns, rows])
      const values = cells.flatMap(({ estimate }) => (estimate === undefined ? [] : [estimate.value]))
      if (values.length > 0 && isLevel(values)) {
        levels.push({ arm, words: figureWords(figure.measure.unit, values[0]), over })
        return []
      }
      return [
        heatMap({
          id: `heat-${at}-${i}-${a}`,
          title: `${arm}: ${measureName(figure.measure)}`,
          x: { ...grid.parameters[x], levels: columns.map((level) => grid.parameters[x].levels[level]) },
          y: { ...grid.parameters[y], levels: rows.map((level) => grid.parameters[y].levels[level]) },
          metric: figure.measure,
          cells,
          ...(figure.better !== undefined && { better: figure.better }),
          ...(isTodays && { today: [todays[0], todays[1]] as const }),
        }),
      ]
    })
  })
  return { figure, sentences: levelSentences(levels), drawings }
}
