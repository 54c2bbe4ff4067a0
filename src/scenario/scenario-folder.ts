/** Folder of the scenarios that ship with the package: beside `src` in a checkout, beside `dist` once built. */
export const scenarioFolder: URL = new URL('../../scenarios/', import.meta.url)
