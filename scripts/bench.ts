import { main as orderBook } from '../benchmarks/order-book.ts'
import { main as protocolStep } from '../benchmarks/protocol-step.ts'
import { main as studies } from '../benchmarks/studies.ts'

/** Benchmarks by name; each answers the question in its file's doc comment and prints its own lines. */
const benchmarks: Readonly<Record<string, () => void | Promise<void>>> = {
  'order-book': orderBook,
  'protocol-step': protocolStep,
  studies,
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in benchmarks))
if (unknown.length > 0) {
  console.error(`bench: ${unknown.join(', ')}: must be among ${Object.keys(benchmarks).join(', ')}`)
  process.exitCode = 2
} else {
  for (const [name, main] of Object.entries(benchmarks)) if (wanted.length === 0 || wanted.includes(name)) await main()
}
