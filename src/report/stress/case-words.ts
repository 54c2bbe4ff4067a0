import type { StressCase, StressLadder, StressSize } from '../../studies/stress/stress-case.ts'
import { formatRound, signed } from '../number-format.ts'

/** A size as people read it: `12.5%`, `10 min`, `0.0125% a payment`. */
export const sizeWords = (value: number, unit: StressSize['unit']): string => {
  if (unit === 'minutes') return `${formatRound('ratio', value)} min`
  const percent = `${Number((value * 100).toPrecision(4))}%`
  return unit === 'rate' ? `${percent} a payment` : percent
}

/** What all sizes of a case have in common: `price fall one block`. */
export const ladderWords = ({ id }: Pick<StressLadder, 'id'>): string => id.replaceAll('-', ' ')

/** A case in few words: `price fall one block 20%`, `funding longs pay cap`, `skew +25% move -10%`. */
export const caseWords = ({ id, size, ladder, skewed }: StressCase): string => {
  if (skewed !== undefined) {
    const percent = (x: number): string => signed((y) => formatRound('percent', y), x)
    return `skew ${percent(skewed.skew)}, move ${percent(skewed.move)}`
  }
  const isNumbered = /-[\d.]+$/.test(id)
  return isNumbered && ladder !== undefined
    ? `${ladderWords(ladder)} ${sizeWords(size.value, size.unit)}`
    : id.replaceAll('-', ' ')
}
