/**
 * A whole number that lies within bounds, both included; `what` names it in the refusal.
 *
 * @throws RangeError for anything else
 */
export const wholeBetween = (x: number, least: number, most: number, what: string): number => {
  if (!Number.isSafeInteger(x) || x < least || x > most) {
    throw new RangeError(`${what}: ${x} must be a whole number from ${least} to ${most}`)
  }
  return x
}
