#!/usr/bin/env node
import './check-node.mjs'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const main = new URL('../dist/cli/main.js', import.meta.url)
if (existsSync(main)) {
  import(main.href)
} else {
  console.error(`perplab is not built: ${fileURLToPath(main)} is missing`)
  console.error('run `npm start` (installs, builds and runs the first comparison) or `npm run build` in its folder')
  process.exitCode = 2
}
