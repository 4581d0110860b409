import { describe, expect, test } from '@jest/globals'

import { createKeptLines } from '../../../src/log/kept-lines.ts'
import { silentLog } from '../../support/log/silent-log.ts'

describe('createKeptLines', () => {
  const line = (text: string) => ({ method: 'foreign', text }) as const
  const shown = (print: (log: ReturnType<typeof silentLog>) => void) => {
    const log = silentLog()
    print(log)
    return log.lines
  }

  test('keeps everything within its limit', () => {
    const kept = createKeptLines({ all: 10_000, head: 300 })()
    for (let index = 0; index < 50; index += 1) kept.add(line(`line ${index}`))
    expect(shown(kept.print)).toHaveLength(50)
  })

  test('keeps the head and the tail of whoever has most, and says what is missing', () => {
    const keep = createKeptLines({ all: 10_000, head: 300 })
    const [short, long] = [keep(), keep()]
    for (const text of ['a', 'b', 'c']) short.add(line(text))
    for (let index = 0; index < 100_000; index += 1) long.add(line(`line ${index}`))
    expect(shown(short.print).join()).not.toContain('left out')
    const lines = shown(long.print)
    expect(lines.length).toBeLessThan(100)
    expect(lines.slice(0, 3).join('\n')).toMatch(
      /line 0[^]*line 1[^]*\[\d+ lines left out while this build waited for its turn\]/
    )
    expect(lines.at(-1)).toContain('line 99999')
    const missing = Number(/\[(\d+) lines/.exec(lines.join('\n'))?.[1])
    expect(missing + lines.length - 1).toBe(100_000)
  })

  test('holds the limit for all together, however many wait, and gives room back', () => {
    const keep = createKeptLines({ all: 10_000, head: 1_000 })
    const all = Array.from({ length: 40 }, () => keep())
    const fill = () => {
      for (const kept of all) for (let index = 0; index < 20; index += 1) kept.add(line('x'.repeat(400)))
    }
    const count = () => all.flatMap(kept => shown(kept.print)).filter(text => text.includes('xxx')).length
    fill()
    expect(count()).toBeLessThanOrEqual(20)
    const again = keep()
    for (let index = 0; index < 15; index += 1) again.add(line('x'.repeat(400)))
    expect(shown(again.print)).toHaveLength(15)
  })
})
