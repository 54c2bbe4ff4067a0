import fc from 'fast-check'
import type { ExchangeModel } from '../models/exchange-model.ts'
import {
  blocks,
  failures,
  liquidations,
  money,
  moves,
  pauses,
  publications,
  settlements,
  withdrawals,
} from './market-commands.ts'
import { type ModelledEngine, type ModelledProtocol, modelledProtocols } from './modelled-protocols.ts'
import { ModelledRun } from './modelled-run.ts'
import { cancels, places, quotations, replacements, resizings, squeezes, takes, trades } from './order-commands.ts'

const repeated = <T>(weight: number, arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T>[] => new Array(weight).fill(arbitrary)

/** Commands in the vocabulary of a scenario's `steps:`, and blocks. */
const commands = (replayPath: string | undefined) =>
  fc.commands(
    [
      ...repeated(9, blocks),
      ...repeated(5, trades),
      ...repeated(3, takes),
      ...repeated(3, quotations),
      ...repeated(7, places),
      ...repeated(3, squeezes),
      ...repeated(4, moves),
      replacements,
      ...repeated(3, resizings),
      cancels,
      money,
      withdrawals,
      failures,
      publications,
      pauses,
      liquidations,
      liquidations,
      settlements,
    ],
    { maxCommands: 50, size: 'max', ...(replayPath !== undefined && { replayPath }) },
  )

/** What a failure is run again with. */
export interface Replay {
  readonly seed: number
  readonly path: string
  readonly replayPath: string
}

/**
 * The exchange does what its naive model does, whatever it is told: all that can be seen of the one is compared with the
 * other after every step and every part of every block.
 *
 * @param replayPath - of a failure that is run again
 */
export const agreesWithModel = (engine: ModelledEngine, replayPath?: string) =>
  fc.asyncProperty(modelledProtocols(engine), commands(replayPath), ({ scenario, arm, startPrices }, list) =>
    fc.asyncModelRun(async () => {
      const run = await ModelledRun.begin(scenario, arm, startPrices)
      return { model: run.model, real: run }
    }, list),
  )

type Agreement = [ModelledProtocol, Iterable<fc.AsyncCommand<ExchangeModel, ModelledRun>>]

/**
 * Looks for a history on which exchange and model part.
 *
 * @param replay - of a failure: only that one history is run
 * @throws Error with the figures that differ, the smallest history found, the protocol, and what it is run again with
 */
export const expectAgreement = async (
  engine: ModelledEngine,
  parameters: fc.Parameters<Agreement>,
  replay?: Replay,
): Promise<void> => {
  const again = replay === undefined ? {} : { seed: replay.seed, path: replay.path, endOnFailure: true }
  const details = await fc.check(agreesWithModel(engine, replay?.replayPath), { ...parameters, ...again })
  const { failed, counterexample, seed, counterexamplePath, errorInstance } = details
  if (!failed || counterexample === null) return
  const [{ scenario, arm }, list] = counterexample
  const history = String(list)
  const { markets, fees, funding, mark, oracle, margin, liquidation, takers, payers, insurance, engines } = scenario
  const limits = markets.map((one) => one.limits)
  const parts = { limits, fees, funding, mark, oracle, margin, liquidation, takers, payers, insurance }
  const replayPath = /replayPath="([^"]*)"/.exec(history)?.[1] ?? ''
  throw new Error(
    [
      errorInstance instanceof Error ? errorInstance.message : String(errorInstance),
      `in the history ${history}`,
      `of the protocol ${JSON.stringify({ ...parts, engine: engines[arm] })}`,
      `again: expectAgreement('${engine}', {}, ${JSON.stringify({ seed, path: counterexamplePath, replayPath })})`,
    ].join('\n'),
    { cause: errorInstance },
  )
}
