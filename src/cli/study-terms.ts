import type { KeyFiles } from '../scenario/run-key.ts'
import type { StudyText } from '../scenario/schema/study-schema.ts'
import type { RangeText } from '../scenario/vary/value-range.ts'
import type { StudyOptions } from './options.ts'
import { packageVersion } from './package-version.ts'
import { buildAll, filesOf, type ReadStudy, readStudy } from './read-study.ts'
import { varyOptions } from './vary-option.ts'

/** Seeds of a study where nobody says how many. */
const USUAL_SEEDS = 8

/** What every study is planned with. */
export interface StudyTerms {
  readonly version: string
  readonly arms: readonly string[]
  readonly seeds: number
  readonly files: KeyFiles
}

/** A scenario read for a study. */
export interface AskedStudy {
  /** The scenario without what it asks itself: that is part of a plan, and not of what runs. */
  readonly read: ReadStudy
  /** What the scenario asks under `study`. */
  readonly words: StudyText | undefined
  readonly terms: StudyTerms
  /** Ranges by path: those of options, else those of the scenario. */
  readonly vary: Readonly<Record<string, RangeText>>
  /** Figures that reports show. */
  readonly metrics: readonly string[]
}

/**
 * Reads a scenario for a study, and what options and scenario say of all studies.
 *
 * @param unnamed - the arms where none is asked for
 * @throws ScenarioError or InputError
 */
export const askStudy = async (
  path: string,
  options: StudyOptions & { readonly vary?: readonly string[] },
  unnamed: 'all' | 'first' = 'all',
): Promise<AskedStudy> => {
  const asked = await readStudy(path, options, {}, unnamed)
  await buildAll(asked.study)
  const { study: words, ...scenario } = asked.scenario
  const vary = varyOptions(options.vary)
  return {
    read: { ...asked, scenario },
    words,
    terms: {
      version: packageVersion(),
      arms: asked.study.arms.map(({ arm }) => arm),
      seeds: options.seeds ?? words?.seeds ?? USUAL_SEEDS,
      files: filesOf(asked, options),
    },
    vary: Object.keys(vary).length > 0 ? vary : (words?.vary ?? {}),
    metrics: options.metric ?? words?.metrics ?? [],
  }
}
