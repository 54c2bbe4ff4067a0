import { atomsOf } from '../quantities.ts'
import type { Report } from '../report.ts'
import type { Scenario } from '../scenario.ts'
import type { ScenarioPath } from '../scenario-path.ts'

/** Money that runs begin with. */
interface Deposited {
  readonly path: ScenarioPath
  /** Atoms, of all who bring it. */
  readonly atoms: bigint
}

/** Atoms of an amount; 0 where it is none, which another check says. */
const atomsOrNone = (money: string, decimals: number): bigint => {
  try {
    return BigInt(atomsOf(money, decimals))
  } catch {
    return 0n
  }
}

/**
 * All that an engine's runs begin with, together, stays within 2^53 - 1 atoms: fund, vaults, the engine's capital in every
 * market, and traders. Deposits that are drawn count with their means, so that a run may still refuse what the draws add up to.
 */
export const checkDeposits = (scenario: Partial<Scenario>, report: Report): void => {
  const { markets, insurance, takers, engines, traders } = scenario
  if (markets === undefined || insurance === undefined || engines === undefined || traders === undefined) return
  const decimals = markets[0].quoteDecimals
  const atoms = (money: string): bigint => atomsOrNone(money, decimals)
  const others: readonly Deposited[] = [
    { path: ['insurance', 'deposit'], atoms: atoms(insurance.deposit) },
    ...(takers ?? []).flatMap((taker, i) =>
      'backstop' in taker ? [{ path: ['takers', i, 'backstop', 'deposit'], atoms: atoms(taker.backstop.deposit) }] : [],
    ),
  ]
  for (const [name, engine] of Object.entries(engines)) {
    const capital = atoms(engine.capital) * BigInt(markets.length)
    // Makers who quote with a book's capital bring nothing of their own.
    const given = engine.kind === 'order-book' && capital > 0n
    const all: readonly Deposited[] = [
      ...others,
      { path: ['engines', name, 'capital'], atoms: capital },
      ...traders.flatMap(({ kind, count, deposit }, i) =>
        given && kind === 'market-maker'
          ? []
          : [{ path: ['traders', i, 'deposit'], atoms: atoms(deposit) * BigInt(count) }],
      ),
    ]
    const total = all.reduce((sum, deposited) => sum + deposited.atoms, 0n)
    if (total <= BigInt(Number.MAX_SAFE_INTEGER)) continue
    const largest = all.reduce((most, deposited) => (deposited.atoms > most.atoms ? deposited : most))
    report.fault(
      largest.path,
      `deposits together leave 2^53 - 1 atoms: with ${name}, fund, vault, capital and all traders bring ${total} atoms, most of it here`,
    )
    return
  }
}
