import type { ScenarioCase } from '../../law.ts'

/**
 * A number from 0 to `below - 1` that hangs on the case alone: where a law needs a place in it, the same case gives the
 * same place again, and other cases others.
 */
export const chosen = ({ scenario, arm }: ScenarioCase, what: string, below: number): number => {
  const text = `${what} ${arm} ${scenario.seed} ${JSON.stringify(scenario.steps)}`
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return ((hash ^ (hash >>> 13)) >>> 0) % Math.max(1, below)
}
