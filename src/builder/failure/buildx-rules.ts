import { type FailureRule, sentences } from './explanation.ts'

/** What `docker` says where it can build nothing at all. That is so for every image of a run, so none is named. */
export const dockerRules: readonly (FailureRule & { readonly tell: () => string })[] = [
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

/** What the command line of Docker, buildx and the driver of the builder say. */
export const commandRules: readonly FailureRule[] = [
  ...dockerRules,
  {
    code: 'BUILDER_UNSUPPORTED',
    pattern: /^unknown (?:flag|shorthand flag): (--?[\w-]+)/,
    tell: ({ image }, [, flag = '']) =>
      `This buildx does not know ${flag}, which the build of ${image} needs. Update it, or add docker/setup-buildx-action before newtag.`
  },
  {
    code: 'BUILDER_UNAVAILABLE',
    pattern: /^no builder ("[^"]*") found/,
    tell: (_, [, name = '']) =>
      `There is no builder ${name}. Create it before newtag (docker/setup-buildx-action), or correct \`builder\`.`
  },
  {
    code: 'BUILDER_UNAVAILABLE',
    pattern:
      /^(?:failed to (?:initialize builder|find driver|dial|list workers|get status|connect to builder)\b|listing workers|(?:failed to receive status: |rpc error: code = )?Unavailable\b|(?:failed to receive status: )?rpc error: code = Unavailable|error reading from server|closing transport|timed out waiting for (?:builder|\d+ replicas)|unable to connect to deployment)/,
    tell: ({ image }) =>
      `The builder of ${image} does not answer, or the connection to it was lost. Check that it runs and that the ` +
      'runner reaches it (`docker buildx inspect`), and whether it ran out of memory.'
  },
  {
    code: 'BUILDER_UNSUPPORTED',
    pattern:
      /^(.+?) is not supported for the (.+?) driver|^(.+?) (?:feature )?is currently not supported for (\S+) driver/,
    tell: ({ image }, match) =>
      `The builder of ${image} (driver ${match[2] ?? match[4] ?? 'docker'}) cannot do this: ${match[1] ?? match[3] ?? ''}. Add ` +
      'docker/setup-buildx-action before newtag, or turn on the containerd image store of Docker.'
  },
  {
    code: 'BUILDER_UNSUPPORTED',
    pattern:
      /^(?:failed to load LLB: |granting entitlement )?((?:network\.host|security\.insecure)|device\S*) is not allowed/,
    tell: ({ file }, [, what = '']) =>
      `The builder does not allow ${what}. Take it out of ${file} and of \`network\`, or start the builder with ` +
      `--allow-insecure-entitlement ${what} (\`buildkitd-flags\` of docker/setup-buildx-action).`
  },
  {
    code: 'BUILDER_UNSUPPORTED',
    pattern: /^unsupported frontend capability|^unknown cache (?:ex|im)porter|^unknown API capability/,
    tell: ({ image }) =>
      `The builder is too old for what the build of ${image} asks, or does not know it. Update it, or use a newer one ` +
      'with `builder`.'
  },
  {
    code: 'CREDENTIAL_HELPER_FAILED',
    pattern: /^error getting credentials/,
    tell: ({ image }) =>
      `${image} was not built: ` +
      "the credential helper named in Docker's config.json (`credsStore`, `credHelpers`) could not be run. Install it on " +
      'the runner, or take its entry out.'
  },
  {
    code: 'INPUT_INVALID',
    pattern:
      /^invalid tag |^"[^"]*": cannot parse platform|^"[^"]*": unknown operating system or architecture/,
    tell: ({ image }) =>
      `The builder does not take an input of ${image}. Correct \`image\`, \`tag\`, \`extra-tags\` or \`platforms\`.`
  },
  {
    code: 'BUILD_SECRET_MISSING',
    pattern:
      /^(?:could not parse secrets|failed to stat |invalid empty ssh agent socket|could not parse ssh)/,
    tell: ({ image }) =>
      `A secret or SSH key for the build of ${image} is not there. Check \`secrets\`, \`secret-files\` and \`ssh\`; an ` +
      'SSH agent has to be started before newtag.'
  },
  {
    code: 'CONTEXT_NOT_FOUND',
    pattern: /^unable to prepare context: /,
    tell: sentences.contextNotFound
  },
  {
    code: 'CONTEXT_NOT_FOUND',
    pattern: /^failed to get build context (\S+): /,
    tell: sentences.namedContextNotFound
  },
  {
    code: 'DOCKERFILE_NOT_FOUND',
    pattern: /^failed to read dockerfile: |^unable to evaluate symlinks in Dockerfile path|^resolve : lstat /,
    tell: sentences.dockerfileNotFound
  }
]

/** What BuildKit says of a Dockerfile that it cannot follow. */
export const dockerfileRules: readonly FailureRule[] = [
  {
    code: 'DOCKERFILE_INVALID',
    pattern: /^target stage "([^"]*)" could not be found/,
    tell: sentences.stageNotFound
  },
  {
    code: 'DOCKERFILE_INVALID',
    pattern: /^base name \((.*?)\) should not be blank/,
    tell: ({ file }, [, name = '']) =>
      `${name} in a FROM of ${file} is empty. Give its argument a default (\`ARG NAME=value\`), or set it in \`build-args\`.`
  },
  {
    code: 'DOCKERFILE_INVALID',
    pattern:
      /^(?:dockerfile parse error|the Dockerfile cannot be empty|no build stage in current context|failed to parse stage name|file with no instructions|circular dependency detected|failed to process "|lint violation found)/,
    tell: ({ file }) => `The Dockerfile ${file} is not valid. Correct what is named here.`
  }
]

/** What BuildKit says of a step that could not be started. */
export const stepRules: readonly FailureRule[] = [
  {
    code: 'BUILD_STEP_FAILED',
    pattern: /^secret (.+): not found$/s,
    tell: sentences.secretMissing
  },
  {
    code: 'BUILD_STEP_FAILED',
    pattern: /^(?:failed to load cache key: )?(?:unset ssh forward key|no SSH key)/,
    tell: sentences.sshMissing
  },
  {
    code: 'BUILD_FILE_NOT_FOUND',
    pattern:
      /^failed to (?:compute|load) cache key: failed to (?:calculate checksum|walk)[\s\S]*?(?:: "\/?((?:[^"\\]|\\.)+)": not found|no such file or directory)$/,
    tell: sentences.fileNotFound
  },
  {
    code: 'BUILD_FILE_NOT_FOUND',
    pattern: /^failed to load cache key: |^digest mismatch /,
    tell: sentences.downloadFailed
  }
]
