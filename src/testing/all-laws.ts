import type { Law } from './law-property.ts'
import { protocolLaws } from './protocol-laws.ts'

/** Every law of the kit over perplab's own modules: what its tests, its documents and its mutants are held to. */
export const allLaws = (): readonly Law[] => [...protocolLaws()]
