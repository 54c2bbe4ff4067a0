import type { LabelColumn } from '../../studies/plan/study-plan.ts'
import { formatRound, withThousands } from '../number-format.ts'

/** A value that tells points of a study apart. */
export type Label = number | string | undefined

const MULTIPLE = { k: 1e3, M: 1e6, B: 1e9, T: 1e12 } as const

/** A number written short where that loses nothing: `250k`, `1.5M`, `12,345`. */
const numberWords = (x: number): string => {
  const short = formatRound('money', x)
  const factor = MULTIPLE[short.at(-1) as keyof typeof MULTIPLE] ?? 1
  if (Number(short.replace(/[kMBT]$/, '').replaceAll(',', '')) * factor === x) return short
  return Number.isInteger(x) ? withThousands(x, 0) : String(x)
}

/** A parameter's value as people read it: `0.5%`, `250k`, `constant-product`; `left out` where the scenario has none. */
export const labelWords = ({ unit }: Pick<LabelColumn, 'unit'>, label: Label): string => {
  if (label === undefined) return 'left out'
  if (typeof label === 'string') return label
  return unit === '' ? numberWords(label) : `${label}${unit}`
}

/** The last parts of a dotted path; a position in a list comes with the list's name. */
const ending = (parts: readonly string[], length: number): string => {
  let from = Math.max(0, parts.length - length)
  while (from > 0 && /^(\d+|\*)$/.test(parts[from])) from -= 1
  return parts.slice(from).join('.')
}

/** Names of parameters by which sentences call them: of each path as few of the last parts as tell it from the others. */
export const shortNames = (paths: readonly string[]): readonly string[] => {
  const parts = paths.map((path) => path.split('.'))
  return parts.map((own, at) => {
    for (let length = 1; length < own.length; length++) {
      const name = ending(own, length)
      if (parts.every((other, i) => i === at || ending(other, length) !== name)) return name
    }
    return paths[at]
  })
}

/** A point by its values: `maintenance 0.9%, deposit 250k`. */
export const pointWords = (names: readonly string[], values: readonly string[]): string =>
  names.map((name, k) => `${name} ${values[k]}`).join(', ')
