import { z } from 'zod'
import type { Duration } from './quantities.ts'
import { type Chain, chainSchema } from './schema/chain-schema.ts'
import { type EngineText, enginesSchema } from './schema/engines-schema.ts'
import { type FundingText, fundingSchema } from './schema/funding-schema.ts'
import { type Fees, feesSchema, type Insurance, insuranceSchema } from './schema/insurance-schema.ts'
import { type LiquidationText, liquidationSchema } from './schema/liquidation-schema.ts'
import { type Margin, marginSchema } from './schema/margin-schema.ts'
import { type MarkText, markSchema } from './schema/mark-schema.ts'
import { type Market, marketsSchema } from './schema/markets-schema.ts'
import { type OracleText, oracleSchema } from './schema/oracle-schema.ts'
import { type StepText, stepsSchema } from './schema/steps-schema.ts'
import { type StudyText, studySchema } from './schema/study-schema.ts'
import type { TraderText } from './schema/trader-text.ts'
import { tradersSchema } from './schema/traders-schema.ts'
import { type PayerText, payersSchema, type TakerText, takersSchema } from './schema/waterfall-schema.ts'
import { count, defaulted, duration, fields, text } from './value-schemas.ts'
import type { RangeText } from './vary/value-range.ts'

/**
 * A scenario: plain data, every default filled in, money, rates and durations as the exact text that was written.
 * What it prints as reads back as itself.
 */
export interface Scenario {
  readonly name: string
  readonly description?: string
  readonly seed: number
  readonly horizon: Duration
  readonly record: { readonly every: Duration }
  readonly markets: readonly Market[]
  readonly chain: Chain
  readonly oracle: OracleText
  readonly mark: MarkText
  readonly funding: FundingText
  readonly margin: Margin
  readonly liquidation: LiquidationText
  readonly takers: readonly TakerText[]
  readonly payers: readonly PayerText[]
  readonly insurance: Insurance
  readonly fees: Fees
  readonly engines: Readonly<Record<string, EngineText>>
  readonly traders: readonly TraderText[]
  readonly properties: readonly string[]
  /** Ids of laws that runs are watched for. */
  readonly laws: readonly string[]
  /** Ranges of parameters, by path, that checks draw from. */
  readonly vary: Readonly<Record<string, RangeText>>
  readonly steps: readonly StepText[]
  readonly study?: StudyText
}

/** Names of the parts of a scenario. */
export type ScenarioPart = keyof Scenario

/** Schema of each part. */
export const scenarioParts: Readonly<Record<ScenarioPart, z.ZodType>> = {
  name: text(
    'Name of the scenario, and of its folder of results',
    /^[A-Za-z0-9][A-Za-z0-9._-]*$/,
    'a name of letters, digits, dots and dashes',
  ),
  description: text('What it is for', /\S/, 'text').exactOptional(),
  seed: count('Seed of all random draws', 'seed', { otherwise: 1 }),
  horizon: duration('How long is simulated', { sign: 'positive' }),
  record: defaulted(
    { every: duration('Time between recorded samples', { otherwise: '1m', sign: 'positive' }) },
    'What is recorded',
  ),
  markets: marketsSchema,
  chain: chainSchema.prefault({}),
  oracle: oracleSchema.prefault({}),
  mark: markSchema.default({ rule: 'index-plus-premium-ema', halfLife: '150s' }),
  funding: fundingSchema.prefault({ rate: 'premium-clamp' }),
  margin: marginSchema,
  liquidation: liquidationSchema.prefault({}),
  takers: takersSchema.prefault(['engine', 'deleverage']),
  payers: payersSchema.prefault(['fund', 'socialise']),
  insurance: insuranceSchema.prefault({}),
  fees: feesSchema.prefault({}),
  engines: enginesSchema,
  traders: tradersSchema,
  properties: z
    .array(text('A condition on the results of every run', /\S/, 'a condition such as "deficit == 0"'))
    .default([])
    .describe('Conditions that every run must meet'),
  laws: z
    .array(text('A law that a run is watched for', /\S/, 'the id of a law, such as PERP-02'))
    .default([])
    .describe('Laws that `perplab run` watches a run for'),
  vary: z
    .record(z.string(), z.union([z.string(), z.array(z.unknown())]))
    .default({})
    .describe('What `perplab check` varies from run to run: a path of the scenario, and its range or list of values'),
  steps: stepsSchema.default([]),
  study: studySchema.exactOptional(),
}

/** Schema of a whole scenario. */
export const scenarioSchema: z.ZodType<Scenario> = fields(
  scenarioParts,
  'A perplab scenario: a protocol, a market and a crowd',
) as unknown as z.ZodType<Scenario>

/**
 * JSON Schema (2020-12) of what a scenario file may hold, for editors.
 */
export const scenarioJsonSchema = (): Readonly<Record<string, unknown>> =>
  z.toJSONSchema(scenarioSchema, { io: 'input' }) as Readonly<Record<string, unknown>>
