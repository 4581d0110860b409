/**
 * Puts generated text between the two markers of a document that name it; everything else stays.
 * @param source what the text is made from, as the first marker says it
 * @throws when the document does not have both markers, in this order
 */
export function between(document: string, name: string, source: string, content: string): string {
  const start = `<!-- ${name}: made from ${source} by \`npm run docs\` -->`
  const end = `<!-- end of ${name} -->`
  const from = document.indexOf(start)
  const to = document.indexOf(end)
  if (from === -1 || to < from) throw new Error(`a document has no markers for ${name}`)
  return `${document.slice(0, from + start.length)}\n\n${content}\n\n${document.slice(to)}`
}
