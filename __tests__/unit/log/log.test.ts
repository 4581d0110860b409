import { describe, expect, test } from '@jest/globals'

import { neutralizeCommands, oneLine } from '../../../src/log/log.ts'

/** How the runner finds a workflow command in a line (actions/runner, ActionCommand.cs). */
function isCommand(line: string): boolean {
  return line.replace(/^[\s\u0085]+/, '').startsWith('::') || line.includes('##[')
}

describe('neutralizeCommands', () => {
  test.each([
    '::error::x',
    '  ::set-output name=a::b',
    '\t::stop-commands::x',
    'text ##[add-mask]x',
    '\u0085::stop-commands::after what .NET takes for white space',
    'harmless\r::error::after a carriage return',
    'harmless\n::error::after a line feed',
    '##[group]a##[group]b'
  ])('makes %j harmless', text => {
    const safe = neutralizeCommands(text)
    expect(safe.split(/\r\n|\n|\r/).some(isCommand)).toBe(false)
  })

  test('leaves other text as it is', () => {
    expect(neutralizeCommands('a::b ## [x] 1 > 0')).toBe('a::b ## [x] 1 > 0')
  })
})

describe('oneLine', () => {
  test('keeps a name from starting a line of its own', () => {
    expect(oneLine('a\r\n::error::b\u0085c\u2028d')).toBe('a ::error::b c d')
  })
})
