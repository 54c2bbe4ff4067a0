import { exp, ln } from './transcendental.ts'

/** Layers of the ziggurat. */
export const LAYERS = 128
/** Where the tail of the normal density begins (Doornik 2005, table for 128 layers). */
export const TAIL = 3.442619855899
/** Area of each layer. */
const AREA = 9.91256303526217e-3

/**
 * Right edges of the layers of a ziggurat over exp(-x^2 / 2) (Marsaglia and Tsang 2000, in the form of Doornik: An
 * improved ziggurat method to generate normal random samples, 2005): `edges[0]` that of the base with its tail folded
 * in, `edges[1]` = TAIL, falling to `edges[128]` = 0.
 *
 * Computed when loaded, by functions whose bits are the same everywhere.
 */
export const edges: Float64Array = (() => {
  const x = new Float64Array(LAYERS + 1)
  let density = exp(-0.5 * TAIL * TAIL)
  x[0] = AREA / density
  x[1] = TAIL
  for (let i = 2; i < LAYERS; i++) {
    x[i] = Math.sqrt(-2 * ln(AREA / x[i - 1] + density))
    density = exp(-0.5 * x[i] * x[i])
  }
  x[LAYERS] = 0
  return x
})()

/** `edges[i + 1] / edges[i]`: a point of layer i below this share of its width lies under the density for certain. */
export const inner: Float64Array = edges.slice(0, LAYERS).map((edge, i) => edges[i + 1] / edge)

/** exp(-edges[i]^2 / 2): the density at each edge. */
export const heights: Float64Array = edges.map((edge) => exp(-0.5 * edge * edge))
