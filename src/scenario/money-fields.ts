/** Paths of all fields that hold money; `*` stands for every position or name. */
export const MONEY_FIELDS: readonly (readonly string[])[] = [
  ['markets', '*', 'impactNotional'],
  ['chain', 'baseFee'],
  ['margin', 'tiers', '*', 'upTo'],
  ['liquidation', 'close', 'wholeUpTo'],
  ['takers', '*', 'backstop', 'limit'],
  ['takers', '*', 'backstop', 'deposit'],
  ['payers', '*', 'fund', 'limit'],
  ['payers', '*', 'vault', 'limit'],
  ['insurance', 'deposit'],
  ['engines', '*', 'capital'],
  ['engines', '*', 'depth', 'notional'],
  ['traders', '*', 'deposit'],
  ['traders', '*', 'notional'],
  ['steps', '*', 'amount'],
]
