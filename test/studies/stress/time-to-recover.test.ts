import { describe, expect, test } from 'vitest'
import type { Series } from '../../../src/simulation/recorder.ts'
import { timeToRecover } from '../../../src/studies/stress/time-to-recover.ts'

const MINUTE = 60_000

/** A sample a minute; what a column does not say of a minute is as on a quiet day. */
const QUIET: Readonly<Record<string, number>> = {
  midMicros: 100_000_000,
  indexMicros: 100_000_000,
  bidDepthAtoms: 1000,
  askDepthAtoms: 1200,
  liquidatedAtoms: 0,
  deleveragedAtoms: 0,
  socialisedAtoms: 0,
  accountsBelowZero: 0,
}
const series = (minutes: number, columns: Readonly<Record<string, (minute: number) => number>> = {}): Series => {
  const names = ['timeMs', ...Object.keys(QUIET)]
  return {
    columns: names,
    values: names.map((name) =>
      Float64Array.from({ length: minutes }, (_, minute) =>
        name === 'timeMs' ? minute * MINUTE : (columns[name]?.(minute) ?? QUIET[name]),
      ),
    ),
  }
}
const quiet = series(60)
const window = { from: 10 * MINUTE, until: 11 * MINUTE }
/** A value in some minutes, and the quiet day's in the others. */
const during = (name: string, from: number, to: number, value: number) => ({
  [name]: (minute: number) => (minute >= from && minute < to ? value : QUIET[name]),
})

describe('a market has recovered', () => {
  test('at once where nothing was amiss', () => {
    expect(timeToRecover(quiet, quiet, window)).toEqual({ kind: 'recovered', milliseconds: 0 })
  })

  test('when its mid is within the band of the index again', () => {
    // 100.06 is 6 bps above the index; 5 bps are allowed where the paired run was on it.
    const stressed = series(60, during('midMicros', 10, 20, 100_060_000))
    expect(timeToRecover(stressed, quiet, window)).toEqual({ kind: 'recovered', milliseconds: 9 * MINUTE })
    const within = series(60, during('midMicros', 10, 20, 99_960_000))
    expect(timeToRecover(within, quiet, window)).toEqual({ kind: 'recovered', milliseconds: 0 })
  })

  test('within twice the 95th percentile of the paired run’s basis, or the band that is asked for', () => {
    const usual = series(60, { midMicros: () => 100_200_000 })
    const stressed = series(60, during('midMicros', 10, 20, 100_390_000))
    expect(timeToRecover(stressed, usual, window)).toEqual({ kind: 'recovered', milliseconds: 0 })
    const further = series(60, during('midMicros', 10, 20, 100_410_000))
    expect(timeToRecover(further, usual, window)).toEqual({ kind: 'recovered', milliseconds: 9 * MINUTE })
    expect(timeToRecover(stressed, usual, window, { basisBps: 30 })).toMatchObject({ milliseconds: 9 * MINUTE })
  })

  test('when it has quotes on both sides again', () => {
    const stressed = series(60, during('midMicros', 10, 15, 0))
    expect(timeToRecover(stressed, quiet, window)).toEqual({ kind: 'recovered', milliseconds: 4 * MINUTE })
  })

  test('when half of the paired run’s depth is there on its lesser side', () => {
    const stressed = series(60, during('askDepthAtoms', 10, 25, 499))
    expect(timeToRecover(stressed, quiet, window)).toEqual({ kind: 'recovered', milliseconds: 14 * MINUTE })
    expect(timeToRecover(stressed, quiet, window, { depthShare: 0.4 })).toMatchObject({ milliseconds: 0 })
  })

  test('when nothing more is liquidated, deleveraged or socialised', () => {
    for (const name of ['liquidatedAtoms', 'deleveragedAtoms', 'socialisedAtoms', 'accountsBelowZero']) {
      const stressed = series(60, { [name]: (minute) => Math.max(0, Math.min(30, minute) - 10) })
      expect(timeToRecover(stressed, quiet, window)).toEqual({ kind: 'recovered', milliseconds: 20 * MINUTE })
    }
  })

  test('although the scenario itself liquidates, and takes depth and basis away, in the paired run too', () => {
    const crash = {
      liquidatedAtoms: (minute: number) => 10 * minute,
      bidDepthAtoms: (minute: number) => (minute > 30 ? 100 : 1000),
      midMicros: (minute: number) => (minute > 30 ? 103_000_000 : 100_000_000),
    }
    expect(timeToRecover(series(60, crash), series(60, crash), window)).toMatchObject({ milliseconds: 0 })
  })

  test('only when it stays so', () => {
    // Well from 15 to 19, amiss again at 20, well from 21 on.
    const stressed = series(60, {
      midMicros: (minute) => ((minute >= 10 && minute < 15) || minute === 20 ? 101_000_000 : 100_000_000),
    })
    expect(timeToRecover(stressed, quiet, window)).toEqual({ kind: 'recovered', milliseconds: 10 * MINUTE })
    expect(timeToRecover(stressed, quiet, window, { hold: 4 * MINUTE })).toMatchObject({ milliseconds: 4 * MINUTE })
  })

  test('counted from the end of the cause: what is amiss before it is not asked', () => {
    const stressed = series(60, during('midMicros', 10, 30, 101_000_000))
    expect(timeToRecover(stressed, quiet, { from: 10 * MINUTE, until: 30 * MINUTE })).toMatchObject({ milliseconds: 0 })
  })
})

describe('a market has not recovered within the horizon', () => {
  test('where something stays amiss, and it is said what', () => {
    const stressed = series(60, { ...during('midMicros', 10, 60, 105_000_000), ...during('bidDepthAtoms', 10, 60, 10) })
    expect(timeToRecover(stressed, quiet, window)).toEqual({
      kind: 'not-within-horizon',
      watchedMilliseconds: 48 * MINUTE,
      lacking: ['basis', 'depth'],
    })
    const falling = series(60, { liquidatedAtoms: (minute) => minute })
    expect(timeToRecover(falling, quiet, window)).toMatchObject({ lacking: ['liquidations'] })
  })

  test('where the run ends before it was well for long enough', () => {
    const stressed = series(60, during('midMicros', 10, 57, 105_000_000))
    expect(timeToRecover(stressed, quiet, window)).toMatchObject({ kind: 'not-within-horizon', lacking: ['basis'] })
    const late = { from: 10 * MINUTE, until: 58 * MINUTE }
    expect(timeToRecover(quiet, quiet, late)).toEqual({
      kind: 'not-within-horizon',
      watchedMilliseconds: MINUTE,
      lacking: [],
    })
  })
})

test('samples that a stall has taken away are set beside the paired run’s last ones before them', () => {
  const whole = series(60, { liquidatedAtoms: (minute) => minute })
  const kept = [...Array(60).keys()].filter((minute) => minute < 11 || minute >= 20)
  const stalled: Series = {
    columns: whole.columns,
    values: whole.values.map((column) => Float64Array.from(kept, (minute) => column[minute])),
  }
  expect(timeToRecover(stalled, whole, { from: 11 * MINUTE, until: 20 * MINUTE })).toMatchObject({ milliseconds: 0 })
})
