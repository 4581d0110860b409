import { describe, expect, test } from '@jest/globals'

import { buildFailure } from '../../../src/image/build-failure.ts'

describe('buildFailure', () => {
  test.each([
    ['BUILDX_MISSING', "docker: unknown command: docker buildx\n\nRun 'docker --help' for more information"],
    ['BUILDX_MISSING', "docker: 'buildx' is not a docker command.\nSee 'docker --help'"],
    ['BUILDX_MISSING', 'ERROR: BuildKit is enabled but the buildx component is missing or broken.'],
    [
      'DOCKER_UNREACHABLE',
      'ERROR: Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?'
    ],
    [
      'DOCKER_UNREACHABLE',
      'ERROR: permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock'
    ],
    [
      'DOCKERFILE_NOT_FOUND',
      'ERROR: failed to solve: failed to read dockerfile: open Dockerfile: no such file or directory'
    ],
    ['IMAGE_PUSH_DENIED', 'ERROR: failed to solve: no basic auth credentials'],
    ['IMAGE_PUSH_DENIED', 'ERROR: denied: requested access to the resource is denied'],
    [
      'IMAGE_PUSH_DENIED',
      'ERROR: failed to solve: failed to push x/y:1: push access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed'
    ],
    [
      'IMAGE_PUSH_DENIED',
      'ERROR: failed to solve: failed to push ghcr.io/a/b:1: unexpected status from HEAD request to https://ghcr.io/v2/a/b/blobs/sha256:1: 403 Forbidden'
    ],
    ['IMAGE_PUSH_DENIED', 'ERROR: unauthorized: incorrect username or password'],
    [
      'IMAGE_PUSH_FAILED',
      'ERROR: failed to solve: failed to push 127.0.0.1:5000/a:1: unexpected status from PUT request to http://127.0.0.1:5000/v2/a: 503 Service Unavailable'
    ],
    ['IMAGE_PUSH_FAILED', 'ERROR: received unexpected HTTP status: 503 Service Unavailable'],
    [
      'IMAGE_PUSH_FAILED',
      'ERROR: failed to solve: failed to do request: Head "http://127.0.0.1:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused'
    ],
    [
      'BUILD_FAILED',
      'ERROR: failed to solve: process "/bin/sh -c exit 3" did not complete successfully: exit code: 3'
    ],
    ['BUILD_FAILED', 'ERROR: failed to solve: failed to compute cache key: "/missing.txt": not found'],
    ['BUILD_FAILED', '']
  ])('gives %s for: %s', (code, stderr) => {
    expect(buildFailure(1, stderr).code).toBe(code)
  })

  test('repeats the words of the builder', () => {
    const error = buildFailure(1, '#5 ERROR: x\n------\nERROR: failed to solve: "/missing.txt": not found\n')
    expect(error.message).toContain('failed to solve: "/missing.txt": not found')
  })

  test('repeats the line that tells, not the usage below it', () => {
    const usage = "unknown flag: --progress\nSee 'docker --help'.\n\nUsage:  docker [OPTIONS] COMMAND\n"
    expect(buildFailure(125, usage)).toMatchObject({
      code: 'BUILDX_MISSING',
      message: expect.stringMatching(/Docker said: unknown flag: --progress$/)
    })
  })

  test.each([
    'denied: requested access to the resource is denied',
    'unauthorized: authentication required',
    'failed to push some refs',
    'Cannot connect to the Docker daemon at unix:///var/run/docker.sock',
    'failed to read dockerfile',
    'ERROR: denied: x'
  ])('is not misled by what a RUN step prints or is: %s', words => {
    // As printed by buildx 0.13: the output of the step comes twice, the command four times.
    const stderr = `#5 [2/2] RUN --network=none echo "${words}"; exit 3
#5 0.076 ${words}
#5 ERROR: process "/bin/sh -c echo \\"${words}\\"; exit 3" did not complete successfully: exit code: 3
------
 > [2/2] RUN --network=none echo "${words}"; exit 3:
0.076 ${words}
------
Dockerfile:3
--------------------
   1 |     FROM scratch
   2 |     COPY sh /bin/sh
   3 | >>> RUN --network=none echo "${words}"; exit 3
   4 |     
--------------------
ERROR: failed to solve: process "/bin/sh -c echo \\"${words}\\"; exit 3" did not complete successfully: exit code: 3
`
    const error = buildFailure(1, stderr)
    expect(error.code).toBe('BUILD_FAILED')
    expect(error.message).toContain('(exit code 1): failed to solve: process "/bin/sh -c')
  })

  test.each([
    'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    'unexpected status from HEAD request to https://registry.example/v2/base/manifests/1: 401 Unauthorized',
    'failed to do request: Head "https://registry.example/v2/base/manifests/1": dial tcp: connect: connection refused',
    'toomanyrequests: You have reached your pull rate limit'
  ])('does not take a base image that cannot be had for a push: %s', words => {
    const stderr = `#2 [internal] load metadata for registry.example/base:1
#2 ERROR: ${words}
------
 > [internal] load metadata for registry.example/base:1:
------
Dockerfile:1
--------------------
   1 | >>> FROM registry.example/base:1
--------------------
ERROR: failed to solve: registry.example/base:1: failed to resolve source metadata for registry.example/base:1: ${words}
`
    expect(buildFailure(1, stderr).code).toBe('BUILD_FAILED')
  })

  test.each([
    'unknown: the registry is read-only',
    'Get "https://registry.example/v2/": dial tcp: connect: connection refused',
    'Get "https://registry.example/v2/": http: server gave HTTP response to HTTPS client'
  ])('takes whatever fails while it pushes for a push: %s', words => {
    const stderr = `#6 pushing registry.example/shop:1 with docker
#6 ERROR: ${words}
------
 > pushing registry.example/shop:1 with docker:
------
ERROR: ${words}
`
    expect(buildFailure(1, stderr)).toMatchObject({
      code: 'IMAGE_PUSH_FAILED',
      message: expect.stringContaining(`Docker said: ${words}`)
    })
  })

  test('does not take a token server that is down for a refusal', () => {
    const stderr =
      'ERROR: failed to solve: failed to push registry.example/shop:1: failed to authorize: failed to fetch oauth token: Post "https://auth.example/token": dial tcp: connect: connection refused'
    expect(buildFailure(1, stderr).code).toBe('IMAGE_PUSH_FAILED')
  })
})
