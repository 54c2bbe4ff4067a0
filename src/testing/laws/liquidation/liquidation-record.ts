import type { RunInView } from '../../watch/run-in-view.ts'
import type { Watcher } from '../../watch/watcher.ts'
import { type LiquidationTerms, liquidationTerms } from './liquidation-terms.ts'
import { type Cooling, type Walk, walked } from './visit-walk.ts'
import { type Line, type Sitting, type Visit, VisitReader } from './visits.ts'

/** A visit with its walk beside the rule. */
export interface WalkedVisit {
  readonly visit: Visit
  readonly walk: Walk
}

/** What a line brought to its end. */
export interface Ended {
  readonly visit?: WalkedVisit
  readonly sitting?: Sitting & { readonly walked: readonly WalkedVisit[] }
}

/** All liquidations of one run, read once for all laws that speak of them. */
class LiquidationRecord {
  readonly terms: LiquidationTerms
  readonly #view: RunInView
  readonly #reader: VisitReader
  readonly #cooling = new Map<number, Cooling>()
  #walked: WalkedVisit[] = []
  #taken = 0
  #ended: Ended = {}

  constructor(view: RunInView) {
    this.#view = view
    this.#reader = new VisitReader(view)
    this.terms = liquidationTerms(view.scenario, view.simulation.parts.exchange.venues[0].spec.quoteDecimals)
  }

  /** Takes the line with this number in, unless another law has told it already. */
  take(number: number, line: Line): Ended {
    if (number < this.#taken) return this.#ended
    this.#taken = number + 1
    const { visit, sitting } = this.#reader.read(line)
    const found = visit === undefined ? undefined : this.#walk(visit)
    if (found !== undefined) this.#walked.push(found)
    this.#ended = {
      ...(found !== undefined && { visit: found }),
      ...(sitting !== undefined && { sitting: { ...sitting, walked: this.#walked } }),
    }
    if (sitting !== undefined) this.#walked = []
    return this.#ended
  }

  #walk(visit: Visit): WalkedVisit {
    const cooling = this.#cooling.get(visit.account) ?? { lastClose: -1 }
    this.#cooling.set(visit.account, cooling)
    return { visit, walk: walked(visit, this.#view, this.terms, cooling) }
  }
}

const records = new WeakMap<RunInView, LiquidationRecord>()

/** What a law makes of the liquidations that it follows. */
export interface LiquidationJudge {
  visit?(found: WalkedVisit): void
  sitting?(found: NonNullable<Ended['sitting']>): void
}

/**
 * Follows the liquidations of a run: each visit is judged when it has ended, with what the rule said beside it, each sitting
 * after its last visit.
 *
 * @param also - what the law watches besides; it is told before the judge
 */
export const followLiquidations = (
  view: RunInView,
  judge: (terms: LiquidationTerms) => LiquidationJudge,
  also: Watcher = {},
): Watcher => {
  const record = records.get(view) ?? new LiquidationRecord(view)
  records.set(view, record)
  const { visit: onVisit, sitting: onSitting } = judge(record.terms)
  let number = 0
  const take = (line: Line): void => {
    const { visit, sitting } = record.take(number++, line)
    if (visit !== undefined) onVisit?.(visit)
    if (sitting !== undefined) onSitting?.(sitting)
  }
  return {
    ...also,
    before: (moment) => {
      also.before?.(moment)
      take({ of: 'before', moment })
    },
    after: (moment) => {
      also.after?.(moment)
      take({ of: 'after', moment })
    },
    heard: (entry) => {
      also.heard?.(entry)
      take({ of: 'tape', entry })
    },
    told: (event) => {
      also.told?.(event)
      take({ of: 'event', event })
    },
  }
}
