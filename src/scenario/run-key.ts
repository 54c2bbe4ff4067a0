import { Digest } from '../simulation/digest.ts'
import { GIVEN } from './build/build-prices.ts'
import type { Scenario } from './scenario.ts'

/** The files of prices of a run, as `assemble` is given them. */
export interface KeyFiles {
  /** Take the place of the first market's. */
  readonly prices?: string
  readonly index?: string
  /** Completes a file's name that the scenario wrote. */
  readonly resolve: (file: string) => string
}

/** Files that the run reads, in the order of the markets: those that `buildPrices` takes. */
const filesOf = (scenario: Scenario, { prices, index, resolve }: KeyFiles): readonly string[] =>
  scenario.markets.flatMap((market, m) => {
    const words = 'replay' in market.prices ? market.prices : undefined
    const named = (file: string | undefined): string | undefined =>
      file === undefined || file === GIVEN ? undefined : resolve(file)
    const given = m === 0 ? { prices, index } : { prices: undefined, index: undefined }
    const main = given.prices ?? named(words?.replay)
    const other = given.index ?? (given.prices === undefined ? named(words?.index) : undefined)
    return [main, other].filter((file) => file !== undefined)
  })

/** Folds bytes in, four to a number, the last ones padded with 0; their count tells the padding apart. */
const foldBytes = (digest: Digest, bytes: Uint8Array): void => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const whole = bytes.length - (bytes.length % 4)
  digest.number(bytes.length)
  for (let at = 0; at < whole; at += 4) digest.number(view.getUint32(at, true))
  for (let at = whole; at < bytes.length; at++) digest.number(bytes[at])
}

/**
 * Names a run: `scenario/arm/seed/fingerprint`, the last of the scenario's whole text and of its price files' bytes, so that
 * a checkpoint of a scenario that was edited since, or of other prices, is known as another's.
 */
export const runKey = async (scenario: Scenario, arm: string, seed: number, files: KeyFiles): Promise<string> => {
  const digest = new Digest()
  digest.text(JSON.stringify({ ...scenario, seed }))
  const paths = filesOf(scenario, files)
  if (paths.length > 0) {
    const { readFileSync } = await import('node:fs')
    for (const path of paths) foldBytes(digest, readFileSync(path))
  }
  return `${scenario.name}/${arm}/${seed}/${digest.hex()}`
}
