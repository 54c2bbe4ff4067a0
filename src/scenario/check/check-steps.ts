import { nearestName } from '../../formula/nearest-name.ts'
import type { MarketSpec } from '../../market/market-spec.ts'
import { stepFault } from '../build/build-oracle.ts'
import { buildSteps } from '../build/build-steps.ts'
import { stepAccounts } from '../build/step-accounts.ts'
import { marketSpec } from '../market-units.ts'
import { millisecondsOf } from '../quantities.ts'
import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'
import type { StepAccount, StepText } from '../schema/steps-schema.ts'

const checkAccount = (
  account: StepAccount,
  path: readonly (string | number)[],
  counts: readonly number[],
  report: Report,
): void => {
  if (typeof account === 'string') return
  if (account.list >= counts.length) {
    report.fault([...path, 'list'], `must be a position in traders, from 0 to ${counts.length - 1}`)
  } else if (account.member >= counts[account.list]) {
    report.fault(
      [...path, 'member'],
      `must be a member of traders[${account.list}], from 0 to ${counts[account.list] - 1}`,
    )
  }
}

const checkPlace = (
  { at, goodTil, price, slide, timeInForce }: Extract<StepText, { readonly do: 'place' }>,
  path: readonly (string | number)[],
  report: Report,
): void => {
  if (slide && timeInForce !== 'post-only') report.fault([...path, 'slide'], 'needs timeInForce: post-only')
  else if (slide && price === undefined) report.fault([...path, 'slide'], 'needs a price: it is re-priced from there')
  if (goodTil !== undefined && millisecondsOf(goodTil) <= millisecondsOf(at)) {
    report.fault([...path, 'goodTil'], `must be after at (${at}): it is a time of the run`)
  }
}

/** Steps act on accounts, markets and times that there are. */
export const checkSteps = (
  { steps, traders, markets, horizon, oracle, margin }: Partial<Scenario>,
  report: Report,
): void => {
  if (steps === undefined || traders === undefined || markets === undefined) return
  const before = report.faults.length
  const counts = traders.map(({ count }) => count)
  const symbols = markets.map(({ symbol }) => symbol)
  steps.forEach((step, i) => {
    const path = ['steps', i]
    if (horizon !== undefined && millisecondsOf(step.at) > millisecondsOf(horizon)) {
      report.fault([...path, 'at'], `must be within the horizon (${horizon})`)
    }
    if ('account' in step) checkAccount(step.account, [...path, 'account'], counts, report)
    if ('by' in step && typeof step.by === 'object') checkAccount(step.by, [...path, 'by'], counts, report)
    if ('market' in step && step.market !== undefined && !symbols.includes(step.market)) {
      const suggestion = nearestName(step.market, symbols) ?? ''
      report.fault([...path, 'market'], `is no market; there is ${symbols.join(', ')}`, { suggestion })
    }
    if (step.do === 'place') checkPlace(step, path, report)
    if (step.do === 'fail-oracle') report.attempt(path, () => stepFault(step))
    if (step.do === 'fail-oracle' && typeof step.source === 'number' && oracle !== undefined) {
      const sources = typeof oracle.sources === 'number' ? oracle.sources : oracle.sources.length
      if (step.source >= sources)
        report.fault([...path, 'source'], `must be a position from 0 to ${sources - 1}, or all`)
    }
  })
  if (report.faults.length > before) return
  let specs: readonly MarketSpec[]
  try {
    specs = markets.map(marketSpec)
  } catch {
    return
  }
  const accounts = stepAccounts({ markets, traders, ...(margin === undefined ? {} : { margin }) })
  steps.forEach((step: StepText, i) => {
    report.attempt(['steps', i], () => buildSteps([step], { specs, accounts }))
  })
}
