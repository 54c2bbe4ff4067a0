import type { ScenarioLaw } from '../../law.ts'
import { bookAsTold } from './book-as-told.ts'
import { bothSidesAsked } from './both-sides-asked.ts'
import { curveAnswers } from './curve-answers.ts'
import { curveFillsExactly } from './curve-fills-exactly.ts'
import { fillOrKill } from './fill-or-kill.ts'
import { goodTilTime } from './good-til-time.ts'
import { impactIsMonotone } from './impact-is-monotone.ts'
import { neverCrossed } from './never-crossed.ts'
import { ordersAreCounted } from './orders-are-counted.ts'
import { poolIsCounterparty } from './pool-is-counterparty.ts'
import { postOnlyNeverTakes } from './post-only-never-takes.ts'
import { priceTimePriority } from './price-time-priority.ts'
import { quoteForetells } from './quote-foretells.ts'
import { reduceOnly } from './reduce-only.ts'
import { replacement } from './replacement.ts'
import { restOfAnOrder } from './rest-of-an-order.ts'
import { roundTrip } from './round-trip.ts'
import { selfTrade } from './self-trade.ts'
import { speaksAsANaiveBook } from './speaks-as-a-naive-book.ts'
import { splittingNeverGains } from './splitting-never-gains.ts'
import { triggerOrdersWait } from './trigger-orders-wait.ts'
import { withinLimit } from './within-limit.ts'

/** What any engine promises to the exchange that it trades on. */
export const ENGINE_LAWS: readonly ScenarioLaw[] = [
  bothSidesAsked,
  priceTimePriority,
  withinLimit,
  neverCrossed,
  bookAsTold,
  postOnlyNeverTakes,
  reduceOnly,
  fillOrKill,
  restOfAnOrder,
  replacement,
  selfTrade,
  goodTilTime,
  ordersAreCounted,
  quoteForetells,
  impactIsMonotone,
  poolIsCounterparty,
  roundTrip,
  splittingNeverGains,
]

/** What perplab's own engines promise besides: their exact rules, and the orders that wait before they reach one. */
const OWN_ENGINE_LAWS: readonly ScenarioLaw[] = [triggerOrdersWait, speaksAsANaiveBook, curveFillsExactly, curveAnswers]

/** All laws about engines. */
export const ENGINE_WATCHED_LAWS: readonly ScenarioLaw[] = [...ENGINE_LAWS, ...OWN_ENGINE_LAWS]
