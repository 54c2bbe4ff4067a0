import type { FundingIndices } from '../funding/funding-indices.ts'
import type { Accounts } from './accounts.ts'
import type { Health } from './health.ts'
import type { Ledger } from './ledger.ts'
import type { MarketState } from './market-state.ts'
import type { TouchedAccounts } from './touched-accounts.ts'
import type { UndoLog } from './undo-log.ts'

/** What all parts of the exchange share: the books, the prices, and who must be looked at again. */
export interface ExchangeCore {
  /** The asset that all markets settle in and that is collateral. */
  readonly collateral: number
  readonly ledger: Ledger
  readonly accounts: Accounts
  readonly markets: MarketState
  readonly funding: FundingIndices
  readonly health: Health
  readonly touched: TouchedAccounts
  readonly undo: UndoLog
  /** The block's time in milliseconds. */
  readonly now: number
}
