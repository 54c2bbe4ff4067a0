import type { ParameterScale } from '../../scenario/vary/parameter-scale.ts'
import { labelOf, levelShares } from '../../scenario/vary/study-parameter.ts'
import { listed } from '../arm-words.ts'
import type { Parameter } from '../drawings/measure.ts'
import { type Label, labelWords } from '../study/parameter-words.ts'
import type { SweepView } from './sweep-view.ts'

/** A sweep whose points are all combinations of levels. */
export interface SweepGrid {
  /** By parameter, as drawings show them. */
  readonly parameters: readonly Parameter[]
  /** The level of each parameter at which it is held while others vary. */
  readonly held: readonly number[]
  /** Level of today's value, where it is one of the grid's. */
  readonly today: readonly (number | undefined)[]
  /** Position of the point at a level of each parameter. */
  pointAt(levels: readonly number[]): number
  /** What parameters besides the given ones are held at: `maintenance 0.6%, nearest to today's 0.5%`; `''` for none. */
  heldWords(varied: readonly number[]): string
}

/** How far two values are apart on a parameter's scale. */
const distance = (kind: string, a: number, b: number): number =>
  kind === 'log' && a > 0 && b > 0 ? Math.max(a / b, b / a) : Math.abs(a - b)

/** The level that stands for today's, and how it does. */
const heldLevel = (
  scale: ParameterScale,
  levels: readonly Label[],
  today: Label,
): { readonly level: number; readonly how: string } => {
  const own = today === undefined ? -1 : levels.indexOf(today)
  if (own >= 0) return { level: own, how: "today's" }
  const numbers = levels.flatMap((level, i) => (typeof level === 'number' ? [[i, level] as const] : []))
  if (typeof today !== 'number' || numbers.length < levels.length)
    return { level: Math.floor((levels.length - 1) / 2), how: 'the middle level' }
  const off = (x: number): number => distance(scale.kind, x, today)
  const [level] = numbers.reduce((a, b) => (off(b[1]) < off(a[1]) ? b : a))
  return { level, how: `the level nearest to today's ${labelWords(scale, today)}` }
}

/** The grid of a sweep; `undefined` for another design. */
export const sweepGrid = ({ sweep, question, parameters, designed }: SweepView): SweepGrid | undefined => {
  if (question.design.kind !== 'grid') return undefined
  const levels = sweep.parameters.map((parameter) =>
    levelShares(parameter.scale).map((share): Label => labelOf(parameter, parameter.scale.at(share))),
  )
  const todays = sweep.parameters.map((parameter) =>
    parameter.today === undefined ? undefined : labelOf(parameter, parameter.today),
  )
  const held = levels.map((own, k) => heldLevel(sweep.parameters[k].scale, own, todays[k]))
  const first = sweep.points.length - designed
  const pointAt = (at: readonly number[]): number =>
    first + levels.reduce((position, own, k) => position * own.length + at[k], 0)
  return {
    parameters: parameters.map(({ parameter, of }, k) => ({
      name: parameter.name,
      ...(of !== undefined && { of }),
      levels: levels[k].map((label) => ({
        label: labelWords(parameter.scale, label),
        ...(typeof label === 'number' && { at: label }),
      })),
    })),
    held: held.map(({ level }) => level),
    today: levels.map((own, k) => {
      const level = todays[k] === undefined ? -1 : own.indexOf(todays[k])
      return level < 0 ? undefined : level
    }),
    pointAt,
    heldWords: (varied) =>
      listed(
        parameters.flatMap(({ parameter, shortName }, k) => {
          if (varied.includes(k)) return []
          const { level, how } = held[k]
          return [`${shortName} at ${labelWords(parameter.scale, levels[k][level])}, ${how}`]
        }),
        '; ',
      ),
  }
}
