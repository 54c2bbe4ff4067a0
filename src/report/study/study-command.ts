import type { RangeText } from '../../scenario/vary/value-range.ts'
import { shellWord } from './study-evidence.ts'

/** An option of a command with its value. */
export type CommandOption = readonly [name: string, value: string]

/** Ranges as options. */
export const varyOptions = (vary: Readonly<Record<string, RangeText>>): readonly CommandOption[] =>
  Object.entries(vary).map(
    ([path, range]) => ['--vary', `${path}=${typeof range === 'string' ? range : JSON.stringify(range)}`] as const,
  )

/** The command that runs a study again on its scenario in `scenario.yaml`. */
export const studyCommand = (kind: string, options: readonly CommandOption[]): string =>
  [`npx perplab ${kind} scenario.yaml`, ...options.flat().map(shellWord)].join(' ')
