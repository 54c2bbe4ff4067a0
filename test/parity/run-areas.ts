import type { Outcome, ParityArea, ParityVector } from './vector.ts'

/** One vector and how it came out. */
export interface Judged {
  readonly id: string
  readonly outcome: Outcome
}

/** All vectors of one protocol's area, in their order. */
export interface AreaReport {
  /** `perp_v1:amm` */
  readonly name: string
  readonly judged: readonly Judged[]
}

/** An area that has vectors and no adapter. */
export interface Uncovered {
  readonly name: string
  readonly vectors: number
}

/** `perp_v1:amm`, as `--only` names it. */
export const areaName = (area: { readonly protocol: string; readonly area: string }): string =>
  `${area.protocol}:${area.area}`

/** What came out of one kind. */
export const countOf = (report: AreaReport, kind: Outcome['kind']): number =>
  report.judged.filter(({ outcome }) => outcome.kind === kind).length

// An adapter that throws is a failure of its vector, not of the run.
const judge = (area: ParityArea, vector: ParityVector): Outcome => {
  try {
    return area.answer(vector)
  } catch (error) {
    const got = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return { kind: 'failed', differences: [{ what: 'adapter', expected: 'an answer', got }] }
  }
}

/** Answers every vector of each area. */
export const runAreas = (
  areas: readonly ParityArea[],
  protocols: ReadonlyMap<string, readonly ParityVector[]>,
): readonly AreaReport[] =>
  areas.map((area) => ({
    name: areaName(area),
    judged: (protocols.get(area.protocol) ?? [])
      .filter((vector) => vector.area === area.area)
      .map((vector) => ({ id: vector.id, outcome: judge(area, vector) })),
  }))

/** Areas among the vectors that no adapter answers yet. */
export const uncoveredAreas = (
  areas: readonly ParityArea[],
  protocols: ReadonlyMap<string, readonly ParityVector[]>,
): readonly Uncovered[] => {
  const covered = new Set(areas.map(areaName))
  const counts = new Map<string, number>()
  for (const [protocol, vectors] of protocols)
    for (const { area } of vectors) {
      const name = areaName({ protocol, area })
      if (!covered.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1)
    }
  return [...counts].map(([name, vectors]) => ({ name, vectors }))
}
