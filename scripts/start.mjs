import '../bin/check-node.mjs'

// Loaded only now: an older Node would stop at the syntax of what follows.
import('./prepare.mjs').then(async ({ prepare, root }) => {
  await prepare()
  const given = process.argv.slice(2)
  if (given.length === 0) process.chdir(root)
  process.argv.splice(2, given.length, ...(given.length > 0 ? given : ['compare', 'scenarios/flash-crash.yaml']))
  // In this very process, so that exit codes, signals and the terminal are the program's own.
  await import('../bin/perplab.mjs')
})
