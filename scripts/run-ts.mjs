import '../bin/check-node.mjs'

// node scripts/run-ts.mjs FILE.ts [arguments]: compiles (types are checked by `npm run types`) and runs one file of
// benchmarks/ or scripts/ as emitted JavaScript, since Node 20 runs no TypeScript and a benchmark should not run a transpiler's output.
import('./prepare.mjs').then(async ({ install, root, run, runTool }) => {
  const { existsSync } = await import('node:fs')
  const { join, resolve } = await import('node:path')
  const [file, ...args] = process.argv.slice(2)
  if (!file?.endsWith('.ts') || !existsSync(join(root, file))) {
    console.error(`run-ts: ${file ?? 'no file'}: must name a .ts file, relative to the project's folder`)
    process.exit(2)
  }
  await install()
  const compiled = await runTool('tsc', ['-p', 'tsconfig.bench.json'])
  if (compiled !== 0) process.exit(compiled)
  const emitted = join(root, 'dist', 'bench', file.replace(/\.ts$/, '.js'))
  // Emitted files lie two folders deeper, so what they would look for beside the project is named in full.
  const env = { ...process.env, PERPLAB_SHARED: resolve(root, process.env.PERPLAB_SHARED ?? '../shared') }
  process.exitCode = await run(process.execPath, ['--expose-gc', emitted, ...args], { stdio: 'inherit', env })
})
