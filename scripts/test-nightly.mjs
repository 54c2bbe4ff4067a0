import '../bin/check-node.mjs'

// The long searches: they look for counterexamples until their share of the time is over.
import('./prepare.mjs').then(async ({ prepare, root, say }) => {
  const { readdirSync, existsSync } = await import('node:fs')
  const { availableParallelism } = await import('node:os')
  const { join } = await import('node:path')
  const minutes = Number(process.env.PERPLAB_NIGHTLY_MINUTES ?? 30)
  if (!(minutes > 0)) {
    console.error(`PERPLAB_NIGHTLY_MINUTES: ${process.env.PERPLAB_NIGHTLY_MINUTES} must be a number of minutes above 0`)
    process.exit(2)
  }
  await prepare()
  const { runVitest } = await import('./run-vitest.mjs')
  const folder = join(root, 'test', 'nightly')
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.test.ts')).length
    : 0
  const rounds = Math.max(1, Math.ceil(files / Math.max(1, availableParallelism() - 1)))
  const seconds = Math.floor((minutes * 60) / rounds)
  // Each night searches elsewhere; the seed is printed, so that a failure can be repeated.
  const seed = process.env.PERPLAB_PROPERTY_SEED ?? String(Math.floor(Date.now() / 1000))
  say(`nightly: ${files} files within ${minutes} min, ${seconds} s each, PERPLAB_PROPERTY_SEED=${seed}`)
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
