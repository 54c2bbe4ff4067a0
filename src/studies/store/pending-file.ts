import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { InputError } from '../input-error.ts'

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
export const refusable = <T>(path: string, action: () => T): T => {
  try {
    return action()
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw new InputError(`${path}: cannot be written (${code ?? message})`)
  }
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

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** Takes away what processes that are gone have begun and not finished, of files whose names match. */
export const clearUnfinished = (folder: string, files: RegExp): void => {
  for (const name of readdirSync(folder)) {
    const [, file, pid] = /^(.*)\.(\d+)\.tmp$/.exec(name) ?? []
    if (file !== undefined && files.test(file) && !isRunning(Number(pid))) rmSync(join(folder, name), { force: true })
  }
}
