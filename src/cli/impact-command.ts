import { impactJson, impactTable } from '../report/impact-table.ts'
import { type ArmImpact, impactOf } from '../studies/impact-of.ts'
import { impactSizes } from '../studies/impact-sizes.ts'
import { DONE } from './exit-codes.ts'
import type { CommonOptions } from './options.ts'
import { print } from './output.ts'
import { buildAll, readStudy } from './read-study.ts'
import { terminal } from './terminal.ts'

/** `perplab impact`: what each arm offers before the first trade, by size. @returns the exit code */
export const impactCommand = async (path: string, options: CommonOptions): Promise<number> => {
  const { study } = await readStudy(path, options)
  await buildAll(study)
  const arms: ArmImpact[] = []
  let sizes: readonly number[] | undefined
  for (const { arm } of study.arms) {
    const measured = await impactOf(study, arm, study.seed, sizes)
    const { bid, ask } = measured.depthAtStart
    if (sizes === undefined && Math.min(bid, ask) > 0) sizes = impactSizes(Math.min(bid, ask))
    arms.push(measured)
  }
  print(
    options.json === true ? impactJson(study.name, arms, study.market) : impactTable(arms, study.market, terminal()),
  )
  return DONE
}
