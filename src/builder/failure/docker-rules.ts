import type { Rule } from './explanation.ts'

/** What `docker` says where it can build nothing at all. That is so for every image of a run, so none is named. */
export const dockerRules: readonly (Rule & { readonly tell: () => string })[] = [
  {
    code: 'BUILDX_MISSING',
    pattern:
      /^(?:docker: )?(?:unknown command: docker buildx|'buildx' is not a docker command|(?:BuildKit is enabled but the )?buildx component is missing|unknown flag: --progress)/,
    tell: () =>
      'Docker has no buildx here. Install the docker-buildx plugin, add docker/setup-buildx-action before newtag, or set ' +
      '`engine: buildah`.'
  },
  {
    code: 'DOCKER_UNREACHABLE',
    pattern:
      /^(?:error during connect: |failed to \w+ [^:\n]+: )?(?:Cannot connect to the Docker daemon|failed to connect to the docker API|permission denied while trying to connect to the (?:Docker daemon|docker API)|error during connect|dial unix \S+docker\.sock|open \/\/\.\/pipe\/docker)/i,
    tell: () =>
      'The Docker daemon does not answer. Start it, give the runner access to its socket, or use a runner that has it.'
  }
]
