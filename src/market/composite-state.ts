import type { StateArray, Stateful } from './stateful.ts'

/** A module under the name that its arrays carry in its owner's state. */
export type NamedModules = readonly (readonly [string, Stateful])[]

/** All arrays of several modules in one record, each as `module.array`. */
export const stateOf = (modules: NamedModules): Record<string, StateArray> => {
  const all: Record<string, StateArray> = {}
  for (const [name, module] of modules)
    for (const [key, array] of Object.entries(module.state())) all[`${name}.${key}`] = array
  return all
}

/** Hands each module the lengths of its own arrays. */
export const reserveIn = (modules: NamedModules, lengths: Readonly<Record<string, number>>): void => {
  for (const [name, module] of modules) {
    if (module.reserve === undefined) continue
    const own: Record<string, number> = {}
    for (const key of Object.keys(module.state())) own[key] = lengths[`${name}.${key}`] ?? 0
    module.reserve(own)
  }
}

/** Tells each module that its arrays were overwritten. */
export const restoredIn = (modules: NamedModules): void => {
  for (const [, module] of modules) module.restored?.()
}
