/** One writer in a process of its own: gets its options as an argument, says that it is ready, and starts on a line. */
import { once } from 'node:events'

import { write, type WriterOptions } from './writer.ts'

const options = JSON.parse(process.argv[2] ?? '{}') as WriterOptions
process.stdout.write('ready\n')
await once(process.stdin, 'data')
const result = await write(options, new AbortController().signal)
process.stdout.write(`${JSON.stringify(result)}\n`)
process.stdin.destroy()
