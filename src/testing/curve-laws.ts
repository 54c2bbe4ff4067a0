import fc from 'fast-check'
import { type Curve, LARGEST } from '../engines/virtual-amm/curve.ts'
import { BUY, SELL } from '../market/side.ts'
import type { Judgement, Ruling, Violation } from './law.ts'
import { type Law, lawOver } from './law-property.ts'
import { CURVE_LAWS } from './laws/curve/all-curve-laws.ts'
import { type CurveDraw, isSound, type Portion, reach } from './laws/curve/curve-law.ts'
import { type OwnCurve, ownCurve } from './laws/curve/own-curve.ts'
import { judgeOwnCurve, ownCurvesExactly } from './laws/curve/own-curves-exactly.ts'

/** One place on a curve: where the curve started, and what led from there. */
export interface CurveSample<Start = unknown> {
  readonly start: Start
  readonly draw: CurveDraw
}

const portions = (): fc.Arbitrary<Portion> =>
  fc.record({
    millionths: fc.oneof(
      fc.constant(0),
      fc.integer({ min: 0, max: 1000 }),
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.constant(1_000_000),
    ),
    more: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 1_000_000 })),
  })

const draws = (): fc.Arbitrary<CurveDraw> => {
  const side = fc.constantFrom(BUY, SELL)
  return fc.record({
    trades: fc.array(fc.record({ side, byQuote: fc.boolean(), portion: portions() }), { maxLength: 5 }),
    side,
    portion: portions(),
    cut: fc.integer({ min: 1, max: 999 }),
    price: fc.oneof(fc.constant(1000), fc.integer({ min: 900, max: 1100 }), fc.integer({ min: 1, max: 5000 })),
  })
}

/** What one law found at one place. */
class Findings implements Ruling {
  readonly counts: { [what: string]: number } = {}
  violation: Violation | undefined

  exercised(what: string, times = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + times
  }

  broken(detail: string): void {
    this.violation ??= { detail }
  }

  get judgement(): Judgement {
    return { exercised: this.counts, ...(this.violation !== undefined && { broken: this.violation }) }
  }
}

const judged = <Start>(
  { start, draw }: CurveSample<Start>,
  curveOf: (start: Start) => Curve,
  judge: (curve: Curve, draw: CurveDraw, ruling: Ruling) => void,
): Judgement => {
  const findings = new Findings()
  const curve = curveOf(start)
  try {
    reach(curve, draw)
    // A place that is no longer exact is the law of bounds' concern: it does the same trades, each for itself.
    if (isSound(curve)) judge(curve, draw, findings)
  } catch (error) {
    // Within its own bounds a curve answers with a number.
    findings.broken(`at ${curve.cells} the curve throws: ${error instanceof Error ? error.message : String(error)}`)
  }
  return findings.judgement
}

/**
 * The laws of curves over one curve of your own: any place that trades can lead to from where it stands now.
 *
 * @example
 * ```ts
 * for (const law of curveLaws(myCurve)) test(law.name, () => fc.assert(law.property))
 * ```
 */
export const curveLaws = (curve: Curve): readonly Law<CurveSample>[] => {
  const begins = curve.cells.slice()
  const samples = fc.record({ start: fc.constant(curve.kind), draw: draws() })
  const atStart = (): Curve => {
    curve.cells.set(begins)
    return curve
  }
  return CURVE_LAWS.map((law) => lawOver<CurveSample>(law, samples, (sample) => judged(sample, atStart, law.judge)))
}

const reserves = (): fc.Arbitrary<number> =>
  fc.oneof(
    fc.integer({ min: 1, max: 100 }),
    fc.integer({ min: 1, max: 10_000_000 }),
    fc.integer({ min: 1, max: 1_000_000_000_000 }),
    fc.integer({ min: 1, max: LARGEST }),
  )

/** Starts of perplab's curves, from a single lot to the largest that fit. */
const ownCurves = (): fc.Arbitrary<OwnCurve> =>
  fc.oneof(
    fc.record({ kind: fc.constant('constant-product' as const), lots: reserves(), atoms: reserves() }),
    fc.record({
      kind: fc.constant('linear' as const),
      price: fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1_000_000_000 })),
      rise: fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 1_000_000 })),
      per: fc.constantFrom(1, 3, 100, 1_000_000),
    }),
  )

/** The laws of curves over perplab's own, of any depth and at any place, and the one that knows their formulas. */
export const ownCurveLaws = (): readonly Law<CurveSample<OwnCurve>>[] => {
  const samples = fc.record({ start: ownCurves(), draw: draws() })
  const exactly = lawOver<CurveSample<OwnCurve>>(ownCurvesExactly, samples, (sample) =>
    judged(sample, ownCurve, (curve, draw, ruling) => judgeOwnCurve(sample.start, curve, draw, ruling)),
  )
  return [...CURVE_LAWS.map((law) => lawOver(law, samples, (sample) => judged(sample, ownCurve, law.judge))), exactly]
}
