import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assemble } from '../../src/scenario/assemble.ts'
import { printScenario } from '../../src/scenario/parse-scenario.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { runResult } from '../../src/simulation/run-result.ts'
import { ARMS, SMALL, smallScenario, type Words } from './small-scenario.ts'

const root = resolve(import.meta.dirname, '..', '..')

/** A crash with everything that has state: faults, transactions of the oracle, liquidators, probes, two markets. */
const EVERYTHING: Words = {
  horizon: '8m',
  chain: { blockTime: '2s', blocks: 'poisson', ordering: 'random', latency: { mean: '400ms' } },
  oracle: {
    sources: 3,
    noise: '2bps',
    delay: '500ms',
    publish: 'transaction',
    smoothing: { kind: 'ema', halfLife: '10s' },
    faults: [{ kind: 'stuck', source: 1, from: '2m', for: '1m' }],
  },
  mark: { rule: 'median-of-three' },
  funding: { every: '1m', rate: 'premium-clamp', premium: 'impact' },
  markets: [
    { ...(SMALL.markets as readonly Words[])[0] },
    {
      symbol: 'ETH-PERP',
      tick: '0.01',
      lot: '0.01',
      quote: 'USDC',
      prices: {
        waypoints: [
          ['0s', '2000'],
          ['4m', '2050'],
          ['242s', '1700'],
          ['8m', '1720'],
        ],
        volatility: 0.5,
      },
    },
  ],
  liquidation: { mode: 'bots', close: { kind: 'partial', fraction: '50%', cooldown: '10s' }, penalty: '1%' },
  traders: [
    ...(SMALL.traders as readonly unknown[]),
    { kind: 'noise', market: 'ETH-PERP', count: 20, deposit: '2_000', leverage: 18, interval: '20s' },
    { kind: 'trend', market: 'ETH-PERP', count: 10, deposit: '2_000', leverage: 18, interval: '5s', lookback: '1m' },
    { kind: 'market-maker', market: 'ETH-PERP', count: 2 },
    { kind: 'liquidator', count: 2 },
    { kind: 'probe', side: 'buy', notional: '20_000', after: '2m', style: { kind: 'twap', slices: 10, every: '6s' } },
  ],
}

const finished = async (scenario: Scenario, engine: string) => {
  const simulation = await assemble(scenario, { engine })
  simulation.run()
  return runResult(simulation, engine)
}

describe.each(ARMS)('on %s', (engine) => {
  test('the same scenario and seed give the same results twice, and another seed others', async () => {
    const scenario = await smallScenario(EVERYTHING)
    const once = await finished(scenario, engine)
    expect(await finished(scenario, engine)).toEqual(once)
    expect((await finished({ ...scenario, seed: scenario.seed + 1 }, engine)).digest).not.toBe(once.digest)
  })

  test('an event log changes no bit of the results', async () => {
    const scenario = await smallScenario(EVERYTHING)
    const simulation = await assemble(scenario, { engine, events: { emit: () => {} }, auditEveryBlock: true })
    simulation.run()
    expect(runResult(simulation, engine)).toEqual(await finished(scenario, engine))
  })
})

const script = `
import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
const [folder, file, engine, checkpoint, block] = process.argv.slice(2)
const load = (path) => import(pathToFileURL(folder + path).href)
const { parseScenario } = await load('/scenario/parse-scenario.js')
const { assemble } = await load('/scenario/assemble.js')
const { scenario } = await parseScenario(readFileSync(file, 'utf8'), file)
const simulation = await assemble(scenario, { engine })
if (block !== undefined) {
  for (let i = 0; i < Number(block); i++) simulation.step()
  writeFileSync(checkpoint, simulation.checkpoint())
} else {
  if (checkpoint !== undefined) simulation.restore(readFileSync(checkpoint))
  simulation.run()
  console.log(simulation.digest())
}
`

// New processes run what the package publishes: JavaScript, built here for the purpose.
describe('in new processes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'perplab-determinism-'))
  const built = join(folder, 'dist')
  const file = join(folder, 'scenario.yaml')
  const program = join(folder, 'run.mjs')
  beforeAll(async () => {
    const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
    const options = [
      '-p',
      'tsconfig.build.json',
      '--outDir',
      built,
      '--declaration',
      'false',
      '--declarationMap',
      'false',
    ]
    const isolated = [
      '--isolatedDeclarations',
      'false',
      '--composite',
      'false',
      '--incremental',
      'false',
      '--sourceMap',
      'false',
    ]
    spawnSync(process.execPath, [compiler, ...options, ...isolated], { cwd: root })
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}')
    const { symlinkSync } = await import('node:fs')
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    writeFileSync(program, script)
    writeFileSync(file, printScenario(await smallScenario(EVERYTHING)))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const node = (...words: readonly string[]): string => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, built, file, ...words], {
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    expect(status).toBe(0)
    return stdout.trim()
  }

  test.each(ARMS)(
    '%s has the same digest, and a run goes on from its checkpoint in another process',
    async (engine) => {
      const { digest, blocks } = await finished(await smallScenario(EVERYTHING), engine)
      expect(node(engine)).toBe(digest)
      const block = 1 + Math.floor(Math.random() * (blocks - 1))
      const checkpoint = join(folder, `${engine}.checkpoint`)
      node(engine, checkpoint, String(block))
      expect(node(engine, checkpoint), `from block ${block}`).toBe(digest)
    },
  )
})
