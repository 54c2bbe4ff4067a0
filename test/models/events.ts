/** What happened, in the words of the event log: money in atoms, lots whole, prices in units. */
export type ModelEvent = { readonly kind: string } & Readonly<Record<string, string | number | boolean>>
