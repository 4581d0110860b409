/**
 * Without all of these a registry answers 404 for an image that is there, or converts the manifest to an old type,
 * which has another digest (distribution 2.8, registry/handlers/manifests.go).
 */
export const manifestTypes = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json'
] as const

/** The size that the OCI distribution specification has registries accept for a manifest. */
export const manifestLimit = 4 * 1024 * 1024
