import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { morrisDesign } from '../../../src/studies/sensitivity/morris-design.ts'
import { type MorrisEffects, morrisEffects } from '../../../src/studies/sensitivity/morris-effects.ts'
import { gFunction, holds, ishigami, linear } from './test-functions.ts'

const effectsOf = (found: MorrisEffects) => {
  if (found.kind !== 'effects') throw new Error(`expected effects, not ${found.kind}`)
  return found.dimensions
}

const OPTIONS = { seed: 1, resamples: 200 }

describe('a design', () => {
  test('has trajectories of one move a dimension, by the step, on the grid of levels', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 8 }),
        fc.constantFrom(2, 4, 6, 10),
        fc.nat(1000),
        (dimensions, trajectories, levels, seed) => {
          const { points, step } = morrisDesign(dimensions, trajectories, levels, seed)
          expect(points).toHaveLength(trajectories * (dimensions + 1))
          expect(step).toBe(levels / 2 / (levels - 1))
          for (const x of points.flat()) expect(x).toBe(Math.round(x * (levels - 1)) / (levels - 1))
          expect(points.flat().every((x) => x >= 0 && x <= 1)).toBe(true)
          for (let first = 0; first < points.length; first += dimensions + 1) {
            const moved = new Set<number>()
            for (let n = first + 1; n <= first + dimensions; n++) {
              const changes = points[n].map((x, k) => x - points[n - 1][k])
              const [at, ...more] = changes.flatMap((change, k) => (change === 0 ? [] : [k]))
              expect(more).toEqual([])
              expect(Math.abs(changes[at])).toBeCloseTo(step, 12)
              moved.add(at)
            }
            expect(moved.size).toBe(dimensions)
          }
        },
      ),
      { numRuns: 50 },
    )
  })

  test('visits every level equally often, moves up and down, and in every order', () => {
    const { points } = morrisDesign(3, 2000, 4, 9)
    const visits = [0, 1, 2, 3].map((level) => points.flat().filter((x) => x === level / 3).length)
    for (const count of visits) expect(Math.abs(count / 6000 - 1)).toBeLessThan(0.05)
    const orders = new Map<string, number>()
    for (let n = 0; n < points.length; n += 4) {
      const moved = [1, 2, 3].map((move) => points[n + move].findIndex((x, k) => x !== points[n + move - 1][k]))
      orders.set(moved.join(), (orders.get(moved.join()) ?? 0) + 1)
    }
    expect(orders.size).toBe(6)
    for (const count of orders.values()) expect(Math.abs(count / (2000 / 6) - 1)).toBeLessThan(0.2)
  })

  test('is continued by more trajectories, and another one for another seed', () => {
    const short = morrisDesign(4, 5, 4, 2)
    expect(morrisDesign(4, 12, 4, 2).points.slice(0, 25)).toEqual(short.points)
    expect(morrisDesign(4, 5, 4, 3).points).not.toEqual(short.points)
  })

  test.each([
    ['Morris design: dimensions: 0', () => morrisDesign(0, 4, 4, 0)],
    ['Morris design: trajectories: 0', () => morrisDesign(3, 0, 4, 0)],
    ['Morris design: levels: 5 must be even', () => morrisDesign(3, 4, 5, 0)],
    ['Morris design: levels: 1 must be a whole number from 2', () => morrisDesign(3, 4, 1, 0)],
    ['random stream: seed', () => morrisDesign(3, 4, 4, 0.5)],
  ])('is refused: %s', (message, call) => {
    expect(call).toThrow(message)
  })
})

describe('effects', () => {
  test('of a sum of straight lines are its slopes, all alike', () => {
    const slopes = [3, -2, 0, 0.25]
    for (const levels of [2, 4, 10]) {
      const design = morrisDesign(4, 10, levels, 6)
      effectsOf(morrisEffects(design, design.points.map(linear(slopes, 5).of), OPTIONS)).forEach((effect, k) => {
        expect(effect.mu).toBeCloseTo(slopes[k], 12)
        expect(effect.muStar.estimate).toBeCloseTo(Math.abs(slopes[k]), 12)
        expect(effect.sigma).toBeCloseTo(0, 12)
      })
    }
  })

  test('of whole slopes on two levels are exact', () => {
    const design = morrisDesign(3, 8, 2, 6)
    expect(effectsOf(morrisEffects(design, design.points.map(linear([3, -2, 0]).of), OPTIONS))).toEqual(
      [3, -2, 0].map((mu) => ({ mu, muStar: { kind: 'no-spread', estimate: Math.abs(mu), count: 8 }, sigma: 0 })),
    )
  })

  test('of a product show in sigma: x1 x2 has the effects x2 and x1, uniform on the levels', () => {
    const design = morrisDesign(3, 4000, 4, 1)
    const [one, two, three] = effectsOf(
      morrisEffects(
        design,
        design.points.map(([a, b]) => a * b),
        { seed: 1, resamples: 1 },
      ),
    )
    for (const { mu, muStar, sigma } of [one, two]) {
      expect(mu).toBeCloseTo(0.5, 1)
      expect(muStar.estimate).toBeCloseTo(mu, 12)
      expect(Math.abs(sigma - Math.sqrt(5 / 36))).toBeLessThan(0.01)
    }
    expect(three).toMatchObject({ mu: 0, muStar: { estimate: 0 }, sigma: 0 })
  })

  test('that cancel in mu do not cancel in mu*', () => {
    const design = morrisDesign(1, 400, 4, 3)
    const [effect] = effectsOf(
      morrisEffects(
        design,
        design.points.map(([x]) => Math.abs(x - 0.5)),
        OPTIONS,
      ),
    )
    const [hump] = effectsOf(
      morrisEffects(
        design,
        design.points.map(([x]) => (x - 0.4) * (x - 0.4)),
        OPTIONS,
      ),
    )
    expect(Math.abs(effect.mu)).toBeLessThan(0.1)
    expect(effect.muStar.estimate).toBeCloseTo(0.5, 12)
    expect(hump.muStar.estimate).toBeGreaterThan(Math.abs(hump.mu))
  })

  test('rank the dimensions of the g-function by how small a_i is, and its intervals narrow with more trajectories', () => {
    const known = gFunction([0, 1, 4.5, 9, 99])
    const widths = [20, 320].map((trajectories) => {
      const design = morrisDesign(known.dimensions, trajectories, 4, 1)
      const found = effectsOf(morrisEffects(design, design.points.map(known.of), OPTIONS))
      const stars = found.map(({ muStar }) => muStar.estimate ?? Number.NaN)
      expect(stars).toEqual([...stars].sort((a, b) => b - a))
      const { muStar } = found[1]
      if (muStar.kind !== 'interval') throw new Error('expected an interval')
      return muStar.high - muStar.low
    })
    expect(widths[1]).toBeLessThan(widths[0] / 2)
  })

  test("Ishigami's exact effects on six levels lie within their intervals", () => {
    const { of } = ishigami()
    const levels = [0, 1, 2, 3, 4, 5].map((level) => level / 5)
    const exact = [0, 1, 2].map((dimension) => {
      let sum = 0
      for (const x of levels) {
        for (const y of levels) {
          const at = (moved: number) => of([x, y].toSpliced(dimension, 0, moved))
          for (const low of [0, 1, 2]) sum += Math.abs(at((low + 3) / 5) - at(low / 5)) / 0.6
        }
      }
      return sum / (6 * 6 * 3)
    })
    const design = morrisDesign(3, 60, 6, 2)
    effectsOf(morrisEffects(design, design.points.map(of), OPTIONS)).forEach(({ muStar }, k) => {
      expect([k, holds(muStar, exact[k])]).toEqual([k, true])
    })
  })

  test('of an output in another unit are in that unit, to the bit where the unit is a power of two', () => {
    const design = morrisDesign(4, 12, 4, 8)
    const outputs = design.points.map(gFunction([0, 1, 2, 3]).of)
    const plain = effectsOf(morrisEffects(design, outputs, OPTIONS))
    const scaled = effectsOf(
      morrisEffects(
        design,
        outputs.map((y) => -2 * y),
        OPTIONS,
      ),
    )
    scaled.forEach((effect, k) => {
      const { muStar } = plain[k]
      if (muStar.kind !== 'interval') throw new Error('expected an interval')
      const { estimate, low, high } = muStar
      expect(effect).toEqual({
        mu: -2 * plain[k].mu,
        muStar: { ...muStar, estimate: 2 * estimate, low: 2 * low, high: 2 * high },
        sigma: 2 * plain[k].sigma,
      })
    })
    const moved = effectsOf(
      morrisEffects(
        design,
        outputs.map((y) => 3 * y + 50),
        OPTIONS,
      ),
    )
    moved.forEach((effect, k) => {
      expect(effect.mu).toBeCloseTo(3 * plain[k].mu, 9)
      expect(effect.sigma).toBeCloseTo(3 * plain[k].sigma, 9)
    })
  })

  test('leave out a trajectory with a missing output', () => {
    const design = morrisDesign(3, 9, 4, 5)
    const outputs = design.points.map(ishigami().of)
    const holed = outputs.map((y, n) => (n === 33 ? undefined : y))
    const shorter = morrisDesign(3, 8, 4, 5)
    expect(morrisEffects(design, holed, OPTIONS)).toEqual(morrisEffects(shorter, outputs.slice(0, 32), OPTIONS))
  })

  test('of one trajectory are too few to tell sigma', () => {
    const design = morrisDesign(2, 1, 4, 5)
    expect(morrisEffects(design, [1, 2, 3], OPTIONS)).toEqual({ kind: 'too-few', trajectories: 1, needed: 2 })
  })

  test.each([
    ['outputs: 2 for a design of 6 points', [1, 2]],
    ['outputs: NaN among points 0 to 2', [Number.NaN, 2, 3, 4, 5, 6]],
  ])('are refused: %s', (message, outputs) => {
    expect(() => morrisEffects(morrisDesign(2, 2, 4, 0), outputs, OPTIONS)).toThrow(message)
  })
})
