import '../bin/check-node.mjs'

import('./prepare.mjs').then(async ({ build, install, runTool, say }) => {
  await install()
  const { runVitest } = await import('./run-vitest.mjs')
  /** @type {{ name: string, passed: number, failed: number, note: string }[]} */
  const rows = []

  async function check(name, step) {
    say(`\n== ${name}`)
    const code = await step()
    if (code === 130) process.exit(130)
    rows.push({ name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, note: '' })
  }

  await check('lint', () => runTool('biome', ['check', '--error-on-warnings']))
  // Before the types: examples import the package by its own name, which leads to what was built.
  await check('build', () => build({ force: true }))
  await check('types', () => runTool('tsc', ['--noEmit', '-p', 'tsconfig.json']))
  say('\n== tests')
  const { skipped, ...tests } = await runVitest('vitest.config.ts')
  rows.push({ name: 'tests', ...tests, note: skipped > 0 ? `${skipped} skipped` : '' })

  const total = (key) => rows.reduce((sum, row) => sum + row[key], 0)
  console.log('')
  for (const row of rows) {
    console.log(
      `${row.name.padEnd(8)}${String(row.passed).padStart(6)} passed${String(row.failed).padStart(5)} failed  ${row.note}`.trimEnd(),
    )
  }
  console.log(`${total('passed')} passed, ${total('failed')} failed`)
  process.exitCode = total('failed') > 0 ? 1 : 0
})
