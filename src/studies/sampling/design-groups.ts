/** Which design draws from a stream of purpose DESIGNS: the group of its key. Never renumbered, results depend on it. */
export const LATIN_HYPERCUBE = 0
/** The digital shift of Sobol points. */
export const SOBOL_SHIFT = 1
/** Trajectories of Morris screening. */
export const MORRIS = 2
