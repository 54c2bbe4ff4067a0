import { parse as parseYaml } from 'yaml'
import type { RangeText } from '../scenario/vary/value-range.ts'
import { InputError } from '../studies/input-error.ts'

/** A range as an option has it: text, or a list in brackets. */
const rangeOf = (text: string): RangeText => {
  if (!text.trim().startsWith('[')) return text
  try {
    const list: unknown = parseYaml(text)
    return Array.isArray(list) ? list : text
  } catch {
    return text
  }
}

/**
 * Ranges by path, of options `PATH=RANGE`; the last of a path counts.
 * @throws InputError naming each that has another form
 */
export const varyOptions = (asked: readonly string[] = []): Readonly<Record<string, RangeText>> => {
  const wrong = asked.filter((option) => !option.includes('='))
  if (wrong.length > 0) throw new InputError(wrong.map((option) => `--vary ${option}: must be PATH=RANGE`).join('\n'))
  return Object.fromEntries(
    asked.map((option) => {
      const at = option.indexOf('=')
      return [option.slice(0, at).trim(), rangeOf(option.slice(at + 1))]
    }),
  )
}
