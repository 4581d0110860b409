import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { gzipSync } from 'node:zlib'

export interface PushOptions {
  /** The whole header, for example from `TestRegistry.pushAuthorization`. */
  readonly authorization?: string | undefined
  /** Goes into the image, so that another label makes another digest. */
  readonly label?: string
  /** More labels, in the configuration of the image. */
  readonly labels?: Readonly<Record<string, string>>
  /** The annotations of the image's manifest. */
  readonly annotations?: Readonly<Record<string, string>>
  /** With an index: its own annotations. */
  readonly indexAnnotations?: Readonly<Record<string, string>>
  /** With an index: an attestation stands before the image, as BuildKit marks it. */
  readonly attestation?: boolean
  /** What is tagged: an image, or an OCI index with the image in it, as for several platforms. */
  readonly kind?: 'oci' | 'docker' | 'index'
}

const types = {
  oci: {
    manifest: 'application/vnd.oci.image.manifest.v1+json',
    config: 'application/vnd.oci.image.config.v1+json',
    layer: 'application/vnd.oci.image.layer.v1.tar+gzip'
  },
  docker: {
    manifest: 'application/vnd.docker.distribution.manifest.v2+json',
    config: 'application/vnd.docker.container.image.v1+json',
    layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip'
  }
} as const

/** Pushes a tiny image, an empty layer and a label, over plain http and without Docker; returns the digest of the tag. */
export async function pushImage(
  registryUrl: string,
  path: string,
  tag: string,
  options: PushOptions = {}
): Promise<string> {
  const base = new URL(`/v2/${path}/`, registryUrl)
  const { authorization, label = tag, labels = {}, kind = 'oci' } = options
  const type = types[kind === 'docker' ? 'docker' : 'oci']
  // Two empty blocks are an empty tar archive.
  const archive = Buffer.alloc(1024)
  const layer = gzipSync(archive)
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config: { Labels: { 'newtag.testbed': label, ...labels } },
      rootfs: { type: 'layers', diff_ids: [digestOf(archive)] }
    })
  )
  for (const blob of [layer, config]) await pushBlob(base, blob, authorization)
  const manifest = {
    schemaVersion: 2,
    mediaType: type.manifest,
    config: describe(type.config, config),
    layers: [describe(type.layer, layer)],
    ...withAnnotations(options.annotations)
  }
  const bytes = Buffer.from(JSON.stringify(manifest))
  if (kind !== 'index') return await putManifest(base, tag, type.manifest, bytes, authorization)
  await putManifest(base, digestOf(bytes), type.manifest, bytes, authorization)
  const indexType = 'application/vnd.oci.image.index.v1+json'
  const platform = { architecture: 'amd64', os: 'linux' }
  const manifests = [{ ...describe(type.manifest, bytes), platform }]
  if (options.attestation === true) {
    // Nothing of it is read but where it stands; its own annotations must not be taken for the image's.
    const attested = { ...manifest, annotations: { 'org.opencontainers.image.revision': 'attestation' } }
    const attestation = Buffer.from(JSON.stringify(attested))
    await putManifest(base, digestOf(attestation), type.manifest, attestation, authorization)
    const nowhere = { architecture: 'unknown', os: 'unknown' }
    manifests.unshift({ ...describe(type.manifest, attestation), platform: nowhere })
  }
  const content = { schemaVersion: 2, mediaType: indexType, manifests }
  const index = Buffer.from(JSON.stringify({ ...content, ...withAnnotations(options.indexAnnotations) }))
  return await putManifest(base, tag, indexType, index, authorization)
}

function withAnnotations(annotations: Readonly<Record<string, string>> | undefined) {
  return annotations === undefined ? {} : { annotations }
}

async function pushBlob(base: URL, blob: Buffer, authorization: string | undefined): Promise<void> {
  const start = await exchange('POST', new URL('blobs/uploads/', base), 202, { authorization })
  const upload = new URL(start.location ?? '', base)
  upload.searchParams.set('digest', digestOf(blob))
  await exchange('PUT', upload, 201, { authorization, type: 'application/octet-stream', body: blob })
}

async function putManifest(
  base: URL,
  reference: string,
  type: string,
  body: Buffer,
  authorization: string | undefined
): Promise<string> {
  await exchange('PUT', new URL(`manifests/${reference}`, base), 201, { authorization, type, body })
  return digestOf(body)
}

interface Content {
  readonly authorization: string | undefined
  readonly type?: string
  readonly body?: Buffer
}

async function exchange(
  method: string,
  url: URL,
  expected: number,
  { authorization, type, body }: Content
): Promise<{ location: string | undefined }> {
  const headers: Record<string, string> = { 'content-length': String(body?.length ?? 0) }
  if (authorization !== undefined) headers['authorization'] = authorization
  if (type !== undefined) headers['content-type'] = type
  return await new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: false }, answer => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        if (answer.statusCode === expected) resolve({ location: answer.headers.location })
        else {
          const said = Buffer.concat(chunks).toString('utf8')
          reject(new Error(`${method} ${url.pathname}: ${answer.statusCode ?? 'no status'} ${said}`))
        }
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function describe(mediaType: string, bytes: Buffer): { mediaType: string; digest: string; size: number } {
  return { mediaType, digest: digestOf(bytes), size: bytes.length }
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}
