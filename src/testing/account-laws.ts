import { accountCases } from './cases/account-cases.ts'
import type { ScenarioCase } from './law.ts'
import { type Law, lawsOver } from './law-property.ts'
import { ACCOUNT_LAWS } from './laws/accounts/account-laws.ts'

/** The laws of accounts over the laboratory, with limits, with malformed orders, and with two markets in cross and isolated margin. */
export const accountLaws = (): readonly Law<ScenarioCase>[] => lawsOver(ACCOUNT_LAWS, accountCases())
