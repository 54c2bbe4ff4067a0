import '../bin/check-node.mjs'

// The long searches: they look for counterexamples until their share of the time is over.
import('./prepare.mjs').then(async ({ prepare, root, say }) => {
  const { readdirSync, readFileSync } = await import('node:fs')
  const { availableParallelism } = await import('node:os')
  const { join } = await import('node:path')
  const minutes = Number(process.env.PERPLAB_NIGHTLY_MINUTES ?? 60)
  if (!(minutes > 0)) {
    console.error(`PERPLAB_NIGHTLY_MINUTES: ${process.env.PERPLAB_NIGHTLY_MINUTES} must be a number of minutes above 0`)
    process.exit(2)
  }
  await prepare()
  const { runVitest } = await import('./run-vitest.mjs')
  const folder = join(root, 'test', 'nightly')
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.test.ts'))
  // Files that need more time than the others say how many times as much.
  const weights = JSON.parse(readFileSync(join(folder, 'weights.json'), 'utf8'))
  const shares = files.map((name) => weights[name] ?? 1)
  const lanes = Math.max(1, availableParallelism() - 1)
  const rounds = Math.max(...shares, Math.ceil(shares.reduce((sum, share) => sum + share, 0) / lanes))
  const seconds = Math.floor((minutes * 60) / rounds)
  // Each night searches elsewhere; the seed is printed, so that a failure can be repeated.
  const seed = process.env.PERPLAB_PROPERTY_SEED ?? String(Math.floor(Date.now() / 1000))
  say(
    `nightly: ${files.length} files within ${minutes} min, ${seconds} s each (laws ${weights['laws.test.ts']} times that), PERPLAB_PROPERTY_SEED=${seed}`,
  )
  const { passed, failed, skipped } = await runVitest('vitest.nightly.config.ts', {
    env: {
      PERPLAB_NIGHTLY_MINUTES: String(minutes),
      PERPLAB_NIGHTLY_FILE_SECONDS: String(seconds),
      PERPLAB_PROPERTY_SEED: seed,
    },
    timeoutMs: (minutes + 2) * 60_000,
  })
  if (skipped > 0) console.log(`${skipped} skipped`)
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
})
