import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type PendingFile, pendingFile, refusable } from '../studies/store/pending-file.ts'

/** Makes the folder, and sees that files can be written there: before a run, not after it. @throws InputError when not */
export const writableFolder = (folder: string): void => {
  const probe = join(folder, `.perplab-${process.pid}.tmp`)
  refusable(folder, () => {
    mkdirSync(folder, { recursive: true })
    closeSync(openSync(probe, 'w'))
  })
  rmSync(probe, { force: true })
}

/**
 * Writes files, each whole or not at all: none gets its name before all are on the disk.
 * @throws InputError naming the file that cannot be written; the others are then left as they were
 */
export const writeFiles = (files: Readonly<Record<string, string | Uint8Array>>): void => {
  const pending: PendingFile[] = []
  try {
    for (const [path, content] of Object.entries(files)) {
      const file = pendingFile(path)
      pending.push(file)
      file.write(content)
    }
    for (const file of pending) file.commit()
  } finally {
    for (const file of pending) file.discard()
  }
}
