import type { Terminal } from '../report/terminal-table.ts'

/** Columns of tables where no terminal tells its width. */
const PIPE_WIDTH = 120

/** What stdout shows: colours on a terminal only, and not with NO_COLOR (https://no-color.org). */
export const terminal = (): Terminal => {
  const { stdout } = process
  const { NO_COLOR, TERM } = process.env
  return {
    width: stdout.isTTY ? stdout.columns || PIPE_WIDTH : PIPE_WIDTH,
    color: stdout.isTTY === true && !NO_COLOR && TERM !== 'dumb',
  }
}
