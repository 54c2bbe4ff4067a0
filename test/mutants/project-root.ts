import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder, for a module of it or for what was compiled from one below `dist`. */
const rootAbove = (folder: string): string =>
  existsSync(join(folder, 'package.json')) ? folder : rootAbove(dirname(folder))

/** The project's folder. */
export const PROJECT_ROOT: string = rootAbove(dirname(fileURLToPath(import.meta.url)))
