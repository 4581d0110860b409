import { type FailureRule, sentences } from './explanation.ts'

/** What buildah says of what is no step. */
export const buildahRules: readonly FailureRule[] = [
  {
    code: 'DOCKERFILE_NOT_FOUND',
    pattern:
      /^(?:stat|open|lstat|reading|no such file)[^\n]*(?:docker|container)file[^\n]*no such file or directory|^(?:no|neither) (?:Docker|Container)file|^stat [^\n]+: no such file or directory$/i,
    tell: sentences.dockerfileNotFound
  },
  {
    code: 'CONTEXT_NOT_FOUND',
    pattern:
      /^(?:evaluating symlinks in build context path|determining path to (?:directory|file)|error? ?accessing context|context must be a directory)/,
    tell: sentences.contextNotFound
  },
  {
    code: 'DOCKERFILE_INVALID',
    pattern: /^The target "([^"]*)" was not found/i,
    tell: sentences.stageNotFound
  },
  {
    code: 'DOCKERFILE_INVALID',
    pattern:
      /^(?:no contents in|building: no stages to build|no FROM statement found|determining starting point for build|parsing main Dockerfile|creating build container: (?:repository name must be lowercase|invalid reference format)|dockerfile parse error|syntax error)/,
    tell: ({ file }) =>
      `The Dockerfile ${file} is not valid. Correct it; an argument that FROM uses must have a value.`
  },
  {
    code: 'BASE_IMAGE_UNAVAILABLE',
    pattern: /^creating build container: short-name (".*?") did not resolve|short-name resolution enforced/,
    tell: ({ file }, [, name = 'of an image']) =>
      `buildah does not know the registry of the short name ${name}. Write it in full in ${file}, like ` +
      'docker.io/library/node:24, or set `unqualified-search-registries` in registries.conf.'
  },
  {
    code: 'BASE_IMAGE_UNAVAILABLE',
    pattern: /^COPY --from=(\S+): no stage or image found with that name/,
    tell: ({ file }, [, name = '']) =>
      `${name} is no stage of ${file}, and cannot be pulled as an image. Correct \`COPY --from\`, or run ` +
      'docker/login-action for its registry before newtag.'
  },
  {
    code: 'CREDENTIAL_HELPER_FAILED',
    pattern: /error getting credentials/,
    tell: ({ image }) =>
      `${image} was not built: the credential helper named in the login file (\`credsStore\`, \`credHelpers\`) could not ` +
      'be run. Install it on the runner, or take its entry out.'
  },
  {
    code: 'INPUT_INVALID',
    pattern: /^building system context: invalid platform|^tag \S+: invalid reference format/,
    tell: ({ image }) =>
      `buildah does not take an input of ${image}. Correct \`image\`, \`tag\`, \`extra-tags\` or \`platforms\`.`
  },
  {
    code: 'BUILD_SECRET_MISSING',
    pattern: /^creating build executor: \$SSH_AUTH_SOCK not set/,
    tell: ({ image }) =>
      `There is no SSH agent for the build of ${image}. Start one and load the key before newtag, or correct \`ssh\`.`
  },
  {
    code: 'BUILDER_UNSUPPORTED',
    pattern: /^unknown (?:flag|shorthand flag): (--?[\w-]+)/,
    tell: ({ image }, [, flag = '']) =>
      `This buildah does not know ${flag}, which the build of ${image} needs. Update it, or set \`engine: buildx\`.`
  }
]

/** What buildah says of a step that it could not carry out. */
export const buildahStepRules: readonly FailureRule[] = [
  {
    code: 'DOCKERFILE_INVALID',
    pattern:
      /^(?:Build error: )?(?:Unknown instruction|\w+ requires (?:at least|exactly|one)|\w+ only supports the|dockerfile parse error|Syntax error)/i,
    tell: ({ file }) =>
      `The Dockerfile ${file} has an instruction that this buildah does not take. Correct it, or set \`engine: buildx\`.`
  },
  {
    code: 'BUILD_STEP_FAILED',
    pattern: /secret required but no secret with id (\S+) found|no secret with id (\S+)/,
    tell: sentences.secretMissing
  },
  {
    code: 'BUILD_STEP_FAILED',
    pattern: /ssh required but no ssh|no ssh with id/,
    tell: sentences.sshMissing
  },
  {
    code: 'CONTEXT_NOT_FOUND',
    pattern: /changing to intended-new-root directory "([^"]*)"/,
    tell: sentences.namedContextNotFound
  },
  {
    code: 'BUILD_FILE_NOT_FOUND',
    pattern: /^reading "[a-z]+:\/\//,
    tell: sentences.downloadFailed
  },
  {
    code: 'BUILD_FILE_NOT_FOUND',
    pattern: /filtered out using \S*\.dockerignore\)/,
    tell: ({ context, file }) =>
      `What a COPY of ${file} takes is left out of the build context ${context} by .dockerignore. Take it out of there, or correct the path.`
  },
  {
    code: 'BUILD_FILE_NOT_FOUND',
    pattern:
      /copier: stat: \[?"\/?([^"]*)"\]?: no such file|no items matching glob|no such file or directory$/,
    tell: sentences.fileNotFound
  }
]
