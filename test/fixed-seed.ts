import fc from 'fast-check'

/**
 * Properties draw the same cases in every run of `npm test`, so that it is green or red for the code alone.
 * `PERPLAB_PROPERTY_SEED` sets other ones; the nightly run does, and prints it.
 */
fc.configureGlobal({ seed: Number(process.env['PERPLAB_PROPERTY_SEED'] ?? 20_261_122) })
