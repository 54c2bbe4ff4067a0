/**
 * A resting order's handle: slot in the low bits, generation above, a positive int32.
 * Both the engine that owns the slot and the exchange that mirrors it index their arrays by the slot.
 */
export const SLOT_BITS = 21
/** Mask of the slot: at most 2,097,151 orders rest in one engine. */
export const SLOT_MASK: number = (1 << SLOT_BITS) - 1
/** Generations wrap after this many re-uses of a slot; 0 is skipped, so a handle is never 0. */
export const GENERATIONS: number = 1 << (31 - SLOT_BITS)

/** The slot that a handle names. */
export const slotOf = (handle: number): number => handle & SLOT_MASK
