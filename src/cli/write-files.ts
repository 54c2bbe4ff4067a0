import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { InputError } from './input-error.ts'

/** A file that is written under another name until it is whole. */
export interface PendingFile {
  readonly path: string
  write(content: string | Uint8Array): void
  /** Gives the file its name: it replaces what was there. */
  commit(): void
  /** Takes it away, unless it was committed. */
  discard(): void
}

/** What the system refuses becomes a message that names the path. */
const refusable = <T>(path: string, action: () => T): T => {
  try {
    return action()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new InputError(`${path}: cannot be written (${code ?? message})`)
  }
}

/** Makes the folder, and sees that files can be written there: before a run, not after it. @throws InputError when not */
export const writableFolder = (folder: string): void => {
  const probe = join(folder, `.perplab-${process.pid}.tmp`)
  refusable(folder, () => {
    mkdirSync(folder, { recursive: true })
    closeSync(openSync(probe, 'w'))
  })
  rmSync(probe, { force: true })
}

/** Begins a file beside its final place, making its folder. @throws InputError when that is not possible */
export const pendingFile = (path: string): PendingFile => {
  const temporary = `${path}.${process.pid}.tmp`
  const file = refusable(path, () => {
    mkdirSync(dirname(path), { recursive: true })
    return openSync(temporary, 'w')
  })
  let open = true
  const close = (): void => {
    if (open) closeSync(file)
    open = false
  }
  return {
    path,
    write: (content) =>
      refusable(path, () => {
        const bytes = typeof content === 'string' ? Buffer.from(content) : content
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
      }),
    commit: () =>
      refusable(path, () => {
        fsyncSync(file)
        close()
        renameSync(temporary, path)
      }),
    discard: () => {
      close()
      rmSync(temporary, { force: true })
    },
  }
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
