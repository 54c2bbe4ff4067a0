/** It did what was asked. */
export const DONE = 0
/** An invariant broke, or a run failed; of `run` and `check` also: a law or property does not hold. */
export const FAILED = 1
/** What was typed, or a file that it names, is wrong: nothing was run. */
export const WRONG_INPUT = 2
/** Stopped by Ctrl-C; what was finished is kept. */
export const INTERRUPTED = 130
