import { pixels } from './svg-marks.ts'

/** Forms of marks, told apart without colour. */
export type SymbolForm = 'circle' | 'triangle' | 'square' | 'diamond' | 'cross' | 'star' | 'down'

const ARM_SYMBOLS: readonly SymbolForm[] = ['circle', 'triangle', 'square', 'diamond', 'down', 'star']

/** Form of an arm's marks. */
export const armSymbol = (arm: number): SymbolForm => ARM_SYMBOLS[arm % ARM_SYMBOLS.length]

const polygon = (corners: readonly (readonly [number, number])[], radius: number): string =>
  `<path d="M${corners.map(([x, y]) => `${pixels(x * radius)} ${pixels(y * radius)}`).join('L')}z"/>`

const STAR = [
  [0, -1.3],
  [0.35, -0.42],
  [1.24, -0.4],
  [0.57, 0.16],
  [0.76, 1.05],
  [0, 0.55],
  [-0.76, 1.05],
  [-0.57, 0.16],
  [-1.24, -0.4],
  [-0.35, -0.42],
] as const

/** A mark about the point (0, 0), as large as a circle of that radius in pixels. */
export const symbol = (form: SymbolForm, radius: number): string => {
  if (form === 'circle') return `<circle r="${pixels(radius)}"/>`
  if (form === 'square') {
    const half = radius * 0.89
    return `<rect x="${pixels(-half)}" y="${pixels(-half)}" width="${pixels(2 * half)}" height="${pixels(2 * half)}"/>`
  }
  if (form === 'star') return polygon(STAR, radius)
  const r = radius * 1.2
  if (form === 'diamond')
    return polygon(
      [
        [0, -1],
        [1, 0],
        [0, 1],
        [-1, 0],
      ],
      r,
    )
  if (form === 'triangle')
    return polygon(
      [
        [0, -1],
        [1, 0.8],
        [-1, 0.8],
      ],
      r,
    )
  if (form === 'down')
    return polygon(
      [
        [0, 1],
        [1, -0.8],
        [-1, -0.8],
      ],
      r,
    )
  const arm = pixels(radius * 0.9)
  return `<path class="stroke" d="M-${arm} -${arm}L${arm} ${arm}M-${arm} ${arm}L${arm} -${arm}"/>`
}
