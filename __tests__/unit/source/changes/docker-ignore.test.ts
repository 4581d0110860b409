import { describe, expect, test } from '@jest/globals'

import { readDockerIgnore } from '../../../../src/source/changes/docker-ignore.ts'

const excludes = (text: string, name: string) => readDockerIgnore(text).excludes(name)

/** The cases of github.com/moby/patternmatcher (TestMatches, MatchesOrParentMatches) that a path can have. */
const mobyMatches = [
  ['**', 'file', true],
  ['**/', 'file', true],
  ['**', 'dir/file', true],
  ['**/', 'dir/file', true],
  ['**/**', 'dir/file', true],
  ['dir/**', 'dir/file', true],
  ['dir/**', 'dir/dir2/file', true],
  ['**/dir', 'dir', true],
  ['**/dir', 'dir/file', true],
  ['**/dir2/*', 'dir/dir2/file', true],
  ['**/dir2/**', 'dir/dir2/dir3/file', true],
  ['**file', 'file', true],
  ['**file', 'dir/file', true],
  ['**/file', 'dir/file', true],
  ['**file', 'dir/dir/file', true],
  ['**/file', 'dir/dir/file', true],
  ['**/file*', 'dir/dir/file', true],
  ['**/file*', 'dir/dir/file.txt', true],
  ['**/file*txt', 'dir/dir/file.txt', true],
  ['**/file*.txt', 'dir/dir/file.txt', true],
  ['**/file*.txt*', 'dir/dir/file.txt', true],
  ['**/**/*.txt', 'dir/dir/file.txt', true],
  ['**/**/*.txt2', 'dir/dir/file.txt', false],
  ['**/*.txt', 'file.txt', true],
  ['**/**/*.txt', 'file.txt', true],
  ['a**/*.txt', 'a/file.txt', true],
  ['a**/*.txt', 'a/dir/file.txt', true],
  ['a**/*.txt', 'a/dir/dir/file.txt', true],
  ['a/*.txt', 'a/dir/file.txt', false],
  ['a/*.txt', 'a/file.txt', true],
  ['a/*.txt**', 'a/file.txt', true],
  ['a[b-d]e', 'ae', false],
  ['a[b-d]e', 'ace', true],
  ['a[b-d]e', 'aae', false],
  ['a[^b-d]e', 'aze', true],
  ['.*', '.foo', true],
  ['.*', 'foo', false],
  ['abc.def', 'abcdef', false],
  ['abc.def', 'abc.def', true],
  ['abc.def', 'abcZdef', false],
  ['abc?def', 'abcZdef', true],
  ['abc?def', 'abcdef', false],
  ['**/foo/bar', 'foo/bar', true],
  ['**/foo/bar', 'dir/foo/bar', true],
  ['**/foo/bar', 'dir/dir2/foo/bar', true],
  ['abc/**', 'abc', false],
  ['abc/**', 'abc/def', true],
  ['abc/**', 'abc/def/ghi', true],
  ['**/.foo', '.foo', true],
  ['**/.foo', 'bar.foo', false],
  ['a(b)c/def', 'a(b)c/def', true],
  ['a(b)c/def', 'a(b)c/xyz', false],
  ['a.|)$(}+{bc', 'a.|)$(}+{bc', true],
  ['dist/proxy.py-2.4.0rc3.dev36+g08acad9.whl', 'dist/proxy.py-2.4.0rc3.dev36+g08acad9.whl', true],
  ['dist/*.whl', 'dist/proxy.py-2.4.0rc3.dev36+g08acad9.whl', true],
  ['a\\\\', 'a\\', true],
  ['a\\*b', 'a*b', true],
  ['**\n!util/docker/web', 'util/docker/web/foo', false],
  ['**\n!util/docker/web\nutil/docker/web/foo', 'util/docker/web/foo', true],
  ['**\n!dist/*.whl', 'dist/proxy.py-2.4.0rc3.dev36+g08acad9.whl', false],
  ['!fileutils.go\n*.go', 'fileutils.go', true],
  ['*.go\n!fileutils.go', 'fileutils.go', false],
  ['docs\n!docs/README.md', 'docs/README.md', false],
  ['docs/\n!docs/README.md', 'docs/README.md', false],
  ['docs/*\n!docs/README.md', 'docs/README.md', false],
  ['docs\n  !docs/README.md', 'docs/README.md', false],
  ['docs\n!docs/README.md  ', 'docs/README.md', false]
] as const

/** The cases of the same place that come from Go's filepath.Match. */
const goMatches = [
  ['abc', 'abc', true],
  ['*', 'abc', true],
  ['*c', 'abc', true],
  ['a*', 'a', true],
  ['a*', 'abc', true],
  ['a*', 'ab/c', true],
  ['a*/b', 'abc/b', true],
  ['a*/b', 'a/c/b', false],
  ['a*b*c*d*e*/f', 'axbxcxdxe/f', true],
  ['a*b*c*d*e*/f', 'axbxcxdxexxx/f', true],
  ['a*b*c*d*e*/f', 'axbxcxdxe/xxx/f', false],
  ['a*b*c*d*e*/f', 'axbxcxdxexxx/fff', false],
  ['a*b?c*x', 'abxbbxdbxebxczzx', true],
  ['a*b?c*x', 'abxbbxdbxebxczzy', false],
  ['ab[c]', 'abc', true],
  ['ab[b-d]', 'abc', true],
  ['ab[e-g]', 'abc', false],
  ['ab[^c]', 'abc', false],
  ['ab[^b-d]', 'abc', false],
  ['ab[^e-g]', 'abc', true],
  ['a\\*b', 'ab', false],
  ['a?b', 'a☺b', true],
  ['a[^a]b', 'a☺b', true],
  ['a???b', 'a☺b', false],
  ['a[^a][^a][^a]b', 'a☺b', false],
  ['[a-ζ]*', 'α', true],
  ['*[a-ζ]', 'A', false],
  ['a?b', 'a/b', false],
  ['a*b', 'a/b', false],
  ['[\\]a]', ']', true],
  ['[\\-]', '-', true],
  ['[x\\-]', 'x', true],
  ['[x\\-]', '-', true],
  ['[x\\-]', 'z', false],
  ['[\\-x]', 'x', true],
  ['[\\-x]', '-', true],
  ['[\\-x]', 'a', false],
  ['*x', 'xxx', true]
] as const

describe('a pattern', () => {
  test.each(mobyMatches)('%j keeps out %j: %j', (text, name, isOut) => {
    expect(excludes(text, name)).toBe(isOut)
  })

  test.each(goMatches)('%j keeps out %j: %j', (text, name, isOut) => {
    expect(excludes(text, name)).toBe(isOut)
  })

  test.each([
    ...['[]a]', '[-]', '[x-]', '[-x]', '\\', '[a-b-c]', '[', '[^', '[^]', '[^bc', 'a[', '[z-a]', '!', '! '],
    ...['\\d', '[[:alpha:]]', '[a*]', 'a^*', '/!a', '/ a', 'a\uFFFD', 'a\0', '\uFEFFa', '\u0085a']
  ])('%j is not understood: then nothing is kept out', bad => {
    expect(excludes('x\n*', 'x')).toBe(true)
    expect(excludes(`x\n${bad}\n*`, 'x')).toBe(false)
  })

  test.each([
    ['/a/b', 'a/b'],
    ['a/b/', 'a/b'],
    ['./a//c/../b', 'a/b'],
    [' \ta/b \r', 'a/b'],
    ['\uFEFFa/b', 'a/b'],
    ['\uFEFF# a comment\n\n  \na/b\n', 'a/b'],
    ['x\n!/a/b\n! /a\na/b', 'a/b'],
    ['a b/#c', 'a b/#c'],
    [' #a', '#a'],
    ['a.b\n!../a.b', 'a.b'],
    ['[^x]+', 'a+'],
    ['[+.]', '.'],
    ['a]*', 'a]b'],
    ['a^b', 'a^b']
  ])('%j keeps out %j', (text, name) => {
    expect(excludes(text, name)).toBe(true)
    expect(excludes(text, `${name}/`)).toBe(true)
    expect(excludes(text, 'other')).toBe(false)
  })

  test.each([
    ['', 'a'],
    ['#a', 'a'],
    ['..', 'a'],
    ['.', 'a'],
    ['/', 'a'],
    ['A', 'a'],
    ['a', 'b/a'],
    ['[!a]', 'b'],
    ['*', 'a\uFFFD'],
    ['*', ''],
    ['*', '/']
  ])('%j does not keep out %j', (text, name) => {
    expect(excludes(text, name)).toBe(false)
  })
})

describe('a folder', () => {
  test.each([
    ['node_modules', 'node_modules/'],
    ['**/node_modules', 'web/node_modules/'],
    ['*', 'dist/'],
    ['**', 'a/dist/'],
    ['a', 'a/dist/'],
    ['*\n!src\n!package.json', 'node_modules/'],
    ['*\n!src/**', 'node_modules/'],
    ['*\n!src/*/dist', 'lib/'],
    ['*\n!src/lib/x', 'src/gen/'],
    ['*\n!web\nweb/node_modules', 'web/node_modules/'],
    ['*\n!web\n**/node_modules', 'web/node_modules/'],
    ['!**\ndist', 'dist/'],
    // It is there with nothing in it.
    ['dist/**', 'dist/'],
    ['dist/*', 'dist/'],
    ['**/dist/**', 'web/dist/'],
    ['dist/*\n!src/**', 'dist/']
  ])('is kept out with all that is in it: %j, %j', (text, name) => {
    expect(excludes(text, name)).toBe(true)
  })

  test.each([
    ['dist/*.js', 'dist/'],
    ['dist/?*', 'dist/'],
    ['dist/*/*', 'dist/'],
    ['*\n!dist', 'dist/'],
    ['*\n!dist', 'dist/lib/'],
    ['*\n!dist/main.js', 'dist/'],
    ['*\n!dist/a/b/c', 'dist/a/'],
    ['*\n!**/main.js', 'dist/'],
    ['*\n!dist/**/main.js', 'dist/lib/'],
    ['*\n!d*/main.js', 'dist/'],
    ['*\n![d]ist/main.js', 'dist/'],
    ['*\n!\\dist/main.js', 'dist/'],
    ['*\n!\\.cache/x', '.cache/'],
    ['dist/*\n!dist/main.js', 'dist/'],
    ['!dist/main.js\ndist/*', 'dist/'],
    // BuildKit does not ask the last rule about the folder, and what the second one lets in stays.
    ['a\n!a/b\na', 'a/'],
    ['a\n!a/b\na', 'a/b']
  ])('is in the build, or it cannot be excluded: %j, %j', (text, name) => {
    expect(excludes(text, name)).toBe(false)
  })

  test('is let in by name, which not all builders hold against what is in it', () => {
    expect(excludes('a/b\n!a', 'a/b')).toBe(false)
  })
})
