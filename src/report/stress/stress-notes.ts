import { LEAST_FOR_BOOTSTRAP } from '../../studies/statistics/bootstrap-interval.ts'
import { counted, listed } from '../arm-words.ts'
import { figureWords, inSentence } from '../drawings/measure.ts'
import { cutWords } from '../study/cut-words.ts'
import { brokenUnstressed, conditionVerdicts } from './case-verdict.ts'
import type { StressView } from './stress-view.ts'

/** Identifiers of cases in words, sizes of one case together: `price fall one hour (10, 20)`. */
const namesOf = (ids: readonly string[]): string => {
  const sizes = new Map<string, string[]>()
  for (const id of ids) {
    const [, name = id, size] = /^(.*?)-(\d[\d.]*)$/.exec(id) ?? []
    sizes.set(name, [...(sizes.get(name) ?? []), ...(size === undefined ? [] : [size])])
  }
  return listed(
    [...sizes].map(([name, own]) => `${name.replaceAll('-', ' ')}${own.length === 0 ? '' : ` (${own.join(', ')})`}`),
    '; ',
  )
}

/** Skipped cases by their reason, a clause each: `price fall one hour (10, 20): the run …`. */
export const skippedLines = ({ skipped }: StressView): readonly string[] => {
  const byReason = new Map<string, string[]>()
  for (const { id, skipped: reason } of skipped) {
    const own = byReason.get(reason)
    if (own === undefined) byReason.set(reason, [id])
    else own.push(id)
  }
  return [...byReason].map(([reason, ids]) => `${namesOf(ids)}: ${reason}`)
}

const usualBreaks = (view: StressView): readonly string[] =>
  view.plan.arms.flatMap((arm) => {
    const broken = brokenUnstressed(view, arm)
    return broken.length === 0
      ? []
      : [
          `In ${arm} ${listed(broken.map(({ condition, broken: seeds }) => `"${condition}" (${counted(seeds.length, 'seed')})`))} ${broken.length === 1 ? 'breaks' : 'break'} without any stress: that it breaks in a case is not the case's doing.`,
        ]
  })

const untold = (view: StressView): readonly string[] => {
  const points = [...view.cases, ...view.skewed].map(({ point }) => point)
  const lacking = view.question.conditions.filter((condition) =>
    points.some((point) =>
      view.plan.arms.some((arm) =>
        conditionVerdicts(view, point, arm).some((one) => one.condition === condition && one.told === 0),
      ),
    ),
  )
  return lacking.length === 0 || !view.extent.complete
    ? []
    : [
        `Of some cases no run tells whether ${listed(lacking.map((text) => `"${text}"`))} ${lacking.length === 1 ? 'holds' : 'hold'}; there it is not counted as broken.`,
      ]
}

const flatWords = ({ flat }: StressView): readonly string[] =>
  flat.length === 0
    ? []
    : [
        `The same number in every run, and not shown: ${listed(
          flat.map(({ figure: { measure }, value }) => `${inSentence(measure)} (${figureWords(measure.unit, value)})`),
          '; ',
        )}.`,
      ]

/** What a reader must know before reading the figures, as plain sentences. */
export const stressNotes = (view: StressView): readonly string[] => {
  const { plan, question, scenario, extent, skipped } = view
  const cut = cutWords(extent)
  return [
    ...(cut === undefined ? [] : [cut]),
    ...(scenario.properties.length === 0
      ? [
          'The scenario states no properties: what is asked of every run is "deficit == 0", that nobody owes what he does not have.',
        ]
      : []),
    ...usualBreaks(view),
    ...untold(view),
    ...(plan.seeds < LEAST_FOR_BOOTSTRAP
      ? [
          `${counted(plan.seeds, 'seed')} ${plan.seeds === 1 ? 'is' : 'are'} too few for an interval, which takes ${LEAST_FOR_BOOTSTRAP}: whether a difference is more than chance cannot be told.`,
        ]
      : []),
    ...(question.search
      ? []
      : ['The smallest sizes that break were not searched for: they are told from the sizes of the battery alone.']),
    ...(question.search && view.cases.length > 0 && !extent.complete
      ? [
          'The search for the smallest sizes that break is not finished: where it has no answer yet, the sizes of the battery that were run tell it.',
        ]
      : []),
    ...flatWords(view),
    ...(skipped.length === 0 ? [] : [`${counted(skipped.length, 'case')} skipped. ${skippedLines(view).join('. ')}.`]),
    'A case breaks a property where it breaks it in one seed. Sizes are no probabilities: the battery says what a move does, not how often one comes.',
  ]
}
