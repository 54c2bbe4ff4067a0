/**
 * What a law says when a figure that it reckons with is no whole number of atoms, lots or price units: the laws reckon in
 * BigInt, which takes nothing else.
 *
 * @returns undefined for any other error
 */
export const noWholeNumber = (error: unknown): string | undefined =>
  error instanceof RangeError && error.message.includes('BigInt')
    ? `a figure is no whole number of atoms, lots or price units: ${error.message}`
    : undefined
