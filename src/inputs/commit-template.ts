/** The placeholders of `commit-message`. */
export const messagePlaceholders = ['image', 'tag', 'previous-tag', 'repository', 'sha'] as const

/** Says what is wrong with a `commit-message`, or nothing. */
export function messageProblem(template: string): string | undefined {
  const allowed = messagePlaceholders.map(name => `{${name}}`)
  const unknown = [...template.matchAll(/\{[a-z][a-z-]*\}/g)].find(([text]) => !allowed.includes(text))
  if (unknown !== undefined) return `has ${unknown[0]}, which is not one of ${allowed.join(', ')}`
  if (template.split('\n', 1)[0]?.trim() === '')
    return 'starts with an empty line; its first line is the subject'
  return undefined
}
