// Imported before anything else, and written in syntax that an old Node can still read, so that it gets this message and no stack.
import { readFileSync } from 'node:fs'

/** Lowest version that `package.json` allows, as numbers: `>=20.19` is [20, 19]. */
const wanted = /(\d+)\.(\d+)/
  .exec(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).engines.node)
  .slice(1)
  .map(Number)
const found = process.versions.node.split('.').map(Number)

if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  console.error(`perplab needs Node ${wanted.join('.')} or later; this is Node ${process.versions.node}`)
  console.error('get one from https://nodejs.org, or: npx -y -p node@22 -c "npm start"')
  process.exit(2)
}
