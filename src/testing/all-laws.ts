import fc from 'fast-check'
import { accountCases } from './cases/account-cases.ts'
import { engineCases } from './cases/engine-cases.ts'
import { liquidationCases } from './cases/liquidation-cases.ts'
import { priceCases } from './cases/price-cases.ts'
import { scenarioCases } from './cases/scenario-cases.ts'
import { chainLaws } from './chain-laws.ts'
import { ownCurveLaws } from './curve-laws.ts'
import { deleveragingLaws } from './deleveraging-laws.ts'
import { equivalenceLaws } from './equivalence-laws.ts'
import { fundingLaws } from './funding-laws.ts'
import { type Law, lawsOver } from './law-property.ts'
import { ACCOUNT_LAWS } from './laws/accounts/account-laws.ts'
import { forkAndResume } from './laws/compared/fork-and-resume.ts'
import { lossesAreSharedToTheAtom } from './laws/deleveraging/losses-are-shared-to-the-atom.ts'
import { ENGINE_WATCHED_LAWS } from './laws/engine/engine-watched-laws.ts'
import { FUNDING_WATCHED_LAWS } from './laws/funding/funding-watched-laws.ts'
import { LIQUIDATION_LAWS } from './laws/liquidation/liquidation-laws.ts'
import { ORACLE_WATCHED_LAWS } from './laws/oracle/oracle-watched-laws.ts'
import { marginLaws } from './margin-laws.ts'
import { oracleLaws } from './oracle-laws.ts'
import { protocolLaws } from './protocol-laws.ts'

/** Every law of the kit over perplab's own modules: what its tests, its documents and its mutants are held to. */
export const allLaws = (): readonly Law[] => {
  /** What a checkpoint could forget is in use: cooldowns and limits above all. */
  const handedOn = fc.oneof(scenarioCases(), { weight: 2, arbitrary: liquidationCases() }, priceCases(), engineCases())
  /** Laws of whole protocols that cases of their own put to the test more often. */
  const own = [
    ...lawsOver(ACCOUNT_LAWS, accountCases()),
    ...lawsOver(ENGINE_WATCHED_LAWS, engineCases()),
    ...lawsOver(LIQUIDATION_LAWS, liquidationCases()),
    ...lawsOver([...FUNDING_WATCHED_LAWS, ...ORACLE_WATCHED_LAWS], priceCases()),
    ...lawsOver([forkAndResume], handedOn),
  ]
  const ids = new Set(own.map(({ id }) => id))
  return [
    ...protocolLaws().filter(({ id }) => !ids.has(id)),
    ...own,
    ...ownCurveLaws(),
    ...deleveragingLaws(),
    ...fundingLaws(),
    ...marginLaws(),
    ...oracleLaws(),
    ...chainLaws(),
    lossesAreSharedToTheAtom(),
    ...equivalenceLaws(),
  ] as readonly Law[]
}
