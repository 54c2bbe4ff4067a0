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

/** The oracle's faults that scripted steps ask for. */
const scripted = (steps: readonly StepText[]): readonly SourceFault[] =>
  steps.flatMap((step): readonly SourceFault[] =>
    step.do === 'fail-oracle'
      ? [{ kind: step.kind, source: step.source, from: millisecondsOf(step.at), for: millisecondsOf(step.for) }]
      : [],
  )

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
    faults: [...words.faults.map(faultOf), ...scripted(steps)],
  }
}
