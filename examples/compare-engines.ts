// The main job from a program: one crowd through the curve, the curve's ladder and makers on a book, paired by seed.
// In your project: import { … } from 'perplab'
import { compare, ownThreadRunner, parseScenario, scenarioStudy, seedsFrom } from '../src/index.ts'

const { scenario, warnings } = await parseScenario(
  `
name: example
horizon: 5m
record: { every: 30s }
markets:
  - { symbol: BTC-PERP, tick: "0.1", lot: "0.001", quote: USDC,
      prices: { model: geometric-brownian-motion, start: "30000", volatility: 0.8 } }
margin: { tiers: [{ initial: 5%, maintenance: 2.5% }] }
fees: { taker: 5bps }
engines:
  amm: { kind: virtual-amm, capital: 1_000_000, depth: { notional: 1_000_000 }, ladder: { step: 5bps, levels: 200 } }
  book: { kind: order-book, capital: 1_000_000 }
traders:
  - { kind: noise, count: 40, interval: 20s }
  - { kind: market-maker, count: 3 }
  - { kind: arbitrageur, count: 2 }
`,
  'example.yaml',
)

const study = scenarioStudy(scenario, {
  resolve: (file) => file,
  warnings: warnings.map(({ rule }) => rule),
})
// Three short runs a seed need no worker threads; `perplab compare` starts them by itself.
const found = await compare(study, ownThreadRunner(study), { seeds: seedsFrom(scenario.seed, 2) })
if (found === undefined) throw new Error('nothing was finished')

for (const { arm, description, runs } of found.arms)
  console.log(`${arm}: ${description} Digests ${runs.map(({ digest }) => digest.slice(0, 8)).join(', ')}`)
for (const { metric, arms } of found.metrics)
  if (['volume', 'fees.taker', 'deficit'].includes(metric))
    console.log(`${metric}: ${arms.map(({ mean }) => (mean / 1e6).toFixed(0)).join(', ')}`)
