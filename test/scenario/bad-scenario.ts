/** A scenario without faults, one field a line, so that tests can break a line of it. */
export const SOUND: string = `name: sound
seed: 7
horizon: 1h
record: { every: 1m }
markets:
  - symbol: BTC-PERP
    tick: "0.1"
    lot: "0.0001"
    quote: USDC
    prices: { waypoints: [[0s, "30000"], [30m, "29000"]], volatility: 0.5 }
    limits: { position: "1000" }
chain:
  blockTime: 2s
  ordering: cancels-first
  latency: { mean: 400ms }
  capacity: 30_000_000
oracle:
  sources: 7
  aggregate: median
  faults: [{ kind: stuck, source: 2, from: 3m, for: 10m }]
mark: { rule: index-plus-premium-ema, halfLife: 150s }
funding:
  every: 10m
  rate: premium-clamp
  clamp: 5bps
margin:
  mode: cross
  tiers:
    - { upTo: 5_000_000, initial: 2.5%, maintenance: 1.25% }
    - { initial: 5%, maintenance: 2.5% }
liquidation:
  close: { kind: partial, fraction: 20%, cooldown: 30s }
  penalty: 50bps
takers: [engine, { backstop: { below: 2/3 of maintenance, deposit: 100_000 } }, deleverage]
payers: [fund, { vault: { limit: 1_000_000 } }, socialise]
insurance: { deposit: 250_000, feeShare: 10% }
fees: { maker: -1bps, taker: 4.5bps }
engines:
  amm: { kind: virtual-amm, capital: 2_000_000, depth: { within: 100bps, notional: 2_000_000 } }
  book: { kind: order-book, capital: 2_000_000 }
traders:
  - { kind: noise, count: 40 }
  - { kind: market-maker, count: 5 }
properties: ["deficit == 0"]
steps: []
`

/** The sound scenario with one piece of its text replaced. @throws Error when the piece is not there exactly once */
export const broken = (piece: string, instead: string): string => {
  if (SOUND.split(piece).length !== 2) throw new Error(`"${piece}" is not in the sound scenario exactly once`)
  return SOUND.replace(piece, () => instead)
}
