import { fractionToNumber } from '../../numeric/fraction.ts'
import type { Aggregation } from '../../oracle/aggregation.ts'
import type { Guards } from '../../oracle/guards.ts'
import { type Consequence, NO_CONSEQUENCE, PAUSE_BOTH, PAUSE_LIQUIDATION, PAUSE_OPENING } from '../../oracle/guards.ts'
import type { OracleConfig, Source } from '../../oracle/oracle-config.ts'
import type { Smoothing } from '../../oracle/smoothing.ts'
import type { SourceFault } from '../../oracle/source-faults.ts'
import { millisecondsOf, rateOf } from '../quantities.ts'
import type {
  AggregateText,
  ConsequenceText,
  GuardsText,
  OracleSource,
  OracleText,
  SmoothingText,
  SourceFaultText,
} from '../schema/oracle-schema.ts'
import type { StepText } from '../schema/steps-schema.ts'

const CONSEQUENCES: Readonly<Record<ConsequenceText, Consequence>> = {
  none: NO_CONSEQUENCE,
  'pause-opening': PAUSE_OPENING,
  'pause-liquidation': PAUSE_LIQUIDATION,
  'pause-both': PAUSE_BOTH,
}

const aggregationOf = (words: AggregateText): Aggregation =>
  words.kind === 'trimmed-mean' ? { kind: words.kind, trim: rateOf(words.trim) } : words

const smoothingOf = (words: SmoothingText): Smoothing => {
  switch (words.kind) {
    case 'none':
      return words
    case 'twap':
      return { kind: 'twap', window: millisecondsOf(words.window) }
    case 'ema':
      return { kind: 'ema', halfLife: millisecondsOf(words.halfLife) }
  }
}

const guardsOf = ({ stale, jump, tooFewSources }: GuardsText): Guards => ({
  ...(stale && { stale: { after: millisecondsOf(stale.after), consequence: CONSEQUENCES[stale.consequence] } }),
  ...(jump && {
    jump: {
      beyond: rateOf(jump.beyond),
      for: millisecondsOf(jump.for),
      consequence: CONSEQUENCES[jump.consequence],
    },
  }),
  ...(tooFewSources && {
    tooFewSources: { atLeast: tooFewSources.atLeast, consequence: CONSEQUENCES[tooFewSources.consequence] },
  }),
})

const faultOf = (words: SourceFaultText): SourceFault => {
  const window = { source: words.source, from: millisecondsOf(words.from), for: millisecondsOf(words.for) }
  switch (words.kind) {
    case 'stuck':
    case 'silent':
      return { kind: words.kind, ...window }
    case 'spike':
      return { kind: 'spike', ...window, factor: rateOf(words.factor) }
    case 'bias':
      return { kind: 'bias', ...window, by: rateOf(words.by) }
    case 'delayed':
      return { kind: 'delayed', ...window, by: millisecondsOf(words.by) }
  }
}

const sourceOf = ({ noise, bias, delay, weight }: OracleSource): Source => ({
  noise: fractionToNumber(rateOf(noise)),
  bias: rateOf(bias),
  delay: millisecondsOf(delay),
  weight,
})

/**
 * The fault of the oracle that a scripted step asks for.
 *
 * @throws RangeError for a figure that its kind needs and has not, or that is no such figure
 */
export const stepFault = ({ kind, source, at, for: length, factor, by }: FailOracle): SourceFault => {
  const needed = (field: 'factor' | 'by', figure: string | undefined): string => {
    if (figure === undefined) throw new RangeError(`fail-oracle: ${kind} needs ${field}`)
    return figure
  }
  if (factor !== undefined && kind !== 'spike') throw new RangeError(`factor: is a spike's, not of ${kind}`)
  if (by !== undefined && kind !== 'bias' && kind !== 'delayed') {
    throw new RangeError(`by: is of bias and delayed, not of ${kind}`)
  }
  const window = { source, from: at, for: length }
  switch (kind) {
    case 'stuck':
    case 'silent':
      return faultOf({ kind, ...window })
    case 'spike':
      return faultOf({ kind, ...window, factor: needed('factor', factor) })
    case 'bias': {
      const fault = faultOf({ kind, ...window, by: needed('by', by) })
      if (fault.kind === 'bias' && fault.by.n <= -fault.by.d) throw new RangeError('by: must be above -1')
      return fault
    }
    case 'delayed':
      return faultOf({ kind, ...window, by: needed('by', by) })
  }
}

type FailOracle = Extract<StepText, { readonly do: 'fail-oracle' }>

/** The oracle's configuration of one market. */
export const oracleConfig = (
  words: OracleText,
  steps: readonly StepText[],
  seed: number,
  market: number,
): OracleConfig => {
  const { sources, noise, delay, longestAge, deviation } = words
  const list: readonly OracleSource[] =
    typeof sources === 'number'
      ? new Array<OracleSource>(sources).fill({ noise, bias: '0', delay, weight: 1 })
      : sources
  return {
    seed,
    market,
    sources: list.map(sourceOf),
    aggregation: aggregationOf(words.aggregate),
    ...(longestAge === undefined ? {} : { longestAge: millisecondsOf(longestAge) }),
    heartbeat: millisecondsOf(words.heartbeat),
    ...(deviation === undefined ? {} : { deviation: rateOf(deviation) }),
    smoothing: smoothingOf(words.smoothing),
    guards: guardsOf(words.guards),
    faults: [
      ...words.faults.map(faultOf),
      ...steps.flatMap((step) => (step.do === 'fail-oracle' ? [stepFault(step)] : [])),
    ],
  }
}
