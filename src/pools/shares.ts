import { mulDivDown } from '../numeric/mul-div.ts'

/**
 * Shares that a deposit buys in a pool or vault, rounded down: those who are in gain.
 * @param deposit - atoms
 * @param shares - shares outstanding; the first deposit gets one share an atom
 * @param equity - the pool's atoms before the deposit; with shares outstanding it must be positive
 * @throws RangeError when shares of a pool without equity are asked for, which have no price, and when the shares bought
 *   leave 2^53, as they do in a pool that has lost nearly everything
 */
export const sharesFor = (deposit: number, shares: number, equity: number): number => {
  if (shares === 0) return deposit
  if (equity <= 0) throw new RangeError(`a pool with equity ${equity} atoms and ${shares} shares has no share price`)
  return mulDivDown(deposit, shares, equity)
}

/**
 * Atoms that shares are worth when they are given back, rounded down: those who stay gain.
 * @param redeemed - shares given back, at most all
 * @param equity - the pool's atoms; below zero nothing is paid
 */
export const redemption = (redeemed: number, shares: number, equity: number): number =>
  equity <= 0 ? 0 : mulDivDown(equity, redeemed, shares)
