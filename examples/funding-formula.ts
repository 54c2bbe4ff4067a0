// A funding rate that you write yourself: half of the premium, never more than 1 % a period, and nothing while the
// premium is within 2 bps. A scenario is plain YAML; what breaks a rule is told with its line.
// In your project: import { … } from 'perplab'
import { assemble, parseScenario, ScenarioError } from '../src/index.ts'

const scenarioWith = (rate: string): string => `
name: funding-formula
seed: 11
horizon: 5m
markets:
  - { symbol: BTC-PERP, tick: "0.1", lot: "0.001", quote: USDC,
      prices: { model: geometric-brownian-motion, start: "30000", volatility: 1 } }
funding: { every: 1m, period: 1h, rate: "${rate}", sample: { every: block } }
margin: { tiers: [{ initial: 5%, maintenance: 2.5% }] }
engines:
  amm: { kind: virtual-amm, capital: 500_000, depth: { notional: 500_000 } }
traders:
  - { kind: noise, count: 20, interval: 20s }
`

const rule = 'abs(premium) < 0.0002 ? 0 : max(-0.01, min(0.01, premium / 2))'
const { scenario } = await parseScenario(scenarioWith(rule), 'formula.yaml')
const simulation = await assemble(scenario, {
  engine: 'amm',
  events: {
    emit(event) {
      if (event.kind !== 'funding') return
      const { time } = simulation.block
      console.log(`${time / 60_000} min: longs pay ${(event.ratePico / 1e8).toFixed(4)} bps of their notional`)
    },
  },
})
simulation.run()

try {
  await parseScenario(scenarioWith('premium + fetch(1)'), 'formula.yaml')
} catch (error) {
  if (error instanceof ScenarioError) console.log(error.message.split('\n')[0])
}
