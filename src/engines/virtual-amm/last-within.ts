// Hot: allocates nothing; the caller keeps its condition.

/**
 * Largest whole number up to `most` at which a condition still holds that is true at first and false from some point on;
 * 0 is taken to hold. Strides double away from the guess and then halve, so a guess that is nearly right costs two or three looks.
 *
 * @param guess - where to begin, any number; a float's answer to the same question
 */
export const lastWithin = (holds: (x: number) => boolean, guess: number, most: number): number => {
  let good = Math.min(most, Math.max(0, Math.floor(guess)))
  if (!(good >= 0)) good = 0
  let bad: number
  let stride = 1
  if (good === 0 || holds(good)) {
    for (;;) {
      if (good === most) return most
      bad = Math.min(most, good + stride)
      if (!holds(bad)) break
      good = bad
      stride *= 2
    }
  } else {
    for (;;) {
      bad = good
      good = Math.max(0, good - stride)
      if (good === 0 || holds(good)) break
      stride *= 2
    }
  }
  while (bad - good > 1) {
    const middle = good + Math.floor((bad - good) / 2)
    if (holds(middle)) good = middle
    else bad = middle
  }
  return good
}
