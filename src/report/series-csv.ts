import type { Series } from '../simulation/recorder.ts'
import type { RunResult } from '../simulation/run-result.ts'

const lines = (seed: number, { values }: Series): readonly string[] => {
  const rows = values[0]?.length ?? 0
  return Array.from({ length: rows }, (_, row) => `${seed},${values.map((column) => column[row] + 0).join(',')}`)
}

/**
 * The recorded series of an arm's runs as CSV: a column `seed`, then the recorder's, whose names end in their units
 * (`Micros` of a price unit, `Atoms`, `Lots`, `Pico`, `Ms`). Numbers as recorded, unrounded. Runs whose columns differ
 * from the first's are refused.
 *
 * @throws RangeError naming the seed whose columns differ
 */
export const seriesCsv = (runs: readonly RunResult[]): string => {
  const columns = runs[0]?.series.columns ?? []
  for (const { seed, series } of runs) {
    if (series.columns.join() !== columns.join()) {
      throw new RangeError(`seed ${seed}: its columns are not those of seed ${runs[0].seed}`)
    }
  }
  const all = [['seed', ...columns].join(','), ...runs.flatMap(({ seed, series }) => lines(seed, series))]
  return `${all.join('\n')}\n`
}
