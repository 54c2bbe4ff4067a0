import type { Ask, Judgement, Search } from '../../../src/studies/tuning/search.ts'

/** What a search comes to where a function answers, and all that it asked. */
export const answered = <Result>(
  search: Search<Result>,
  judge: (point: readonly number[], seeds: number) => Judgement,
): { readonly result: Result; readonly asked: readonly Ask[] } => {
  const asked: Ask[] = []
  let step = search.next([])
  while (!step.done) {
    const { points, seeds } = step.value
    asked.push(step.value)
    step = search.next(points.map((point) => judge(point, seeds)))
  }
  return { result: step.value, asked }
}

/** A judgement of one objective without constraints. */
export const of = (...objectives: readonly number[]): Judgement => ({ objectives, violation: 0 })
