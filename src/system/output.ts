import type { Readable } from 'node:stream'

import { renderBytes } from '../text/units.ts'

/** How much of the output of a child is kept, in bytes. */
export interface OutputLimits {
  /** Of an output of which only its ends are read. */
  readonly head: number
  readonly tail: number
  /** Of an output that is read as a whole; a child that prints more is ended. */
  readonly whole: number
}

export const outputLimits: OutputLimits = { head: 1_000_000, tail: 2_000_000, whole: 256_000_000 }

/** Keeps what one stream of a child brings. */
interface OutputKeeper {
  readonly write: (chunk: Buffer) => void
  readonly end: () => Buffer
}

/** Keeps everything, up to a limit. */
function collectWhole({ whole }: OutputLimits, onExcess: () => void): OutputKeeper {
  const chunks: Buffer[] = []
  let size = 0
  return {
    write: chunk => {
      size += chunk.length
      if (size > whole) onExcess()
      else chunks.push(chunk)
    },
    end: () => Buffer.concat(chunks)
  }
}

/** So many pieces are put together: each of them costs memory of its own. */
const maxPieces = 1_024

/** Keeps the beginning and the end, and says in a line between them how much was left out. */
function collectEnds(limits: OutputLimits): OutputKeeper {
  const head: Buffer[] = []
  let room = limits.head
  let tail: Buffer[] = []
  let tailSize = 0
  let dropped = 0
  const trim = () => {
    for (
      let first = tail[0];
      first !== undefined && tailSize - first.length >= limits.tail;
      first = tail[0]
    ) {
      tail.shift()
      tailSize -= first.length
      dropped += first.length
    }
    if (tail.length > maxPieces) tail = [Buffer.concat(tail)]
  }
  return {
    write: chunk => {
      const first = chunk.subarray(0, room)
      const rest = chunk.subarray(first.length)
      room -= first.length
      if (first.length > 0) head.push(first)
      if (rest.length === 0) return
      tail.push(rest)
      tailSize += rest.length
      trim()
    },
    end: () => {
      if (dropped === 0) return Buffer.concat([...head, ...tail])
      const end = Buffer.concat(tail)
      // What begins in the middle of a line could be taken for a line.
      const start = end.indexOf(10) + 1
      const note = `\n[${renderBytes(dropped + start)} left out]\n`
      return Buffer.concat([...head, Buffer.from(note), end.subarray(start)])
    }
  }
}

/** A line that is longer is cut, in characters: what prints no line ends must not be kept for ever. */
const longestLine = 65_536

/** Cuts a stream of bytes into lines; a carriage return alone ends a line too, as progress bars use it. */
function splitLines(onLine: (line: string) => void): { write(chunk: Buffer): void; end(): void } {
  const decoder = new TextDecoder()
  let rest = ''
  const push = (text: string, last: boolean) => {
    const parts = (rest + text).split(/\r\n|\n|\r(?!$)/)
    rest = last ? '' : (parts.pop() ?? '')
    if (rest.length > longestLine) {
      parts.push(rest)
      rest = ''
    }
    for (const part of parts) if (!last || part !== '') onLine(part)
  }
  return {
    write: chunk => {
      push(decoder.decode(chunk, { stream: true }), false)
    },
    end: () => {
      push(decoder.decode(), true)
    }
  }
}

interface OutputOptions {
  readonly onLine?: ((line: string) => void) | undefined
  readonly limits: OutputLimits
  readonly onExcess: () => void
  readonly onThrown: (error: unknown) => void
}

/** Collects both streams of a child: their ends when somebody reads the lines, else standard output as a whole. */
export function collectOutput(
  { stdout, stderr }: Record<'stdout' | 'stderr', Readable>,
  { onLine, limits, onExcess, onThrown }: OutputOptions
): { end(): { readonly stdout: Buffer; readonly stderr: string } } {
  const attempt = (work: () => void) => {
    try {
      work()
    } catch (error) {
      onThrown(error)
    }
  }
  const follow = (stream: Readable, keep: OutputKeeper) => {
    const lines = onLine === undefined ? undefined : splitLines(onLine)
    stream.on('data', (chunk: Buffer) => {
      keep.write(chunk)
      attempt(() => lines?.write(chunk))
    })
    return () => {
      attempt(() => lines?.end())
      return keep.end()
    }
  }
  const ends = [
    follow(stdout, onLine === undefined ? collectWhole(limits, onExcess) : collectEnds(limits)),
    follow(stderr, collectEnds(limits))
  ] as const
  return { end: () => ({ stdout: ends[0](), stderr: ends[1]().toString('utf8') }) }
}
