import type { CutShort } from '../../studies/store/cut-short.ts'
import { counted } from '../arm-words.ts'

/** How far a study was taken. */
export interface StudyExtent {
  readonly complete: boolean
  readonly finishedRuns: number
  /** Of the whole plan, as far as can be known. */
  readonly expectedRuns: number
  /** Why it was cut short, where that is recorded. */
  readonly cut: CutShort | undefined
}

const reasons: Readonly<Record<CutShort['because'], (detail: string) => string>> = {
  budget: (detail) => `Its budget of ${detail} was spent`,
  interrupt: () => 'It was interrupted',
  shard: (detail) => `Only shard ${detail} is here`,
}

/** Why not all runs of a study are there, a sentence; `undefined` for a whole one. */
export const cutWords = ({ complete, finishedRuns, expectedRuns, cut }: StudyExtent): string | undefined => {
  if (complete) return undefined
  const reason = cut === undefined ? 'It is not finished' : reasons[cut.because](cut.detail)
  return `${reason}: ${finishedRuns} of ${counted(expectedRuns, 'run')} are there, and points that lack some are told by fewer seeds.`
}
