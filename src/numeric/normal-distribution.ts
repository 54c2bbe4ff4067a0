import { exp } from './transcendental.ts'

/** ln(sqrt(2 pi)). */
const LN_ROOT_TWO_PI = 0.9189385332046728

const density = (x: number): number => exp(-0.5 * x * x - LN_ROOT_TWO_PI)

/**
 * Probability that a normal variable with mean 0 and variance 1 is at most x, within 1e-15 (absolute, so a far tail
 * has no exact digits); by Taylor's series around 0 (Marsaglia, *Evaluating the normal distribution*, 2004).
 */
export const normalProbability = (x: number): number => {
  if (x > 8.3) return 1
  if (x < -8.3) return 0
  const square = x * x
  let term = x
  let sum = x
  for (let odd = 3, before = Number.NaN; sum !== before; odd += 2) {
    before = sum
    term *= square / odd
    sum += term
  }
  return 0.5 + sum * density(x)
}

/**
 * The x that a normal variable with mean 0 and variance 1 stays below with the given probability, within 1e-8 for
 * probabilities from 1e-7 to 1 - 1e-7.
 *
 * @param probability - in (0, 1)
 * @throws RangeError for anything else
 */
export const normalQuantile = (probability: number): number => {
  if (!(probability > 0 && probability < 1)) {
    throw new RangeError(`normal quantile: a probability lies between 0 and 1, not at ${probability}`)
  }
  if (probability < 0.5) return 0 - normalQuantile(1 - probability)
  // Above 0 the probability is concave, so that Newton's steps from 0 rise to the root and never pass it.
  let x = 0
  for (let step = Number.POSITIVE_INFINITY; step > 1e-13 * (1 + x); x += step) {
    step = (probability - normalProbability(x)) / density(x)
  }
  return x
}
