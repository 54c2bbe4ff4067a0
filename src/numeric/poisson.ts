import { exp, ln } from './transcendental.ts'

/** Means from here on are drawn by transformed rejection. */
export const LARGE_MEAN = 10

/** ln(k!) for k below 32, summed; beyond, Stirling's series is exact to a few units in the last place. */
const tabled: Float64Array = (() => {
  const sums = new Float64Array(32)
  for (let k = 2; k < 32; k++) sums[k] = sums[k - 1] + ln(k)
  return sums
})()

const HALF_LN_TWO_PI = 0.9189385332046728

/** ln(k!) for whole k >= 0, by table and by Stirling's series (Abramowitz and Stegun 6.1.41); relative error below 1e-14. */
export const lnFactorial = (k: number): number => {
  if (k < 32) return tabled[k]
  const inverse = 1 / k
  const square = inverse * inverse
  return (k + 0.5) * ln(k) - k + HALF_LN_TWO_PI + inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260)))
}

/**
 * The Poisson count that a uniform in [0, 1) stands for, by inversion: one draw, and monotone in it, so that runs with
 * different means stay paired. For means below `LARGE_MEAN`.
 */
export const poissonByInversion = (mean: number, uniform: number): number => {
  let probability = exp(-mean)
  let rest = uniform
  let k = 0
  // The probabilities fall below what a uniform of 53 bits can resolve long before k reaches 100.
  while (rest >= probability && k < 100) {
    rest -= probability
    k += 1
    probability *= mean / k
  }
  return k
}

/**
 * One attempt of Hoermann's transformed rejection with squeeze (PTRS; The transformed rejection method for generating
 * Poisson random variables, 1993), for means of `LARGE_MEAN` and more.
 *
 * @param u - uniform in [0, 1)
 * @param v - uniform in [0, 1), independent of u
 * @returns the count, or -1 when the attempt is rejected and two new uniforms are needed
 */
export const poissonByRejection = (mean: number, u: number, v: number): number => {
  const b = 0.931 + 2.53 * Math.sqrt(mean)
  const a = -0.059 + 0.02483 * b
  const centred = u - 0.5
  const us = 0.5 - Math.abs(centred)
  const k = Math.floor(((2 * a) / us + b) * centred + mean + 0.43)
  if (us >= 0.07 && v <= 0.9277 - 3.6224 / (b - 2)) return k
  if (k < 0 || (us < 0.013 && v > us)) return -1
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
  return ln((v * inverseAlpha) / (a / (us * us) + b)) <= k * ln(mean) - mean - lnFactorial(k) ? k : -1
}
