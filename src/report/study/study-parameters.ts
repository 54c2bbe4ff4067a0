import type { Scenario } from '../../scenario/scenario.ts'
import { formatValue } from '../../scenario/scenario-path.ts'
import { isMoneyParameter } from '../../scenario/vary/money-parameter.ts'
import { labelOf, type StudyParameter } from '../../scenario/vary/study-parameter.ts'
import type { RangeText } from '../../scenario/vary/value-range.ts'
import type { LabelColumn, StudyPoint } from '../../studies/plan/study-plan.ts'
import type { ChartTable } from '../chart.ts'
import { labelWords, pointWords, shortNames } from './parameter-words.ts'

/** A parameter of a study with the words for it. */
export interface NamedParameter {
  readonly parameter: StudyParameter
  /** By which sentences call it. */
  readonly shortName: string
  /** The quote asset of money; other units stand with the values. */
  readonly of?: string
  /** Today's value. */
  readonly today: string
}

/** The parameters of a study in words. */
export interface StudyParameters {
  readonly named: readonly NamedParameter[]
  /** Values of the parameters at a point. */
  values(point: StudyPoint): readonly string[]
  /** A point by its values: `maintenance 0.9%, deposit 250k`. */
  words(point: StudyPoint): string
}

/** @param columns - those of the plan that tell points apart, one a parameter */
export const studyParameters = (
  scenario: Scenario,
  parameters: readonly StudyParameter[],
  columns: readonly LabelColumn[],
  quote: string,
): StudyParameters => {
  const names = shortNames(parameters.map(({ name }) => name))
  const todayWords = (k: number): string => {
    const parameter = parameters[k]
    const { today } = parameter
    if (today === undefined) return labelWords(columns[k], undefined)
    const label = labelOf(parameter, today)
    if (label !== undefined) return labelWords(columns[k], label)
    // Today's value may be written in another unit than the range, or in more words than one.
    return typeof today === 'object'
      ? JSON.stringify(today).replaceAll('"', '').replaceAll(',', ', ')
      : formatValue(today)
  }
  const values = ({ labels, changes }: StudyPoint): readonly string[] =>
    labels.map((label, k) => (changes.length === 0 ? todayWords(k) : labelWords(columns[k], label)))
  return {
    named: parameters.map((parameter, k) => ({
      parameter,
      shortName: names[k],
      ...(parameter.isNumber && isMoneyParameter(scenario, parameter.paths[0]) && { of: quote }),
      today: todayWords(k),
    })),
    values,
    words: (point) => pointWords(names, values(point)),
  }
}

/** A parameter's short name with its unit: `deposit, USDC`. */
export const parameterHead = ({ shortName, of }: NamedParameter): string =>
  of === undefined ? shortName : `${shortName}, ${of}`

/** What varies: ranges as they were asked for, how many values there are or which scale, and today's values. */
export const variedParametersTable = (
  { named }: StudyParameters,
  vary: Readonly<Record<string, RangeText>>,
  how: { readonly head: string; of(parameter: StudyParameter): string },
): ChartTable => ({
  caption: 'What varies',
  head: ['Parameter', 'Range', how.head, 'Today'],
  rows: named.map(({ parameter, of, today }, k) => {
    const range = Object.values(vary)[k]
    return [
      of === undefined ? parameter.name : `${parameter.name}, ${of}`,
      typeof range === 'string' ? range : range.map((value) => formatValue(value)).join(', '),
      how.of(parameter),
      today,
    ]
  }),
})
