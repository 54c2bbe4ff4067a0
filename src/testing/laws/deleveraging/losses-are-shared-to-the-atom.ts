import fc from 'fast-check'
import { largestRemainder } from '../../../insurance/largest-remainder.ts'
import { type Payer, splitLoss } from '../../../insurance/payers.ts'
import { socialise } from '../../../insurance/socialise.ts'
import type { Judgement, LawText } from '../../law.ts'
import { type Law, lawOver } from '../../law-property.ts'
import { profitOfContender } from '../exact-ranking.ts'
import { type Bearer, byLargestRemainder, sharesOfLoss } from '../exact-shares.ts'
import { candidatesOf, contenderOf, type DrawnPosition, deleveragingCases } from './deleveraging-cases.ts'

/** A loss that is to be shared, and a list of who pays it. */
interface LossCase {
  readonly among: 'winners' | 'all-positions' | 'opposite'
  readonly loss: number
  readonly lostLong: boolean
  readonly longs: readonly DrawnPosition[]
  readonly shorts: readonly DrawnPosition[]
  readonly payers: readonly {
    readonly kind: 'fund' | 'vault' | 'socialise'
    readonly available: number
    readonly limit?: number
    readonly paid: number
  }[]
}

const atoms = (): fc.Arbitrary<number> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.nat(20) },
    { weight: 1, arbitrary: fc.nat(100_000) },
    { weight: 1, arbitrary: fc.maxSafeNat() },
  )

/** Positions of both sides of a market. */
const sides: fc.Arbitrary<Pick<LossCase, 'longs' | 'shorts'>> = fc
  .tuple(deleveragingCases(), deleveragingCases())
  .map(([one, other]) => ({
    longs: one.positions.map((position) => ({
      ...position,
      size: Math.abs(position.size),
      entryValue: Math.abs(position.entryValue),
    })),
    shorts: other.positions.map((position) => ({
      ...position,
      account: position.account + 20,
      size: 0 - Math.abs(position.size),
      entryValue: 0 - Math.abs(position.entryValue),
    })),
  }))

const payers = fc.array(
  fc.record(
    {
      kind: fc.constantFrom('fund' as const, 'vault' as const, 'socialise' as const),
      available: fc.oneof(atoms(), fc.integer({ min: -50, max: 0 })),
      limit: atoms(),
      paid: fc.nat(30),
    },
    { requiredKeys: ['kind', 'available', 'paid'] },
  ),
  { maxLength: 3 },
)

const lossCases: fc.Arbitrary<LossCase> = sides.chain(({ longs, shorts }) => {
  const equity = [...longs, ...shorts].reduce((sum, one) => sum + Math.max(0, one.equity), 0)
  return fc.record({
    among: fc.constantFrom('winners' as const, 'all-positions' as const, 'opposite' as const),
    loss: fc.oneof(atoms(), fc.integer({ min: 0, max: Math.min(equity, Number.MAX_SAFE_INTEGER) })),
    lostLong: fc.boolean(),
    longs: fc.constant(longs),
    shorts: fc.constant(shorts),
    payers,
  })
})

const bearersOf = ({ among, lostLong, longs, shorts }: LossCase): readonly Bearer[] =>
  [...longs, ...shorts].map((position): Bearer => {
    const contender = contenderOf(position)
    const profit = profitOfContender(contender)
    const spared = among === 'opposite' && position.size > 0 === lostLong
    const wins = profit > 0n ? profit : 0n
    const weight = spared ? 0n : among === 'winners' ? wins : contender.notional
    const bound = among === 'winners' && profit < contender.equity ? profit : contender.equity
    return { account: position.account, weight, bound }
  })

/** How the loss is split among positions. */
const sharing = (drawn: LossCase): string | undefined => {
  const { among, loss, lostLong, longs, shorts } = drawn
  const positions = [...longs, ...shorts]
  const out = new Float64Array(positions.length).fill(5)
  const shared = socialise(among, loss, lostLong ? 1 : -1, candidatesOf(positions), out)
  const due = sharesOfLoss(BigInt(loss), bearersOf(drawn))
  const at = due.findIndex((share, i) => share !== BigInt(out[i]))
  if (at >= 0)
    return `account ${positions[at].account} bears ${out[at]} of ${loss} atoms among ${among}, not ${due[at]}`
  const sum = due.reduce((all, x) => all + x, 0n)
  return BigInt(shared) === sum ? undefined : `${shared} of ${loss} atoms are told shared, and ${sum} are`
}

/** How it is split down the list. */
const splitting = ({ loss, payers }: LossCase): string | undefined => {
  const list = payers.map(({ kind, limit }): Payer => {
    if (kind === 'socialise') return { kind, among: 'winners' }
    return kind === 'vault' ? { kind, limit: limit ?? 0 } : { kind, ...(limit !== undefined && { limit }) }
  })
  const out = new Float64Array(payers.length)
  const unpaid = splitLoss(
    list,
    loss,
    Float64Array.from(payers, ({ available }) => available),
    Float64Array.from(payers, ({ paid }) => paid),
    out,
  )
  let rest = loss
  for (const [i, { kind, available, limit, paid }] of payers.entries()) {
    const allowed = kind === 'socialise' || (kind === 'fund' && limit === undefined) ? rest : (limit ?? 0) - paid
    const due = Math.max(0, Math.min(rest, available, allowed))
    if (out[i] !== due) return `payer ${i} (${kind}) pays ${out[i]} of ${rest} atoms, not ${due}`
    rest -= due
  }
  return unpaid === rest ? undefined : `${unpaid} atoms are told unpaid, and ${rest} are`
}

/** How whole units are split in proportion. */
const parting = ({ longs, loss }: LossCase): string | undefined => {
  if (longs.length === 0) return undefined
  const out = new Float64Array(longs.length)
  const { account, notional } = candidatesOf(longs)
  largestRemainder(loss, [...longs.keys()], notional, account, out)
  const due = byLargestRemainder(
    BigInt(loss),
    longs.map((one) => ({ account: one.account, weight: BigInt(one.notional) })),
  )
  const at = due.findIndex((part, i) => part !== BigInt(out[i]))
  return at < 0 ? undefined : `account ${account[at]} has ${out[at]} of ${loss}, not ${due[at]}`
}

/** Do some bear all they can, and others less? */
const boundedBeside = (drawn: LossCase): boolean => {
  const bearers = bearersOf(drawn).filter(({ weight, bound }) => weight > 0n && bound > 0n)
  const shares = sharesOfLoss(BigInt(drawn.loss), bearers)
  const bounded = shares.filter((share, i) => share === bearers[i].bound).length
  return bounded > 0 && bounded < bearers.length
}

const text: LawText = {
  id: 'PERP-64',
  name: 'a loss is split to the atom: down the list each payer pays what is left within its means and limit, among positions each bears its proportion up to its bound, odd atoms by largest remainder',
  rulesOut: 'Shares that do not add up, a bearer beyond its bound, an odd atom that depends on chance',
  parts: ['insurance'],
}

/** The law of how losses are shared, over figures of any size. */
export const lossesAreSharedToTheAtom = (): Law<LossCase> =>
  lawOver(text, lossCases, (drawn): Judgement => {
    const broken = sharing(drawn) ?? splitting(drawn) ?? parting(drawn)
    const bearers = bearersOf(drawn).filter(({ weight, bound }) => weight > 0n && bound > 0n)
    return {
      exercised: {
        [`shared among ${drawn.among}`]: bearers.length > 1 && drawn.loss > 0 ? 1 : 0,
        'bounds of some reached': boundedBeside(drawn) ? 1 : 0,
        'lists of payers': drawn.payers.length > 1 && drawn.loss > 0 ? 1 : 0,
      },
      ...(broken !== undefined && { broken: { detail: broken } }),
    }
  })
