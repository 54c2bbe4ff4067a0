import { FUND_ACCOUNT } from '../../../exchange/accounts.ts'
import type { ExchangeEvent } from '../../../exchange/exchange-event.ts'
import type { PayerText, TakerText } from '../../../scenario/schema/waterfall-schema.ts'
import type { Simulation } from '../../../simulation/simulation.ts'
import type { ComparedLaw, ScenarioCase } from '../../law.ts'
import { chosen } from './chosen.ts'
import { stepped } from './run-through.ts'
import { isScripted } from './scripted-case.ts'

/** What one call of the two lists took from whom. */
interface Taken {
  readonly deleveraged: number
  readonly socialised: number
  readonly fund: number
  readonly nobody: number
  readonly all: number
}

const takenIn = (events: readonly ExchangeEvent[]): Taken => {
  let deleveraged = 0
  const paid = { fund: 0, vault: 0, socialise: 0, nobody: 0 }
  for (const event of events) {
    if (event.kind === 'deleverage') deleveraged += event.lots
    if (event.kind === 'loss-paid') paid[event.payer] += event.atoms
  }
  const { fund, vault, socialise, nobody } = paid
  return { deleveraged, socialised: socialise, fund, nobody, all: fund + vault + socialise + nobody }
}

const backedByFund = ({ scenario: { engines } }: ScenarioCase): boolean =>
  Object.values(engines).some((engine) => engine.kind === 'virtual-amm' && engine.backing === 'fund')

/** The account with the lowest equity below zero, if any. */
const worst = ({ parts: { exchange, search } }: Simulation): number | undefined => {
  let found: number | undefined
  let least = 0
  for (const { account } of search.scan()) {
    const equity = exchange.equity(account)
    if (equity < least) [found, least] = [account, equity]
  }
  return found
}

/** Lists of takers that leave a loss to the payers more often than others do. */
const TAKERS: readonly (readonly TakerText[] | undefined)[] = [
  [{ engine: {} }],
  [{ deleverage: { below: '1', policy: 'queue', ranking: 'profit-leverage', price: 'mark', includePool: true } }],
  undefined,
  [
    { engine: {} },
    { deleverage: { below: '1', policy: 'queue', ranking: 'profit-leverage', price: 'mark', includePool: true } },
  ],
]

/** Lists of payers in which the fund is asked, first or later. */
const PAYERS: readonly (readonly PayerText[] | undefined)[] = [
  [{ fund: {} }, { socialise: { among: 'all-positions' } }],
  [{ socialise: { among: 'winners' } }, { fund: {} }],
  undefined,
  [{ fund: {} }, { socialise: { among: 'opposite' } }],
]

/** The case with nothing in the fund but what comes in while it runs. */
const withoutFund = (sample: ScenarioCase): ScenarioCase => {
  const { scenario } = sample
  const insurance = { deposit: '0', feeShare: '0' }
  if (!isScripted(scenario)) return { ...sample, scenario: { ...scenario, insurance } }
  const { takers = scenario.takers, payers = scenario.payers } = {
    takers: TAKERS[chosen(sample, 'takers', TAKERS.length)],
    payers: PAYERS[chosen(sample, 'payers', PAYERS.length)],
  }
  return { ...sample, scenario: { ...scenario, insurance, takers, payers } }
}

/** A fund is there to spare others. */
export const largerFund: ComparedLaw = {
  id: 'PERP-90',
  name: 'from one state, a larger fund never deleverages or socialises more in one call of the two lists, and pays no less',
  rulesOut: 'Shares of a loss that are taken before the fund has paid, or from what it left by the wrong measure',
  parts: ['insurance', 'deleveraging', 'liquidation'],
  when: 'An account stands below zero when the block’s end begins to liquidate',
  compare: async (given, build, ruling) => {
    const sample = withoutFund(given)
    let state: Uint8Array | undefined
    let account: number | undefined
    const simulation: Simulation = await build(sample, {
      observer: {
        before: ({ kind }) => {
          if (kind !== 'liquidations' || state !== undefined) return
          account = worst(simulation)
          if (account !== undefined) state = simulation.checkpoint()
        },
        after: () => undefined,
      },
    })
    while (state === undefined && stepped(simulation));
    if (state === undefined || account === undefined) return
    const visited = account
    const kept = state
    let loss = 0
    const visit = async (more: number): Promise<Taken> => {
      const events: ExchangeEvent[] = []
      const fork = await build(sample, { events: { emit: (event) => events.push(event) } })
      fork.restore(kept)
      const { exchange, liquidations } = fork.parts
      loss = 0 - exchange.equity(visited)
      if (more > 0) exchange.deposit(FUND_ACCOUNT, more)
      events.length = 0
      liquidations.byScript(visited, FUND_ACCOUNT)
      return takenIn(events)
    }
    const small = await visit(0)
    const large = await visit(Math.floor(loss / 2) + 1)
    ruling.exercised('calls of the lists')
    if (small.deleveraged > 0) ruling.exercised('deleveraging')
    if (small.socialised > 0) ruling.exercised('socialised losses')
    if (small.nobody > 0) ruling.exercised('losses that nobody paid')
    if (large.fund > small.fund) ruling.exercised('larger payments by a larger fund')
    const words = (
      [
        ['deleveraged', 'lots'],
        ['socialised', 'atoms'],
        ['nobody', 'atoms unpaid'],
      ] as const
    )
      .filter(([what]) => large[what] > small[what])
      .map(([what, unit]) => `${what}: ${large[what]} ${unit} instead of ${small[what]}`)
    if (large.fund < small.fund) words.push(`the fund pays ${large.fund} atoms instead of ${small.fund}`)
    // A pool that the fund backs trades on while the fund has something: then the engine takes more.
    if (!backedByFund(sample) && large.all !== small.all)
      words.push(`the losses are ${large.all} atoms instead of ${small.all}`)
    if (words.length > 0) ruling.broken(`with ${Math.floor(loss / 2) + 1} atoms more in the fund, ${words.join('; ')}`)
  },
}
