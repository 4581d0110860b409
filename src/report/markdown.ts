/** As code. */
export function code(text: string): string {
  return `<code>${escape(text)}</code>`
}

/** Foreign text: no character of it means anything in Markdown or HTML. */
export function escape(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[\\`*_[\]|~]/g, character => `&#${character.charCodeAt(0)};`)
}

/** Foreign text of several lines. */
export function quote(text: string): string {
  return text.split('\n').map(escape).join('<br>')
}
