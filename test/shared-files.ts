import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** Folder of recorded prices, streams and vectors: `PERPLAB_SHARED`, or `../shared` beside the project. */
export const sharedFolder: string = resolve(import.meta.dirname, '..', process.env.PERPLAB_SHARED ?? '../shared')

/**
 * Path of a file or folder below the shared folder, `undefined` where it is absent: `test.skipIf(path === undefined)`.
 *
 * @throws Error when it is missing and `CI=true`, so that a run that should have it does not skip in silence
 * @example sharedFile('data/bars/SOURCES.md')
 */
export const sharedFile = (path: string): string | undefined => {
  const file = resolve(sharedFolder, path)
  if (existsSync(file)) return file
  if (process.env.CI === 'true') throw new Error(`shared file ${file} is missing; set PERPLAB_SHARED to its folder`)
  return undefined
}
