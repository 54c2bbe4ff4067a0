/** Something that the user typed or named is wrong: the message says what, with value and rule. Exit code 2. */
export class InputError extends Error {
  override readonly name = 'InputError'
}
