import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { parseScenario } from '../src/scenario/parse-scenario.ts'
import type { Scenario } from '../src/scenario/scenario.ts'
import { partPool } from '../src/studies/evaluation/part-pool.ts'
import type { PartTask } from '../src/studies/evaluation/part-runner.ts'
import { makePlan } from '../src/studies/plan/make-plan.ts'

/** Work of a part, milliseconds: what the pool is promised to be worth its while at. */
const WORK = 50
const PARTS = 40
const ROUNDS = 3

const SMALL = `name: small
horizon: HORIZON
record: { every: 10s }
markets:
  - symbol: BTC-PERP
    tick: "0.1"
    lot: "0.0001"
    quote: USDC
    prices: { waypoints: [[0s, "20000"], [30s, "17000"], [1m, "17500"]], volatility: 0.5 }
chain: { blockTime: 2s }
funding: { every: 30s, rate: premium-clamp }
margin:
  tiers: [{ initial: 10%, maintenance: 2.5% }]
insurance: { deposit: 500 }
engines:
  amm: { kind: virtual-amm, curve: constant-product, capital: 2_000_000, depth: { within: 100bps, notional: 2_000_000 } }
traders:
  - { kind: noise, count: 4, interval: 10s }
  - { kind: trend, count: 2, leverage: 9, lookback: 10s }
`

const scenarioOf = async (horizon: string): Promise<Scenario> =>
  (await parseScenario(SMALL.replace('HORIZON', horizon), 'small')).scenario

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1]

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** Spins for a number of turns in a thread of its own, once the thread is up. */
const bareThread = `
  const { parentPort } = require('node:worker_threads')
  parentPort.on('message', (turns) => {
    let x = 1
    for (let i = 0; i < turns; i++) x = (x * 1103515245 + 12345) % 2147483648
    parentPort.postMessage(x)
  })
  parentPort.postMessage('up')`

const message = (thread: Worker): Promise<unknown> => new Promise((resolve) => thread.once('message', resolve))

/** Milliseconds that so many threads take for the same turns in all. */
const bareLoop = async (threads: number, turns: number): Promise<number> => {
  const all = Array.from({ length: threads }, () => new Worker(bareThread, { eval: true }))
  await Promise.all(all.map(message))
  const took = await timed(() =>
    Promise.all(
      all.map((thread) => {
        thread.postMessage(turns / threads)
        return message(thread)
      }),
    ),
  )
  await Promise.all(all.map((thread) => thread.terminate()))
  return took
}

const tasks = (count: number): readonly PartTask[] =>
  Array.from({ length: count }, (_, seed) => ({
    runs: [{ point: 0, arm: 'amm', seed }],
    points: new Map([[0, { labels: [], changes: [] }]]),
  }))

/** Milliseconds that parts take in a pool which is warm. */
const pooled = async (scenario: Scenario, workers: number, parts: number): Promise<number> => {
  const terms = { version: '0', kind: 'sweep', arms: ['amm'], seeds: 1, labels: [], figures: [], question: {} } as const
  const plan = await makePlan(scenario, { resolve: (file) => file }, terms)
  const pool = partPool({ plan, scenario, folder: '.', workers })
  const all = (count: number): Promise<unknown> => Promise.all(tasks(count).map((task) => pool.run(task)))
  await all(4 * Math.max(1, workers))
  const took = await timed(() => all(parts))
  await pool.close()
  return took
}

/** A scenario whose runs take about `WORK` each. */
const calibrated = async (): Promise<Scenario> => {
  const probe = await scenarioOf('40m')
  const each = (await pooled(probe, 0, 8)) / 8
  return scenarioOf(`${Math.max(1, Math.round((40 * WORK) / each))}m`)
}

const speedUp = async (): Promise<void> => {
  const scenario = await calibrated()
  const bare: number[] = []
  const pool: number[] = []
  let each = 0
  for (let round = 0; round < ROUNDS; round++) {
    bare.push((await bareLoop(1, 4e8)) / (await bareLoop(2, 4e8)))
    const one = await pooled(scenario, 1, PARTS)
    each = one / PARTS
    pool.push(one / (await pooled(scenario, 2, PARTS)))
  }
  const text = (ratios: readonly number[]): string =>
    `${median(ratios).toFixed(2)} (${ratios.map((ratio) => ratio.toFixed(2)).join(', ')})`
  console.log(
    `2 workers against 1, parts of ${each.toFixed(0)} ms: ${text(pool)} times as fast; a bare loop ${text(bare)}`,
  )
}

/** Peak memory of a whole sweep in a process of its own, in MB. */
const peakMemory = (points: number, seeds: number): { readonly megabytes: number; readonly seconds: number } => {
  const build = "import('./scripts/prepare.mjs').then(async ({ build }) => { process.exitCode = await build() })"
  if (spawnSync(process.execPath, ['-e', build], { stdio: 'inherit' }).status !== 0) throw new Error('the build failed')
  const folder = mkdtempSync(join(tmpdir(), 'perplab-bench-'))
  const file = join(folder, 'small.yaml')
  writeFileSync(file, SMALL.replace('HORIZON', '1m'))
  const told = `import { isMainThread } from 'node:worker_threads'
    if (isMainThread) process.on('exit', () => console.error('peak ' + process.resourceUsage().maxRSS))`
  const began = performance.now()
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      ...['--import', `data:text/javascript,${encodeURIComponent(told)}`, join('bin', 'perplab.mjs')],
      ...['sweep', file, '--vary', `insurance.deposit=0..1_000:${points}`, '--seeds', String(seeds)],
      ...['--workers', '2', '--quiet', '--json', '--out', join(folder, 'store')],
    ],
    { encoding: 'utf8', maxBuffer: 1 << 30 },
  )
  rmSync(folder, { recursive: true, force: true })
  const kilobytes = Number(/peak (\d+)/.exec(stderr)?.[1])
  if (status !== 0 || !(kilobytes > 0)) throw new Error(`the sweep failed:\n${stderr}`)
  return { megabytes: kilobytes / 1024, seconds: (performance.now() - began) / 1000 }
}

/** What do worker threads give a study, beside what the machine allows, and how much memory does a long one take? */
export const main = async (): Promise<void> => {
  console.log(`studies: ${cpus()[0]?.model.trim()} x ${cpus().length}, Node ${process.version}`)
  await speedUp()
  for (const [points, seeds] of [
    [125, 8],
    [1250, 8],
  ]) {
    const { megabytes, seconds } = peakMemory(points - 1, seeds)
    console.log(
      `a sweep of ${points * seeds} runs with 2 workers: ${megabytes.toFixed(0)} MB at most, ${seconds.toFixed(0)} s`,
    )
  }
}
