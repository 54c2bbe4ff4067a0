/** Files that a scenario's runs read. */
export interface RunFiles {
  /** Prices of the perpetual, in place of what the scenario says of its first market. */
  readonly prices?: string
  /** Prices that oracles report, likewise. */
  readonly index?: string
  /** Completes a file's name that the scenario wrote. */
  readonly resolve: (file: string) => string
}
