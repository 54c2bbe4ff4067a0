/** Number of single-letter insertions, deletions, substitutions and swaps of neighbours between two words (optimal string alignment). */
export const editDistance = (a: string, b: string): number => {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      let best = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, beforeLast[j - 2] + 1)
      row.push(best)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]
}

/**
 * The known name that a misspelt one most likely stands for, or `undefined` when none is near:
 * at most a third of its letters differ (two at least), or it is the last part of exactly one dotted name.
 * Of equally near names the first of the list wins. Letter case does not count.
 */
export const nearestName = (name: string, known: readonly string[]): string | undefined => {
  const wanted = name.toLowerCase()
  let nearest: string | undefined
  let least = Math.max(2, Math.floor(name.length / 3)) + 1
  for (const candidate of known) {
    const distance = editDistance(wanted, candidate.toLowerCase())
    if (distance < least && distance < name.length) {
      least = distance
      nearest = candidate
    }
  }
  if (nearest !== undefined) return nearest
  const ending = known.filter((candidate) => candidate.toLowerCase().endsWith(`.${wanted}`))
  return ending.length === 1 ? ending[0] : undefined
}
