import { describe, expect, test } from 'vitest'
import { parseScenario } from '../../src/scenario/parse-scenario.ts'
import { ScenarioError } from '../../src/scenario/scenario-error.ts'
import { broken, SOUND } from './bad-scenario.ts'

const messageOf = async (text: string): Promise<readonly string[]> => {
  try {
    await parseScenario(text, 'bad.yaml')
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.split('\n')
    throw error
  }
  return []
}

/** What is wrong, the piece of the sound scenario that is replaced, by what, and every line of the message. */
const cases: readonly (readonly [what: string, piece: string, instead: string, message: readonly string[]])[] = [
  ['a seed that is no integer', 'seed: 7', 'seed: 7.5', ['bad.yaml:2:7  seed: 7.5 must be a whole number (seed)']],
  ['a seed that is no number', 'seed: 7', 'seed: seven', ['bad.yaml:2:7  seed: seven must be a whole number (seed)']],
  ['a negative seed', 'seed: 7', 'seed: -1', ['bad.yaml:2:7  seed: -1 must be at least 0 (seed)']],
  ['an unknown key at the top', 'seed: 7', 'sede: 7', ['bad.yaml:2:1  sede: is an unknown key; did you mean seed?']],
  ['a missing field', 'horizon: 1h\n', '', ['bad.yaml:1:1  horizon: is missing']],
  [
    'a horizon shorter than a block, and samples longer than it',
    'horizon: 1h',
    'horizon: 1s',
    [
      'bad.yaml:3:10  horizon: 1s must be at least a block (chain.blockTime: 2s)',
      'bad.yaml:4:18  record.every: 1m must be at most the horizon (1s)',
    ],
  ],
  [
    'a duration in an unknown unit',
    'horizon: 1h',
    'horizon: 1 hour',
    ['bad.yaml:3:10  horizon: 1 hour must be a duration: 400ms, 2s, 1m, 6h or 1d, not in hour'],
  ],
  [
    'a duration without a unit',
    'horizon: 1h',
    'horizon: 60',
    ['bad.yaml:3:10  horizon: 60 must say its unit: 60ms, 60s or 60m (duration)'],
  ],
  [
    'a duration that is no whole number of milliseconds',
    'blockTime: 2s',
    'blockTime: 0.5ms',
    ['bad.yaml:13:14  chain.blockTime: 0.5ms must be a whole number of milliseconds up to 2^53 - 1 (duration)'],
  ],
  ['text in place of a map', 'record: { every: 1m }', 'record: 1m', ['bad.yaml:4:9  record: 1m must be a map']],
  [
    'a tick as an inexact number',
    'tick: "0.1"',
    'tick: 0.1',
    ['bad.yaml:7:11  markets[0].tick: 0.1 must be decimal text, in quotes: "0.1" (quote per base)'],
  ],
  [
    'a tick finer than an atom',
    'tick: "0.1"',
    'tick: "0.001"',
    [
      'bad.yaml:7:11  markets[0].tick: 0.001 is finer than an atom: a lot of 0.0001 would cost parts of 0.000001 USDC; take a lot that is a multiple of 0.001',
    ],
  ],
  [
    'a negative tick',
    'tick: "0.1"',
    'tick: "-1"',
    ['bad.yaml:7:11  markets[0].tick: -1 must be more than 0 (quote per base)'],
  ],
  [
    'a lot at which prices leave 2^53',
    'lot: "0.0001"',
    'lot: "100"',
    [
      'bad.yaml:8:10  markets[0].lot: 100 makes a price of 30000 leave 2^53 (micro-units); the largest lot that fits is 0.3002399751',
    ],
  ],
  [
    'a position at which notional leaves 2^53',
    'position: "1000"',
    'position: "1000000000"',
    [
      'bad.yaml:11:25  markets[0].limits.position: 1000000000 at a price of 30000 leaves 2^53 atoms; the largest that fits is 300239.9751 (base units)',
    ],
  ],
  [
    'a position of parts of a lot',
    'position: "1000"',
    'position: "0.00001"',
    ['bad.yaml:11:25  markets[0].limits.position: 0.00001 must be a whole number of lots of 0.0001 (base units)'],
  ],
  [
    'a volatility in words',
    'volatility: 0.5',
    'volatility: high',
    ['bad.yaml:10:71  markets[0].prices.volatility: high must be a number (1 is 100 % a year)'],
  ],
  [
    'a waypoint without a price',
    '[30m, "29000"]',
    '[30m, "cheap"]',
    ['bad.yaml:10:48  markets[0].prices.waypoints[1][1]: cheap must be a decimal: "0.1" (quote per base)'],
  ],
  [
    'a first waypoint after the start',
    '[0s, "30000"]',
    '[1s, "30000"]',
    ['bad.yaml:10:27  markets[0].prices.waypoints[0]: 1s must stand at 0s: it is the start'],
  ],
  [
    'waypoints that do not rise',
    '[30m, "29000"]',
    '[0s, "29000"]',
    ['bad.yaml:10:42  markets[0].prices.waypoints[1]: 0s must be after the waypoint before it (0s)'],
  ],
  [
    'an empty list of waypoints',
    'prices: { waypoints: [[0s, "30000"], [30m, "29000"]], volatility: 0.5 }',
    'prices: { waypoints: [] }',
    ['bad.yaml:10:26  markets[0].prices.waypoints: [] must not be empty'],
  ],
  [
    'a price model that does not exist',
    'prices: { waypoints: [[0s, "30000"], [30m, "29000"]], volatility: 0.5 }',
    'prices: { model: mertonn, start: "30000" }',
    [
      'bad.yaml:10:22  markets[0].prices.model: mertonn must be geometric-brownian-motion, merton or two-regime; did you mean merton?',
    ],
  ],
  [
    'prices of no kind',
    'prices: { waypoints: [[0s, "30000"], [30m, "29000"]], volatility: 0.5 }',
    'prices: { replai: x.csv }',
    ['bad.yaml:10:15  markets[0].prices.replai: is an unknown key; did you mean replay?'],
  ],
  [
    'an ordering that does not exist',
    'ordering: cancels-first',
    'ordering: cancel-first',
    [
      'bad.yaml:14:13  chain.ordering: cancel-first must be arrival, priority-fee, cancels-first or random; did you mean cancels-first?',
    ],
  ],
  [
    'a block that holds no transaction',
    'capacity: 30_000_000',
    'capacity: 1000',
    ['bad.yaml:16:13  chain.capacity: 1000 gas must hold a transaction of each kind; one needs 400000 gas'],
  ],
  [
    'a least latency above its mean',
    'latency: { mean: 400ms }',
    'latency: { mean: 400ms, least: 1s }',
    ['bad.yaml:15:34  chain.latency.least: 1000 ms must not exceed the mean (400 ms)'],
  ],
  ['no source', 'sources: 7', 'sources: 0', ['bad.yaml:18:12  oracle.sources: 0 must be at least 1 (sources)']],
  [
    'an aggregation that does not exist',
    'aggregate: median',
    'aggregate: medain',
    ['bad.yaml:19:14  oracle.aggregate: medain must be median or weighted-median; did you mean median?'],
  ],
  [
    'a fault of a source that does not exist',
    'source: 2',
    'source: 9',
    ["bad.yaml:20:35  oracle.faults[0].source: 9 must be 'all' or a position from 0 to 6"],
  ],
  [
    'a kind of fault that does not exist',
    'kind: stuck',
    'kind: stuk',
    ['bad.yaml:20:20  oracle.faults[0].kind: stuk must be stuck, silent, spike, bias or delayed; did you mean stuck?'],
  ],
  [
    'a mark rule that does not exist',
    'rule: index-plus-premium-ema, halfLife: 150s',
    'rule: indx',
    [
      'bad.yaml:21:15  mark.rule: indx must be index, clamped-mid, index-plus-premium-ema or median-of-three; did you mean index?',
    ],
  ],
  [
    'a half life that cannot be counted',
    'halfLife: 150s',
    'halfLife: 100d',
    ['bad.yaml:21:49  mark.halfLife: 100d must be at most 130000s'],
  ],
  [
    'a funding rule misspelt',
    'rate: premium-clamp',
    'rate: premium-clmp',
    [
      'bad.yaml:24:9  funding.rate: premium-clmp must be premium-clamp, twap-premium, skew-proportional, skew-velocity or constant; did you mean premium-clamp?',
    ],
  ],
  [
    'a formula with an unknown name',
    'rate: premium-clamp\n  clamp: 5bps',
    'rate: "premum + 1bps"',
    [
      'bad.yaml:24:10  funding.rate: "premum + 1bps" is no formula: unknown name `premum` at "premum" (column 1 of the expression); did you mean premium?',
    ],
  ],
  [
    'a formula with a forbidden call',
    'rate: premium-clamp\n  clamp: 5bps',
    'rate: "1bps + require(1)"',
    [
      'bad.yaml:24:17  funding.rate: "1bps + require(1)" is no formula: unknown function `require` at "require" (column 8 of the expression)',
    ],
  ],
  [
    'a formula that ends too early',
    'rate: premium-clamp\n  clamp: 5bps',
    'rate: "premium +"',
    [
      'bad.yaml:24:19  funding.rate: "premium +" is no formula: the expression ends too early (column 10 of the expression)',
    ],
  ],
  [
    'a rate in an unknown unit',
    'clamp: 5bps',
    'clamp: 5pips',
    ['bad.yaml:25:10  funding.clamp: 5pips must be a rate: 50bps, 2.5%, 1/30 or "0.05", not in pips'],
  ],
  [
    'a rate as a bare number',
    'clamp: 5bps',
    'clamp: 0.0005',
    ['bad.yaml:25:10  funding.clamp: 0.0005 must say its unit: 0.05% or "0.0005" as text (rate)'],
  ],
  [
    'a negative clamp',
    'clamp: 5bps',
    'clamp: -5bps',
    ['bad.yaml:25:10  funding.clamp: -5bps must be at least 0 (rate)'],
  ],
  [
    'a cap per payment without an interval',
    'every: 10m',
    'every: block\n  cap: 4%',
    ['bad.yaml:24:8  funding.cap: a bound per payment needs an interval; with "block" state funding.periodCap'],
  ],
  [
    'maintenance above initial',
    'maintenance: 1.25%',
    'maintenance: 12%',
    [
      'bad.yaml:29:54  margin.tiers[0].maintenance: 12% must be below initial (2.5%)',
      "bad.yaml:30:35  margin.tiers[1].maintenance: 2.5% must not be below the former tier's (12%)",
    ],
  ],
  [
    'a misspelt field, and not the field that it stands for',
    'maintenance: 1.25%',
    'maintainance: 1.25%',
    ['bad.yaml:29:41  margin.tiers[0].maintainance: is an unknown key; did you mean maintenance?'],
  ],
  [
    'tiers whose rates fall',
    '{ initial: 5%, maintenance: 2.5% }',
    '{ initial: 2%, maintenance: 1% }',
    [
      "bad.yaml:30:18  margin.tiers[1].initial: 2% must not be below the former tier's (2.5%)",
      "bad.yaml:30:35  margin.tiers[1].maintenance: 1% must not be below the former tier's (1.25%)",
    ],
  ],
  [
    'a last tier with a bound',
    '- { initial: 5%',
    '- { upTo: 10_000_000, initial: 5%',
    ['bad.yaml:30:15  margin.tiers[1].upTo: 10_000_000 must be left out: the last tier is open-ended'],
  ],
  [
    'no tier',
    '  tiers:\n    - { upTo: 5_000_000, initial: 2.5%, maintenance: 1.25% }\n    - { initial: 5%, maintenance: 2.5% }',
    '  tiers: []',
    ['bad.yaml:28:10  margin.tiers: [] must not be empty'],
  ],
  [
    'a fraction above 1',
    'fraction: 20%',
    'fraction: 120%',
    ['bad.yaml:32:37  liquidation.close.fraction: 120% must be at most 1 (rate)'],
  ],
  [
    'a fraction of nothing',
    'fraction: 20%',
    'fraction: 0',
    ['bad.yaml:32:37  liquidation.close.fraction: 0/1 must be above 0 and at most 1'],
  ],
  [
    'a penalty shared out more than once',
    'penalty: 50bps',
    'penalty: { rate: 1%, liquidator: 80%, fund: 80% }',
    ['bad.yaml:33:12  liquidation.penalty: liquidator and fund: 1.6 together must be at most 1'],
  ],
  [
    'a taker that does not exist',
    'takers: [engine,',
    'takers: [engin,',
    ['bad.yaml:34:10  takers[0]: engin must be engine, backstop or deleverage; did you mean engine?'],
  ],
  [
    "a taker's map that does not exist",
    '{ backstop: { below: 2/3 of maintenance, deposit: 100_000 } }',
    '{ backstopp: { below: 2/3 } }',
    ['bad.yaml:34:20  takers[1].backstopp: is an unknown key; did you mean backstop?'],
  ],
  [
    'a taker twice',
    'deleverage]',
    'deleverage, engine]',
    ['bad.yaml:34:93  takers[3]: engine is in the list already (takers[0])'],
  ],
  [
    'a share of something else',
    '2/3 of maintenance',
    '2/3 of equity',
    ['bad.yaml:34:39  takers[1].backstop.below: 2/3 of equity must be a rate: 50bps, 2.5%, 1/30 or "0.05"'],
  ],
  [
    'a payer twice',
    'payers: [fund,',
    'payers: [fund, fund,',
    ['bad.yaml:35:16  payers[1]: fund is in the list already (payers[0])'],
  ],
  [
    'a vault without a limit',
    'vault: { limit: 1_000_000 }',
    'vault: {}',
    ['bad.yaml:35:25  payers[1].vault.limit: is missing'],
  ],
  [
    'money finer than an atom',
    'deposit: 250_000',
    'deposit: "0.0000001"',
    ['bad.yaml:36:23  insurance.deposit: 0.0000001 is finer than an atom (0.000001 quote units)'],
  ],
  [
    'money beyond 2^53',
    'deposit: 250_000',
    'deposit: 99_999_999_999',
    [
      'bad.yaml:36:23  insurance.deposit: 99_999_999_999 leaves 2^53 - 1 atoms; the largest that fits is 9007199254.740991 quote units',
    ],
  ],
  [
    // Each of these fits by itself; the exchange would refuse the last to come, and the run would go on without it.
    'deposits beyond 2^53 together',
    'kind: noise, count: 40 }',
    'kind: noise, count: 40, deposit: 300_000_000 }',
    [
      'bad.yaml:42:40  traders[0].deposit: 300_000_000 deposits together leave 2^53 - 1 atoms: with amm, fund, vault, capital and all traders bring 12004350000000000 atoms, most of it here',
    ],
  ],
  [
    'negative money',
    'deposit: 250_000',
    'deposit: -5',
    ['bad.yaml:36:23  insurance.deposit: -5 must not be negative (quote units)'],
  ],
  [
    'rebates above fees',
    'maker: -1bps',
    'maker: -10bps',
    ['bad.yaml:37:7  fees: -10bps and 4.5bps maker and taker fee together must not be negative'],
  ],
  [
    'rebates above the fee of liquidations',
    'taker: 4.5bps',
    'taker: 4.5bps, liquidationTaker: 0.5bps',
    [
      'bad.yaml:37:56  fees.liquidationTaker: -1bps and 0.5bps maker and liquidationTaker fee together must not be negative',
    ],
  ],
  [
    'rebates above fees by less than a float64 shows',
    'maker: -1bps, taker: 4.5bps',
    'maker: -1/30, taker: 33333333333333/1000000000000000',
    [
      'bad.yaml:37:7  fees: -1/30 and 33333333333333/1000000000000000 maker and taker fee together must not be negative',
    ],
  ],
  [
    'an engine that does not exist',
    'kind: virtual-amm',
    'kind: virtual-am',
    ['bad.yaml:39:16  engines.amm.kind: virtual-am must be virtual-amm or order-book; did you mean virtual-amm?'],
  ],
  [
    'zero liquidity of a curve',
    'notional: 2_000_000',
    'notional: 0',
    ['bad.yaml:39:84  engines.amm.depth.notional: 0 must be more than 0 (quote units)'],
  ],
  [
    'a depth that does not fit',
    'notional: 2_000_000',
    'notional: 5_000_000_000',
    [
      'bad.yaml:39:84  engines.amm.depth.notional: 5_000_000_000 within 0.01 needs reserves beyond 2^51; the greatest that fits is 11230991.434745 quote units',
    ],
  ],
  [
    'a pool without capital',
    'amm: { kind: virtual-amm, capital: 2_000_000',
    'amm: { kind: virtual-amm, capital: 0',
    [
      'bad.yaml:39:38  engines.amm.capital: 0 must be more than 0 where the pool is backed by its capital: zero liquidity (quote units)',
    ],
  ],
  [
    'a book whose capital nobody holds',
    '  - { kind: market-maker, count: 5 }\n',
    '',
    [
      'bad.yaml:40:38  engines.book.capital: 2_000_000 belongs to nobody: there is no list of traders of kind market-maker (quote units)',
    ],
  ],
  [
    "an engine that takes the ladder's name",
    '  amm: {',
    '  ladder: {',
    ['bad.yaml:39:11  engines.ladder: ladder is the name of the comparison’s ladder arm: take another'],
  ],
  [
    'an empty list of traders',
    '  - { kind: noise, count: 40 }\n  - { kind: market-maker, count: 5 }',
    '  []',
    ['bad.yaml:42:3  traders: [] must not be empty'],
  ],
  [
    'a kind of trader that does not exist',
    'kind: noise, count: 40',
    'kind: nois, count: 40',
    [
      'bad.yaml:42:13  traders[0].kind: nois must be noise, trend, market-maker, arbitrageur, liquidator, probe or scripted; did you mean noise?',
    ],
  ],
  ['a list of nobody', 'count: 40', 'count: 0', ['bad.yaml:42:27  traders[0].count: 0 must be at least 1 (traders)']],
  [
    'a market that does not exist',
    'count: 40',
    'count: 40, market: ETH-PERP',
    ['bad.yaml:42:39  traders[0].market: ETH-PERP is no market; there is BTC-PERP; did you mean BTC-PERP?'],
  ],
  [
    "a trader's unknown parameter",
    'count: 40',
    'count: 40, leverge: 5',
    ['bad.yaml:42:31  traders[0].leverge: is an unknown key; did you mean leverage?'],
  ],
  [
    'a property that is no condition',
    '"deficit == 0"',
    '"deficit"',
    ['bad.yaml:44:14  properties[0]: deficit must be a condition: it answers a quantity, not yes or no'],
  ],
  [
    'a property of an unknown metric',
    '"deficit == 0"',
    '"defict == 0"',
    [
      'bad.yaml:44:15  properties[0]: "defict == 0" is no formula: unknown name `defict` at "defict" (column 1 of the expression); did you mean deficit?',
    ],
  ],
  [
    'a step for an account that does not exist',
    'steps: []',
    'steps: [{ at: 1m, do: deposit, account: { list: 4 }, amount: 5 }]',
    ['bad.yaml:45:49  steps[0].account.list: 4 must be a position in traders, from 0 to 1'],
  ],
  [
    'an action that does not exist',
    'steps: []',
    'steps: [{ at: 1m, do: deposite }]',
    [
      'bad.yaml:45:23  steps[0].do: deposite must be deposit, withdraw, place, cancel, cancel-all, replace, liquidate, settle-funding, move-price, publish, pause or fail-oracle; did you mean deposit?',
    ],
  ],
  [
    'a step after the end',
    'steps: []',
    'steps: [{ at: 2h, do: publish }]',
    ['bad.yaml:45:15  steps[0].at: 2h must be within the horizon (1h)'],
  ],
  [
    'an order of parts of a lot',
    'steps: []',
    'steps: [{ at: 1m, do: place, account: { list: 0 }, side: buy, size: "0.00001" }]',
    ['bad.yaml:45:69  steps[0].size: 0.00001 is not a whole number of units of 0.0001'],
  ],
  [
    'broken syntax',
    'steps: []',
    'steps: [}',
    ['bad.yaml:45:9  no valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]'],
  ],
  ['a key twice', 'name: sound', 'name: sound\nname: again', ['bad.yaml:2:1  no valid YAML: Map keys must be unique']],
  [
    'a name that is no name',
    'name: sound',
    'name: "a/b"',
    ['bad.yaml:1:7  name: a/b must be a name of letters, digits, dots and dashes'],
  ],
]

test('the sound scenario has no fault', async () => {
  expect(await messageOf(SOUND)).toEqual([])
})

describe('file, line, column, path, value and rule are named for', () => {
  test.each(cases)('%s', async (_, piece, instead, message) => {
    expect(await messageOf(broken(piece, instead))).toEqual(message)
  })
})

test('all faults come together, in the order of the file, those between fields with those of one', async () => {
  const text = broken('horizon: 1h', 'horizon: 60')
    .replace('maintenance: 1.25%', 'maintenance: 12%')
    .replace('clamp: 5bps', 'clamp: 0.0005')
    .replace('kind: noise', 'kind: nois')
    .replace('"deficit == 0"', '"defict == 0"')
  const lines = await messageOf(text)
  expect(lines.map((line) => line.split(' ')[2])).toEqual([
    'horizon:',
    'funding.clamp:',
    'margin.tiers[0].maintenance:',
    'margin.tiers[1].maintenance:',
    'traders[0].kind:',
    'properties[0]:',
  ])
})

test('a fault has its parts apart from its text', async () => {
  const error = await parseScenario(broken('seed: 7', 'seed: 7.5'), 'bad.yaml').catch((thrown: unknown) => thrown)
  expect((error as ScenarioError).faults).toEqual([
    {
      file: 'bad.yaml',
      line: 2,
      column: 7,
      path: 'seed',
      value: '7.5',
      rule: 'must be a whole number',
      unit: 'seed',
      suggestion: '',
    },
  ])
})

test('an empty file, a list and plain text are no scenarios', async () => {
  for (const text of ['', '[]', 'scenario']) expect((await messageOf(text)).join()).toContain('must be a map')
})
