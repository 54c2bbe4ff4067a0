import type { TraderGroup } from '../../simulation/trader-group.ts'

/**
 * The book's capital in the hands of its market makers: each market's, split equally, in place of what they bring
 * themselves; atoms that do not divide go to the first members, so that the sum is exact. Without a capital the makers
 * quote with their own deposits. Lists of other kinds stay as they are.
 *
 * @param capital - atoms for each market
 */
export const sharedCapital = (
  groups: readonly TraderGroup[],
  capital: number,
  markets: number,
): readonly TraderGroup[] => {
  if (capital === 0) return groups
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
    const deposit = (member: number): number => share + (first + member < rest ? 1 : 0)
    return { ...group, behaviour: { ...behaviour, deposit } }
  })
}
