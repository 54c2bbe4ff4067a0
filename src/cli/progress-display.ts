import { Presets, SingleBar } from 'cli-progress'
import { say } from './output.ts'

/** Progress on stderr. */
export interface ProgressDisplay {
  /** @param share - 0 to 1 @param detail - `5 of 24 runs` */
  update(share: number, detail: string): void
  /** Ends the display, so that other text can follow. */
  close(): void
}

const SILENT: ProgressDisplay = { update: () => {}, close: () => {} }

/** Lines in a pipe come at each such part of the whole. */
const LINE_EVERY = 0.1

const bar = (title: string): ProgressDisplay => {
  const shown = new SingleBar(
    {
      format: `${title} {bar} {percentage} % {detail}`,
      hideCursor: true,
      clearOnComplete: true,
      stream: process.stderr,
    },
    Presets.shades_grey,
  )
  shown.start(1000, 0, { detail: '' })
  return {
    update: (share, detail) => shown.update(Math.floor(share * 1000), { detail }),
    close: () => shown.stop(),
  }
}

const lines = (title: string): ProgressDisplay => {
  let next = LINE_EVERY
  return {
    update: (share, detail) => {
      if (share < next) return
      while (next <= share) next += LINE_EVERY
      say(`${title}: ${Math.floor(share * 100)} % ${detail}`.trimEnd())
    },
    close: () => {},
  }
}

/** A bar on a terminal, plain lines in a pipe, nothing when quiet. */
export const progressDisplay = (title: string, quiet: boolean): ProgressDisplay => {
  if (quiet) return SILENT
  return process.stderr.isTTY ? bar(title) : lines(title)
}
