import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/**
 * The source of echarts' build for pages (lines, axes, tooltips, markers), which `reportHtml` embeds, with its licence.
 *
 * @throws Error when the package is not installed
 */
export const chartLibrary = (): string =>
  readFileSync(createRequire(import.meta.url).resolve('echarts/dist/echarts.common.min.js'), 'utf8')
