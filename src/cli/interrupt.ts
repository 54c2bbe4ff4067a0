import { INTERRUPTED } from './exit-codes.ts'

/** Ctrl-C, as something that a command can answer. */
export interface Interrupt {
  readonly signal: AbortSignal
  /** After Ctrl-C: waits until copies of it have arrived as well, which would else end the process by themselves. */
  settled(): Promise<void>
}

/** A shell, npm and a script may each pass on the same Ctrl-C: within these milliseconds they count as one. */
const SAME = 1500
/** Copies arrive within these milliseconds. */
const COPIES = 250

let first = 0
let controller: AbortController | undefined

/**
 * From now on Ctrl-C ends the process with code 130, until a command takes it over by `interruptible`. Then the first
 * one only aborts its signal, and one that comes clearly later ends the process, for when stopping hangs.
 */
export const handleInterrupts = (): void => {
  process.on('SIGINT', () => {
    if (controller === undefined || (first > 0 && Date.now() - first > SAME)) process.exit(INTERRUPTED)
    if (first === 0) first = Date.now()
    controller.abort()
  })
}

/** From now on the first Ctrl-C aborts the signal: there is something to keep, or to clear away. */
export const interruptible = (): Interrupt => {
  const mine = new AbortController()
  controller = mine
  return {
    signal: mine.signal,
    settled: () => new Promise((resolve) => setTimeout(resolve, Math.max(0, first + COPIES - Date.now()))),
  }
}
