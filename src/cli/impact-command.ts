import { join } from 'node:path'
import { impactJson, impactTable } from '../report/impact-table.ts'
import { type ArmImpact, impactOf } from '../studies/impact-of.ts'
import { impactSizes } from '../studies/impact-sizes.ts'
import { DONE } from './exit-codes.ts'
import type { ImpactOptions } from './options.ts'
import { print, say } from './output.ts'
import { buildAll, readStudy } from './read-study.ts'
import { terminal } from './terminal.ts'
import { writableFolder, writeFiles } from './write-files.ts'

/** `perplab impact`: what each arm offers before the first trade, by size; with `--out`, `impact.json` is left there. @returns the exit code */
export const impactCommand = async (path: string, options: ImpactOptions): Promise<number> => {
  const { study } = await readStudy(path, options)
  await buildAll(study)
  if (options.out !== undefined) writableFolder(options.out)
  const arms: ArmImpact[] = []
  let sizes: readonly number[] | undefined
  for (const { arm } of study.arms) {
    const measured = await impactOf(study, arm, study.seed, sizes)
    const { bid, ask } = measured.depthAtStart
    if (sizes === undefined && Math.min(bid, ask) > 0) sizes = impactSizes(Math.min(bid, ask))
    arms.push(measured)
  }
  const json = impactJson(study.name, arms, study.market)
  if (options.out !== undefined) {
    const file = join(options.out, 'impact.json')
    writeFiles({ [file]: json })
    if (options.quiet !== true) say(`written: ${file}`)
  }
  print(options.json === true ? json : impactTable(arms, study.market, terminal()))
  return DONE
}
