import { exp, ln } from '../../numeric/transcendental.ts'
import { LEAST_FOR_BOOTSTRAP } from '../../studies/statistics/bootstrap-interval.ts'
import { counted, listed } from '../arm-words.ts'
import { inSentence } from '../drawings/measure.ts'
import { formatRound } from '../number-format.ts'
import { cutWords } from '../study/cut-words.ts'
import type { TuneView } from './tune-view.ts'

/** How the recommended point is chosen, by the number of objectives. */
const CHOICE = {
  one: "The recommended point is the best of those with all seeds: conditions come first, then the objective; today's stays where none is better.",
  two: "The recommended point is that of the front which is nearest to the best of both objectives, each in shares of the front's range; whoever weighs them otherwise takes another point of the front.",
} as const

const METHODS = {
  halving: 'Successive halving over points that fill the ranges, then a descent from value to neighbouring value',
  nsga2: 'NSGA-II',
  'cma-es': 'CMA-ES',
} as const

/** How the search went, in sentences. */
export const searchSentences = ({ tune, findings, plan, extent }: TuneView): readonly string[] => {
  const rounds = tune.asked()
  const tried = tune.tried()
  const refused = tried.filter((point) => point.refused !== undefined)
  const whole = findings.points.filter(({ seeds }) => seeds === plan.seeds).length
  return [
    `${METHODS[tune.question.method]}: ${counted(rounds.length, 'round')}, ${counted(findings.points.length, 'point')} run, today's among them, ${whole} of them with all ${counted(plan.seeds, 'seed')}; ${counted(extent.finishedRuns, 'run')}.`,
    ...(refused.length === 0
      ? []
      : [
          `${counted(refused.length, 'point')} that rules of the scenario refuse ${refused.length === 1 ? 'was' : 'were'} not run.`,
        ]),
  ]
}

/** The largest probability of something that none of so many runs shows, at 95 % confidence. */
const unseen = (runs: number): number => 1 - exp(ln(0.05) / runs)

/** What a reader must know before relying on the figures. */
export const tuneNotes = (view: TuneView): readonly string[] => {
  const { plan, extent, isKept, findings } = view
  const cut = cutWords(extent)
  return [
    ...(cut === undefined ? [] : [cut, 'What is recommended is the best of the points that were reached.']),
    CHOICE[view.objectives.length === 1 ? 'one' : 'two'],
    ...(plan.seeds < LEAST_FOR_BOOTSTRAP
      ? [
          `${counted(plan.seeds, 'seed')} ${plan.seeds === 1 ? 'is' : 'are'} too few for an interval, which takes ${LEAST_FOR_BOOTSTRAP}: whether a difference is more than chance cannot be told.`,
        ]
      : []),
    ...(isKept || findings.points.length < 3
      ? []
      : [
          'The recommended point is chosen by the same runs from which its figures are told: among many points that flatters it. Run it with other seeds (--seed) before relying on the figures.',
        ]),
    ...(view.constraints.length > 0 && findings.feasible
      ? [
          `That a condition holds in ${counted(plan.seeds, 'run')} is no proof that it always does: what none of them shows may still happen in up to ${formatRound('percent', unseen(plan.seeds))} of runs (95% confidence).`,
        ]
      : []),
  ]
}

/** Figures that the change leaves as they are in every seed, a sentence; `undefined` where there are none. */
export const sameSentence = ({ costs, isKept }: TuneView): string | undefined => {
  const same = costs.flatMap((group) => group.same).map(({ measure }) => inSentence(measure))
  return isKept || same.length === 0 ? undefined : `The same in every seed: ${listed(same, '; ')}.`
}
