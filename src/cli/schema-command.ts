import { scenarioJsonSchema } from '../scenario/scenario.ts'
import { DONE } from './exit-codes.ts'
import { print } from './output.ts'

/** `perplab schema`: the JSON Schema of scenario files, for editors. @returns the exit code */
export const schemaCommand = (): number => {
  print(JSON.stringify(scenarioJsonSchema(), undefined, 2))
  return DONE
}
