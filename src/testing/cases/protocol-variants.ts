import fc from 'fast-check'
import type { Scenario } from '../../scenario/scenario.ts'
import { labScenario } from './lab-scenario.ts'

/** Parts of a scenario that a protocol consists of. */
type Parts = Partial<Scenario>

/** One word of a scenario file, read with its defaults. */
const part = <K extends keyof Scenario>(key: K, words: unknown): Pick<Scenario, K> => {
  const scenario = labScenario({ [key]: words })
  return { [key]: scenario[key] } as Pick<Scenario, K>
}

/** Values of one part; the laboratory's own comes first, so that cases shrink to it. */
const variants = <K extends keyof Scenario>(key: K, others: readonly unknown[]): fc.Arbitrary<Parts> => {
  const choices = [{}, ...others.map((words) => part(key, words))]
  return fc.constantFrom(...choices)
}

const { engines } = labScenario()
const amm = (words: Readonly<Record<string, unknown>>) => ({ ...engines, amm: { ...engines['amm'], ...words } })
const book = (words: Readonly<Record<string, unknown>>) => ({ book: { ...engines['book'], ...words } })

/** Protocols about the laboratory's: each part as it is, or as one of a few others, from mild to broken. */
export const protocolVariants = (): fc.Arbitrary<Parts> =>
  fc
    .tuple(
      variants('fees', [
        { maker: '-1bps', taker: '5bps' },
        { maker: '2bps', taker: '7bps', liquidationTaker: '0' },
        { maker: '0', taker: '0' },
        { maker: '-3ppm', taker: '1/3000' },
      ]),
      variants('funding', [
        { every: '2s', period: '10s', rate: 'constant', constant: '1/700' },
        { every: '3s', period: '1m', rate: 'constant', constant: '-3%' },
        { every: 'block', period: '1m', rate: 'premium-clamp', interest: '1bps', clamp: '5bps', periodCap: '50%' },
        { every: '5s', period: '20s', rate: 'premium-clamp', cap: '3%', price: 'mark' },
      ]),
      variants('margin', [
        { tiers: [{ initial: '5%', maintenance: '1/30' }] },
        {
          tiers: [
            { upTo: '2_000', initial: '4%', maintenance: '2%' },
            { initial: '1/7', maintenance: '7%' },
          ],
        },
        { tiers: [{ initial: '10%', maintenance: '5%' }], withdrawal: { kind: 'share-of-notional', share: '20%' } },
        { tiers: [{ initial: '10%', maintenance: '9.9%' }], withdrawal: 'unrealised-profit-excluded' },
      ]),
      variants('liquidation', [
        { close: { kind: 'partial', fraction: '1/3', cooldown: '3s' }, penalty: '50bps' },
        { close: { kind: 'partial', fraction: '20%', cooldown: '4s', duringCooldown: 'wait' }, penalty: '0' },
        { close: { kind: 'full', limit: 'bankruptcy' }, penalty: '2%', order: 'largest-notional' },
        { close: { kind: 'partial-to-health', target: 'initial' }, penalty: '1%', order: 'account-number' },
        { close: { kind: 'full', limit: { kind: 'slippage', slippage: '1%' } }, penalty: '1%', roundsPerBlock: 1 },
        { mode: 'bots', close: 'full', penalty: '1%' },
      ]),
      variants('takers', [
        ['engine'],
        ['engine', { backstop: { below: '2/3', deposit: '500', limit: '1_500' } }, { deleverage: { price: 'mark' } }],
        [{ backstop: { deposit: '1_000' } }],
        [{ deleverage: { below: '1', policy: 'pro-rata', includePool: true } }],
        ['engine', { deleverage: { policy: 'pro-rata', price: 'mark', includePool: true } }],
        [{ engine: { notBelow: '1/2' } }, { deleverage: { below: '1/2', ranking: 'price-leverage' } }],
      ]),
      variants('payers', [
        [],
        ['fund'],
        [{ fund: { limit: '20' } }, { socialise: { among: 'all-positions' } }],
        [{ socialise: { among: 'opposite' } }],
        ['socialise', 'fund'],
      ]),
      variants('insurance', [
        { deposit: '0', feeShare: '0' },
        { deposit: '50', feeShare: '100%' },
      ]),
      variants('engines', [
        amm({ backing: 'none', capital: '100' }),
        amm({ backing: 'fund', capital: '50' }),
        amm({ curve: 'linear', spread: '3bps' }),
        amm({ spread: '1/900', tradeLimit: '1/2000' }),
        { ...amm({ fluctuation: '2bps', spread: '1/7000' }), ...book({ purgeReduceOnly: 'when-met' }) },
        amm({ recentring: { kind: 'gap', band: '2%' }, largestOrder: '0.3' }),
        { ...amm({ curve: 'linear', fluctuation: '3%' }), ...book({ orders: 1, levels: 32 }) },
      ]),
    )
    .map((parts) => Object.assign({}, ...parts) as Parts)
