import type { ErrorCode } from '../../errors/errors.ts'
import type { BuildFailure } from '../builder.ts'

/** What a failed build was about, in the words of its messages. */
export interface Subject {
  /** `ghcr.io/acme/shop:0a1b2c3` */
  readonly image: string
  /** The registry as people name it. */
  readonly host: string
  /** The name inside the registry, `acme/shop`. */
  readonly path: string
  /** Names that may have any words in them. */
  readonly names: readonly string[]
  /** The Dockerfile and the context, relative to the workspace where they lie in it. */
  readonly file: string
  readonly context: string
  /** Whether the user wrote `cache-to`; our own exports ignore errors. */
  readonly exportsOwn: boolean
  /** Hides the secrets of the build. */
  readonly hide: (text: string) => string
}

/** What a failed build means, before it is put into an error. */
export interface Explanation {
  readonly code: ErrorCode
  readonly kind: BuildFailure['kind']
  /** Sentences that say what happened and what to do. */
  readonly message: string
  /** The builder's own words, as they are; empty where the message has all they say. */
  readonly words: string
}

/** An error that its words alone tell. The patterns are tied to the start: what follows may quote anything. */
export interface FailureRule {
  readonly code: ErrorCode
  readonly pattern: RegExp
  /** Is given what the groups of the pattern caught, made fit for a message. */
  readonly tell: (subject: Subject, match: readonly (string | undefined)[]) => string
}

/** What Docker and buildah say in words of their own, and means the same. */
export const sentences = {
  dockerfileNotFound: ({ file }) =>
    `The Dockerfile ${file} could not be read. Check \`file\` and \`context\`.`,
  contextNotFound: ({ context, image }) =>
    `The build context ${context} of ${image} was not found. Check \`context\`, and that actions/checkout ran before newtag.`,
  namedContextNotFound: ({ image }, [, name = '']) =>
    `The build context ${name} of ${image} was not found. Check \`build-contexts\`; paths are relative to the workspace.`,
  stageNotFound: ({ file }, [, target = '']) =>
    `The Dockerfile ${file} has no stage named ${JSON.stringify(target)}. Correct \`target\`, or add \`AS ${target}\` to a FROM.`,
  secretMissing: ({ file }, [, id, otherId]) =>
    `A step of ${file} needs the secret ${id ?? otherId ?? ''}. Pass it in \`secrets\`, \`secret-envs\` or \`secret-files\`.`,
  sshMissing: ({ file }) =>
    `A step of ${file} needs SSH. Set \`ssh: default\`, and load the key into an agent before newtag.`,
  fileNotFound: ({ context, file }, [, name]) =>
    `A step of ${file} takes ${name ?? 'something'}, which is neither in the build context ${context} nor in the stage ` +
    'that it is copied from. Check the path, that a step before newtag makes the file, that .dockerignore does not leave it out, ' +
    'and `context`.',
  downloadFailed: ({ file }) =>
    `${file}: the file that ADD downloads could not be fetched. Check the URL, and the checksum if there is one.`
} as const satisfies Readonly<Record<string, FailureRule['tell']>>

/** The meaning of the first rule that matches. */
export function applyRules(
  rules: readonly FailureRule[],
  subject: Subject,
  words: string
): Explanation | undefined {
  for (const { code, pattern, tell } of rules) {
    const match = pattern.exec(words)
    if (match === null) continue
    const caught = [...match].map((text: string | undefined) => text && shorten(subject.hide(text)))
    return { code, kind: 'other', message: tell(subject, caught), words }
  }
  return undefined
}

/** Keeps what others have named from filling a message. */
export function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text
}
