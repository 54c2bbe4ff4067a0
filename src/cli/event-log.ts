import type { EventSink } from '../exchange/exchange-event.ts'
import { type PendingFile, pendingFile } from '../studies/store/pending-file.ts'

/** A log of events, one JSON object a line (NDJSON), each with its block and time. */
export interface EventLog {
  readonly sink: EventSink
  /** Tells where the run stands; block 0 at the start until it is called. */
  follow(position: () => { readonly block: number; readonly time: number }): void
  /** Gives the file its name. */
  commit(): void
  discard(): void
}

const BUFFERED = 1 << 16

/** @throws InputError when the file cannot be written */
export const eventLog = (path: string): EventLog => {
  const file: PendingFile = pendingFile(path)
  let buffer = ''
  let position = (): { readonly block: number; readonly time: number } => ({ block: 0, time: 0 })
  const flush = (): void => {
    file.write(buffer)
    buffer = ''
  }
  return {
    sink: {
      emit(event) {
        buffer += `${JSON.stringify({ ...position(), ...event })}\n`
        if (buffer.length > BUFFERED) flush()
      },
    },
    follow: (next) => {
      position = next
    },
    commit: () => {
      flush()
      file.commit()
    },
    discard: () => file.discard(),
  }
}
