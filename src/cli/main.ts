import { FAILED, WRONG_INPUT } from './exit-codes.ts'
import { handleInterrupts } from './interrupt.ts'
import { say, tolerateClosedPipes } from './output.ts'
import { runProgram } from './program.ts'

/** Errors that say what is wrong with the input; by name, so that nothing is loaded for the comparison. */
const WRONG = new Set(['InputError', 'ScenarioError', 'PriceFileError'])

tolerateClosedPipes()
handleInterrupts()
try {
  process.exitCode = await runProgram(process.argv.slice(2))
} catch (error) {
  if (error instanceof Error && WRONG.has(error.name)) {
    say(error.message)
    process.exitCode = WRONG_INPUT
  } else {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error))
    process.exitCode = FAILED
  }
}
