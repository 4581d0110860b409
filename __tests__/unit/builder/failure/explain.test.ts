import { describe, expect, test } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

import { explainFailure } from '../../../../src/builder/failure/explain.ts'
import { buildahRules, buildahStepRules } from '../../../../src/builder/failure/buildah-rules.ts'
import { commandRules, dockerfileRules, stepRules } from '../../../../src/builder/failure/buildx-rules.ts'
import type { Subject } from '../../../../src/builder/failure/explanation.ts'
import type { BuildRequest } from '../../../../src/builder/builder.ts'
import { addSecrets } from '../../../../src/builder/secrets.ts'
import { createSecrets } from '../../../../src/system/secrets.ts'
import { type CapturedBuilder, lies, readCaptured, verdict } from '../../../support/builder/build-output.ts'
import { noCacheRequest, plainRequest } from '../../../support/builder/build-request.ts'

interface Setting {
  readonly engine?: 'buildx' | 'buildah'
  readonly image?: string
  readonly exitCode?: number
  readonly workspace?: string
  readonly request?: Partial<BuildRequest>
}

function explain(stderr: string, setting: Setting = {}) {
  const {
    engine = 'buildx',
    image = 'registry.example/acme/shop',
    exitCode = 1,
    workspace = '/work'
  } = setting
  const request = plainRequest(image, setting.request)
  const secrets = createSecrets(() => undefined)
  addSecrets(request.secrets, secrets)
  return explainFailure({ exitCode, stderr }, { engine, request, workspace, secrets })
}

/** What was captured from real builders, in __tests__/fixtures/build-output. */
const captured: Readonly<Record<string, Partial<Record<CapturedBuilder, string>>>> = {
  'add-url-404': { classic: 'BUILD_FILE_NOT_FOUND other', buildah: 'BUILD_FILE_NOT_FOUND other' },
  'base-403': {
    classic: 'BASE_IMAGE_UNAVAILABLE other line 1',
    buildkit: 'BASE_IMAGE_UNAVAILABLE other line 1',
    buildah: 'BASE_IMAGE_UNAVAILABLE other'
  },
  'base-404': {
    classic: 'BASE_IMAGE_UNAVAILABLE other line 1',
    buildkit: 'BASE_IMAGE_UNAVAILABLE other line 1',
    buildah: 'BASE_IMAGE_UNAVAILABLE other'
  },
  'base-429': {
    classic: 'BASE_IMAGE_UNAVAILABLE transient line 1',
    buildkit: 'BASE_IMAGE_UNAVAILABLE transient line 1',
    buildah: 'BASE_IMAGE_UNAVAILABLE other'
  },
  'base-503': {
    classic: 'BASE_IMAGE_UNAVAILABLE transient line 1',
    buildkit: 'BASE_IMAGE_UNAVAILABLE transient line 1',
    buildah: 'BASE_IMAGE_UNAVAILABLE transient'
  },
  'base-bearer': {
    classic: 'BASE_IMAGE_UNAVAILABLE other line 1',
    buildkit: 'BASE_IMAGE_UNAVAILABLE other line 1',
    buildah: 'BASE_IMAGE_UNAVAILABLE other'
  },
  'base-htpasswd': {
    classic: 'BASE_IMAGE_UNAVAILABLE other line 1',
    buildkit: 'BASE_IMAGE_UNAVAILABLE other line 1',
    buildah: 'BASE_IMAGE_UNAVAILABLE other'
  },
  'base-refused': {
    classic: 'BASE_IMAGE_UNAVAILABLE transient line 1',
    buildkit: 'BASE_IMAGE_UNAVAILABLE transient line 1',
    buildah: 'BASE_IMAGE_UNAVAILABLE transient'
  },
  'base-reset': {
    classic: 'BASE_IMAGE_UNAVAILABLE transient line 1',
    buildkit: 'BASE_IMAGE_UNAVAILABLE transient line 1',
    buildah: 'BASE_IMAGE_UNAVAILABLE transient'
  },
  'cache-export-403': { containerd: 'CACHE_EXPORT_FAILED other' },
  'cache-export-503': { containerd: 'CACHE_EXPORT_FAILED other' },
  'cache-export-refused': { containerd: 'CACHE_EXPORT_FAILED other' },
  'cache-export-unsupported': { classic: 'BUILDER_UNSUPPORTED other' },
  'cacheimport-push': { classic: 'IMAGE_PUSH_DENIED refused' },
  circular: { classic: 'DOCKERFILE_INVALID other line 4' },
  'copy-from-missing': {
    classic: 'BUILD_FILE_NOT_FOUND other line 4',
    buildkit: 'BUILD_FILE_NOT_FOUND other line 4',
    buildah: 'BUILD_FILE_NOT_FOUND other'
  },
  'copy-ignored': { classic: 'BUILD_FILE_NOT_FOUND other line 2', buildah: 'BUILD_FILE_NOT_FOUND other' },
  'copy-missing': { classic: 'BUILD_FILE_NOT_FOUND other line 2', buildah: 'BUILD_FILE_NOT_FOUND other' },
  'copy-missing-glob': { buildah: 'BUILD_FILE_NOT_FOUND other' },
  'driver-container': { classic: 'BUILDER_UNAVAILABLE other' },
  'driver-remote': { classic: 'BUILDER_UNAVAILABLE other' },
  'empty-dockerfile': { classic: 'DOCKERFILE_INVALID other', buildah: 'DOCKERFILE_INVALID other' },
  'empty-from-arg': { classic: 'DOCKERFILE_INVALID other line 2', buildah: 'DOCKERFILE_INVALID other' },
  'helper-missing': {
    classic: 'CREDENTIAL_HELPER_FAILED other',
    containerd: 'CREDENTIAL_HELPER_FAILED other'
  },
  'manifest-400': {
    classic: 'IMAGE_TAG_IMMUTABLE tag-exists',
    containerd: 'IMAGE_PUSH_FAILED tag-exists',
    buildkit: 'IMAGE_TAG_IMMUTABLE tag-exists',
    buildah: 'IMAGE_TAG_IMMUTABLE tag-exists'
  },
  'manifest-403': {
    classic: 'IMAGE_PUSH_DENIED refused',
    containerd: 'IMAGE_PUSH_DENIED refused',
    buildkit: 'IMAGE_PUSH_DENIED refused',
    buildah: 'IMAGE_PUSH_DENIED refused'
  },
  'manifest-404': {
    classic: 'IMAGE_REPOSITORY_MISSING refused',
    containerd: 'IMAGE_REPOSITORY_MISSING refused',
    buildkit: 'IMAGE_REPOSITORY_MISSING refused',
    buildah: 'IMAGE_REPOSITORY_MISSING refused'
  },
  'manifest-405': {
    classic: 'IMAGE_PUSH_FAILED refused',
    containerd: 'IMAGE_PUSH_FAILED refused',
    buildkit: 'IMAGE_PUSH_FAILED refused',
    buildah: 'IMAGE_PUSH_FAILED refused'
  },
  'manifest-409': {
    classic: 'IMAGE_TAG_IMMUTABLE tag-exists',
    containerd: 'IMAGE_PUSH_FAILED tag-exists',
    buildkit: 'IMAGE_TAG_IMMUTABLE tag-exists',
    buildah: 'IMAGE_TAG_IMMUTABLE tag-exists'
  },
  'manifest-412': {
    classic: 'IMAGE_TAG_IMMUTABLE tag-exists',
    containerd: 'IMAGE_PUSH_FAILED tag-exists',
    buildkit: 'IMAGE_TAG_IMMUTABLE tag-exists',
    buildah: 'IMAGE_TAG_IMMUTABLE tag-exists'
  },
  'manifest-413': {
    classic: 'IMAGE_TOO_LARGE refused',
    containerd: 'IMAGE_TOO_LARGE refused',
    buildkit: 'IMAGE_TOO_LARGE refused',
    buildah: 'IMAGE_TOO_LARGE refused'
  },
  'manifest-429': {
    classic: 'IMAGE_PUSH_FAILED transient',
    containerd: 'IMAGE_PUSH_FAILED transient',
    buildkit: 'IMAGE_PUSH_FAILED transient',
    buildah: 'IMAGE_PUSH_FAILED transient'
  },
  'manifest-503': {
    classic: 'IMAGE_PUSH_FAILED transient',
    containerd: 'IMAGE_PUSH_FAILED transient',
    buildkit: 'IMAGE_PUSH_FAILED transient',
    buildah: 'IMAGE_PUSH_FAILED transient'
  },
  'multi-platform': { classic: 'BUILDER_UNSUPPORTED other' },
  'no-builder': { classic: 'BUILDER_UNAVAILABLE other' },
  'no-context': { classic: 'CONTEXT_NOT_FOUND other', buildah: 'CONTEXT_NOT_FOUND other' },
  'no-daemon': { classic: 'DOCKER_UNREACHABLE other' },
  'no-dockerfile': { classic: 'DOCKERFILE_NOT_FOUND other', buildah: 'DOCKERFILE_NOT_FOUND other' },
  parallel: { classic: 'BUILD_STEP_FAILED other line 6' },
  'parse-error': { classic: 'DOCKERFILE_INVALID other line 2', buildah: 'DOCKERFILE_INVALID other' },
  'post-404': {
    classic: 'IMAGE_REPOSITORY_MISSING refused',
    containerd: 'IMAGE_REPOSITORY_MISSING refused',
    buildkit: 'IMAGE_REPOSITORY_MISSING refused',
    buildah: 'IMAGE_REPOSITORY_MISSING refused'
  },
  provenance: { classic: 'BUILDER_UNSUPPORTED other' },
  'push-bearer-none': {
    classic: 'IMAGE_PUSH_DENIED refused',
    containerd: 'IMAGE_PUSH_DENIED refused',
    buildkit: 'IMAGE_PUSH_DENIED refused',
    buildah: 'IMAGE_PUSH_DENIED refused'
  },
  'push-bearer-reader': {
    classic: 'IMAGE_PUSH_DENIED refused',
    containerd: 'IMAGE_PUSH_DENIED refused',
    buildkit: 'IMAGE_PUSH_DENIED refused',
    buildah: 'IMAGE_PUSH_DENIED refused'
  },
  'push-bearer-wrong': {
    classic: 'IMAGE_PUSH_DENIED refused',
    containerd: 'IMAGE_PUSH_DENIED refused',
    buildkit: 'IMAGE_PUSH_DENIED refused',
    buildah: 'IMAGE_PUSH_DENIED refused'
  },
  'push-htpasswd-none': {
    classic: 'IMAGE_PUSH_DENIED refused',
    containerd: 'IMAGE_PUSH_DENIED refused',
    buildkit: 'IMAGE_PUSH_DENIED refused',
    buildah: 'IMAGE_PUSH_DENIED refused'
  },
  'push-htpasswd-wrong': {
    classic: 'IMAGE_PUSH_DENIED refused',
    containerd: 'IMAGE_PUSH_DENIED refused',
    buildkit: 'IMAGE_PUSH_DENIED refused',
    buildah: 'IMAGE_PUSH_DENIED refused'
  },
  'push-refused': {
    classic: 'IMAGE_PUSH_FAILED transient',
    containerd: 'IMAGE_PUSH_FAILED transient',
    buildkit: 'IMAGE_PUSH_FAILED transient',
    buildah: 'IMAGE_PUSH_FAILED transient'
  },
  'push-reset': {
    classic: 'IMAGE_PUSH_FAILED transient',
    containerd: 'IMAGE_PUSH_FAILED transient',
    buildkit: 'IMAGE_PUSH_FAILED transient',
    buildah: 'IMAGE_PUSH_FAILED transient'
  },
  'run-exec-format': {
    classic: 'BUILD_STEP_FAILED other line 3',
    buildkit: 'BUILD_STEP_FAILED other line 3',
    buildah: 'BUILD_STEP_FAILED other'
  },
  'run-exit137': {
    classic: 'BUILD_STEP_FAILED other line 3',
    buildkit: 'BUILD_STEP_FAILED other line 3',
    buildah: 'BUILD_STEP_FAILED other'
  },
  'run-exit3': {
    classic: 'BUILD_STEP_FAILED other line 3',
    buildkit: 'BUILD_STEP_FAILED other line 3',
    buildah: 'BUILD_STEP_FAILED other'
  },
  'run-no-shell': { classic: 'BUILD_STEP_FAILED other line 2', buildah: 'BUILD_STEP_FAILED other' },
  'run-not-found': { classic: 'BUILD_STEP_FAILED other line 3', buildah: 'BUILD_STEP_FAILED other' },
  'secret-missing': {
    classic: 'BUILD_STEP_FAILED other line 3',
    buildkit: 'BUILD_STEP_FAILED other line 3',
    buildah: 'BUILD_STEP_FAILED other'
  },
  'two-tags-400': { classic: 'IMAGE_TAG_IMMUTABLE tag-exists', buildkit: 'IMAGE_TAG_IMMUTABLE tag-exists' },
  'unknown-flag': { classic: 'BUILDER_UNSUPPORTED other' },
  'unknown-instruction': { classic: 'DOCKERFILE_INVALID other line 3', buildah: 'DOCKERFILE_INVALID other' },
  'unknown-target': {
    classic: 'DOCKERFILE_INVALID other',
    buildkit: 'DOCKERFILE_INVALID other',
    buildah: 'DOCKERFILE_INVALID other'
  },
  user: { classic: 'BUILD_STEP_FAILED other line 4', buildah: 'BUILD_STEP_FAILED other' }
}

describe.each(['classic', 'containerd', 'buildkit', 'buildah'] as const)('what %s really said', builder => {
  const outputs = readCaptured(builder)
  const expected = Object.entries(captured).flatMap(([name, by]) =>
    by[builder] === undefined ? [] : [[name, by[builder]] as const]
  )

  test('is all expected', () => {
    expect([...outputs.keys()].sort()).toEqual(expected.map(([name]) => name).sort())
  })

  test.each(expected)('%s: %s', (name, wanted) => {
    const output = outputs.get(name)
    const engine = builder === 'buildah' ? 'buildah' : 'buildx'
    const failure = explain(output?.stderr ?? '', { engine, exitCode: output?.exitCode ?? 0 })
    expect(verdict(failure)).toBe(wanted)
    expect(failure.error.message).not.toMatch(/[\p{Cc}\u2028]|imagebuilder/u)
    expect(failure.error.message.length).toBeLessThan(1_000)
  })
})

/** What holds for all images of a run, and need not name one. */
const ofTheMachine = /^(?:Docker has no buildx here|The Docker daemon does not answer|There is no builder )/

describe.each(['classic', 'containerd', 'buildkit', 'buildah'] as const)(
  'several images with %s',
  builder => {
    test.each([...readCaptured(builder).keys()])(
      '%s: the message names the image or its Dockerfile',
      name => {
        const { stderr = '', exitCode = 0 } = readCaptured(builder).get(name) ?? {}
        const engine = builder === 'buildah' ? 'buildah' : 'buildx'
        const request = { file: '/work/web/Dockerfile', context: '/work/web' }
        const { message } = explain(stderr, { engine, exitCode, request }).error
        const [ours] = message.split(/ (?:Docker|Buildah) said: /)
        expect(
          ofTheMachine.test(message) ||
            /web\/Dockerfile|registry\.example\/acme\/shop:\w|^\S+:\w+ was built/.test(ours ?? '')
        ).toBe(true)
      }
    )
  }
)

describe('every rule', () => {
  const subject: Subject = {
    ...{ image: 'IMAGE', tag: 'v1', registry: 'r', host: 'r', path: 'p', names: [] },
    ...{ file: 'FILE', context: '.', exportsOwn: false, hide: (text: string) => text }
  }
  const rules = [...commandRules, ...dockerfileRules, ...stepRules, ...buildahRules, ...buildahStepRules]

  test.each(rules.map(rule => [String(rule.pattern), rule] as const))(
    '%s names the image or its file',
    (_, rule) => {
      const message = rule.tell(subject, ['', 'caught', 'caught', 'caught', 'caught'])
      expect(ofTheMachine.test(message) || /IMAGE|FILE/.test(message)).toBe(true)
    }
  )
})

describe('texts of other versions and of hosted registries', () => {
  const pushed = 'ERROR: failed to solve: failed to push registry.example/acme/shop:v1: '
  const url = 'https://registry.example/v2/acme/shop/manifests/v1'
  test.each([
    [
      'BUILDX_MISSING other',
      "docker: unknown command: docker buildx\n\nRun 'docker --help' for more information"
    ],
    ['BUILDX_MISSING other', "docker: 'buildx' is not a docker command.\nSee 'docker --help'"],
    ['BUILDX_MISSING other', 'ERROR: BuildKit is enabled but the buildx component is missing or broken.'],
    [
      'BUILDX_MISSING other',
      "unknown flag: --progress\nSee 'docker --help'.\n\nUsage:  docker [OPTIONS] COMMAND"
    ],
    [
      'DOCKER_UNREACHABLE other',
      'ERROR: permission denied while trying to connect to the Docker daemon socket at unix:///x'
    ],
    [
      'DOCKER_UNREACHABLE other',
      'ERROR: failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct'
    ],
    [
      'BUILDER_UNAVAILABLE other',
      'ERROR: failed to list workers: Unavailable: connection error: desc = "transport: error while dialing"'
    ],
    [
      'BUILDER_UNAVAILABLE other',
      'ERROR: failed to build: failed to receive status: rpc error: code = Unavailable desc = error reading from server: EOF'
    ],
    ['BUILDER_UNAVAILABLE other', 'ERROR: failed to build: failed to find driver "x"'],
    [
      'BUILDER_UNSUPPORTED other',
      'ERROR: docker exporter feature is currently not supported for kubernetes driver. Please switch'
    ],
    ['BUILDER_UNSUPPORTED other', 'ERROR: failed to solve: failed to load LLB: network.host is not allowed'],
    [
      'BUILDER_UNSUPPORTED other',
      'ERROR: failed to solve: unsupported frontend capability moby.buildkit.frontend.contexts'
    ],
    [
      'STORAGE_FULL other',
      'ERROR: failed to solve: failed to copy files: write /var/lib/x: no space left on device'
    ],
    [
      'STORAGE_FULL other',
      'ERROR: failed to solve: ResourceExhausted: mkdir /var/lib/buildkit: no space left on device'
    ],
    ['BUILD_SECRET_MISSING other', 'ERROR: invalid empty ssh agent socket: make sure SSH_AUTH_SOCK is set'],
    ['INPUT_INVALID other', 'ERROR: invalid tag "ghcr.io/Acme/x:1": repository name must be lowercase'],
    [
      'CONTEXT_NOT_FOUND other',
      'ERROR: failed to get build context x: stat nowhere: no such file or directory'
    ],
    ['DOCKERFILE_NOT_FOUND other', 'ERROR: resolve : lstat docker: no such file or directory'],
    [
      'DOCKERFILE_INVALID other line 7',
      'ERROR: failed to solve: dockerfile parse error on line 7: unknown instruction: RUNN'
    ],
    ['BUILD_FAILED other', 'ERROR: failed to solve: something new'],
    ['BUILD_FAILED other', ''],
    ['IMAGE_PUSH_DENIED refused', `${pushed}unexpected status from POST request to ${url}: 403 Forbidden`],
    [
      'IMAGE_PUSH_DENIED refused',
      `${pushed}failed to authorize: failed to fetch anonymous token: unexpected status from GET request to ${url}: 403 Forbidden`
    ],
    [
      'IMAGE_PUSH_DENIED refused',
      `${pushed}denied: Your authorization token has expired. Reauthenticate and try again.`
    ],
    [
      'IMAGE_PUSH_DENIED refused',
      `${pushed}denied: Permission "artifactregistry.repositories.uploadArtifacts" denied on resource "x" (or it may not exist)`
    ],
    ['IMAGE_PUSH_DENIED refused', `${pushed}unauthorized: access token has insufficient scopes`],
    [
      'IMAGE_TAG_IMMUTABLE tag-exists',
      `${pushed}unknown: cannot update tag v1. The repository has enabled tag immutability`
    ],
    ['IMAGE_REPOSITORY_MISSING refused', `${pushed}name unknown: Repository "shop" not found`],
    [
      'STORAGE_FULL other',
      `${pushed}denied: adding 3.2 MiB of storage resource, which when updated to current usage will exceed the configured upper limit of 1 GiB`
    ],
    ['STORAGE_FULL other', `${pushed}unexpected status from PUT request to ${url}: 507 Insufficient Storage`],
    ['IMAGE_PUSH_FAILED other', `${pushed}unexpected status from PUT request to ${url}: 501 Not Implemented`],
    ['IMAGE_PUSH_FAILED tag-exists', `${pushed}unexpected status from PUT request to ${url}: 409 Conflict`],
    [
      'IMAGE_PUSH_FAILED transient',
      `${pushed}unexpected status from PUT request to ${url}: 408 Request Timeout`
    ],
    ['IMAGE_PUSH_FAILED transient', `${pushed}unexpected status: 502 Bad Gateway`],
    [
      'IMAGE_PUSH_FAILED transient',
      `${pushed}failed to do request: Put "${url}": net/http: TLS handshake timeout`
    ],
    [
      'IMAGE_PUSH_FAILED transient',
      `${pushed}failed to do request: Put "${url}": dial tcp 10.0.0.1:443: i/o timeout`
    ],
    [
      'IMAGE_PUSH_FAILED transient',
      `${pushed}failed to do request: Put "${url}": http2: server sent GOAWAY and closed the connection`
    ],
    [
      'IMAGE_PUSH_FAILED transient',
      `${pushed}failed to authorize: failed to fetch oauth token: Post "https://auth.example/token": dial tcp: connect: connection refused`
    ],
    ['IMAGE_PUSH_FAILED transient', `${pushed}failed to copy: context deadline exceeded`],
    [
      'IMAGE_PUSH_FAILED other',
      `${pushed}failed to do request: Head "${url}": dial tcp: lookup registry.example: no such host`
    ],
    [
      'IMAGE_PUSH_FAILED other',
      `${pushed}failed to do request: Head "${url}": http: server gave HTTP response to HTTPS client`
    ],
    [
      'IMAGE_PUSH_FAILED other',
      `${pushed}failed to do request: Head "${url}": tls: failed to verify certificate: x509: certificate signed by unknown authority`
    ],
    ['IMAGE_PUSH_FAILED other', `${pushed}something new`]
  ])('%s: %s', (wanted, stderr) => {
    expect(verdict(explain(stderr))).toBe(wanted)
  })

  test.each([
    ['IMAGE_PUSH_FAILED refused', 'unknown: the registry is read-only'],
    [
      'IMAGE_PUSH_FAILED transient',
      'Get "https://registry.example/v2/": dial tcp: connect: connection refused'
    ],
    [
      'IMAGE_PUSH_FAILED other',
      'Get "https://registry.example/v2/": http: server gave HTTP response to HTTPS client'
    ],
    [
      'IMAGE_TOO_LARGE refused',
      'error parsing HTTP 413 response body: invalid character \'<\' looking for beginning of value: "<html>\\r\\n<head>"'
    ],
    [
      'IMAGE_PUSH_FAILED transient',
      'error parsing HTTP 503 response body: invalid character \'<\' looking for beginning of value: "<html>"'
    ]
  ])('takes whatever fails while the daemon pushes for a push: %s: %s', (wanted, words) => {
    const title = 'pushing registry.example/acme/shop:v1 with docker'
    const stderr = `#6 ${title}\n#6 ERROR: ${words}\n------\n > ${title}:\n------\nERROR: ${words}\n`
    const failure = explain(stderr)
    expect(verdict(failure)).toBe(wanted)
    expect(failure.error.message).toContain(`Docker said: ${words}`)
  })

  test.each([
    [
      '#5 [1/2] FROM docker.io/library/node:24@sha256:0a',
      'failed to copy: httpReadSeeker: connection reset by peer',
      'The image docker.io/library/node:24 that Dockerfile names'
    ],
    [
      '#5 [internal] load metadata',
      'failed to authorize: failed to fetch anonymous token: connection reset by peer',
      'An image that Dockerfile names'
    ]
  ])('an image that cannot be pulled to its end is that of a FROM: %s', (title, words, image) => {
    const stderr = `${title}\n#5 ERROR: ${words}\n------\n > ${title.slice(3)}:\n------\nERROR: failed to solve: ${words}\n`
    const { error, kind } = explain(stderr)
    expect([error.code, kind]).toEqual(['BASE_IMAGE_UNAVAILABLE', 'transient'])
    expect(error.message).toContain(image)
  })

  test('buildah names no image when it pushes a list', () => {
    const stderr =
      'Error: copying image 1/2 from manifest list: writing blob: uploading layer: connection reset by peer'
    expect(verdict(explain(stderr, { engine: 'buildah' }))).toBe('IMAGE_PUSH_FAILED transient')
  })

  test.each([
    ['BUILDER_UNSUPPORTED', 'Error: unknown flag: --cache-to'],
    ['BUILD_SECRET_MISSING', 'Error: creating build executor: $SSH_AUTH_SOCK not set'],
    [
      'INPUT_INVALID',
      'Error: building system context: invalid platform syntax for "windows" (use OS/ARCH[/VARIANT][,...])'
    ],
    [
      'CONTEXT_NOT_FOUND',
      'Error: building at STEP "COPY --from=o x /x": checking on sources under "/w/nope": error in copier subprocess: changing to intended-new-root directory "/w/nope": chdir /w/nope: no such file or directory'
    ],
    [
      'CACHE_EXPORT_FAILED',
      'Error: failed pushing cache to {{{"127.0.0.1:1" "acme/c"} "db6c"}}: trying to reuse blob sha256:1 at destination: unauthorized: authentication required'
    ],
    [
      'BASE_IMAGE_UNAVAILABLE',
      'Error: creating build container: short-name "node:22" did not resolve to an alias and no unqualified-search registries are defined in "/etc/containers/registries.conf"'
    ],
    ['BUILD_STEP_FAILED', 'Error: building at STEP "RUN sleep 9": signal: killed'],
    [
      'STORAGE_FULL',
      'Error: committing container for step {}: writing blob: write /var/lib/containers/x: no space left on device'
    ],
    ['BUILD_FAILED', 'Error: something new'],
    ['BUILD_FAILED', '']
  ])('%s: %s', (code, stderr) => {
    expect(verdict(explain(stderr, { engine: 'buildah', exitCode: 125 }))).toBe(`${code} other`)
  })

  test('a name is no answer, whatever words it has', () => {
    const image = 'registry.example/unauthorized/immutable-quota'
    const stderr = `ERROR: failed to push ${image}:v1: failed to do request: Head "https://${image}/toomanyrequests": dial tcp: connection refused`
    expect(verdict(explain(stderr, { image }))).toBe('IMAGE_PUSH_FAILED transient')
  })
})

describe('a builder that did not come to its end', () => {
  test.each([
    ['buildx', 'docker', 'was ended by SIGKILL, probably because the machine ran out of memory', true],
    ['buildah', 'buildah', 'was ended by SIGKILL, probably because the machine ran out of memory', true],
    ['buildx', 'docker', 'crashed (SIGSEGV)', false],
    ['buildah', 'buildah', 'timed out after 120 s', false]
  ] as const)('%s: %s %s', (engine, program, ending, isMemory) => {
    // What stands last is whatever it was at.
    const stderr = '#5 [2/2] RUN x\nERROR: failed to push a/b: 403 Forbidden\n'
    const request = plainRequest('registry.example/acme/shop')
    const secrets = createSecrets(() => undefined)
    const output = { exitCode: 137, stderr, ending }
    const { error, kind } = explainFailure(output, { engine, request, workspace: '/work', secrets })
    expect([error.code, kind]).toEqual(['BUILD_FAILED', 'other'])
    expect(error.message).toContain(`was not built and pushed: ${program} ${ending}. The log`)
    expect(error.message.includes('Use a runner with more memory')).toBe(isMemory)
    expect(error.message).not.toContain('403')
  })
})

describe('is not misled by what a RUN step prints or is', () => {
  // As printed by buildx 0.13 to 0.37: the output of the step comes twice, the command four times.
  const ofBuildx = (printed: string, command: string) => `#4 [1/2] COPY sh /bin/sh
#4 CACHED

#5 [2/2] RUN ${command}
#5 0.076 ${printed}
#5 ERROR: process ${JSON.stringify(`/bin/sh -c ${command}`)} did not complete successfully: exit code: 3
------
 > [2/2] RUN ${command}:
0.076 ${printed}
------
Dockerfile:3
--------------------
   1 |     FROM scratch
   2 |     COPY sh /bin/sh
   3 | >>> RUN ${command}
   4 |     
--------------------
ERROR: failed to solve: process ${JSON.stringify(`/bin/sh -c ${command}`)} did not complete successfully: exit code: 3
`
  const ofBuildah = (printed: string, command: string) => `STEP 1/2: FROM scratch
STEP 2/2: RUN ${command}
${printed}
subprocess exited with status 3

${printed}
subprocess exited with status 3
Error: building at STEP "RUN ${command}": exit status 3
`

  test.each(lies)('buildx: prints %j', words => {
    const failure = explain(ofBuildx(words, 'make'))
    expect(verdict(failure)).toBe('BUILD_STEP_FAILED other line 3')
    expect(failure.error.message).toContain('The step "RUN make" of Dockerfile:3 failed with exit code 3;')
  })

  test.each(lies)('buildx: runs %j', words => {
    expect(verdict(explain(ofBuildx('x', `echo "${words}"; exit 3`)))).toBe('BUILD_STEP_FAILED other line 3')
    expect(verdict(explain(ofBuildx('x', words)))).toBe('BUILD_STEP_FAILED other line 3')
  })

  test.each(lies)('buildx: prints %j on a line that it writes over', words => {
    expect(verdict(explain(ofBuildx(`x\r${words}\r`, 'make')))).toBe('BUILD_STEP_FAILED other line 3')
  })

  test.each(lies)('buildah: prints or runs %j', words => {
    const setting = { engine: 'buildah', exitCode: 3 } as const
    expect(verdict(explain(ofBuildah(words, 'make'), setting))).toBe('BUILD_STEP_FAILED other')
    const failure = explain(ofBuildah('x', `echo '${words}'; exit 3`), setting)
    expect(verdict(failure)).toBe('BUILD_STEP_FAILED other')
    expect(failure.error.message).toContain('failed with exit code 3')
  })

  test.each(lies)('buildah: prints %j without a line break', words => {
    const stderr = `STEP 2/2: RUN make

${words}Error: building at STEP "RUN make": exit status 3
`
    expect(verdict(explain(stderr, { engine: 'buildah', exitCode: 3 }))).toBe('BUILD_STEP_FAILED other')
  })

  test('hides no failure that comes after the step', () => {
    const push = 'failed to push registry.example/acme/shop:v1: toomanyrequests: slow down'
    const stderr = `#5 [2/2] RUN make
#5 0.076 ERROR: process "/bin/sh -c make" did not complete successfully: exit code: 3
#5 DONE 0.1s

#6 exporting to image
#6 ERROR: ${push}
------
 > exporting to image:
------
ERROR: failed to build: failed to solve: ${push}
`
    expect(verdict(explain(stderr))).toBe('IMAGE_PUSH_FAILED transient')
  })
})

test('an instruction that quotes what a registry says is an instruction', () => {
  const dockerfile =
    'ERROR: failed to solve: dockerfile parse error on line 3: unknown instruction: denied: toomanyrequests'
  expect(verdict(explain(dockerfile))).toBe('DOCKERFILE_INVALID other line 3')
  const copy =
    'ERROR: failed to solve: failed to compute cache key: failed to calculate checksum of ref a::b: "/denied: 503": not found'
  expect(verdict(explain(copy))).toBe('BUILD_FILE_NOT_FOUND other')
  const secret = 'ERROR: failed to solve: secret failed to push x: 503: not found'
  expect(verdict(explain(secret))).toBe('BUILD_STEP_FAILED other')
})

describe('the message', () => {
  const push = (words: string, image?: string, request?: Partial<BuildRequest>) =>
    explain(`ERROR: failed to solve: failed to push ${image ?? 'registry.example/acme/shop'}:v1: ${words}`, {
      ...(image === undefined ? {} : { image }),
      ...(request === undefined ? {} : { request })
    }).error.message

  test.each([
    [
      'no basic auth credentials',
      /no login for registry\.example was found.*`registry-username`.*docker\/login-action/
    ],
    ['unauthorized: incorrect username or password', /did not accept the user name or the password/],
    [
      'unexpected status from HEAD request to https://x: 401 Unauthorized',
      /none was sent or it was not accepted/
    ],
    [
      'denied: requested access to the resource is denied',
      /is not allowed to write acme\/shop on registry\.example, or there is no login/
    ]
  ])('tells apart why a push was refused: %s', (words, advice) => {
    expect(push(words)).toMatch(advice)
  })

  const at = 'Error: building at STEP "RUN x": '
  const lost = 'failed to do request: Head "https://registry.example/v2/": '
  test.each([
    [
      'buildx',
      'error getting credentials - err: exec: "docker-credential-x": executable file not found in $PATH',
      /^CREDENTIAL_HELPER_FAILED registry\.example\/acme\/shop:v1 was not built: the credential helper/
    ],
    [
      'buildx',
      'failed to solve: base name (${BASE}) should not be blank',
      /^DOCKERFILE_INVALID \$\{BASE\} in a FROM of Dockerfile is empty.*`build-args`/
    ],
    [
      'buildx',
      'failed to solve: unset ssh forward key default',
      /^BUILD_STEP_FAILED A step of Dockerfile needs SSH\./
    ],
    [
      'buildx',
      'failed to solve: a: failed to resolve source metadata for docker.io/library/a:1: docker.io/library/a:1: not found',
      /^BASE_IMAGE_UNAVAILABLE The image docker\.io\/library\/a:1 that Dockerfile names cannot be pulled: its registry does not have it\./
    ],
    [
      'buildx',
      `failed to push registry.example/acme/shop:v1: ${lost}http: server gave HTTP response to HTTPS client`,
      /speaks http, not https/
    ],
    [
      'buildx',
      `failed to push registry.example/acme/shop:v1: ${lost}tls: failed to verify certificate: x509: unknown authority`,
      /trusted TLS connection.*certificate of its authority/
    ],
    [
      'buildx',
      `failed to push registry.example/acme/shop:v1: ${lost}dial tcp: lookup registry.example: no such host`,
      /the host registry\.example has no address/
    ],
    [
      'buildah',
      'Error: COPY --from=bilder: no stage or image found with that name',
      /^BASE_IMAGE_UNAVAILABLE bilder is no stage of Dockerfile/
    ],
    [
      'buildah',
      'Error: reading credentials: error getting credentials - err: exec: "docker-credential-x": not found',
      /^CREDENTIAL_HELPER_FAILED /
    ],
    [
      'buildah',
      `${at}resolving mountpoints for container "1": secret required but no secret with id npm found`,
      /^BUILD_STEP_FAILED A step of Dockerfile needs the secret npm\./
    ],
    [
      'buildah',
      `${at}resolving mountpoints for container "1": ssh required but no ssh with id default found`,
      /^BUILD_STEP_FAILED A step of Dockerfile needs SSH\./
    ],
    [
      'buildah',
      'Error: building at STEP "COPY dist /": no items matching glob "/work/dist" copied (1 filtered out using /work/.dockerignore): no such file or directory',
      /^BUILD_FILE_NOT_FOUND What a COPY of Dockerfile takes is left out of the build context \. by \.dockerignore\./
    ]
  ] as const)('of %s says what to do: %s', (engine, words, wanted) => {
    const { error } = explain(engine === 'buildx' ? `ERROR: ${words}` : words, { engine })
    expect(`${error.code} ${error.message}`).toMatch(wanted)
  })

  test.each([
    [
      ['type=s3,bucket=x,ignore-error=false'],
      /Take `ignore-error=false` out of the entry of `cache-to`.*remove the entry\./
    ],
    [[], /Set `cache: none`/]
  ])('says what to do about a cache that is not exported: %j', (to, advice) => {
    const words = 'error writing layer blob: 403 Forbidden'
    const title = 'exporting cache to registry'
    const stderr = `#9 ${title}\n#9 ERROR: ${words}\n------\n > ${title}:\n------\nERROR: failed to solve: ${words}\n`
    const { error } = explain(stderr, { request: { cache: { ...noCacheRequest, to } } })
    expect(error.code).toBe('CACHE_EXPORT_FAILED')
    expect(error.message).toMatch(advice)
    expect(/`cache: none`/.test(error.message)).toBe(to.length === 0)
  })

  test('says of an instruction that buildah does not know its name, and not its structure', () => {
    const output = readCaptured('buildah').get('unknown-instruction')
    const { message } = explain(output?.stderr ?? '', { engine: 'buildah', exitCode: 125 }).error
    expect(message).toMatch(/Buildah said: Build error: Unknown instruction: "FOO"$/)
  })

  test('knows what GHCR, ECR and Docker Hub need', () => {
    const denied = 'denied: permission_denied: write_package'
    expect(push(denied, 'ghcr.io/acme/shop')).toMatch(/`permissions: packages: write`.*Manage Actions access/)
    expect(push(denied, '123.dkr.ecr.eu-west-1.amazonaws.com/shop')).toContain('aws-actions/amazon-ecr-login')
    expect(push(denied, 'docker.io/acme/shop')).toContain('acme/shop on Docker Hub')
  })

  test('keeps foreign words on one line and short, without control characters', () => {
    const message = push(`denied: a\u001b[31m\u0000\tb\u2028${'x'.repeat(5_000)}`)
    expect(message).not.toMatch(/[\p{Cc}\u2028]/u)
    expect(message).toContain('Docker said: denied: a [31m b x')
    expect(/Docker said: (.*)$/.exec(message)?.[1]).toHaveLength(500)
  })

  test('keeps what a Dockerfile names short', () => {
    const message = explain(`ERROR: target stage "${'x'.repeat(5_000)}" could not be found`).error.message
    expect(message.length).toBeLessThan(1_200)
  })

  test('leaves out what a URL is signed with, and a login in it', () => {
    const message = push(
      'failed to do request: Put "https://me:pa55@store.example/a?X-Amz-Signature=51gned&b=c": EOF'
    )
    expect(message).toContain('Put "https://***@store.example/a?…": EOF')
    expect(message).not.toMatch(/pa55|51gned/)
  })

  test('hides the secrets of the build, in pieces too', () => {
    const value = 'begin\nfirst-secret-line\nsecond-secret-line\n'
    const secrets = [
      { kind: 'value', id: 'e', value: 'pa55' },
      { kind: 'value', id: 'a', value: 'pa55"word' },
      { kind: 'value', id: 'b', value },
      { kind: 'value', id: 'c', value: '' },
      { kind: 'value', id: 'd', value: ' padded\n' }
    ] as const
    const request = { secrets }
    const words = `denied: pa55"word ${JSON.stringify('pa55"word')} second-secret-line padded`
    expect(push(words, undefined, request)).toMatch(/Docker said: denied: \*\*\* "\*\*\*" \*\*\* \*\*\*$/)
    const cut = `RUN ${'x'.repeat(80)} pa55"word pa55"word pa55"word`
    const step = `------\n > [1/1] ${cut}:\n------\nERROR: process "/bin/sh -c y" did not complete successfully: exit code: 1\n`
    expect(explain(step, { request }).error.message).not.toContain('pa55')
  })

  test.each([
    ['exec /bin/sh: exec format error', 1, 'docker/setup-qemu-action'],
    ['x', 137, 'memory'],
    ["cat: can't open '/run/secrets/npm': No such file or directory", 1, '`secrets`'],
    ['write: No space left on device', 1, 'disk'],
    ['sh: npm: not found', 127, 'a command was not found']
  ])('has a hint for a step that ends with %j and %i', (printed, exitCode, hint) => {
    const step = `------\n > [1/1] RUN a:\n0.1 ${printed}\n------\nERROR: process "a" did not complete successfully: exit code: ${exitCode}\n`
    expect(explain(step).error.message).toContain(hint)
  })
})

describe('the place in the Dockerfile', () => {
  const broken = (name: string) => `#1 [internal] load build definition from ${name}
${name}:2
--------------------
   1 |     FROM scratch
   2 | >>> COPY
--------------------
ERROR: failed to solve: dockerfile parse error on line 2: COPY requires at least two arguments
`
  const place = (
    stderr: string,
    file: string,
    engine: 'buildx' | 'buildah' = 'buildx',
    workspace = '/work'
  ) => explain(stderr, { engine, workspace, request: { file } }).error.location

  test('is relative to the workspace', () => {
    expect(place(broken('Ünser Dockerfile'), '/work/docker files/Ünser Dockerfile')).toEqual({
      path: 'docker files/Ünser Dockerfile',
      line: 2,
      inSource: true
    })
  })

  test.each(['/elsewhere/Dockerfile', '/work/../Dockerfile', '/workspace/Dockerfile'])(
    'is not told outside: %s',
    file => {
      expect(place(broken('Dockerfile'), file)).toBeUndefined()
    }
  )

  test('is that of the Dockerfile of the request only', () => {
    expect(place(broken('other.Dockerfile'), '/work/Dockerfile')).toBeUndefined()
  })

  test('is found in the Dockerfile for buildah, where the instruction is there once', async () => {
    const workspace = await mkdtemp(path.join(tmpdir(), 'newtag-place-'))
    try {
      const file = path.join(workspace, 'Dockerfile')
      await writeFile(file, 'FROM scratch\nRUN a\n\n# why\nRUN make \\\n  # really\n  test\nRUN a\n')
      const at = (step: string) =>
        place(
          `STEP 2/3: ${step}\n\nError: building at STEP "${step}": exit status 2\n`,
          file,
          'buildah',
          workspace
        )
      expect(at('RUN make   test')).toEqual({ path: 'Dockerfile', line: 5, inSource: true })
      expect(at('RUN a')).toBeUndefined()
      expect(at('RUN b')).toBeUndefined()
    } finally {
      await rm(workspace, { recursive: true })
    }
  })
})
