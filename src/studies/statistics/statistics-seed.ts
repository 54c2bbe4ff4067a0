/** Seed of the random streams of all intervals: the same sample has the same interval in every report. */
export const STATISTICS_SEED = 1
