/** What a registry says of a tag. Only `absent` means that it is not there; a refusal or a failure says nothing. */
export type TagLookup =
  | { readonly kind: 'present'; readonly digest: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'denied'; readonly status: number; readonly detail: string }
  | { readonly kind: 'unavailable'; readonly detail: string }
