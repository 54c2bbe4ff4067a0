import { describe, expect, test } from 'vitest'
import { sharedFile } from '../shared-files.ts'
import { areas } from './areas.ts'
import { readVectors } from './read-vectors.ts'
import { areaName, runAreas } from './run-areas.ts'

const folder = process.env.PERPLAB_VECTORS ?? sharedFile('vectors')

describe.skipIf(folder === undefined)(
  'figures of real protocols, answered by the code that the simulator runs',
  async () => {
    const loaded = await Promise.all(areas.map(async (load) => (await load()).area))
    for (const area of loaded)
      test(areaName(area), () => {
        const [report] = runAreas([area], readVectors(folder as string))
        expect(report.judged.length).toBeGreaterThan(0)
        expect(report.judged.filter(({ outcome }) => outcome.kind !== 'passed')).toEqual([])
      })
  },
)
