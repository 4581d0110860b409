import { describe, expect, test } from '@jest/globals'

import { ActionError } from '../../../../src/errors/errors.ts'
import type { CachePlan } from '../../../../src/builder/buildx/cache.ts'
import { parseInspect, probeBuilder, refuseUnsupported } from '../../../../src/builder/buildx/inspect.ts'

const label = (name: string) => `org.mobyproject.buildkit.worker.${name}`

/** buildx 0.13.1 and 0.37.2 say the same of dockerd 26.1 with the classic store. */
const classic = `Name:   default
Driver: docker

Nodes:
Name:             default
Endpoint:         default
Status:           running
BuildKit version: v0.0.0+unknown
Platforms:        linux/amd64, linux/amd64/v2, linux/amd64/v3, linux/386
Labels:
 ${label('moby.host-gateway-ip')}: <nil>
`

/** The same with the containerd image store. */
const containerd = `Name:   default
Driver: docker

Nodes:
Name:             default
Endpoint:         default
Status:           running
BuildKit version: v0.0.0+unknown
Platforms:        linux/amd64, linux/amd64/v2
Labels:
 ${label('containerd.namespace')}: moby
 ${label('executor')}:             containerd
 ${label('snapshotter')}:          overlayfs
`

const inactive = `Name:          cont
Driver:        docker-container
Last Activity: 2026-11-21 18:55:32 +0000 UTC

Nodes:
Name:                  cont0
Endpoint:              unix:///var/run/docker.sock
Status:                inactive
BuildKit daemon flags: --allow-insecure-entitlement=network.host
`

/** buildx 0.10 of two nodes, one of which does not run. */
const twoNodes = `Name:          remote-builder
Driver:        remote
Last Activity: 2023-04-20 12:47:49 +0000 UTC

Nodes:
Name:      remote-builder0
Endpoint:  tcp://10.0.0.9:1234
Status:    inactive
Platforms:

Name:           aws_graviton2
Endpoint:       tcp://10.0.0.1:1234
Driver Options: cacert="/home/user/ca.pem" key="/home/user/key.pem"
Status:         running
Buildkit:       v0.11.6
Platforms:      linux/arm64*, linux/arm/v7*
Labels:
 ${label('executor')}:         oci
 ${label('snapshotter')}:      overlayfs
GC Policy rule#0:
 All:           false
 Filters:       type==source.local,type==exec.cachemount
 Keep Duration: 48h0m0s
`

/** What newer ones add. */
const withDevices = `Name:          nvidia
Driver:        docker-container

Nodes:
Name:                  nvidia0
Endpoint:              unix:///var/run/docker.sock
Status:                running
BuildKit version:      v0.20.0-rc2-4-gd30d8e22c.m
Platforms:             linux/amd64
Features:
 Cache export:         true
 Multi-platform build: true
Labels:
 ${label('executor')}:         oci
Devices:
 Name:                  nvidia.com/gpu=all
 Automatically allowed: true
GC Policy rule#0:
 All:            false
File#buildkitd.toml:
 > Name: x
 > Driver: docker
`

const dead = `Name:          dead
Driver:        remote

Nodes:
Name:     dead0
Endpoint: tcp://127.0.0.1:1
Status:   inactive
`

const noDaemon = `Name:   default
Driver: 
Error:  failed to connect to the docker API at unix:///nowhere/x.sock; check if the path is correct and if the daemon is running: dial unix /nowhere/x.sock: connect: no such file or directory
`

const oneBroken = `Name:   fleet
Driver: kubernetes

Nodes:
Name:     fleet0
Endpoint: kubernetes:///fleet
Error:    deployments.apps "fleet0" is forbidden: User "ci" cannot get resource "deployments"

Name:     fleet1
Endpoint: kubernetes:///fleet
Status:   running
`

describe('parseInspect', () => {
  test('reads a node', () => {
    expect(parseInspect(classic)).toEqual({
      name: 'default',
      driver: 'docker',
      error: undefined,
      nodes: [
        {
          endpoint: 'default',
          status: 'running',
          error: undefined,
          buildKit: 'v0.0.0+unknown',
          platforms: ['linux/amd64', 'linux/amd64/v2', 'linux/amd64/v3', 'linux/386'],
          labels: new Map([[label('moby.host-gateway-ip'), '<nil>']])
        }
      ]
    })
  })

  test('reads several nodes, and the words of buildx before 0.13', () => {
    const { nodes } = parseInspect(twoNodes)
    expect(nodes).toMatchObject([
      { status: 'inactive', platforms: [], buildKit: undefined },
      { status: 'running', platforms: ['linux/arm64', 'linux/arm/v7'], buildKit: 'v0.11.6' }
    ])
    expect([...(nodes[1]?.labels.keys() ?? [])]).toEqual([label('executor'), label('snapshotter')])
  })

  test('is not misled by what stands in other sections', () => {
    const described = parseInspect(withDevices)
    expect(described).toMatchObject({ name: 'nvidia', driver: 'docker-container' })
    expect(described.nodes).toHaveLength(1)
    expect([...(described.nodes[0]?.labels.keys() ?? [])]).toEqual([label('executor')])
  })

  test('reads errors of the builder and of a node', () => {
    expect(parseInspect(noDaemon)).toMatchObject({
      driver: '',
      error: expect.stringContaining('failed to connect to the docker API'),
      nodes: []
    })
    expect(parseInspect(oneBroken).nodes.map(({ error }) => error?.slice(0, 16))).toEqual([
      'deployments.apps',
      undefined
    ])
  })

  test('reads nothing out of nothing', () => {
    expect(parseInspect('')).toEqual({ name: '', driver: '', error: undefined, nodes: [] })
  })
})

/** Answers in turn, and writes down what was asked. */
function answers(...given: (string | { readonly exitCode: number; readonly stderr: string })[]) {
  const asked: string[] = []
  const docker = async (args: readonly string[]) => {
    asked.push(args.join(' '))
    const answer = given[asked.length - 1]
    if (answer === undefined) throw new Error('asked too often')
    const { exitCode, stderr } = typeof answer === 'string' ? { exitCode: 0, stderr: '' } : answer
    return Promise.resolve({
      exitCode,
      stderr,
      stdout: Buffer.from(typeof answer === 'string' ? answer : '')
    })
  }
  return { asked, docker }
}

describe('probeBuilder', () => {
  test.each([
    ['the classic store', classic, true],
    ['the containerd store', containerd, false],
    ['a container that starts with the build', inactive, false],
    ['nodes of which one does not run', twoNodes, false],
    ['nodes of which one is broken', oneBroken, false],
    ['a driver that nobody knows', classic.replace('Driver: docker', 'Driver: cloud'), false]
  ])('knows %s', async (_, text, classicStore) => {
    const { asked, docker } = answers(text)
    expect((await probeBuilder(docker, undefined)).classicStore).toBe(classicStore)
    expect(asked).toEqual(['buildx inspect'])
  })

  test('asks for a builder by name, which is never an option', async () => {
    const { asked, docker } = answers(inactive)
    await probeBuilder(docker, '--bootstrap')
    expect(asked).toEqual(['buildx inspect -- --bootstrap'])
  })

  test('waits for a remote builder, which nothing can start', async () => {
    const running = dead.replace('inactive', 'running')
    const { asked, docker } = answers(dead, running)
    expect((await probeBuilder(docker, 'dead')).description.nodes[0]?.status).toBe('running')
    expect(asked).toEqual(['buildx inspect -- dead', 'buildx inspect --bootstrap -- dead'])
  })

  test('names a docker that does not answer, with its words and the builder', async () => {
    const docker = () =>
      Promise.resolve({
        ...{ exitCode: 130, stdout: Buffer.from(''), stderr: 'ERROR: no builder "fleet" found\n' },
        ending: 'timed out after 60 s'
      })
    await expect(probeBuilder(docker, 'fleet')).rejects.toMatchObject({
      code: 'BUILDER_UNAVAILABLE',
      message: expect.stringMatching(
        /^docker buildx inspect timed out after 60 s, when newtag asked for the builder "fleet"\. .* Docker said: ERROR: no builder/
      )
    })
  })

  const failures: [string, Parameters<typeof answers>, string, string][] = [
    [
      'a remote builder that does not come',
      [dead, { exitCode: 1, stderr: '#1 ERROR: x\n------\nERROR: context deadline exceeded\n' }],
      'BUILDER_UNAVAILABLE',
      'tcp://127.0.0.1:1 did not answer: context deadline exceeded'
    ],
    [
      'a builder that does not exist',
      [{ exitCode: 1, stderr: 'ERROR: no builder "x" found\n' }],
      'BUILDER_UNAVAILABLE',
      'no builder "x" found'
    ],
    [
      'a node that cannot be reached',
      [oneBroken.replace('Status:   running', 'Error: is gone')],
      'BUILDER_UNAVAILABLE',
      'deployments.apps "fleet0" is forbidden'
    ],
    ['no daemon', [noDaemon], 'DOCKER_UNREACHABLE', 'failed to connect to the docker API'],
    [
      'no right to its socket',
      [
        noDaemon.replace(
          /failed.*/,
          'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock'
        )
      ],
      'DOCKER_UNREACHABLE',
      'permission denied'
    ],
    [
      'a docker of 26 without buildx',
      [{ exitCode: 1, stderr: "docker: 'buildx' is not a docker command.\nSee 'docker --help'\n" }],
      'BUILDX_MISSING',
      "docker: 'buildx' is not a docker command"
    ],
    [
      'a docker of 28 without buildx',
      [{ exitCode: 1, stderr: "docker: unknown command: docker buildx\n\nRun 'docker --help' for more\n" }],
      'BUILDX_MISSING',
      'docker: unknown command: docker buildx'
    ],
    ['no word', [{ exitCode: 1, stderr: '' }], 'BUILDER_UNAVAILABLE', 'no message']
  ]
  test.each(failures)('%s', async (_, given, code, words) => {
    await expect(probeBuilder(answers(...given).docker, 'x')).rejects.toMatchObject({
      code,
      message: expect.stringContaining(`Docker said: ${words}`)
    })
  })
})

const modest: Parameters<typeof refuseUnsupported>[0] = {
  platforms: ['linux/arm64'],
  provenance: 'false',
  sbom: 'false',
  annotations: []
}
const uncached: CachePlan = { from: [], to: [], notices: [], problems: [] }

describe('refuseUnsupported', () => {
  const refuse = (changes: Partial<typeof modest>, cache = uncached, classicStore = true) => {
    refuseUnsupported({ ...modest, ...changes }, { description: parseInspect(classic), classicStore }, cache)
  }

  test('lets pass what every builder can do', () => {
    refuse({})
  })

  test.each<[string, Partial<typeof modest>, CachePlan, RegExp]>([
    [
      'platforms',
      { platforms: ['linux/amd64', 'linux/arm64'] },
      uncached,
      /several platforms \(`platforms`\)/
    ],
    ['provenance', { provenance: 'mode=max' }, uncached, /attestation \(`provenance`\)/],
    ['a list of materials', { sbom: 'true' }, uncached, /attestation \(`sbom`\)/],
    ['annotations', { annotations: ['a=b'] }, uncached, /`annotations`; `labels` work here/],
    [
      'a cache',
      {},
      { ...uncached, problems: ['export a cache of type gha'] },
      /cannot export a cache of type gha/
    ]
  ])('refuses %s on the classic store only', (_, changes, cache, words) => {
    expect(() => {
      refuse(changes, cache)
    }).toThrow(words)
    refuse(changes, cache, false)
  })

  test('says all of it at once, and what to do', () => {
    const changes = { platforms: ['a', 'b'], provenance: 'true', sbom: 'true', annotations: ['c=d'] }
    let failure: unknown
    try {
      refuse(changes)
    } catch (error) {
      failure = error
    }
    expect(failure).toBeInstanceOf(ActionError)
    expect(failure).toMatchObject({
      code: 'BUILDER_UNSUPPORTED',
      message:
        'The builder "default" (docker driver, classic image store) cannot build for several platforms (`platforms`); ' +
        'nor attach an attestation (`provenance`); nor attach an attestation (`sbom`); nor write annotations ' +
        '(`annotations`; `labels` work here). Add docker/setup-buildx-action before this step, or turn on the ' +
        'containerd image store of the Docker daemon, or remove these inputs.'
    })
  })
})
