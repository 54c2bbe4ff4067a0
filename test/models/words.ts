import { type Exact, exact, type Share } from './exact.ts'

const shares = new Map<string, Share>()

/** A rate as a scenario writes it: `1/30`, `50bps`, `2.5%`, `100ppm`, `0.05`, with a sign. */
export const shareOf = (text: string): Share => {
  const known = shares.get(text) ?? readShare(text)
  shares.set(text, known)
  return known
}

const readShare = (text: string): Share => {
  const [, top, below = '1', unit] = /^([^/%a-z]+)(?:\/([\d_]+))?\s*(%|bps|ppm|)/.exec(text.trim()) as string[]
  const scale = { '': 1, '%': 100, bps: 10_000, ppm: 1_000_000 }[unit] as number
  return { n: exact(top.replaceAll('_', '')), d: exact(below.replaceAll('_', '')).times(scale) }
}

/** A duration as a scenario writes it, in milliseconds. */
export const millisecondsOf = (text: string): number => {
  const [, figure, unit] = /^([\d.]+)(ms|s|m|h|d)$/.exec(text) as string[]
  return Number(figure) * ({ ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }[unit] as number)
}

/** Money or another decimal as a scenario writes it. */
export const decimalOf = (text: string): Exact => exact(text.replaceAll('_', ''))

/** Words of a scenario that the model reads; others are as the laboratory has them. */
export interface ScenarioWords {
  readonly markets: readonly {
    readonly symbol: string
    readonly tick: string
    readonly lot: string
    readonly quoteDecimals: number
    readonly limits: { readonly position?: string; readonly openInterest?: string; readonly priceBand?: string }
  }[]
  readonly oracle: {
    readonly sources: number
    readonly delay: string
    readonly heartbeat: string
    readonly deviation?: string
    readonly longestAge?: string
    readonly guards: {
      readonly stale?: { readonly after: string; readonly consequence: string }
      readonly jump?: { readonly beyond: string; readonly for: string; readonly consequence: string }
    }
  }
  readonly mark: { readonly rule: 'index' } | { readonly rule: 'clamped-mid'; readonly band: string }
  readonly funding: {
    readonly rate: 'constant' | 'premium-clamp'
    readonly constant?: string
    readonly interest?: string
    readonly clamp?: string
    readonly every: string
    readonly period: string
    readonly sample: { readonly every: string; readonly mean: 'equal' | 'linear' | 'latest' }
    readonly periodCap?: string
    readonly cap?: string
    readonly price: 'index' | 'mark'
  }
  readonly margin: {
    readonly tiers: readonly { readonly upTo?: string; readonly initial: string; readonly maintenance: string }[]
    readonly withdrawal:
      | { readonly kind: 'initial' | 'unrealised-profit-excluded' }
      | { readonly kind: 'share-of-notional'; readonly share: string }
  }
  readonly liquidation: {
    readonly mode: 'protocol' | 'bots'
    readonly order: 'lowest-margin-ratio' | 'largest-notional' | 'account-number'
    readonly close: CloseWords
    readonly penalty: { readonly rate: string; readonly liquidator: string; readonly fund: string }
    readonly roundsPerBlock: number
  }
  readonly takers: readonly TakerWords[]
  readonly payers: readonly PayerWords[]
  readonly insurance: { readonly deposit: string; readonly feeShare: string }
  readonly fees: { readonly maker: string; readonly taker: string; readonly liquidationTaker?: string }
  readonly engines: Readonly<Record<string, EngineWords>>
  readonly traders: readonly { readonly count: number; readonly deposit: string }[]
}

export type LimitWords =
  | { readonly kind: 'any' | 'bankruptcy' }
  | { readonly kind: 'slippage'; readonly slippage: string }

export type CloseWords =
  | { readonly kind: 'full'; readonly limit: LimitWords }
  | {
      readonly kind: 'partial'
      readonly fraction: string
      readonly cooldown: string
      readonly duringCooldown: 'everything' | 'wait'
      readonly wholeUpTo: string
      readonly limit: LimitWords
    }
  | {
      readonly kind: 'partial-to-health'
      readonly target: 'maintenance' | 'initial'
      readonly buffer: string
      readonly wholeUpTo: string
      readonly limit: LimitWords
    }

export interface DeleverageWords {
  readonly below: string
  readonly policy: 'queue' | 'pro-rata'
  readonly ranking: 'profit-leverage' | 'price-leverage' | 'wallet-leverage'
  readonly price: 'bankruptcy' | 'mark'
  readonly includePool: boolean
}

export type TakerWords =
  | { readonly engine: { readonly notBelow?: string } }
  | { readonly backstop: { readonly below: string; readonly limit?: string; readonly deposit: string } }
  | { readonly deleverage: DeleverageWords }

export type Among = 'winners' | 'all-positions' | 'opposite'

export type PayerWords =
  | { readonly fund: { readonly limit?: string } }
  | { readonly vault: { readonly limit: string } }
  | { readonly socialise: { readonly among: Among } }

export type EngineWords =
  | { readonly kind: 'order-book' }
  | {
      readonly kind: 'virtual-amm'
      readonly curve: 'constant-product' | 'linear'
      readonly capital: string
      readonly depth: { readonly within: string; readonly notional: string }
      readonly backing: 'capital' | 'fund' | 'none'
      readonly spread: string
      readonly tradeLimit?: string
      readonly fluctuation?: string
      readonly largestOrder?: string
    }

/** Whose account a step acts on. */
export type WhoWords = 'fund' | 'vault' | { readonly list: number; readonly member: number }

export interface PlaceWords {
  readonly do: 'place'
  readonly account: WhoWords
  readonly market?: string
  readonly side: 'buy' | 'sell'
  readonly size: string
  readonly price?: string
  readonly timeInForce: 'good-til-cancelled' | 'immediate-or-cancel' | 'fill-or-kill' | 'post-only'
  readonly reduceOnly: boolean
  readonly slide: boolean
  readonly selfTrade: 'cancel-resting' | 'cancel-incoming' | 'decrement-both'
  readonly goodTil?: string
  readonly trigger?: { readonly above: string } | { readonly below: string }
  readonly tag: number
}

/** One scripted step, as a scenario's `steps:` has it. */
export type StepWords =
  | { readonly do: 'deposit' | 'withdraw'; readonly account: WhoWords; readonly amount: string }
  | PlaceWords
  | { readonly do: 'cancel'; readonly account: WhoWords; readonly market?: string; readonly tag: number }
  | { readonly do: 'cancel-all'; readonly account: WhoWords; readonly market?: string }
  | {
      readonly do: 'replace'
      readonly account: WhoWords
      readonly market?: string
      readonly tag: number
      readonly size: string
      readonly price: string
    }
  | { readonly do: 'liquidate'; readonly account: WhoWords; readonly by: WhoWords }
  | { readonly do: 'settle-funding'; readonly account: WhoWords }
  | { readonly do: 'move-price'; readonly market?: string; readonly by: string }
  | { readonly do: 'publish'; readonly market?: string }
  | {
      readonly do: 'pause'
      readonly market?: string
      readonly what: 'nothing' | 'opening' | 'liquidation' | 'both'
    }
  | {
      readonly do: 'fail-oracle'
      readonly at: string
      readonly kind: 'stuck' | 'silent' | 'spike' | 'bias'
      readonly source: number | 'all'
      readonly for: string
      readonly factor?: string
      readonly by?: string
    }
