import { nearestName } from '../../formula/nearest-name.ts'
import { Digest } from '../../simulation/digest.ts'
import { InputError } from '../input-error.ts'
import type { RunRow, StudyPlan } from '../plan/study-plan.ts'
import type { StudyStore } from './study-store.ts'

/** Figures of the runs of a study, by point, arm and seed. */
export interface StudyTable {
  readonly plan: StudyPlan
  /** Runs that are there. */
  readonly runs: number
  /** Of the digests of all of them, in the order of the study. */
  readonly fingerprint: string
  /** One value a seed from the plan's first on, `undefined` where there is no such run or it has no such figure. */
  values(figure: string, point: number, arm: string): readonly (number | undefined)[]
  /** What a run keeps besides its figures; `''` where nothing is kept or there is no such run. */
  detail(point: number, arm: string, seed: number): string
}

/** Are there figures of this name? @throws InputError with the nearest that there is */
export const figureIndex = ({ figures, name: study }: Pick<StudyPlan, 'figures' | 'name'>, figure: string): number => {
  const found = figures.findIndex(({ name }) => name === figure)
  if (found >= 0) return found
  const near = nearestName(
    figure,
    figures.map(({ name }) => name),
  )
  const meant = near === undefined ? '' : `; did you mean ${near}?`
  throw new InputError(`"${figure}": is not recorded in the study of ${study}${meant}`)
}

/** What a table has gathered of the parts that it has read. */
class Gathered {
  readonly #plan: StudyPlan
  readonly #figures: readonly string[]
  readonly #at: readonly number[]
  readonly #columns = new Map<string, Float64Array>()
  readonly #details = new Map<string, string>()
  readonly #digest = new Digest()
  #runs = 0
  /** Parts that were looked at, in the order of the study. */
  looked = 0

  constructor(plan: StudyPlan, figures: readonly string[]) {
    this.#plan = plan
    this.#figures = figures
    this.#at = figures.map((figure) => figureIndex(plan, figure))
  }

  add(rows: readonly RunRow[]): void {
    for (const { point, arm, seed, digest, detail, figures } of rows) {
      this.#runs += 1
      this.#digest.text(digest)
      if (detail !== '') this.#details.set(`${point} ${arm} ${seed}`, detail)
      for (const [i, figure] of this.#figures.entries()) {
        const x = figures[this.#at[i]]
        if (x !== undefined) this.#columnOf(figure, point, arm)[seed - this.#plan.firstSeed] = x
      }
    }
  }

  #columnOf(figure: string, point: number, arm: string): Float64Array {
    const key = `${point} ${arm} ${figure}`
    const known = this.#columns.get(key)
    if (known !== undefined) return known
    const made = new Float64Array(this.#plan.seeds).fill(Number.NaN)
    this.#columns.set(key, made)
    return made
  }

  table(): StudyTable {
    const none = new Float64Array(this.#plan.seeds).fill(Number.NaN)
    return {
      plan: this.#plan,
      runs: this.#runs,
      fingerprint: this.#digest.hex(),
      values: (figure, point, arm) =>
        Array.from(this.#columns.get(`${point} ${arm} ${figure}`) ?? none, (x) => (Number.isNaN(x) ? undefined : x)),
      detail: (point, arm, seed) => this.#details.get(`${point} ${arm} ${seed}`) ?? '',
    }
  }
}

/**
 * Reads chosen figures of parts by name; parts that the store lacks are passed over. A reader that is asked for the same
 * figures again reads only the parts that came since.
 */
export const tableReader = (store: StudyStore) => {
  const known = new Map<string, Gathered>()
  /** @param parts - in the order of the study; may have grown since the last time @param details - what runs keep besides figures is read too */
  return async (parts: readonly string[], figures: readonly string[], details: boolean): Promise<StudyTable> => {
    const key = JSON.stringify([figures, details])
    const gathered = known.get(key) ?? new Gathered(store.plan, figures)
    known.set(key, gathered)
    for (const part of parts.slice(gathered.looked)) {
      gathered.looked += 1
      if (store.has(part)) gathered.add(await store.read(part, figures, details))
    }
    return gathered.table()
  }
}
