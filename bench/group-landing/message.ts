import type { CommitText } from '../../src/gitops/repository.ts'
import type { LandingRequest } from './request.ts'

export const requestTrailer = 'Newtag-Request'

/** The message of a commit: its lines, and the trailers of its last paragraph. */
export interface MessageParts {
  readonly lines: readonly string[]
  readonly trailers: readonly string[]
}

/** Takes a message apart, so that a request can carry it. */
export function splitMessage(message: string): MessageParts {
  const paragraphs = message.trimEnd().split('\n\n')
  const last = paragraphs.at(-1)?.split('\n') ?? []
  const hasTrailers = paragraphs.length > 1 && last.every(line => /^[A-Za-z][A-Za-z0-9-]*: \S/.test(line))
  const lines = (hasTrailers ? paragraphs.slice(0, -1).join('\n\n') : message.trimEnd()).split('\n')
  return { lines, trailers: hasTrailers ? last : [] }
}

/** One commit for several runs: a paragraph for each, and the trailers of all of them, run by run. */
export function foldedText(
  text: CommitText,
  folded: readonly LandingRequest[],
  own: string | undefined
): CommitText {
  const ids = folded.map(({ id }) => id)
  const parts = splitMessage(text.message)
  if (folded.length === 0) {
    if (own === undefined) return text
    return { ...text, message: render(parts.lines, [...parts.trailers, `${requestTrailer}: ${own}`]) }
  }
  const all = [parts, ...folded]
  const lines = [
    `Deploy for ${all.length} runs`,
    ...all.flatMap(each => ['', ...each.lines.filter(line => line !== '')])
  ]
  // Argo CD shows one reference commit: that of one run would be wrong for the others.
  const trailers = all.flatMap(each => each.trailers.filter(line => !line.startsWith('Argocd-')))
  const names = [...(own === undefined ? [] : [own]), ...ids].map(id => `${requestTrailer}: ${id}`)
  return { ...text, message: render(lines, [...trailers, ...names]) }
}

function render(lines: readonly string[], trailers: readonly string[]): string {
  return `${[...lines, '', ...trailers].join('\n')}\n`
}

/** The requests that a commit says it holds. */
export function requestsIn(message: string): readonly string[] {
  const lines = message.trimEnd().split('\n\n').at(-1)?.split('\n') ?? []
  const start = `${requestTrailer}: `
  return lines.filter(line => line.startsWith(start)).map(line => line.slice(start.length))
}
