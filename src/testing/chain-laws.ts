import type { Law } from './law-property.ts'
import { blockTakesWhatComesFirst } from './laws/chain/block-takes-what-comes-first.ts'
import { nobodyReadsWhatIsNewer } from './laws/chain/nobody-reads-what-is-newer.ts'

/** The laws of perplab's chain: its blocks, and what of them can be read when. */
export const chainLaws = (): readonly Law[] => [blockTakesWhatComesFirst(), nobodyReadsWhatIsNewer()]
