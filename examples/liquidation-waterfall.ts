// A liquidation followed by hand: three longs, a gap of 30 % and a fund of 500. The engine may not take accounts
// below zero, so the lots are deleveraged at the mark, and the loss goes down the list of payers.
// In your project: import { … } from 'perplab'
import { assemble, parseScenario, runResult } from '../src/index.ts'

const buy = (member: number): string =>
  `{ at: 10s, do: place, account: { list: 0, member: ${member} }, side: buy, size: "1" }`

const { scenario } = await parseScenario(
  `
name: waterfall
horizon: 2m
markets:
  - { symbol: BTC-PERP, tick: "0.1", lot: "0.001", quote: USDC, prices: { waypoints: [[0s, "30000"]] } }
mark: { rule: index }
margin: { tiers: [{ initial: 5%, maintenance: 2.5% }] }
liquidation: { close: full, penalty: 1% }
takers: [{ engine: { notBelow: 0 } }, { deleverage: { policy: pro-rata, price: mark } }]
payers: [fund, { socialise: { among: winners } }]
insurance: { deposit: 500 }
engines:
  amm: { kind: virtual-amm, capital: 100_000, depth: { notional: 1_000_000 } }
traders:
  - { kind: scripted, count: 3, deposit: 2_000 }
  - { kind: scripted, count: 2, deposit: 50_000 }
steps:
  - ${[0, 1, 2].map(buy).join('\n  - ')}
  - { at: 10s, do: place, account: { list: 1, member: 0 }, side: sell, size: "2" }
  - { at: 10s, do: place, account: { list: 1, member: 1 }, side: sell, size: "4" }
  - { at: 1m, do: move-price, by: -30% }
`,
  'waterfall.yaml',
)

const quote = (atoms: number): string => (atoms / 1e6).toFixed(2)
const simulation = await assemble(scenario, {
  engine: 'amm',
  auditEveryBlock: true,
  events: {
    emit(event) {
      if (event.kind === 'fill')
        console.log(`account ${event.taker} trades ${event.lots} lots for ${quote(event.quote)}`)
      if (event.kind === 'deleverage')
        console.log(`account ${event.taker} must take ${event.lots} lots of ${event.account} at ${quote(event.quote)}`)
      if (event.kind === 'loss-paid')
        console.log(`account ${event.account} owes ${quote(event.atoms)}, paid by ${event.payer}`)
    },
  },
})
simulation.run()

const { metrics, conservationDrift } = runResult(simulation, 'amm')
console.log(`the fund has ${quote(metrics['fund.end'])}, winners gave ${quote(metrics.socialised)}`)
console.log(`the pool owes ${quote(metrics['deficit.pool'])}; drift ${conservationDrift[0]} atoms`)
