/** By degrees of freedom, from 1. */
const TABLE = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
]

/** The normal's 97.5 % quantile. */
const Z = 1.959963984540054

/**
 * Student's t at 97.5 %: the half width of a 95 % interval of a mean, in standard errors. A table of three decimals up
 * to 30 degrees of freedom; beyond, the expansion in 1/freedom (Abramowitz and Stegun 26.7.5), within 1e-5.
 *
 * @param freedom - whole, at least 1
 */
export const studentQuantile = (freedom: number): number => {
  const tabulated = TABLE[freedom - 1]
  if (tabulated !== undefined) return tabulated
  const z3 = Z * Z * Z
  const z5 = z3 * Z * Z
  const z7 = z5 * Z * Z
  const first = (z3 + Z) / 4
  const second = (5 * z5 + 16 * z3 + 3 * Z) / 96
  const third = (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / 384
  return Z + (first + (second + third / freedom) / freedom) / freedom
}
