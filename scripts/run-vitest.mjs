import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cache, runTool } from './prepare.mjs'

/**
 * Runs vitest and counts its tests.
 * @param {string} config - configuration file, relative to the project
 * @param {{ env?: Record<string, string>, timeoutMs?: number }} [options] - `timeoutMs` kills the run, which then has failed
 */
export async function runVitest(config, { env = {}, ...options } = {}) {
  mkdirSync(cache, { recursive: true })
  const report = join(cache, `vitest-${process.pid}.json`)
  const args = ['run', `--config=${config}`, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await runTool('vitest', args, { ...options, env: { ...process.env, ...env } })
  if (code === 130) process.exit(130)
  const counted = countReport(report, code)
  rmSync(report, { force: true })
  return counted
}

/**
 * Counts of a vitest report. A file that cannot be loaded counts as one failure,
 * and so does a run that ends badly although each of its tests passed (an unhandled error, a killed process).
 * @param {string} path - what vitest's json reporter wrote
 * @param {number} code - vitest's exit code
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function countReport(path, code) {
  let report
  try {
    report = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
  const unloaded = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0)
  const failed = report.numFailedTests + unloaded.length
  return {
    passed: report.numPassedTests,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}
