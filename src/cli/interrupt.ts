/** Ctrl-C, as long as somebody can answer it. */
export interface Interrupt {
  readonly signal: AbortSignal
  /** Gives the signal back to the system. */
  dispose(): void
}

/** A shell, npm and this program may each pass on the same Ctrl-C: within this time they count as one. */
const SAME_MILLISECONDS = 1500

/**
 * Listens for Ctrl-C. The first aborts `signal`; one that comes clearly later ends the process at once, for when
 * stopping hangs.
 */
export const listenForInterrupt = (): Interrupt => {
  const controller = new AbortController()
  let first = 0
  const onInterrupt = (): void => {
    if (first === 0) {
      first = Date.now()
      controller.abort()
    } else if (Date.now() - first > SAME_MILLISECONDS) process.exit(130)
  }
  process.on('SIGINT', onInterrupt)
  return { signal: controller.signal, dispose: () => process.off('SIGINT', onInterrupt) }
}
