import { isDeepStrictEqual } from 'node:util'
import { stringify } from 'yaml'
import type { Scenario } from '../src/scenario/scenario.ts'
import { labScenario } from '../src/testing/cases/lab-scenario.ts'
import type { ScenarioCase } from '../src/testing/law.ts'

type Words = Readonly<Record<string, unknown>>

const isWords = (x: unknown): x is Words => typeof x === 'object' && x !== null && !Array.isArray(x)

const isScenarioCase = (sample: unknown): sample is ScenarioCase =>
  isWords(sample) && 'scenario' in sample && 'arm' in sample

/** What is other than usual: whole where the fields are others, else only the fields that differ. */
const difference = (words: unknown, usual: unknown): unknown => {
  if (!isWords(words) || !isWords(usual)) return words
  const keys = Object.keys(words)
  if (!isDeepStrictEqual(new Set(keys), new Set(Object.keys(usual)))) return words
  const others = keys.filter((key) => !isDeepStrictEqual(words[key], usual[key]))
  return Object.fromEntries(others.map((key) => [key, difference(words[key], usual[key])]))
}

const flow = (x: unknown): string => stringify(x, { collectionStyle: 'flow', lineWidth: 0 }).trim()

/** Fields of a step that say what is so anyway. */
const USUAL_STEP: Words = {
  timeInForce: 'good-til-cancelled',
  reduceOnly: false,
  slide: false,
  selfTrade: 'cancel-resting',
  tag: 0,
}

const stepText = (step: Scenario['steps'][number]): string => {
  const { at, do: action, ...rest } = step as unknown as Words
  const told = Object.entries(rest).filter(([key, value]) => USUAL_STEP[key] !== value)
  return flow({ at, do: action, ...Object.fromEntries(told) })
}

/** Parts that are told in words of their own, or do not matter. */
const APART = new Set(['name', 'steps', 'traders', 'horizon', 'record'])

const caseText = ({ arm, scenario }: ScenarioCase): string => {
  const usual: Words = { ...labScenario() }
  const parts = Object.entries(scenario).filter(
    ([part, words]) => !APART.has(part) && !isDeepStrictEqual(words, usual[part]),
  )
  return [
    `arm: ${arm}`,
    `horizon: ${scenario.horizon}`,
    ...parts.map(([part, words]) => `${part}: ${flow(difference(words, usual[part]))}`),
    'traders:',
    ...scenario.traders.map(({ kind, count, deposit }) => `  - ${flow({ kind, count, deposit })}`),
    ...(scenario.steps.length === 0 ? [] : ['steps:', ...scenario.steps.map((step) => `  - ${stepText(step)}`)]),
  ].join('\n')
}

const WIDEST = 110

/** Numbers as JSON, each field on its own line where one line is not enough. */
const json = (sample: unknown): string => {
  const plain = (_: string, x: unknown): unknown =>
    typeof x === 'bigint' || x === Infinity || x === -Infinity
      ? String(x)
      : typeof x === 'function'
        ? '(a function)'
        : ArrayBuffer.isView(x)
          ? [...(x as Float64Array)]
          : x
  const line = JSON.stringify(sample, plain) ?? 'undefined'
  if (line.length <= WIDEST || typeof sample !== 'object' || sample === null) return line
  const inner = (x: unknown): string => JSON.stringify(x, plain) ?? 'undefined'
  if (Array.isArray(sample)) return `[\n${sample.map((x) => `  ${inner(x)}`).join(',\n')}\n]`
  const fields = Object.entries(sample).map(([key, x]) => `  ${JSON.stringify(key)}: ${inner(x)}`)
  return `{\n${fields.join(',\n')}\n}`
}

/**
 * A case of a law for readers, as a block of code: of a scenario the arm, what differs from the laboratory's defaults, the
 * accounts and the steps; of anything else its JSON.
 */
export const sampleText = (sample: unknown): string =>
  isScenarioCase(sample) ? `\`\`\`yaml\n${caseText(sample)}\n\`\`\`` : `\`\`\`json\n${json(sample)}\n\`\`\``
