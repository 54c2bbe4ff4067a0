import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { loadScenario } from '../src/scenario/load-scenario.ts'
import { parseScenario } from '../src/scenario/parse-scenario.ts'
import { figureColumns } from '../src/studies/plan/figure-columns.ts'
import { scenarioStudy } from '../src/studies/scenario-study.ts'
import { readSweep } from '../src/studies/sweep/sweep.ts'
import { readTuneTerms } from '../src/studies/tuning/tune-question.ts'
import { sharedFile } from './shared-files.ts'

const folder = resolve(import.meta.dirname, '..', 'examples')

/** What an example prints, line by line. */
const printed = async (name: string): Promise<readonly string[]> => {
  const lines: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((line: string) => {
    lines.push(line)
  })
  try {
    await import(`${folder}/${name}.ts`)
  } finally {
    log.mockRestore()
  }
  return lines
}

/** What each program is expected to say; figures that hang on the crowd are left open. */
const examples: Readonly<Record<string, readonly (string | RegExp)[]>> = {
  'own-curve': [
    'buy 400: 400 lots offered for 1200000000 atoms',
    '  done; the trader holds 400 lots',
    'buy 800: 600 lots offered for 1800000000 atoms',
    '  no-liquidity; the trader holds 400 lots',
    'sell 1400: 1400 lots offered for 4200000000 atoms',
    '  done; the trader holds -1000 lots',
  ],
  'own-curve-laws': [
    /^fixedPrice: \d+ laws$/,
    /^generous: \d+ laws$/,
    /^PERP-24 a larger order never gets a better average or next price than a smaller one, and a budget gets/,
    '  999999 atoms on side 0 are 1 lots; so many are 1000000, one more 2000000, one less 0',
    'PERP-33 a budget buys the most lots that it pays for, and a receipt takes the fewest lots that yield it',
    '  1 atoms buy 1 lots, which cost more',
  ],
  'book-against-curve': [
    'lots, bps on the curve, on ladders of 10, 5 and 2.5 bps',
    '10000, 0.75, 10.00, 5.00, 2.50',
    '100000, 7.49, 13.32, 9.99, 8.74',
    '600000, 45.09, 50.11, 47.60, 46.35',
    '2000000, 151.90, 156.94, 154.41, 153.15',
  ],
  'funding-formula': [
    ...[1, 2, 3, 4, 5].map((minute) => new RegExp(`^${minute} min: longs pay -?\\d\\.\\d{4} bps of their notional$`)),
    /^formula\.yaml:8:\d+ {2}funding\.rate: "premium \+ fetch\(1\)" is no formula: unknown function `fetch`/,
  ],
  'liquidation-waterfall': [
    ...[6, 7, 8, 9, 10].map((account) => new RegExp(`^account ${account} trades \\d000 lots for \\d+\\.\\d\\d$`)),
    'account 9 must take 333 lots of 8 at 6993.00',
    'account 10 must take 667 lots of 8 at 14007.00',
    'account 8 owes 500.00, paid by fund',
    'account 8 owes 6522.46, paid by socialise',
    'account 9 must take 333 lots of 7 at 6993.00',
    'account 10 must take 667 lots of 7 at 14007.00',
    'account 7 owes 7013.47, paid by socialise',
    'account 9 must take 334 lots of 6 at 7014.00',
    'account 10 must take 666 lots of 6 at 13986.00',
    'account 6 owes 7004.49, paid by socialise',
    'the fund has 0.00, winners gave 20540.42',
    'the pool owes 0.00; drift 0 atoms',
  ],
  'compare-engines': [
    /^amm: A virtual AMM .* Digests [0-9a-f]{8}, [0-9a-f]{8}$/,
    /^ladder: An order book holding a ladder .* Digests [0-9a-f]{8}, [0-9a-f]{8}$/,
    /^book: An order book with 3 market makers .* Digests [0-9a-f]{8}, [0-9a-f]{8}$/,
    'deficit: 0, 0, 0',
    /^volume: \d+, \d+, \d+$/,
    /^fees\.taker: \d+, \d+, \d+$/,
  ],
}

describe('examples', () => {
  test.each(Object.entries(examples))('%s prints what it promises', async (name, expected) => {
    const lines = await printed(name)
    expect(lines.length).toBe(expected.length)
    expected.forEach((line, i) => {
      if (typeof line === 'string') expect(lines[i]).toBe(line)
      else expect(lines[i]).toMatch(line)
    })
  })

  test('none is left out', () => {
    const programs = readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => file.replace(/\.ts$/, ''))
    expect(programs.filter((name) => name !== 'paper-clearing').sort()).toEqual(Object.keys(examples).sort())
  })
})

/** Recorded prices that the studies are shown on, as their heads say. */
const studies: Readonly<Record<string, { readonly prices: string; readonly index?: string }>> = {
  'fund-size.yaml': { prices: 'bitmex_XBTUSD_perp_1m_2021-05-19-crash.csv.gz' },
  'amm-or-book.yaml': {
    prices: 'binance-um_BTCUSDT_perp_1m_2022-11-ftx.csv.gz',
    index: 'binance_BTCUSDT_spot_1m_2022-11-ftx.csv.gz',
  },
}

describe('studies on recorded prices', () => {
  test('none is left out', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'))
    expect(files.sort()).toEqual(Object.keys(studies).sort())
  })

  test.each(Object.keys(studies))('%s asks for what can be varied and told', async (file) => {
    const { scenario, warnings } = await parseScenario(readFileSync(join(folder, file), 'utf8'), file)
    expect(warnings).toEqual([])
    const { study, ...own } = scenario
    const vary = study?.vary ?? {}
    const sweep = await readSweep(own, { vary, design: { kind: 'grid' } }, Object.keys(own.engines))
    expect(sweep.refused).toEqual([])
    expect(sweep.runnable.length).toBeGreaterThan(4)
    const columns = await figureColumns(own, study?.metrics ?? [])
    const known = columns.map(({ name }) => name)
    expect(known).toEqual(expect.arrayContaining([...(study?.metrics ?? [])]))
    const objectives = (study?.minimize ?? []).map((text) => ({ text, direction: 'minimise' as const }))
    if (objectives.length > 0) {
      const terms = await readTuneTerms({ objectives, subjectTo: study?.subjectTo ?? [] }, ['fund.start', 'deficit'], 8)
      expect(terms.figures).toEqual(['fund.start', 'deficit'])
    }
  })

  const recorded = sharedFile('data')
  test.skipIf(recorded === undefined).each(Object.entries(studies))(
    '%s runs on the prices that its head names',
    async (file, { prices, index }) => {
      const given = (name: string): string => join(recorded as string, 'bars', name)
      const files = { prices: given(prices), ...(index !== undefined && { index: given(index) }) }
      const { scenario, resolve: complete } = await loadScenario(join(folder, file), files)
      const study = scenarioStudy(scenario, { ...files, resolve: complete })
      for (const { arm } of study.arms) {
        const simulation = await study.build(arm, study.seed)
        for (let block = 0; block < 20; block++) expect(simulation.step()).toBe(true)
      }
    },
  )
})
