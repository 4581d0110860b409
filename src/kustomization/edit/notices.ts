import { noticeAt, type Notice } from '../../errors/notice.ts'
import type { Images } from '../read/images.ts'
import { locationAt, nameLines, show, type YamlFile } from '../../yaml/file.ts'
import type { LocatedEntry } from './entry-stages.ts'

/** Says what about the lists themselves is odd, though the edit is right: names and lists that are there twice. */
export function listNotices(
  images: Images,
  wanted: readonly LocatedEntry[],
  file: YamlFile
): readonly Notice[] {
  const unread = images.unread.map(node => {
    const offset = node.range?.[0] ?? 0
    return noticeAt(
      locationAt(file, offset),
      'this list is not read by kustomize: the same key is written again below. Move all entries under one key.'
    )
  })
  const names = new Set(wanted.flatMap(({ entry, name }) => (entry ? [name] : [])))
  const repeated = [...names].flatMap(name => {
    const offsets = (images.byName.get(name) ?? []).map(entry => entry.offset)
    const [first] = offsets
    if (first === undefined || offsets.length < 2) return []
    const sentence = `${offsets.length} entries have the name ${show(name)} (${nameLines(file.text, offsets)}), and kustomize applies all of them, so all get the values. Merge them into one entry.`
    return [noticeAt(locationAt(file, first), sentence)]
  })
  return [...unread, ...repeated]
}
