import { describe, expect, test } from '@jest/globals'

import { limitDiff, unifiedDiff } from '../../../src/text/diff.ts'

const path = 'apps/shop/kustomization.yaml'
const before = `resources:
- deployment.yaml
images:
- name: api
  newTag: v1
- name: web
  newTag: v1 # the old one
- name: job
  newTag: v3
patches:
- path: patch.yaml
`
const numbered = (count: number, prefix = 'line') =>
  Array.from({ length: count }, (_, index) => `${prefix} ${index + 1}\n`)
const diffOf = async (old: string, anew: string) => {
  const [first, ...lines] = (await unifiedDiff([{ path: 'f', before: old, after: anew }])).split(/(?<=\n)/)
  expect(first).toBe('diff --git a/f b/f\n')
  return lines.slice(2).join('')
}

describe('unifiedDiff', () => {
  test('shows the replaced line with three lines around it, below the field it is in', async () => {
    expect(await unifiedDiff([{ path, before, after: before.replace('v1 #', 'v2 #') }]))
      .toBe(`diff --git a/apps/shop/kustomization.yaml b/apps/shop/kustomization.yaml
--- a/apps/shop/kustomization.yaml
+++ b/apps/shop/kustomization.yaml
@@ -4,7 +4,7 @@ images:
 - name: api
   newTag: v1
 - name: web
-  newTag: v1 # the old one
+  newTag: v2 # the old one
 - name: job
   newTag: v3
 patches:
`)
  })

  test('leaves out what did not change', async () => {
    const same = { path, before, after: before }
    expect(await unifiedDiff([])).toBe('')
    expect(await unifiedDiff([same, { path: 'empty', before: '', after: '' }])).toBe('')
    const changed = { path: 'b', before: 'a\n', after: 'b\n' }
    expect(await unifiedDiff([same, changed, same])).toBe(await unifiedDiff([changed]))
  })

  test('puts the files one after the other in the order given', async () => {
    const text = await unifiedDiff([
      { path: 'b', before: 'a', after: 'b' },
      { path: 'a', before: 'a\n', after: 'b\n' }
    ])
    expect(text).toBe(
      'diff --git a/b b/b\n--- a/b\n+++ b/b\n@@ -1 +1 @@\n' +
        '-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n' +
        'diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-a\n+b\n'
    )
  })

  test('tells a new file from one that was empty', async () => {
    expect(await unifiedDiff([{ path: 'f', before: undefined, after: 'a\n' }])).toBe(
      'diff --git a/f b/f\nnew file mode 100644\n--- /dev/null\n+++ b/f\n@@ -0,0 +1 @@\n+a\n'
    )
    expect(await unifiedDiff([{ path: 'f', before: undefined, after: '' }])).toBe(
      'diff --git a/f b/f\nnew file mode 100644\n'
    )
    expect(await unifiedDiff([{ path: 'f', before: '', after: 'a\nb\n' }])).toBe(
      'diff --git a/f b/f\n--- a/f\n+++ b/f\n@@ -0,0 +1,2 @@\n+a\n+b\n'
    )
    expect(await diffOf('a\nb\n', '')).toBe('@@ -1,2 +0,0 @@\n-a\n-b\n')
  })

  test.each([
    ['gained', 'a\nb', 'a\nb\n', ' a\n-b\n\\ No newline at end of file\n+b\n'],
    ['lost', 'a\nb\n', 'a\nb', ' a\n-b\n+b\n\\ No newline at end of file\n'],
    ['missing before and after', 'a\nb', 'c\nb', '-a\n+c\n b\n\\ No newline at end of file\n']
  ])('says where the last line end is %s', async (_, old, anew, lines) => {
    expect(await diffOf(old, anew)).toBe(`@@ -1,2 +1,2 @@\n${lines}`)
  })

  test('keeps carriage returns, wherever they are, and the byte order mark', async () => {
    expect(await diffOf('\ufeffa\r\nb\r\nc\rd\r\n', '\ufeffa\r\nb\nc\rd\r\n')).toBe(
      '@@ -1,3 +1,3 @@\n \ufeffa\r\n-b\r\n+b\n c\rd\r\n'
    )
    expect(await diffOf('a\n', '\ufeffa\n')).toBe('@@ -1 +1 @@\n-a\n+\ufeffa\n')
  })

  test('has one hunk for changes with at most six lines between them, else two', async () => {
    const old = numbered(30)
    const change = (...at: number[]) =>
      old.map((line, index) => (at.includes(index) ? 'new\n' : line)).join('')
    const headers = async (anew: string) => (await diffOf(old.join(''), anew)).match(/(?<=\n|^)@@ .* @@/g)
    expect(await headers(change(9, 16))).toEqual(['@@ -7,14 +7,14 @@'])
    expect(await headers(change(9, 17))).toEqual(['@@ -7,7 +7,7 @@', '@@ -15,7 +15,7 @@'])
  })

  test('counts lines right after lines that were added and removed', async () => {
    const old = numbered(40)
    const anew = [...old.slice(0, 10), 'new\n', 'new\n', ...old.slice(10, 30), ...old.slice(33)]
    const headers = (await diffOf(old.join(''), anew.join(''))).match(/(?<=\n|^)@@ .* @@/g)
    expect(headers).toEqual(['@@ -8,6 +8,8 @@', '@@ -28,9 +30,6 @@'])
  })

  test('removes before it adds, also where lines alternate', async () => {
    expect(await diffOf('a\nb\nc\n', 'x\ny\nz\n')).toBe('@@ -1,3 +1,3 @@\n-a\n-b\n-c\n+x\n+y\n+z\n')
  })

  test.each([
    ['größe.yaml', '"a/gr\\303\\266\\303\\237e.yaml"'],
    ['say "hi"', '"a/say \\"hi\\""'],
    ['back\\slash', '"a/back\\\\slash"'],
    ['\u0001\t\n\r\u007f', '"a/\\001\\t\\n\\r\\177"']
  ])('quotes the path %j as Git does', async (odd, quoted) => {
    const [header = '', minus] = (await unifiedDiff([{ path: odd, before: 'a\n', after: 'b\n' }])).split('\n')
    expect(header.startsWith(`diff --git ${quoted} "b/`)).toBe(true)
    expect(minus).toBe(`--- ${quoted}${odd.includes(' ') ? '\t' : ''}`)
  })

  test('does not take the end of a path with a space for a date', async () => {
    const text = await unifiedDiff([{ path: 'my app', before: 'a\n', after: 'b\n' }])
    expect(text).toContain('diff --git a/my app b/my app\n--- a/my app\t\n+++ b/my app\t\n')
  })

  test('keeps a line between one that was removed and one that was added', async () => {
    expect(await diffOf('a\nb\n', 'b\nc\n')).toBe('@@ -1,2 +1,2 @@\n-a\n b\n+c\n')
  })

  test.each(['field:', '_field', '$field'])(
    'takes %j for a heading, also the first line of the hunk before',
    async line => {
      const old = [...numbered(5, ' '), `${line}\n`, ...numbered(20, '#')]
      const text = await diffOf(old.join(''), old.with(8, 'new\n').with(20, 'new\n').join(''))
      expect(text.match(/(?<=\n|^)@@ .*/g)).toEqual(['@@ -6,7 +6,7 @@', `@@ -18,7 +18,7 @@ ${line}`])
    }
  )

  test('does not cut a character of the heading in half', async () => {
    const old = [`field${'☃'.repeat(40)}\n`, ...numbered(9, '-')]
    const heading = (await diffOf(old.join(''), [...old, 'new\n'].join(''))).split('\n')[0]
    expect(heading).toBe(`@@ -8,3 +8,4 @@ field${'☃'.repeat(25)}`)
  })

  test('finds one line among 100,000', async () => {
    const old = numbered(100_000)
    const text = await diffOf(old.join(''), old.with(70_000, 'new\n').join(''))
    expect(text).toBe(
      '@@ -69998,7 +69998,7 @@ line 69997\n line 69998\n line 69999\n line 70000\n' +
        '-line 70001\n+new\n line 70002\n line 70003\n line 70004\n'
    )
  })

  test('finds lines at both ends of 100,000', async () => {
    const old = numbered(100_000)
    const text = await diffOf(old.join(''), old.with(0, 'new\n').with(99_999, 'new\n').join(''))
    expect(text.split('\n')).toHaveLength(13)
    expect(text).toContain('@@ -99997,4 +99997,4 @@ line 99996\n')
  })

  test('does not look for long for what 100,000 lines have in common with others', async () => {
    const [old, anew] = [numbered(100_000), numbered(100_000, 'other')]
    const text = await diffOf(['same\n', ...old].join(''), ['same\n', ...anew].join(''))
    expect(text.slice(0, 60)).toBe(
      '@@ -1,100001 +1,100001 @@\n same\n-line 1\n-line 2\n-line 3\n-line'.slice(0, 60)
    )
    expect(text.split('\n')).toHaveLength(200_003)
  })
})

describe('limitDiff', () => {
  const files = ['a', 'ü', 'c'].map(name => ({ path: 'f', before: 'diff --git x\n', after: `${name}\n` }))

  test('keeps whole files only, counting bytes', async () => {
    const parts = await Promise.all(files.map(file => unifiedDiff([file])))
    const text = parts.join('')
    const [first = '', second = ''] = parts
    const size = Buffer.byteLength(first + second)
    expect(size).toBe((first + second).length + 1)
    expect(limitDiff(text, Buffer.byteLength(text))).toEqual({ text, omitted: 0 })
    expect(limitDiff(text, Buffer.byteLength(text) - 1)).toEqual({ text: first + second, omitted: 1 })
    expect(limitDiff(text, size)).toEqual({ text: first + second, omitted: 1 })
    expect(limitDiff(text, size - 1)).toEqual({ text: first, omitted: 2 })
    expect(limitDiff(text, 1)).toEqual({ text: '', omitted: 3 })
  })

  test('does not take a line of a file for the start of one', async () => {
    const text = await unifiedDiff([
      {
        path: 'f',
        before: 'diff --git a/x b/x\nx\n',
        after: 'x\rdiff --git a/x b/x\ndiff --git a/x b/x\ny\n'
      }
    ])
    expect(limitDiff(text, text.length - 1)).toEqual({ text: '', omitted: 1 })
  })

  test('has nothing to leave out of nothing', () => {
    expect(limitDiff('', 0)).toEqual({ text: '', omitted: 0 })
  })
})
