import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { INDEX_GOOD, INDEX_JUMPED, INDEX_STALE, INDEX_TOO_FEW_SOURCES } from '../../src/market/market-view.ts'
import { fraction } from '../../src/numeric/fraction.ts'
import { NO_CONSEQUENCE, PAUSE_BOTH, PAUSE_LIQUIDATION, PAUSE_OPENING } from '../../src/oracle/guards.ts'
import { type Oracle, oracle } from '../../src/oracle/oracle.ts'
import type { OracleConfig, Source } from '../../src/oracle/oracle-config.ts'
import type { SourceFault } from '../../src/oracle/source-faults.ts'

const exact: Source = { noise: 0, bias: fraction(0), delay: 0, weight: 1 }
const sources = (count: number, source: Partial<Source> = {}): Source[] =>
  Array.from({ length: count }, () => ({ ...exact, ...source }))
const config: OracleConfig = {
  seed: 7,
  market: 0,
  sources: sources(3),
  aggregation: { kind: 'median' },
  heartbeat: 0,
  smoothing: { kind: 'none' },
  guards: {},
  faults: [],
}
const START = 3_000_000_000_000
const STEP = 1000

/** One block: sample, and publish at its start where that is due. */
const block = (subject: Oracle, now: number, price: number): boolean => {
  subject.sample(now, price)
  return subject.due(now) && subject.publish(now)
}

/** Publishes `path[i]` at i + 1 steps; the index after each. */
const indices = (changes: Partial<OracleConfig>, path: readonly number[]): number[] => {
  const subject = oracle({ ...config, ...changes })
  subject.begin(0, START)
  return path.map((price, i) => {
    block(subject, (i + 1) * STEP, price)
    return subject.published.price
  })
}

const walk = fc.array(fc.integer({ min: 2_000_000_000_000, max: 4_000_000_000_000 }), { minLength: 1, maxLength: 40 })
const rising = (count: number): number[] => Array.from({ length: count }, (_, i) => START + (i + 1) * 1_000_000)

describe('publication', () => {
  test('with exact, prompt sources and no heartbeat to wait for the index is the true price', () => {
    fc.assert(
      fc.property(walk, (path) => {
        expect(indices({}, path)).toEqual(path)
      }),
    )
  })

  test('shows nothing newer than the delay', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12_345 }), fc.integer({ min: 1, max: 3000 }), (delay, step) => {
        const subject = oracle({ ...config, sources: sources(3, { delay }) })
        subject.begin(0, START)
        for (let now = step; now < 40 * step; now += step) {
          block(subject, now, START + now)
          // The newest sample that is old enough.
          const observed = Math.max(0, Math.floor((now - delay) / step) * step)
          expect(subject.published.price).toBe(START + observed)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('waits for the deviation, exactly, or for the heartbeat', () => {
    const changes = { heartbeat: 10 * STEP, deviation: fraction(1, 100) }
    const [below, at] = [START + START / 100 - 1, START + START / 100]
    expect(indices(changes, [below, below, at, at])).toEqual([START, START, at, at])
    expect(indices(changes, Array(11).fill(below))).toEqual([...Array(9).fill(START), below, below])
  })

  test('the published price is never further from the aggregate than the deviation, nor older than the heartbeat', () => {
    fc.assert(
      fc.property(walk, fc.integer({ min: 1, max: 500 }), fc.integer({ min: 0, max: 9000 }), (path, bps, heartbeat) => {
        const subject = oracle({ ...config, heartbeat, deviation: fraction(bps, 10_000) })
        subject.begin(0, START)
        path.forEach((price, i) => {
          const now = (i + 1) * STEP
          block(subject, now, price)
          expect(Math.abs(price - subject.published.price) * 10_000).toBeLessThan(subject.published.price * bps + 1)
          expect(now - subject.published.time).toBeLessThan(Math.max(heartbeat, 1))
        })
      }),
    )
  })

  test('its low and high are the extremes since the publication before', () => {
    const subject = oracle({ ...config, heartbeat: 4 * STEP })
    subject.begin(0, START)
    const path = [START + 5, START - 7, START + 2, START + 1, START + 1]
    for (const [i, price] of path.entries()) block(subject, (i + 1) * STEP, price)
    expect(subject.published).toMatchObject({ price: START + 1, low: START - 7, high: START + 5, time: 4 * STEP })
    expect(subject.published.low).toBeLessThanOrEqual(subject.published.price)
  })

  // A script's publication brought the report, and its transaction brought another one.
  test('as a transaction that finds its report published does nothing', () => {
    const subject = oracle(config)
    subject.begin(0, START)
    subject.sample(1000, START + 1)
    subject.prepare(1000)
    subject.publish(1000)
    subject.sample(2000, START + 2)
    expect(subject.land(2000)).toBe(false)
    expect(subject.published.price).toBe(START + 1)
  })

  test('as a transaction lands as it was sent, and one at a time', () => {
    const subject = oracle(config)
    subject.begin(0, START)
    subject.sample(1000, START + 1)
    expect(subject.due(1000)).toBe(true)
    subject.prepare(1000)
    subject.sample(2000, START + 2)
    expect(subject.due(2000)).toBe(false)
    expect(subject.published.price).toBe(START)
    subject.publish(2000)
    expect(subject.published).toMatchObject({ price: START + 1, time: 1000, low: START + 1, high: START + 1 })
    subject.sample(3000, START + 3)
    expect(subject.due(3000)).toBe(true)
    subject.publish(3000)
    expect(subject.published).toMatchObject({ price: START + 3 })
  })

  test('nothing is published before the first usable observation', () => {
    const subject = oracle({ ...config, sources: sources(3, { delay: 2000 }) })
    expect(subject.published.status).toBe(INDEX_STALE)
    expect(block(subject, 0, START)).toBe(false)
    expect(subject.published.price).toBe(0)
    expect(block(subject, 2000, START + 5)).toBe(true)
    expect(subject.published).toMatchObject({ price: START, status: INDEX_GOOD })
  })
})

describe('smoothing', () => {
  test('by a window averages the publications in force', () => {
    const twap = { smoothing: { kind: 'twap', window: 4 * STEP } } as const
    expect(indices(twap, [START, START, START, START, START + 400, START + 400, START + 400])).toEqual(
      [0, 0, 0, 0, 0, 100, 200].map((rise) => START + rise),
    )
  })

  test('by half life moves half of the way in a half life', () => {
    const steps = 200
    const path = [...Array(steps).fill(START), ...Array(11).fill(START + 1_000_000)]
    const index = indices({ smoothing: { kind: 'ema', halfLife: 10 * STEP } }, path)
    expect(index[steps]).toBe(START)
    // In steps of a tenth of a half life the sum stands a little above the half: (1 - 2^-0.1) of each step is taken at its end.
    expect(index[steps + 10] - START).toBeGreaterThan(480_000)
    expect(index[steps + 10] - START).toBeLessThan(540_000)
  })

  test.each([{ kind: 'twap', window: 7000 } as const, { kind: 'ema', halfLife: 3000 } as const])(
    'never leaves the span of what was published, and low <= index <= high: %o',
    (smoothing) => {
      fc.assert(
        fc.property(walk, (path) => {
          const subject = oracle({ ...config, smoothing })
          subject.begin(0, START)
          path.forEach((price, i) => {
            block(subject, (i + 1) * STEP, price)
            const { price: index, low, high } = subject.published
            expect(low).toBeLessThanOrEqual(index)
            expect(high).toBeGreaterThanOrEqual(index)
            expect(index).toBeGreaterThanOrEqual(Math.min(START, ...path))
            expect(index).toBeLessThanOrEqual(Math.max(START, ...path))
          })
        }),
      )
    },
  )
})

describe('noise', () => {
  test('has its size and bias, and each source its own', () => {
    const noisy = { sources: [{ ...exact, noise: 0.001, bias: fraction(1, 100) }] }
    const errors = indices(noisy, Array(4000).fill(START)).map((price) => price / START - 1)
    const mean = errors.reduce((sum, e) => sum + e, 0) / errors.length
    const deviation = Math.sqrt(errors.reduce((sum, e) => sum + (e - mean) * (e - mean), 0) / errors.length)
    expect(Math.abs(mean - 0.01)).toBeLessThan(0.0001)
    expect(Math.abs(deviation / 0.00101 - 1)).toBeLessThan(0.06)
  })

  test('is moved by no other source and no market', () => {
    const one = sources(1, { noise: 0.01 })
    const path = rising(50)
    const alone = indices({ sources: one }, path)
    const heavy: Source[] = [{ ...one[0], weight: 100 }, ...sources(4, { noise: 0.05 })]
    expect(indices({ sources: heavy, aggregation: { kind: 'weighted-median' } }, path)).toEqual(alone)
    expect(indices({ sources: one, market: 1 }, path)).not.toEqual(alone)
    expect(indices({ sources: one, seed: 8 }, path)).not.toEqual(alone)
  })
})

describe('faults', () => {
  const path = rising(10)
  const one = (fault: SourceFault): number[] => indices({ sources: sources(1), faults: [fault] }, path)
  // Observations at 4, 5 and 6 s: from is included, from + for is not.
  const when = { source: 0, from: 4000, for: 3000 } as const
  const during = (replace: (price: number, i: number) => number): number[] =>
    path.map((price, i) => (i >= 3 && i <= 5 ? replace(price, i) : price))

  test('stuck repeats the last observation before the window', () => {
    expect(one({ kind: 'stuck', ...when })).toEqual(during(() => path[2]))
  })
  test('silent publishes nothing new', () => {
    expect(one({ kind: 'silent', ...when })).toEqual(during(() => path[2]))
  })
  test('spike multiplies', () => {
    expect(one({ kind: 'spike', factor: fraction(3, 2), ...when })).toEqual(during((price) => price * 1.5))
  })
  test('bias adds a part', () => {
    expect(one({ kind: 'bias', by: fraction(-1, 4), ...when })).toEqual(during((price) => price * 0.75))
  })
  test('delayed observations arrive late, and are overtaken by later ones that are in time', () => {
    const held = during(() => path[2])
    expect(one({ kind: 'delayed', by: 60_000, ...when })).toEqual(held)
    expect(one({ kind: 'delayed', by: 1500, ...when })).toEqual(during((_, i) => (i === 5 ? path[3] : path[2])))
  })

  test('a silent source without an age limit goes on with what it saw, however long ago', () => {
    const faults: SourceFault[] = [{ kind: 'silent', source: 0, from: 4000, for: 60_000 }]
    const index = indices({ sources: sources(2), faults }, path)
    expect(index.slice(3)).toEqual(path.slice(3).map((price) => (path[2] + price) / 2))
  })

  test('one source of three does not move the median beyond the other two', () => {
    const kinds: SourceFault[] = [
      { kind: 'stuck', ...when },
      { kind: 'silent', ...when },
      { kind: 'spike', factor: fraction(10), ...when },
      { kind: 'bias', by: fraction(-1, 2), ...when },
      { kind: 'delayed', by: 5000, ...when },
    ]
    for (const fault of kinds) expect(indices({ faults: [fault] }, path)).toEqual(path)
  })

  test('all sources stuck look alive to every guard; all silent do not', () => {
    const guards = { stale: { after: 2500, consequence: PAUSE_OPENING } }
    const status = (kind: 'stuck' | 'silent'): number[] => {
      const subject = oracle({ ...config, guards, faults: [{ kind, source: 'all', from: 2000, for: 6000 }] })
      subject.begin(0, START)
      return path.map((price, i) => {
        block(subject, (i + 1) * STEP, price)
        return subject.published.status
      })
    }
    expect(status('stuck')).toEqual(Array(10).fill(INDEX_GOOD))
    expect(status('silent')).toEqual([0, 0, 0, 1, 1, 1, 1, 0, 0, 0])
  })
})

describe('guards', () => {
  const guards = {
    stale: { after: 3000, consequence: PAUSE_LIQUIDATION },
    jump: { beyond: fraction(1, 10), for: 2000, consequence: PAUSE_OPENING },
    tooFewSources: { atLeast: 2, consequence: PAUSE_BOTH },
  } as const
  const run = (changes: Partial<OracleConfig>, path: readonly number[]): [number, number][] => {
    const subject = oracle({ ...config, guards, longestAge: 1000, ...changes })
    subject.begin(0, START)
    return path.map((price, i) => {
      block(subject, (i + 1) * STEP, price)
      return [subject.published.status, subject.published.consequences]
    })
  }
  const good: [number, number] = [INDEX_GOOD, NO_CONSEQUENCE]

  test('a jump is more than its bound, published, and up for its time', () => {
    const jumped: [number, number] = [INDEX_JUMPED, PAUSE_OPENING]
    const edge = START + START / 10
    expect(run({}, [edge, edge])).toEqual([good, good])
    const far = edge + 1
    expect(run({}, [far, far, far, far])).toEqual([jumped, jumped, good, good])
  })

  test('too few live sources stop publishing at once and make the index stale in time; consequences add up', () => {
    const faults: SourceFault[] = [0, 1].map((source) => ({ kind: 'silent', source, from: 1000, for: 5000 }))
    const few: [number, number] = [INDEX_TOO_FEW_SOURCES, PAUSE_BOTH]
    // At 1 s the sources' observations of time 0 are just young enough; they come back at 6 s.
    expect(run({ faults }, Array(7).fill(START))).toEqual([good, few, few, few, few, good, good])
    const light = { ...guards, tooFewSources: { atLeast: 2, consequence: PAUSE_OPENING } } as const
    const statuses = run({ faults, guards: light }, Array(7).fill(START))
    expect(statuses[1]).toEqual([INDEX_TOO_FEW_SOURCES, PAUSE_OPENING])
    expect(statuses[4]).toEqual([INDEX_TOO_FEW_SOURCES, PAUSE_BOTH])
  })

  test('without guards a status of good has no consequence, whatever the price does', () => {
    expect(run({ guards: {} }, [START * 2, START])).toEqual([good, good])
  })
})

describe('state', () => {
  const faults: SourceFault[] = [
    { kind: 'delayed', by: 30_000, source: 1, from: 5000, for: 20_000 },
    { kind: 'stuck', source: 'all', from: 30_000, for: 4000 },
  ]
  const rich: OracleConfig = {
    ...config,
    sources: [...sources(2, { delay: 7000, noise: 0.001 }), ...sources(3, { noise: 0.002 })],
    longestAge: 20_000,
    heartbeat: 3000,
    deviation: fraction(1, 1000),
    smoothing: { kind: 'twap', window: 25_000 },
    guards: { jump: { beyond: fraction(1, 1000), for: 5000, consequence: PAUSE_OPENING } },
    faults,
  }

  test('copied at any step into a new oracle, it goes on with the same bits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80 }), (cut) => {
        const path = rising(100)
        const first = oracle(rich)
        first.begin(0, START)
        for (const [i, price] of path.slice(0, cut).entries()) block(first, (i + 1) * STEP, price)
        if (cut % 2 === 1) first.prepare(cut * STEP)
        const second = oracle(rich)
        const saved = first.state()
        second.reserve(Object.fromEntries(Object.entries(saved).map(([name, array]) => [name, array.length])))
        const target = second.state()
        for (const [name, array] of Object.entries(saved)) target[name].set(array)
        path.slice(cut).forEach((price, i) => {
          for (const subject of [first, second]) block(subject, (cut + i + 1) * STEP, price)
          expect(second.published.price).toBe(first.published.price)
        })
        expect(second.state()).toEqual(first.state())
      }),
      { numRuns: 30 },
    )
  })
})

describe('wrong configurations', () => {
  test('are refused with all their faults at once', () => {
    const wrong: OracleConfig = {
      ...config,
      sources: [{ noise: -1, bias: fraction(-2), delay: 5000, weight: 0 }],
      aggregation: { kind: 'trimmed-mean', trim: fraction(1, 2) },
      longestAge: 5000,
      heartbeat: -1,
      deviation: fraction(0),
      smoothing: { kind: 'twap', window: 0 },
      guards: {
        stale: { after: 0, consequence: 0 },
        jump: { beyond: fraction(0), for: 0, consequence: 0 },
        tooFewSources: { atLeast: 2, consequence: 0 },
      },
      faults: [
        { kind: 'spike', source: 1, from: -1, for: 0, factor: fraction(0) },
        { kind: 'bias', source: 'all', from: 0, for: 1, by: fraction(-1) },
        { kind: 'delayed', source: 0, from: 0, for: 1, by: 0 },
      ],
    }
    const expected = [
      'oracle.sources[0].noise: -1 must be a relative standard deviation from 0 to 1',
      'oracle.sources[0].bias: -2 must be a part above -1 and up to 1',
      'oracle.sources[0].weight: 0 must be a whole weight, at least 1',
      'oracle.longestAge: 5000 must be more than the delay of source 0 (5000 ms)',
      'oracle.aggregation.trim: 0.5 must be from 0 to below 1/2',
      'oracle.heartbeat: -1 must be whole milliseconds, at least 0',
      'oracle.deviation: 0 must be more than 0',
      'oracle.smoothing.window: 0 must be whole milliseconds, more than 0',
      'oracle.guards.stale.after: 0 must be whole milliseconds, more than 0',
      'oracle.guards.jump.for: 0 must be whole milliseconds, more than 0',
      'oracle.guards.jump.beyond: 0 must be more than 0',
      'oracle.guards.tooFewSources.atLeast: 2 is more than the 1 sources there are',
      "oracle.faults[0].source: 1 must be 'all' or a position from 0 to 0",
      'oracle.faults[0].from: -1 must be whole milliseconds, at least 0',
      'oracle.faults[0].for: 0 must be whole milliseconds, more than 0',
      'oracle.faults[0].factor: 0 must be more than 0',
      'oracle.faults[1].by: -1 must be more than -1',
      'oracle.faults[2].by: 0 must be whole milliseconds, more than 0',
    ]
    try {
      oracle(wrong)
      expect.fail('was accepted')
    } catch (error) {
      expect((error as Error).message.split('\n')).toEqual(expected)
    }
    expect(() => oracle({ ...config, sources: [] })).toThrow(
      'oracle.sources: an empty list must be at least one source',
    )
  })

  test('time that runs backwards and prices that are none are refused', () => {
    const subject = oracle(config)
    subject.begin(1000, START)
    expect(() => subject.sample(999, START)).toThrow('a sample at 999 ms, before the last one at 1000 ms')
    expect(() => subject.sample(1000, 0)).toThrow('true price 0 must be')
  })
})
