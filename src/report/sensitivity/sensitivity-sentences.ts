import { LEAST_FOR_BOOTSTRAP } from '../../studies/statistics/bootstrap-interval.ts'
import { counted, listed } from '../arm-words.ts'
import { estimateWords, figureWords, inSentence } from '../drawings/measure.ts'
import type { ShownUnit } from '../number-format.ts'
import { cutWords } from '../study/cut-words.ts'
import { type ParameterEffect, parameterEffects } from './parameter-effects.ts'
import type { FoundSensitivity, SensitivityView } from './sensitivity-view.ts'

const NAMED = 3
/** Share of mu* that mu has where effects are nearly all of one sign. */
const ONE_SIGN = 0.9

const blockNames = { morris: ['trajectory', 'trajectories'], sobol: ['row', 'rows'] } as const

/** `1 trajectory`, `20 trajectories`. */
const blockWords = (method: 'morris' | 'sobol', n: number): string => `${n} ${blockNames[method][n === 1 ? 0 : 1]}`

/** The unit of what parameters are ranked by: the figure's of Morris, a share of Sobol. */
export const strengthUnit = (method: 'morris' | 'sobol', { figure }: Pick<FoundSensitivity, 'figure'>): ShownUnit =>
  method === 'morris' ? figure.measure.unit : 'ratio'

/** What was asked, in two sentences. */
export const sensitivityAsked = ({
  planned: {
    question,
    parameters: { length },
  },
  seeds,
}: SensitivityView): string => {
  const how =
    question.method === 'morris'
      ? `Morris' screening, ${blockWords('morris', question.repetitions)} in each of which every parameter moves once`
      : `Sobol indices over ${blockWords('sobol', question.repetitions)} of ${length + 2} points`
  return `Which of ${counted(length, 'parameter')} figures depend on: ${how}. A figure at a point is its mean over ${counted(seeds, 'seed')}, the same at every point.`
}

const told = (view: SensitivityView, own: FoundSensitivity, effects: readonly ParameterEffect[]): readonly string[] => {
  const { method } = view.planned.question
  const unit = strengthUnit(method, own)
  const index = method === 'morris' ? 0 : 1
  const name = ({ parameter }: ParameterEffect): string => view.parameters.named[parameter].shortName
  const names = (list: readonly ParameterEffect[]): string => listed(list.map(name))
  const strong = effects.filter(({ verdict }) => verdict === 'told')
  const shown = (strong.length > 0 ? strong : effects.filter(({ verdict }) => verdict === 'untold')).slice(0, NAMED)
  const words = shown.map((effect) => `${name(effect)} (${estimateWords(unit, effect.bars[index])})`)
  const untold = effects.filter(({ verdict }) => verdict === 'untold')
  const none = effects.filter(({ verdict }) => verdict === 'none')
  const entangled = effects.filter(({ verdict, isEntangled }) => verdict !== 'none' && isEntangled)
  const rising = strong.filter(({ mean, strength }) => mean !== undefined && mean >= ONE_SIGN * strength)
  const falling = strong.filter(({ mean, strength }) => mean !== undefined && 0 - mean >= ONE_SIGN * strength)
  const lead =
    strong.length === 0
      ? 'No parameter can be told from no effect; the largest estimates are'
      : `It depends${effects.length === 1 ? '' : ' most'} on`
  return [
    `${lead} ${listed(words)}, by ${method === 'morris' ? 'μ*, the mean size of its change over a whole range' : 'the total share of its variance'}.`,
    ...(rising.length === 0 ? [] : [`It rises with ${names(rising)}.`]),
    ...(falling.length === 0 ? [] : [`It falls with ${names(falling)}.`]),
    ...(entangled.length === 0
      ? []
      : [
          method === 'morris'
            ? `The effect of ${names(entangled)} differs much from place to place (σ at least half of μ*): a curve, or interactions.`
            : `${names(entangled)} ${entangled.length === 1 ? 'acts' : 'act'} through interactions: total lies above first order, and their intervals do not meet.`,
        ]),
    ...(untold.length === 0 || strong.length === 0 ? [] : [`Cannot be told from no effect: ${names(untold)}.`]),
    ...(none.length === 0 ? [] : [`No effect in any ${blockNames[method][0]}: ${names(none)}.`]),
  ]
}

/** What the study says of one figure in one arm. */
export const sensitivitySentences = (view: SensitivityView, own: FoundSensitivity): readonly string[] => {
  const { method, repetitions } = view.planned.question
  const { unit } = own.figure.measure
  const found = parameterEffects(own.found)
  switch (found.kind) {
    case 'too-few':
      return [
        `Nothing can be told: the figure is there at all points of ${blockWords(method, found.blocks)} only, and it takes ${found.needed}.`,
      ]
    case 'constant':
      return found.value === undefined
        ? [`No parameter changes it in any of ${blockWords(method, found.blocks)}.`]
        : found.departures === 0
          ? [`It is ${figureWords(unit, found.value)} at every point: there is no variance to share.`]
          : [
              `It is ${figureWords(unit, found.value)} at all points but ${found.departures}: too few differ for shares of a variance. More rows, or a figure that moves before it does, would tell more.`,
            ]
    case 'effects':
      return [
        ...told(view, own, found.effects),
        ...(found.blocks < repetitions ? [`Told by ${found.blocks} of ${blockWords(method, repetitions)}.`] : []),
      ]
  }
}

/** What a reader must know before reading the figures. */
export const sensitivityNotes = (view: SensitivityView): readonly string[] => {
  const { planned, extent, flat, unmeasured, seeds, plan } = view
  const { method, repetitions } = planned.question
  const { refused } = planned
  const size = planned.parameters.length + (method === 'morris' ? 1 : 2)
  const blocks = new Set(refused.map(({ point }) => Math.floor(point / size))).size
  const cut = cutWords(extent)
  return [
    ...(cut === undefined ? [] : [cut]),
    ...(seeds < plan.seeds
      ? [`Points are told by the ${counted(seeds, 'seed')} that all of them have, of ${plan.seeds}.`]
      : []),
    'Indices belong to the ranges: a wider range of a parameter makes it matter more. They describe means over these seeds; intervals cover which points were drawn, not which seeds.',
    ...(repetitions - blocks < LEAST_FOR_BOOTSTRAP
      ? [
          `${blockWords(method, repetitions - blocks)} ${repetitions - blocks === 1 ? 'is' : 'are'} too few for an interval, which takes ${LEAST_FOR_BOOTSTRAP}: nothing can be told from no effect.`,
        ]
      : []),
    ...(refused.length === 0
      ? []
      : [
          `${counted(refused.length, 'point')} of the design cannot be run, and ${blockWords(method, blocks)} of ${repetitions} ${blocks === 1 ? 'is' : 'are'} left out for it: ${refusedLines(view, 3).join('; ')}.`,
        ]),
    ...(flat.length === 0
      ? []
      : [
          `The same number in every run, and not shown: ${listed(
            flat.map(
              ({ figure: { measure }, value }) => `${inSentence(measure)} (${figureWords(measure.unit, value)})`,
            ),
            '; ',
          )}.`,
        ]),
    ...(unmeasured.length === 0
      ? []
      : [
          `Measured in no run: ${listed(
            unmeasured.map(({ measure }) => inSentence(measure)),
            '; ',
          )}.`,
        ]),
  ]
}

/** Points that rules of the scenario refuse, each with the rule. */
export const refusedLines = (
  { planned: { refused, points }, parameters }: SensitivityView,
  most: number,
): readonly string[] => [
  ...refused.slice(0, most).map(({ point, reason }) => `${parameters.words(points[point])}: ${reason}`),
  ...(refused.length > most ? [`and ${refused.length - most} more`] : []),
]
