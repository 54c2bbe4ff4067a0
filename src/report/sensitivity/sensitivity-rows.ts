import { estimateWords, figureWords } from '../drawings/measure.ts'
import { type ParameterEffect, parameterEffects } from './parameter-effects.ts'
import { strengthUnit } from './sensitivity-sentences.ts'
import type { FoundSensitivity, SensitivityView } from './sensitivity-view.ts'

const verdicts: Readonly<Record<ParameterEffect['verdict'], string>> = {
  told: 'has an effect',
  untold: 'not told from none',
  none: 'none',
}

/** The head of tables of indices. */
export const indexHead = ({ planned: { question } }: SensitivityView): readonly string[] =>
  question.method === 'morris'
    ? ['Parameter', 'μ*', 'σ', 'μ', 'Effect', 'Curve or interactions']
    : ['Parameter', 'First order', 'Total', 'Effect', 'Interactions']

/** Indices of all parameters as rows under `indexHead`, the strongest first; none where there are no indices. */
export const indexRows = (view: SensitivityView, own: FoundSensitivity): readonly (readonly string[])[] => {
  const { method } = view.planned.question
  const unit = strengthUnit(method, own)
  const found = parameterEffects(own.found)
  if (found.kind !== 'effects') return []
  return found.effects.map((effect) => [
    view.parameters.named[effect.parameter].parameter.name,
    ...effect.bars.map((estimate) => estimateWords(unit, estimate)),
    ...(method === 'morris' ? [figureWords(unit, effect.mean)] : []),
    verdicts[effect.verdict],
    effect.verdict !== 'none' && effect.isEntangled ? 'yes' : '',
  ])
}
