import { describe, expect, test } from '@jest/globals'

import type { Logger } from '../../../src/log/log.ts'
import { createGroupedLog } from '../../../src/log/grouped.ts'
import { silentLog } from '../../support/log/silent-log.ts'

/** Something that ends when the test says so. */
function gate() {
  let open: () => void = () => undefined
  const opened = new Promise<void>(resolve => (open = resolve))
  return {
    open: () => {
      open()
    },
    opened
  }
}

async function settle() {
  await new Promise(resolve => setImmediate(resolve))
}

describe('createGroupedLog', () => {
  test('shows the first as it speaks, and the others one after the other', async () => {
    const log = silentLog()
    const grouped = createGroupedLog(log)
    const [a, b, c] = [gate(), gate(), gate()]
    const work = (name: string, until: Promise<void>) => async (own: Logger) => {
      own.foreign(`${name} begins`)
      await until
      own.info(`${name} ends`)
      return name
    }
    const all = Promise.all([
      grouped('A', work('a', a.opened)),
      grouped('B', work('b', b.opened)),
      grouped('C', work('c', c.opened))
    ])
    await settle()
    const said = () => log.lines.join('\n')
    expect(said()).toContain('a begins')
    expect(said()).not.toContain('b begins')
    c.open()
    await settle()
    expect(said()).not.toContain('c begins')
    a.open()
    await settle()
    expect(said()).toContain('b begins')
    expect(said()).not.toContain('b ends')
    b.open()
    expect(await all).toEqual(['a', 'b', 'c'])
    const order = ['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'].map(line =>
      said().indexOf(line)
    )
    expect(order).toEqual([...order].sort((one, other) => one - other))
    expect(order).not.toContain(-1)
  })

  test('a failure is told to its own, and the next still speaks', async () => {
    const log = silentLog()
    const grouped = createGroupedLog(log)
    const results = await Promise.allSettled([
      grouped('A', () => Promise.reject(new Error('broken'))),
      grouped('B', own => {
        own.info('fine')
        return Promise.resolve(1)
      })
    ])
    expect(results).toMatchObject([{ status: 'rejected' }, { status: 'fulfilled', value: 1 }])
    expect(log.lines.join()).toContain('fine')
  })
})
