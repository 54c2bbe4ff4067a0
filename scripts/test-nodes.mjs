import '../bin/check-node.mjs'

// The same tests and the same bits under each supported Node. Versions come from npm (`npx -p node@22`).
import('./prepare.mjs').then(async ({ cache, prepare, root, run, say, tools }) => {
  const { createHash } = await import('node:crypto')
  const { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } = await import('node:fs')
  const { tmpdir } = await import('node:os')
  const { join } = await import('node:path')
  const { countReport } = await import('./run-vitest.mjs')
  const versions = process.argv.length > 2 ? process.argv.slice(2) : ['20', '22', '24']
  const scenario = 'scenarios/flash-crash.yaml'
  await prepare()
  mkdirSync(cache, { recursive: true })

  /** Runs `node ARGS` under that version, from the project's folder; its stdout goes to `stdout` (a file descriptor). */
  const nodeAt = (version, args, stdout) => {
    const command = ['node', ...args].map((word) => `"${word}"`).join(' ')
    const npx = ['-y', '-p', `node@${version}`, '-c', command]
    return run('npx', npx, { stdio: ['ignore', stdout, 2], shell: process.platform === 'win32' })
  }

  /** Runs `node ARGS` under that version. @returns its exit code and what it printed */
  const outputAt = async (version, args) => {
    const path = join(cache, `node-${version}.out`)
    const file = openSync(path, 'w')
    const code = await nodeAt(version, args, file)
    closeSync(file)
    const text = readFileSync(path, 'utf8')
    rmSync(path)
    return { code, text }
  }

  /** Every `digest` of a comparison's JSON, by its path. */
  const digestsOf = (value, path = '') =>
    value === null || typeof value !== 'object'
      ? []
      : Object.entries(value).flatMap(([key, inner]) =>
          key === 'digest' ? [`${path} ${inner}`] : digestsOf(inner, path ? `${path}.${key}` : key),
        )

  const rows = []
  for (const version of versions) {
    say(`\n== Node ${version}`)
    const found = (await outputAt(version, ['-p', 'process.version'])).text.trim()
    const report = join(cache, `vitest-node-${version}.json`)
    const vitest = join(root, 'node_modules', tools.vitest)
    const code = await nodeAt(
      version,
      [vitest, 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`],
      2,
    )
    if (code === 130) process.exit(130)
    const tests = countReport(report, code)
    rmSync(report, { force: true })
    const results = mkdtempSync(join(tmpdir(), 'perplab-node-'))
    // All arms, each with its digest, in this thread: what one version computes is what is compared.
    const words = ['compare', scenario, '--seeds', '1', '--workers', '0', '--json', '--quiet', '--out', results]
    const run = await outputAt(version, [join(root, 'bin', 'perplab.mjs'), ...words])
    rmSync(results, { recursive: true, force: true })
    if (run.code === 130) process.exit(130)
    const digests = run.code === 0 ? digestsOf(JSON.parse(run.text)) : []
    const bytes = createHash('sha256').update(run.text).digest('hex').slice(0, 16)
    rows.push({ version: found, ...tests, code: run.code, digests, bytes })
  }

  const [first] = rows
  let passed = 0
  let failed = 0
  console.log(
    `\n${'Node'.padEnd(12)}${'passed'.padStart(8)}${'failed'.padStart(8)}${'skipped'.padStart(9)}  ${scenario}`,
  )
  for (const row of rows) {
    // The whole output, not the digests alone: results are the same bytes everywhere.
    const same =
      row.code === 0 && row.digests.length > 0 && row.bytes === first.bytes && `${row.digests}` === `${first.digests}`
    passed += row.passed + (same ? 1 : 0)
    failed += row.failed + (same ? 0 : 1)
    const verdict =
      row.code !== 0 ? `exit code ${row.code}` : same ? `output ${row.bytes}` : `output ${row.bytes} DIFFERS`
    const figures = [row.passed, row.failed, row.skipped].map((n, i) => String(n).padStart([8, 8, 9][i])).join('')
    console.log(`${row.version.padEnd(12)}${figures}  ${verdict}`)
    for (const digest of row.digests) console.log(`${''.padEnd(39)}${digest}`)
  }
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
})
