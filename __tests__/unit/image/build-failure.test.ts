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

  test('is not misled by what a RUN step prints', () => {
    const stderr =
      '#7 0.201 denied: requested access to the resource is denied\nERROR: failed to solve: exit code: 1'
    expect(buildFailure(1, stderr).code).toBe('BUILD_FAILED')
  })
})
