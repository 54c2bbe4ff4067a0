import fc from 'fast-check'
import { type Scenario, scenarioParts } from '../../scenario/scenario.ts'
import { labScenario } from './lab-scenario.ts'

/** Parts of a scenario that say who is liquidated, and who takes lots and losses. */
export type LiquidationParts = Pick<Scenario, 'liquidation' | 'takers' | 'payers' | 'insurance' | 'engines'>

/** The laboratory's part, or one of a few others, as a scenario file has them. */
const partOf = <K extends keyof LiquidationParts>(key: K, others: readonly unknown[]): fc.Arbitrary<Scenario[K]> =>
  fc.constantFrom(labScenario()[key], ...others.map((words) => scenarioParts[key].parse(words) as Scenario[K]))

/** Closes, orders, penalties and modes. */
const liquidation = partOf('liquidation', [
  { close: { kind: 'partial', fraction: '1/3', cooldown: '3s' }, penalty: '50bps' },
  {
    close: { kind: 'partial', fraction: '1/7', cooldown: '2s', duringCooldown: 'wait', wholeUpTo: '500' },
    penalty: { rate: '1/90', liquidator: '1/3', fund: '1/7' },
  },
  { close: { kind: 'partial', fraction: '30%', wholeUpTo: '900', limit: 'bankruptcy' }, order: 'account-number' },
  { close: { kind: 'full', limit: 'bankruptcy' }, penalty: '2%', order: 'largest-notional' },
  { close: { kind: 'partial-to-health', target: 'initial', buffer: '1/70' }, penalty: '1%' },
  { close: { kind: 'partial-to-health', limit: 'bankruptcy' }, penalty: '1/90' },
  {
    close: { kind: 'partial-to-health', target: 'maintenance', wholeUpTo: '700' },
    penalty: { rate: '1/130', liquidator: '0', fund: '1/3' },
    order: 'largest-notional',
  },
  { close: { kind: 'full', limit: { kind: 'slippage', slippage: '1%' } }, penalty: '1%', roundsPerBlock: 1 },
  { close: { kind: 'partial', fraction: '1/2', limit: { kind: 'slippage', slippage: '1/3000' } }, roundsPerBlock: 2 },
  { mode: 'bots', close: 'full', penalty: { rate: '1/70', liquidator: '1/3', fund: '1/3' } },
  {
    mode: 'bots',
    close: { kind: 'partial', fraction: '1/3', cooldown: '3s', duringCooldown: 'wait' },
    penalty: '1%',
    order: 'account-number',
  },
  { mode: 'bots', close: 'full', penalty: { rate: '1/90', liquidator: '2/7', fund: '1/9' } },
])

const takers = partOf('takers', [
  ['engine'],
  ['engine', { backstop: { below: '2/3', deposit: '500', limit: '1_500' } }, { deleverage: { price: 'mark' } }],
  [{ backstop: { deposit: '1_000', limit: '900' } }, { deleverage: { below: '1/3', ranking: 'wallet-leverage' } }],
  [{ deleverage: { below: '1', policy: 'pro-rata', includePool: true } }],
  ['engine', { deleverage: { policy: 'pro-rata', price: 'mark', includePool: true } }],
  [{ engine: { notBelow: '1/2' } }, { deleverage: { below: '1/2', ranking: 'price-leverage' } }, 'backstop'],
  [{ engine: { notBelow: '2/3' } }, { backstop: { below: '2/3', deposit: '300' } }, { deleverage: { below: '1/9' } }],
  [{ deleverage: { below: '1', price: 'mark', includePool: true } }],
  [{ deleverage: { below: '1', policy: 'pro-rata', price: 'mark' } }],
  [{ deleverage: { below: '1/20', price: 'mark' } }, { backstop: { deposit: '700', limit: '100' } }],
])

const payers = partOf('payers', [
  [],
  ['fund'],
  [{ fund: { limit: '20' } }, { socialise: { among: 'all-positions' } }],
  [{ socialise: { among: 'opposite' } }],
  ['socialise', 'fund'],
  [{ fund: { limit: '30' } }, { vault: { limit: '40' } }, { socialise: { among: 'opposite' } }],
  [{ vault: { limit: '1_000' } }, { fund: { limit: '7' } }, 'socialise'],
])

const insurance = partOf('insurance', [
  { deposit: '0', feeShare: '0' },
  { deposit: '50', feeShare: '100%' },
  { deposit: '10', feeShare: '1/3' },
])

const { engines: labEngines } = labScenario()
const amm = (words: unknown): unknown => ({ ...labEngines, amm: { ...labEngines.amm, ...(words as object) } })
const engines = partOf('engines', [
  amm({ backing: 'fund', capital: '50' }),
  amm({ backing: 'none', capital: '100', curve: 'linear' }),
  amm({ capital: '40' }),
  amm({ recentring: { kind: 'gap', band: '1%' } }),
  amm({ recentring: { kind: 'interval', every: '2s', payer: 'fees' } }),
  amm({ recentring: { kind: 'interval', every: '1s' }, backing: 'fund', capital: '500' }),
])

/** The laboratory's parts, or others: all kinds of closes, takers, payers, funds and pools. */
export const liquidationVariants = (): fc.Arbitrary<LiquidationParts> =>
  fc.record({ liquidation, takers, payers, insurance, engines })
