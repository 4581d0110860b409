/** What a registry says about a tag. Only `absent` means that it does not exist; a refusal or a failure leaves that open. */
export type TagLookup =
  { readonly kind: 'present'; readonly digest: string } | { readonly kind: 'absent' } | Refusal

/** Why a registry gave no answer: it refused the login or its permissions, or it could not be reached. */
export type Refusal =
  | { readonly kind: 'denied'; readonly status: number; readonly detail: string }
  | { readonly kind: 'unavailable'; readonly detail: string }

/** What a registry says to the beginning of a push. */
export type PushCheck =
  | { readonly kind: 'allowed' }
  /** It refused the login, or what the login may do. */
  | { readonly kind: 'denied'; readonly status: number; readonly detail: string }
  /** It has no such repository and does not create one with a push. */
  | { readonly kind: 'missing'; readonly detail: string }
  | { readonly kind: 'unclear'; readonly detail: string }

export type TagCopy =
  | { readonly kind: 'copied'; readonly digest: string }
  /** There is nothing under the tag or the digest that was to be copied. */
  | { readonly kind: 'absent' }
  | Refusal

/** A manifest as the registry keeps it. */
export interface Manifest {
  readonly kind: 'manifest'
  /** Exactly as they are in the registry: the digest is computed from them. */
  readonly bytes: Buffer
  /** Its media type. */
  readonly type: string
  readonly digest: string
}

/** What an image says about its source: https://specs.opencontainers.org/image-spec/annotations/ */
export interface Revision {
  /** The commit, as somebody wrote it. */
  readonly revision: string | undefined
  /** The address of the source repository. */
  readonly source: string | undefined
  /** The registry has no such image. */
  readonly isAbsent?: true
}

/** What the manifest of an image says. */
export interface ImageFacts {
  /** Compressed, in bytes: configuration and layers; of an index the sum over its images. Undefined when not known. */
  readonly size: number | undefined
  /** The digest of the configuration, which names what was built; undefined for an index, and when not known. */
  readonly config: string | undefined
  /** The registry has nothing of this digest. */
  readonly isAbsent?: true
}
