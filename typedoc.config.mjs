import { existsSync, readFileSync } from 'node:fs'

const { exports } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))

/** API pages of what the package publishes: one entry point a sub-path of its exports. */
export default {
  entryPoints: Object.values(exports)
    .filter((target) => typeof target === 'object')
    .map((target) => target.default.replace('./dist/', 'src/').replace(/\.js$/, '.ts'))
    .filter((path) => existsSync(new URL(path, import.meta.url))),
  tsconfig: 'tsconfig.build.json',
  out: 'docs/api',
  name: 'perplab',
  readme: existsSync(new URL('README.md', import.meta.url)) ? 'README.md' : 'none',
  treatWarningsAsErrors: true,
  excludePrivate: true,
  disableSources: true,
  // A run's inner parts are reached through `Simulation` but are no part of what is published: they are named, without a page.
  validation: { notExported: false, invalidLink: true, invalidPath: true, rewrittenLink: true, notDocumented: false },
}
