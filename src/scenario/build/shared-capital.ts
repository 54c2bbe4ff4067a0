import type { TraderGroup } from '../../simulation/trader-group.ts'

/**
 * Adds a market's capital to what its market makers deposit, split equally; atoms that do not divide go to the first
 * members, so that the sum is exact. Lists of other kinds stay as they are.
 *
 * @param capital - atoms for each market
 */
export const sharedCapital = (
  groups: readonly TraderGroup[],
  capital: number,
  markets: number,
): readonly TraderGroup[] => {
  const isMaker = ({ behaviour }: TraderGroup): boolean => behaviour.kind === 'market-maker'
  const members = new Array<number>(markets).fill(0)
  for (const group of groups.filter(isMaker)) members[group.market] += group.behaviour.count
  const before = new Array<number>(markets).fill(0)
  return groups.map((group) => {
    if (!isMaker(group)) return group
    const { behaviour, market } = group
    const first = before[market]
    before[market] += behaviour.count
    const share = Math.floor(capital / members[market])
    const rest = capital - share * members[market]
    const deposit = (member: number): number => behaviour.deposit(member) + share + (first + member < rest ? 1 : 0)
    return { ...group, behaviour: { ...behaviour, deposit } }
  })
}
