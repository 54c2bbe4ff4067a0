import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { ParityVector } from './vector.ts'

/** Folder of the vector files: `PERPLAB_VECTORS`, else `vectors` of the shared folder; relative to the project's folder, where npm runs. */
export const vectorFolder = (): string =>
  resolve(process.env.PERPLAB_VECTORS ?? join(process.env.PERPLAB_SHARED ?? '../shared', 'vectors'))

/**
 * Vectors by protocol, which is the file's name: files and vectors in their order. Files that hold no vectors (incidents) are left out.
 *
 * @throws Error naming the folder or the file that cannot be read, and why
 */
export const readVectors = (folder: string): ReadonlyMap<string, readonly ParityVector[]> => {
  if (!existsSync(folder)) throw new Error(`vectors: folder ${folder} does not exist; set PERPLAB_VECTORS`)
  const protocols = new Map<string, readonly ParityVector[]>()
  for (const file of readdirSync(folder).sort()) {
    if (!file.endsWith('.json')) continue
    let content: unknown
    try {
      content = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    } catch (error) {
      throw new Error(`vectors: ${join(folder, file)}: ${(error as Error).message}`)
    }
    if (!Array.isArray(content)) throw new Error(`vectors: ${join(folder, file)}: must be an array of vectors`)
    const vectors = content.filter((entry): entry is ParityVector => typeof entry?.area === 'string')
    if (vectors.length > 0) protocols.set(basename(file, '.json'), vectors)
  }
  if (protocols.size === 0) throw new Error(`vectors: ${folder} holds no vector files (*.json)`)
  return protocols
}
