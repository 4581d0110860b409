export const id = 441;
export const ids = [441,689];
export const modules = {

/***/ 1103:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AS: () => (/* binding */ pairs),
/* harmony export */   Ol: () => (/* binding */ isEnabled),
/* harmony export */   fF: () => (/* binding */ options),
/* harmony export */   uK: () => (/* binding */ option)
/* harmony export */ });
function option(name, value) {
    return value === undefined ? [] : [`--${name}=${value}`];
}
function options(name, values) {
    return values.map(value => `--${name}=${value}`);
}
function pairs(name, fields) {
    return options(name, Object.entries(fields).map(([key, value]) => `${key}=${value}`));
}
function isEnabled(attestation) {
    return !/^(?:|0|f|false)$/i.test(attestation);
}


/***/ }),

/***/ 9822:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hf: () => (/* binding */ commandRules),
/* harmony export */   Kw: () => (/* binding */ dockerRules),
/* harmony export */   MW: () => (/* binding */ dockerfileRules),
/* harmony export */   cq: () => (/* binding */ stepRules)
/* harmony export */ });
/* harmony import */ var _explanation_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9773);

const dockerRules = [
    {
        code: 'BUILDX_MISSING',
        pattern: /^(?:docker: )?(?:unknown command: docker buildx|'buildx' is not a docker command|(?:BuildKit is enabled but the )?buildx component is missing|unknown flag: --progress)/,
        tell: () => 'Docker has no buildx here. Install the docker-buildx plugin, add docker/setup-buildx-action before newtag, or set ' +
            '`engine: buildah`.'
    },
    {
        code: 'DOCKER_UNREACHABLE',
        pattern: /^(?:error during connect: |failed to \w+ [^:\n]+: )?(?:Cannot connect to the Docker daemon|failed to connect to the docker API|permission denied while trying to connect to the (?:Docker daemon|docker API)|error during connect|dial unix \S+docker\.sock|open \/\/\.\/pipe\/docker)/i,
        tell: () => 'The Docker daemon does not answer. Start it, give the runner access to its socket, or use a runner that has it.'
    }
];
const commandRules = [
    ...dockerRules,
    {
        code: 'BUILDER_UNSUPPORTED',
        pattern: /^unknown (?:flag|shorthand flag): (--?[\w-]+)/,
        tell: ({ image }, [, flag = '']) => `This buildx does not know ${flag}, which the build of ${image} needs. Update it, or add docker/setup-buildx-action before newtag.`
    },
    {
        code: 'BUILDER_UNAVAILABLE',
        pattern: /^no builder ("[^"]*") found/,
        tell: (_, [, name = '']) => `There is no builder ${name}. Create it before newtag (docker/setup-buildx-action), or correct \`builder\`.`
    },
    {
        code: 'BUILDER_UNAVAILABLE',
        pattern: /^(?:failed to (?:initialize builder|find driver|dial|list workers|get status|connect to builder)\b|listing workers|(?:failed to receive status: |rpc error: code = )?Unavailable\b|(?:failed to receive status: )?rpc error: code = Unavailable|error reading from server|closing transport|timed out waiting for (?:builder|\d+ replicas)|unable to connect to deployment)/,
        tell: ({ image }) => `The builder of ${image} does not answer, or the connection to it was lost. Check that it runs and that the ` +
            'runner reaches it (`docker buildx inspect`), and whether it ran out of memory.'
    },
    {
        code: 'BUILDER_UNSUPPORTED',
        pattern: /^(.+?) is not supported for the (.+?) driver|^(.+?) (?:feature )?is currently not supported for (\S+) driver/,
        tell: ({ image }, match) => `The builder of ${image} (driver ${match[2] ?? match[4] ?? 'docker'}) cannot do this: ${match[1] ?? match[3] ?? ''}. Add ` +
            'docker/setup-buildx-action before newtag, or turn on the containerd image store of Docker.'
    },
    {
        code: 'BUILDER_UNSUPPORTED',
        pattern: /^(?:failed to load LLB: |granting entitlement )?((?:network\.host|security\.insecure)|device\S*) is not allowed/,
        tell: ({ file }, [, what = '']) => `The builder does not allow ${what}. Take it out of ${file} and of \`network\`, or start the builder with ` +
            `--allow-insecure-entitlement ${what} (\`buildkitd-flags\` of docker/setup-buildx-action).`
    },
    {
        code: 'BUILDER_UNSUPPORTED',
        pattern: /^unsupported frontend capability|^unknown cache (?:ex|im)porter|^unknown API capability/,
        tell: ({ image }) => `The builder is too old for what the build of ${image} asks, or does not know it. Update it, or use a newer one ` +
            'with `builder`.'
    },
    {
        code: 'CREDENTIAL_HELPER_FAILED',
        pattern: /^error getting credentials/,
        tell: ({ image }) => `${image} was not built: ` +
            "the credential helper named in Docker's config.json (`credsStore`, `credHelpers`) could not be run. Install it on " +
            'the runner, or take its entry out.'
    },
    {
        code: 'INPUT_INVALID',
        pattern: /^invalid tag |^"[^"]*": cannot parse platform|^"[^"]*": unknown operating system or architecture/,
        tell: ({ image }) => `The builder does not take an input of ${image}. Correct \`image\`, \`tag\`, \`extra-tags\` or \`platforms\`.`
    },
    {
        code: 'BUILD_SECRET_MISSING',
        pattern: /^(?:could not parse secrets|failed to stat |invalid empty ssh agent socket|could not parse ssh)/,
        tell: ({ image }) => `A secret or SSH key for the build of ${image} is not there. Check \`secrets\`, \`secret-files\` and \`ssh\`; an ` +
            'SSH agent has to be started before newtag.'
    },
    {
        code: 'CONTEXT_NOT_FOUND',
        pattern: /^unable to prepare context: /,
        tell: _explanation_js__WEBPACK_IMPORTED_MODULE_0__/* .sentences */ .hC.contextNotFound
    },
    {
        code: 'CONTEXT_NOT_FOUND',
        pattern: /^failed to get build context (\S+): /,
        tell: _explanation_js__WEBPACK_IMPORTED_MODULE_0__/* .sentences */ .hC.namedContextNotFound
    },
    {
        code: 'DOCKERFILE_NOT_FOUND',
        pattern: /^failed to read dockerfile: |^unable to evaluate symlinks in Dockerfile path|^resolve : lstat /,
        tell: _explanation_js__WEBPACK_IMPORTED_MODULE_0__/* .sentences */ .hC.dockerfileNotFound
    }
];
const dockerfileRules = [
    {
        code: 'DOCKERFILE_INVALID',
        pattern: /^target stage "([^"]*)" could not be found/,
        tell: _explanation_js__WEBPACK_IMPORTED_MODULE_0__/* .sentences */ .hC.stageNotFound
    },
    {
        code: 'DOCKERFILE_INVALID',
        pattern: /^base name \((.*?)\) should not be blank/,
        tell: ({ file }, [, name = '']) => `${name} in a FROM of ${file} is empty. Give its argument a default (\`ARG NAME=value\`), or set it in \`build-args\`.`
    },
    {
        code: 'DOCKERFILE_INVALID',
        pattern: /^(?:dockerfile parse error|the Dockerfile cannot be empty|no build stage in current context|failed to parse stage name|file with no instructions|circular dependency detected|failed to process "|lint violation found)/,
        tell: ({ file }) => `The Dockerfile ${file} is not valid. Correct what is named here.`
    }
];
const stepRules = [
    {
        code: 'BUILD_STEP_FAILED',
        pattern: /^secret (.+): not found$/s,
        tell: _explanation_js__WEBPACK_IMPORTED_MODULE_0__/* .sentences */ .hC.secretMissing
    },
    {
        code: 'BUILD_STEP_FAILED',
        pattern: /^(?:failed to load cache key: )?(?:unset ssh forward key|no SSH key)/,
        tell: _explanation_js__WEBPACK_IMPORTED_MODULE_0__/* .sentences */ .hC.sshMissing
    },
    {
        code: 'BUILD_FILE_NOT_FOUND',
        pattern: /^failed to (?:compute|load) cache key: failed to (?:calculate checksum|walk)[\s\S]*?(?:: "\/?((?:[^"\\]|\\.)+)": not found|no such file or directory)$/,
        tell: _explanation_js__WEBPACK_IMPORTED_MODULE_0__/* .sentences */ .hC.fileNotFound
    },
    {
        code: 'BUILD_FILE_NOT_FOUND',
        pattern: /^failed to load cache key: |^digest mismatch /,
        tell: _explanation_js__WEBPACK_IMPORTED_MODULE_0__/* .sentences */ .hC.downloadFailed
    }
];


/***/ }),

/***/ 2687:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  S: () => (/* binding */ explainFailure)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/registry/index.ts + 3 modules
var src_registry = __webpack_require__(1640);
// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __webpack_require__(2600);
// EXTERNAL MODULE: ./src/log/log.ts
var log = __webpack_require__(5384);
;// CONCATENATED MODULE: ./src/builder/failure/buildx-output.ts
function readBuildxOutput(stderr) {
    const lines = stderr.split('\n').map(line => line.trimEnd());
    const start = errorStart(lines);
    const started = lines.some(line => /^#\d+ /.test(line));
    const printed = lines.filter(line => line.trim() !== '');
    const errorLines = start < 0 ? (started ? printed.slice(-1) : printed) : lines.slice(start);
    const above = lines.slice(0, start < 0 ? lines.length : start);
    const error = errorLines
        .join('\n')
        .replace(/^ERROR: /i, '')
        .trim();
    return {
        error,
        started,
        ...failedStep(above, error),
        place: quotedPlace(above)
    };
}
function errorStart(lines) {
    const isError = (line) => /^(?:ERROR|error): /.test(line);
    const rule = lines.findLastIndex(line => line === stepRule || line === sourceRule);
    const below = rule < 0 ? -1 : lines.findIndex((line, index) => index > rule && isError(line));
    return below < 0 ? lines.findLastIndex(isError) : below;
}
const stepRule = '-'.repeat(6);
const sourceRule = '-'.repeat(20);
const harmless = /^ > (?:importing cache manifest|\[auth\])/;
function failedStep(lines, error) {
    const blocks = [...lines.keys()]
        .filter(index => isTitle(lines, index))
        .map(index => readBlock(lines, index));
    const titles = failedVertices(lines, error);
    return blocks.find(({ title }) => titles.has(title)) ?? blocks[0] ?? { title: undefined, log: [] };
}
function isTitle(lines, index) {
    const line = lines[index] ?? '';
    return line.startsWith(' > ') && lines[index - 1] === stepRule && !harmless.test(line);
}
function readBlock(lines, start) {
    const end = lines.indexOf(stepRule, start);
    const log = lines.slice(start + 1, end < 0 ? undefined : end);
    return {
        title: (lines[start] ?? '').slice(3).replace(/:$/, ''),
        log: log.map(line => line.replace(/^\d+\.\d+ /, '')).filter(line => line.trim() !== '')
    };
}
function failedVertices(lines, error) {
    const titles = new Map();
    const failed = new Set();
    for (const line of lines) {
        const [, vertex, words] = /^#(\d+) (.+)$/.exec(line) ?? [];
        if (vertex === undefined || words === undefined)
            continue;
        const title = titles.get(vertex);
        if (title === undefined)
            titles.set(vertex, words);
        else if (words.startsWith('ERROR: ') && error.endsWith(words.slice('ERROR: '.length)))
            failed.add(title);
    }
    return failed;
}
function quotedPlace(lines) {
    const below = lines.slice(lines.lastIndexOf(stepRule) + 1);
    const start = below.indexOf(sourceRule);
    const [, file, line] = /^(.+):(\d+)$/.exec(below[start - 1] ?? '') ?? [];
    if (file === undefined || line === undefined)
        return undefined;
    const isMarked = below.slice(start).some(quoted => new RegExp(`^ *${line} \\| >>>`).test(quoted));
    return isMarked ? { file, line: Number(line) } : undefined;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./src/builder/context.ts
var context = __webpack_require__(8648);
;// CONCATENATED MODULE: ./src/builder/failure/dockerfile.ts


function placeInDockerfile(file, workspace, line) {
    const name = (0,context/* workspacePath */.X)(file, workspace) ?? '';
    if (name === '' || !Number.isSafeInteger(line) || line < 1)
        return undefined;
    return { path: name, line, inSource: true };
}
function findInstruction(file, instruction) {
    let text;
    try {
        text = (0,external_node_fs_.readFileSync)(file, 'utf8');
    }
    catch {
        return undefined;
    }
    const wanted = collapse(instruction);
    const [first, ...others] = instructions(text).filter(candidate => collapse(candidate.text) === wanted);
    return others.length === 0 ? first?.line : undefined;
}
function instructions(text) {
    const complete = [];
    let open;
    for (const [index, raw] of text.split(/\r?\n/).entries()) {
        if (/^\s*(?:#|$)/.test(raw))
            continue;
        const goesOn = /\\\s*$/.test(raw);
        const part = raw.replace(/\\\s*$/, '');
        open = { line: open?.line ?? index + 1, text: `${open?.text ?? ''}${part}` };
        if (goesOn)
            continue;
        complete.push(open);
        open = undefined;
    }
    if (open !== undefined)
        complete.push(open);
    return complete;
}
function collapse(text) {
    return text.trim().replace(/\s+/g, ' ');
}

// EXTERNAL MODULE: ./src/builder/failure/explanation.ts
var explanation = __webpack_require__(9773);
// EXTERNAL MODULE: ./src/builder/failure/push-refusal.ts
var push_refusal = __webpack_require__(9689);
// EXTERNAL MODULE: ./src/system/busy-status.ts
var busy_status = __webpack_require__(1039);
;// CONCATENATED MODULE: ./src/builder/failure/registry-words.ts

function readRegistryWords(words, names) {
    const text = names.reduce((rest, name) => rest.replaceAll(name, 'NAME'), words.replace(/https?:\/\/[^\s"]*[^\s":,]/g, 'URL'));
    const status = readStatus(text);
    const answer = table.find(([, pattern]) => pattern.test(text))?.[0];
    return { answer: weigh(answer, status), status };
}
function readStatus(text) {
    const match = /unexpected (?:HTTP )?status(?: code)?[^\n]*?: (\d{3})\b/.exec(text) ??
        /(?:error parsing HTTP|StatusCode:|invalid status code from registry|failed with status:) (\d{3})\b/.exec(text);
    return match === null ? undefined : Number(match[1]);
}
function weigh(answer, status) {
    if (answer === 'helper' || answer === 'rate-limit')
        return answer;
    if (status === 507)
        return 'full';
    if (status !== undefined && (0,busy_status/* isBusyStatus */.G)(status))
        return 'busy';
    if (answer !== undefined)
        return answer;
    if (status === undefined)
        return 'unknown';
    return meanings[status] ?? (status >= 400 && status < 500 ? 'refused' : 'unknown');
}
const meanings = {
    401: 'login',
    403: 'denied',
    404: 'no-repository',
    413: 'too-large'
};
const table = [
    ['helper', /error getting credentials|docker-credential-[^\s"]+"?: executable file not found/],
    ['rate-limit', /pull rate limit/i],
    ['busy', /toomanyrequests|too many requests/i],
    ['no-manifest', /manifest unknown|NAME: not found/i],
    [
        'no-repository',
        /name unknown|repository with name .* does not exist|repository .* not found|unknown repository/i
    ],
    ['immutable', /immutab|already exists|cannot be overwritten|cannot update tag/i],
    ['full', /quota|exceed the configured upper limit|no space left on device/i],
    ['too-large', /HTTP 413|>413\b|Entity Too Large|Payload Too Large|Content Too Large/i],
    [
        'wrong-login',
        /incorrect username or password|invalid username\/password|fetch oauth token[^\n]*: 401\b|token has expired|HTTP Basic: Access denied|bad credentials/i
    ],
    ['no-login', /no basic auth credentials|fetch anonymous token[^\n]*: 40[13]\b/],
    ['denied', /denied|insufficient[_ ]scope|forbidden|not authorized|permission|\b403\b/i],
    ['login', /unauthorized|authentication required|authorization failed/i],
    ['not-https', /server gave HTTP response to HTTPS client/],
    ['certificate', /x509: |certificate|first record does not look like a TLS handshake|remote error: tls/],
    [
        'unreachable',
        /connection (?:reset|refused|timed out)|connection lost|broken pipe|i\/o timeout|timeout (?:exceeded|awaiting)|TLS handshake timeout|\bEOF\b|deadline ?exceeded|goaway|no route to host|network is (?:unreachable|down)|temporary failure in name resolution|server misbehaving/i
    ],
    ['no-host', /no such host/],
    [
        'refused',
        /^(?:[\s\S]*: )?(?:unknown: |unsupported\b|tag invalid|manifest invalid|manifest blob unknown|blob unknown)/
    ]
];

;// CONCATENATED MODULE: ./src/builder/failure/registry.ts




const later = 'Run the job again; if it persists, look at the state of the registry.';
function explainPush(subject, reference, words) {
    const { answer, status } = readRegistryWords(words, subject.names);
    const [code, reason] = pushReasons[answer](subject);
    const kind = pushKind(answer, status);
    return {
        code,
        kind,
        message: `${reference} was built, but not pushed: ${reason}`,
        words
    };
}
function pushKind(answer, status) {
    if (answer === 'busy' || answer === 'unreachable')
        return 'transient';
    const mayBeImmutable = answer === 'refused' && [400, 409, 412].includes(status ?? 0);
    if (answer === 'immutable' || mayBeImmutable)
        return 'tag-exists';
    const isRefusal = refusals.has(answer) || (status !== undefined && status >= 400 && status < 500);
    return isRefusal ? 'refused' : 'other';
}
const refusals = new Set([
    'no-login',
    'wrong-login',
    'login',
    'denied',
    'no-repository',
    'too-large',
    'refused'
]);
const failed = (tell) => subject => ['IMAGE_PUSH_FAILED', tell(subject)];
const pushReasons = {
    helper: helperReason,
    busy: failed(({ host }) => `${host} is rate-limiting or overloaded. ${later}`),
    'rate-limit': failed(({ host }) => `${host} limits how often it may be asked. Run the job again later.`),
    unreachable: failed(({ host }) => `could not connect to ${host}, or the connection was lost. ${later}`),
    'no-host': failed(({ host }) => `the host ${host} has no address. Check the host in \`image\`, and the name server of the runner.`),
    'not-https': failed(({ host }) => `${host} speaks http, not https. Give it a certificate, or make the builder take it for insecure ` +
        '(`insecure-registries` of the Docker daemon, `[registry]` in buildkitd.toml).'),
    certificate: failed(({ host }) => `no trusted TLS connection to ${host} can be made. Install the certificate of its authority for the builder.`),
    'no-repository': ({ host, path }) => [
        'IMAGE_REPOSITORY_MISSING',
        `${host} has no repository ${path}, or does not show it to this login. Create it first (Amazon ECR does not create ` +
            'one by itself), or correct `image`.'
    ],
    'no-manifest': failed(({ host }) => `${host} does not know what was just sent to it. ${later}`),
    immutable: () => [
        'IMAGE_TAG_IMMUTABLE',
        'the tag exists in the registry and cannot be moved. Make `tag` and `extra-tags` unique to the commit, or allow ' +
            'tags of this repository to be overwritten.'
    ],
    full: ({ host }) => [
        'STORAGE_FULL',
        `${host} has no room for it, or a quota is used up. Delete old images there or raise the quota, then run the job again.`
    ],
    'no-login': subject => denied(`no login for ${subject.host} was found.`, subject),
    'wrong-login': subject => denied(`${subject.host} did not accept the user name or the password; a secret may be empty, wrong or expired.`, subject),
    login: subject => denied(`${subject.host} asks for a login, and none was sent or it was not accepted.`, subject),
    denied: subject => denied(`the login is not allowed to write ${subject.path} on ${subject.host}, or there is no login.`, subject),
    'too-large': ({ host }) => [
        'IMAGE_TOO_LARGE',
        `a layer is larger than ${host}, or a proxy in front of it, takes. Make the layers smaller, or raise the limit ` +
            '(`client_max_body_size` of nginx).'
    ],
    refused: failed(({ host }) => `${host} refused it. Frequent reasons: the tag exists and is immutable, the registry is read-only, or it does not take this type of manifest.`),
    unknown: failed(() => later)
};
function helperReason() {
    return [
        'CREDENTIAL_HELPER_FAILED',
        "the credential helper named in Docker's config.json (`credsStore`, `credHelpers`) could not be run. Install it on " +
            'the runner, or take its entry out.'
    ];
}
function denied(what, subject) {
    return ['IMAGE_PUSH_DENIED', `${what} ${(0,push_refusal/* adviseLogin */.y)(subject.image)}`];
}
const baseReasons = {
    busy: `its registry is rate-limiting or overloaded. ${later}`,
    'rate-limit': 'its registry limits how often an address or account may pull. Log in with docker/login-action before newtag, pull ' +
        'through a mirror, or run the job again later.',
    unreachable: `could not connect to its registry, or the connection was lost. ${later}`,
    'no-host': 'the host of its registry has no address. Correct its name in the Dockerfile, or the name server of the builder.',
    'no-manifest': 'its registry does not have it. Correct the name or the tag in the Dockerfile.',
    'not-https': 'its registry speaks http, not https. Make the builder take it for insecure, or correct its name.',
    certificate: 'no trusted TLS connection to its registry can be made. Install the certificate of its authority for the builder.'
};
function explainBase(subject, image, words) {
    const names = image === undefined ? [] : [image];
    const { answer } = readRegistryWords(words, [...names, ...names.map(name => (0,src_registry/* parseReference */.F2)(name).name)]);
    const base = `${image === undefined ? 'An image' : `The image ${(0,explanation/* shorten */.ml)(subject.hide(image))}`} that ${subject.file} names`;
    const kind = answer === 'busy' || answer === 'unreachable' ? 'transient' : 'other';
    if (answer === 'helper') {
        const [code, reason] = helperReason();
        return { code, kind, message: `${base} cannot be pulled: ${reason}`, words };
    }
    const reason = baseReasons[answer] ??
        'it does not exist, or its registry asks for a login that may read it. Correct FROM (or `COPY --from`) in the ' +
            'Dockerfile, or run docker/login-action for that registry before newtag.';
    return {
        code: 'BASE_IMAGE_UNAVAILABLE',
        kind,
        message: `${base} cannot be pulled: ${reason}`,
        words
    };
}
function explainCache(subject, words) {
    return {
        code: 'CACHE_EXPORT_FAILED',
        kind: 'other',
        message: `The build cache could not be exported; ${subject.image} itself may have been pushed. ` +
            (subject.exportsOwn
                ? 'Take `ignore-error=false` out of the entry of `cache-to`, correct where it is written, or remove the entry.'
                : 'Set `cache: none` or another mode of `cache`.'),
        words
    };
}

;// CONCATENATED MODULE: ./src/builder/failure/buildah-rules.ts

const buildahRules = [
    {
        code: 'DOCKERFILE_NOT_FOUND',
        pattern: /^(?:stat|open|lstat|reading|no such file)[^\n]*(?:docker|container)file[^\n]*no such file or directory|^(?:no|neither) (?:Docker|Container)file|^stat [^\n]+: no such file or directory$/i,
        tell: explanation/* sentences */.hC.dockerfileNotFound
    },
    {
        code: 'CONTEXT_NOT_FOUND',
        pattern: /^(?:evaluating symlinks in build context path|determining path to (?:directory|file)|error? ?accessing context|context must be a directory)/,
        tell: explanation/* sentences */.hC.contextNotFound
    },
    {
        code: 'DOCKERFILE_INVALID',
        pattern: /^The target "([^"]*)" was not found/i,
        tell: explanation/* sentences */.hC.stageNotFound
    },
    {
        code: 'DOCKERFILE_INVALID',
        pattern: /^(?:no contents in|building: no stages to build|no FROM statement found|determining starting point for build|parsing main Dockerfile|creating build container: (?:repository name must be lowercase|invalid reference format)|dockerfile parse error|syntax error)/,
        tell: ({ file }) => `The Dockerfile ${file} is not valid. Correct it; an argument that FROM uses must have a value.`
    },
    {
        code: 'BASE_IMAGE_UNAVAILABLE',
        pattern: /^creating build container: short-name (".*?") did not resolve|short-name resolution enforced/,
        tell: ({ file }, [, name = 'of an image']) => `buildah does not know the registry of the short name ${name}. Write it in full in ${file}, like ` +
            'docker.io/library/node:24, or set `unqualified-search-registries` in registries.conf.'
    },
    {
        code: 'BASE_IMAGE_UNAVAILABLE',
        pattern: /^COPY --from=(\S+): no stage or image found with that name/,
        tell: ({ file }, [, name = '']) => `${name} is no stage of ${file}, and cannot be pulled as an image. Correct \`COPY --from\`, or run ` +
            'docker/login-action for its registry before newtag.'
    },
    {
        code: 'CREDENTIAL_HELPER_FAILED',
        pattern: /error getting credentials/,
        tell: ({ image }) => `${image} was not built: the credential helper named in the login file (\`credsStore\`, \`credHelpers\`) could not ` +
            'be run. Install it on the runner, or take its entry out.'
    },
    {
        code: 'INPUT_INVALID',
        pattern: /^building system context: invalid platform|^tag \S+: invalid reference format/,
        tell: ({ image }) => `buildah does not take an input of ${image}. Correct \`image\`, \`tag\`, \`extra-tags\` or \`platforms\`.`
    },
    {
        code: 'BUILD_SECRET_MISSING',
        pattern: /^creating build executor: \$SSH_AUTH_SOCK not set/,
        tell: ({ image }) => `There is no SSH agent for the build of ${image}. Start one and load the key before newtag, or correct \`ssh\`.`
    },
    {
        code: 'BUILDER_UNSUPPORTED',
        pattern: /^unknown (?:flag|shorthand flag): (--?[\w-]+)/,
        tell: ({ image }, [, flag = '']) => `This buildah does not know ${flag}, which the build of ${image} needs. Update it, or set \`engine: buildx\`.`
    }
];
const buildahStepRules = [
    {
        code: 'DOCKERFILE_INVALID',
        pattern: /^(?:Build error: )?(?:Unknown instruction|\w+ requires (?:at least|exactly|one)|\w+ only supports the|dockerfile parse error|Syntax error)/i,
        tell: ({ file }) => `The Dockerfile ${file} has an instruction that this buildah does not take. Correct it, or set \`engine: buildx\`.`
    },
    {
        code: 'BUILD_STEP_FAILED',
        pattern: /secret required but no secret with id (\S+) found|no secret with id (\S+)/,
        tell: explanation/* sentences */.hC.secretMissing
    },
    {
        code: 'BUILD_STEP_FAILED',
        pattern: /ssh required but no ssh|no ssh with id/,
        tell: explanation/* sentences */.hC.sshMissing
    },
    {
        code: 'CONTEXT_NOT_FOUND',
        pattern: /changing to intended-new-root directory "([^"]*)"/,
        tell: explanation/* sentences */.hC.namedContextNotFound
    },
    {
        code: 'BUILD_FILE_NOT_FOUND',
        pattern: /^reading "[a-z]+:\/\//,
        tell: explanation/* sentences */.hC.downloadFailed
    },
    {
        code: 'BUILD_FILE_NOT_FOUND',
        pattern: /filtered out using \S*\.dockerignore\)/,
        tell: ({ context, file }) => `What a COPY of ${file} takes is left out of the build context ${context} by .dockerignore. Take it out of there, or correct the path.`
    },
    {
        code: 'BUILD_FILE_NOT_FOUND',
        pattern: /copier: stat: \[?"\/?([^"]*)"\]?: no such file|no items matching glob|no such file or directory$/,
        tell: explanation/* sentences */.hC.fileNotFound
    }
];

;// CONCATENATED MODULE: ./src/builder/failure/step.ts

function explainStep(subject, { instruction, line, exitCode, reason, log }) {
    const where = line === undefined ? subject.file : `${subject.file}:${line}`;
    const what = instruction === undefined ? 'A step' : `The step "${(0,explanation/* shorten */.ml)(subject.hide(instruction))}"`;
    const result = exitCode === undefined ? 'failed' : `failed with exit code ${exitCode}`;
    const hint = hints.find(([applies]) => applies({ exitCode, log, reason }))?.[1] ?? '';
    return {
        code: 'BUILD_STEP_FAILED',
        kind: 'other',
        message: `${what} of ${where} ${result}; the log of the build above has what it printed.${hint}`,
        words: exitCode === undefined ? reason : ''
    };
}
const hints = [
    [
        ({ log }) => log.slice(-3).some(line => /exec format error/i.test(line)),
        ' It runs a program for another processor: add docker/setup-qemu-action before newtag, or build on a runner of that platform.'
    ],
    [
        ({ exitCode, reason }) => exitCode === 137 || reason === 'signal: killed',
        ' It was killed, mostly for want of memory: give the runner or the builder more, or let the step use less.'
    ],
    [
        ({ log }) => log.slice(-3).some(line => /\/run\/secrets\/\S+/.test(line)),
        ' If it misses a secret, pass it in `secrets`, `secret-envs` or `secret-files`.'
    ],
    [
        ({ log }) => log.slice(-3).some(line => /no space left on device/i.test(line)),
        ' The disk of the builder seems to be full.'
    ],
    [({ exitCode }) => exitCode === 127, ' 127 means that a command was not found.']
];
function isFullDisk(error) {
    return /: (?:no space left on device|disk quota exceeded)\)?$/i.test(error.trimEnd());
}
function tellFullDisk({ image }, words) {
    return {
        code: 'STORAGE_FULL',
        kind: 'other',
        message: `The disk of the builder is full, and ${image} was not built. Free space before newtag (\`docker system prune\`), or ` +
            'use a runner or builder with a larger disk.',
        words
    };
}

;// CONCATENATED MODULE: ./src/builder/failure/buildah.ts




function explainBuildah(output, subject, exitCode) {
    const lines = output.split('\n').map(line => line.trimEnd());
    const start = lines.findLastIndex(line => line.startsWith('Error: ') || line.includes(`Error: ${atStep}`));
    const error = start < 0 ? (lines.findLast(line => line.trim() !== '') ?? '') : lastError(lines.slice(start));
    const step = buildah_failedStep(error, lines);
    if (step !== undefined)
        return { ...explainInstruction(step, subject, lines.slice(0, start)), instruction: step.instruction };
    return (explainTransfer(error, subject) ??
        (isFullDisk(error) ? tellFullDisk(subject, error) : undefined) ??
        (0,explanation/* applyRules */.IU)(buildahRules, subject, error) ?? {
        code: 'BUILD_FAILED',
        kind: 'other',
        message: `${subject.image} was not built (exit code ${exitCode}). The log of the build above shows more.`,
        words: error
    });
}
function lastError([first = '', ...others]) {
    const error = first.replace(/^Error: /, '');
    return /errors?(?: occurred)?:$/.test(error) ? [error, ...others].join('\n').trim() : error;
}
const atStep = 'building at STEP "';
function buildah_failedStep(error, lines) {
    const rests = error
        .split(atStep)
        .slice(1)
        .map((_, index, all) => all.slice(index).join(atStep));
    const [first] = rests;
    if (first === undefined || !new RegExp(`^(?:.*Error: )?${atStep}`).test(error))
        return undefined;
    const steps = lines.flatMap(line => /^(?:\[\d+\/\d+\] )?STEP \d+\/\d+: (.*)$/.exec(line)?.[1] ?? []);
    for (const rest of rests.reverse()) {
        const known = steps.findLast(step => rest.startsWith(`${step}": `));
        if (known !== undefined)
            return { instruction: known, reason: withoutDump(rest.slice(known.length + 3)) };
    }
    const end = /": (?:.*: )?(?:exit status \d+|signal: .*)$/.exec(first)?.index ?? first.indexOf('": ');
    return { instruction: first.slice(0, end), reason: withoutDump(first.slice(end + 3)) };
}
function withoutDump(reason) {
    return reason.replace(/ ?&imagebuilder\.Step\{[\s\S]*$/, '');
}
function explainInstruction({ instruction, reason }, subject, above) {
    const exitCode = /(?:^|: )exit status (\d+)$/.exec(reason)?.[1];
    if (exitCode !== undefined && instruction.startsWith('RUN')) {
        const log = above.filter(line => line !== '' && !line.startsWith('subprocess exited')).slice(-3);
        return explainStep(subject, { instruction, line: undefined, exitCode: Number(exitCode), reason, log });
    }
    if (isFullDisk(reason))
        return tellFullDisk(subject, reason);
    return ((0,explanation/* applyRules */.IU)(buildahStepRules, subject, reason) ??
        explainStep(subject, { instruction, line: undefined, reason, log: [] }));
}
function explainTransfer(error, subject) {
    const pushed = /^pushing (?:image|manifest list) "[^"]*" to "docker:\/\/([^"]+)": ([\s\S]*)$/.exec(error);
    if (pushed !== null)
        return explainPush(subject, pushed[1] ?? subject.image, pushed[2] ?? '');
    if (/^(?:failed )?push(?:ing)? cache|^failed pushing cache/.test(error))
        return explainCache(subject, error);
    if (/^(?:copying image \d+\/\d+ from manifest list|writing (?:blob|manifest)|uploading|trying to reuse blob)/.test(error)) {
        return explainPush(subject, subject.image, error);
    }
    const pulled = /^(?:creating build container|[^"]*?from): (?:[\s\S]*?)(?:initializing source|unable to copy from source|reading manifest|copying system image)[\s\S]*$/.exec(error);
    if (pulled !== null) {
        const image = /docker:\/\/([^\s"]+?):? /.exec(error)?.[1];
        return explainBase(subject, image, error.replace(/^creating build container: /, ''));
    }
    return undefined;
}

// EXTERNAL MODULE: ./src/builder/failure/buildx-rules.ts
var buildx_rules = __webpack_require__(9822);
;// CONCATENATED MODULE: ./src/builder/failure/buildx.ts





function explainBuildx(output, subject, exitCode) {
    const error = withoutWrapping(output.error);
    return (explainRun(error, output, subject) ??
        buildx_explainTransfer(error, output.title, subject) ??
        (0,explanation/* applyRules */.IU)(buildx_rules/* dockerfileRules */.MW, subject, error) ??
        (0,explanation/* applyRules */.IU)(buildx_rules/* stepRules */.cq, subject, error) ??
        (isFullDisk(error) ? tellFullDisk(subject, error) : undefined) ??
        (0,explanation/* applyRules */.IU)(buildx_rules/* commandRules */.Hf, subject, output.started ? error : usageError(error)) ??
        explainRest(error, output, subject, exitCode));
}
function withoutWrapping(error) {
    return error.replace(/^(?:failed to (?:build|solve): |rpc error: code = Unknown desc = )+/, '');
}
function usageError(error) {
    return error.split('\n').find(line => /unknown flag|unknown shorthand flag/.test(line)) ?? error;
}
function explainRun(error, { title, log, place }, subject) {
    const [, reason] = /^process "[\s\S]*" did not complete successfully: ([\s\S]*)$/.exec(error) ?? [];
    if (reason === undefined)
        return undefined;
    if (isFullDisk(reason))
        return tellFullDisk(subject, reason);
    const exitCode = /^exit code: (\d+)\b/.exec(reason)?.[1];
    const line = place === undefined ? undefined : place.line;
    return explainStep(subject, {
        instruction: instructionOf(title),
        line,
        exitCode: exitCode === undefined ? undefined : Number(exitCode),
        reason,
        log
    });
}
function instructionOf(title) {
    return /^\[(?:[^\]]+ )?\d+\/\d+\] ([\s\S]+)$/.exec(title ?? '')?.[1];
}
function buildx_explainTransfer(error, title = '', subject) {
    const pushed = /^failed to push (\S+): ([\s\S]*)$/.exec(error);
    if (pushed !== null)
        return explainPush(subject, pushed[1] ?? subject.image, pushed[2] ?? '');
    const classic = /^pushing (\S+) with docker$/.exec(title);
    if (classic !== null)
        return explainPush(subject, classic[1] ?? subject.image, error);
    if (/^exporting to \S*image/.test(title) && registryError.test(error))
        return explainPush(subject, subject.image, error);
    if (/^(?:exporting|preparing build) cache/.test(title))
        return explainCache(subject, error);
    const base = /^(?:[^\s"]+: )?failed to resolve source metadata for (\S+): ([\s\S]*)$/.exec(error);
    if (base !== null)
        return explainBase(subject, base[1], base[2] ?? '');
    const from = /^\[(?:[^\]]+ )?\d+\/\d+\] FROM (\S+)/.exec(title)?.[1];
    if (from !== undefined) {
        const { name, tag } = (0,src_registry/* parseReference */.F2)(from);
        return explainBase(subject, tag === undefined ? from : (0,src_registry/* formatReference */.FH)({ name, tag }), error);
    }
    if (/^(?:failed to \w+ cache key: )?(?:failed to copy: |failed to authorize: )/.test(error)) {
        return explainBase(subject, undefined, error);
    }
    return undefined;
}
const registryError = /^(?:failed to (?:authorize|fetch (?:oauth|anonymous) token|do request)|unexpected status|server message|error getting credentials)/;
function explainRest(error, { title = '', place }, subject, exitCode) {
    const instruction = instructionOf(title);
    if (instruction !== undefined)
        return explainStep(subject, { instruction, line: place?.line, reason: error, log: [] });
    const rest = { kind: 'other', words: error };
    if (place !== undefined && title === '') {
        return {
            ...rest,
            code: 'DOCKERFILE_INVALID',
            message: `The Dockerfile ${subject.file} is not valid: correct line ${place.line}.`
        };
    }
    if (/^\[internal\] (?:booting|waiting for)/.test(title)) {
        return {
            ...rest,
            code: 'BUILDER_UNAVAILABLE',
            message: `The builder of ${subject.image} could not be started or reached. Check the address of a remote builder; a new one ` +
                'pulls its image from Docker Hub, which limits pulls without a login (docker/login-action before docker/setup-buildx-action).'
        };
    }
    return {
        ...rest,
        code: 'BUILD_FAILED',
        message: `${subject.image} was not built (exit code ${exitCode}). The log of the build above shows more.`
    };
}

;// CONCATENATED MODULE: ./src/builder/failure/explain.ts










function explainFailure(output, context) {
    const { engine, request, workspace, secrets } = context;
    const explain = engine === 'buildx' ? ofBuildx : ofBuildah;
    const subject = describe(context);
    const { line, code, kind, message, words } = ofEnding(output, subject, engine) ?? explain(output, subject, request);
    const location = line === undefined ? undefined : placeInDockerfile(request.file, workspace, line);
    const quoted = foreign(words, secrets);
    const builder = engine === 'buildx' ? 'Docker' : 'Buildah';
    const full = quoted === '' ? message : `${message} ${builder} said: ${quoted}`;
    return { error: new errors/* ActionError */.lZ(code, secrets.hide((0,log/* oneLine */.T)(full)), { location }), kind };
}
function ofEnding({ ending }, { image }, engine) {
    if (ending === undefined)
        return undefined;
    const program = engine === 'buildx' ? 'docker' : 'buildah';
    const memory = ending.includes('SIGKILL')
        ? ' Use a runner with more memory, build less at once (`max-parallel`), or on a remote builder.'
        : '';
    return {
        code: 'BUILD_FAILED',
        kind: 'other',
        message: `${image} was not built and pushed: ${program} ${ending}. The log of the build above shows how far it came.` +
            memory,
        words: '',
        line: undefined
    };
}
function ofBuildx({ exitCode, stderr }, subject, request) {
    const output = readBuildxOutput(stderr);
    const { place } = output;
    const parsed = place === undefined ? /dockerfile parse error on line (\d+)/.exec(output.error)?.[1] : undefined;
    const isOurs = place?.file === external_node_path_default().basename(request.file);
    const line = isOurs ? place.line : parsed === undefined ? undefined : Number(parsed);
    return { ...explainBuildx(output, subject, exitCode), line };
}
function ofBuildah({ exitCode, stderr }, subject, request) {
    const explanation = explainBuildah(stderr, subject, exitCode);
    const { instruction } = explanation;
    const line = instruction === undefined ? undefined : findInstruction(request.file, instruction);
    return { ...explanation, line };
}
function describe({ request, workspace, secrets }) {
    const { repository, tag } = request;
    const { name, registry, path: inner } = repository;
    const image = (0,src_registry/* formatReference */.FH)({ name, tag });
    const isHub = repository.configKey === src_registry/* dockerHubKey */.Dk;
    const names = [image, name, `${isHub ? src_registry/* dockerHubHosts */.bI[0] : registry}/${inner}`, inner];
    return {
        image,
        host: isHub ? 'Docker Hub' : registry,
        path: inner,
        names: names.filter(text => text.includes('/')),
        file: shown(request.file, workspace),
        context: shown(request.context, workspace),
        exportsOwn: request.cache.to.length > 0,
        hide: secrets.hide
    };
}
function shown(absolute, workspace) {
    const name = (0,context/* workspacePath */.X)(absolute, workspace);
    return name === '' ? '.' : (name ?? absolute);
}
const wordsLimit = 500;
function foreign(words, secrets) {
    const text = (0,log/* oneLine */.T)(secrets.hide(words))
        .replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@"']*@/gi, '$1***@')
        .replace(/(\bhttps?:\/\/[^\s"'?]+)\?[^\s"']*[^\s"':]/g, '$1?…')
        .replace(/ {2,}/g, ' ')
        .trim();
    return text.length > wordsLimit ? `${text.slice(0, wordsLimit - 1)}…` : text;
}


/***/ }),

/***/ 9773:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IU: () => (/* binding */ applyRules),
/* harmony export */   hC: () => (/* binding */ sentences),
/* harmony export */   ml: () => (/* binding */ shorten)
/* harmony export */ });
const sentences = {
    dockerfileNotFound: ({ file }) => `The Dockerfile ${file} could not be read. Check \`file\` and \`context\`.`,
    contextNotFound: ({ context, image }) => `The build context ${context} of ${image} was not found. Check \`context\`, and that actions/checkout ran before newtag.`,
    namedContextNotFound: ({ image }, [, name = '']) => `The build context ${name} of ${image} was not found. Check \`build-contexts\`; paths are relative to the workspace.`,
    stageNotFound: ({ file }, [, target = '']) => `The Dockerfile ${file} has no stage named ${JSON.stringify(target)}. Correct \`target\`, or add \`AS ${target}\` to a FROM.`,
    secretMissing: ({ file }, [, id, otherId]) => `A step of ${file} needs the secret ${id ?? otherId ?? ''}. Pass it in \`secrets\`, \`secret-envs\` or \`secret-files\`.`,
    sshMissing: ({ file }) => `A step of ${file} needs SSH. Set \`ssh: default\`, and load the key into an agent before newtag.`,
    fileNotFound: ({ context, file }, [, name]) => `A step of ${file} takes ${name ?? 'something'}, which is neither in the build context ${context} nor in the stage ` +
        'that it is copied from. Check the path, that a step before newtag makes the file, that .dockerignore does not leave it out, ' +
        'and `context`.',
    downloadFailed: ({ file }) => `${file}: the file that ADD downloads could not be fetched. Check the URL, and the checksum if there is one.`
};
function applyRules(rules, subject, words) {
    for (const { code, pattern, tell } of rules) {
        const match = pattern.exec(words);
        if (match === null)
            continue;
        const caught = [...match].map((text) => text && shorten(subject.hide(text)));
        return { code, kind: 'other', message: tell(subject, caught), words };
    }
    return undefined;
}
function shorten(text) {
    return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}


/***/ }),

/***/ 9689:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ explainRefusal),
/* harmony export */   refusalOf: () => (/* binding */ refusalOf),
/* harmony export */   y: () => (/* binding */ adviseLogin)
/* harmony export */ });
/* harmony import */ var _registry_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1640);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2600);



async function explainRefusal({ error }, request, registry) {
    const check = await registry.checkPush(request.repository);
    const refusal = refusalOf(check, (0,_registry_index_js__WEBPACK_IMPORTED_MODULE_0__/* .formatReference */ .FH)({ name: request.repository.name, tag: request.tag }));
    if (refusal === undefined)
        return error;
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ(refusal.code, refusal.message, { cause: error });
}
function refusalOf(check, reference) {
    if (check.kind === 'missing') {
        return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('IMAGE_REPOSITORY_MISSING', `${reference} cannot be pushed: the registry has no such repository (${check.detail}). Create it first; Amazon ECR ` +
            'and some others do not create it with the first push.');
    }
    if (check.kind !== 'denied')
        return undefined;
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('IMAGE_PUSH_DENIED', `${reference} cannot be pushed: the registry refused it (HTTP ${check.status}: ${check.detail}). ${adviseLogin(reference)}`);
}
function adviseLogin(image) {
    const parsed = (0,_registry_index_js__WEBPACK_IMPORTED_MODULE_0__/* .parseRepository */ .SU)((0,_registry_index_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReference */ .F2)(image).name);
    const registry = parsed.ok ? parsed.value.configKey : '';
    if (registry === 'ghcr.io') {
        return ('Give the job `permissions: packages: write`; if the package exists already, give this repository the role Write in ' +
            'the settings of the package ("Manage Actions access"). With a login of your own, its token needs write:packages.');
    }
    if (registry === 'public.ecr.aws' || /\.dkr[.-]ecr(?:-fips)?\./.test(registry)) {
        return ('Run aws-actions/amazon-ecr-login before newtag with a role that may push to this repository; such a login ends ' +
            'after 12 hours.');
    }
    const password = registry === _registry_index_js__WEBPACK_IMPORTED_MODULE_0__/* .dockerHubKey */ .Dk ? ' (an access token for reading and writing)' : '';
    return (`Set \`registry-username\` and \`registry-password\`${password}, or run docker/login-action before newtag, with an account or ` +
        'token that may write this repository.');
}


/***/ }),

/***/ 7566:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KK: () => (/* binding */ checkSecrets),
/* harmony export */   Nc: () => (/* binding */ addSecrets),
/* harmony export */   hE: () => (/* binding */ placeSecrets),
/* harmony export */   kv: () => (/* binding */ secretFields)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2600);
/* harmony import */ var _log_log_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5384);





function secretFields(secret) {
    return [`id=${secret.id}`, secret.kind === 'file' ? `src=${secret.path}` : `env=${secret.variable}`];
}
function addSecrets(buildSecrets, secrets) {
    for (const secret of buildSecrets) {
        if (secret.kind !== 'value')
            continue;
        const { value } = secret;
        const lines = value.split(/\r?\n/).map(line => line.trim());
        const long = lines.length > 1 ? lines.filter(line => line.length >= shortestLine) : [];
        const forms = [value, value.trim(), JSON.stringify(value).slice(1, -1), (0,_log_log_js__WEBPACK_IMPORTED_MODULE_4__/* .oneLine */ .T)(value), ...long];
        for (const form of forms)
            secrets.add(form);
    }
}
const shortestLine = 8;
async function checkSecrets(secrets, places) {
    const problems = (await Promise.all(secrets.map(secret => secretProblem(secret, places)))).filter(problem => problem !== undefined);
    if (problems.length === 0)
        return;
    throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('BUILD_SECRET_MISSING', `The build cannot have its secrets: ${problems.join('; ')}. Set what is missing, or remove it from the inputs.`);
}
async function secretProblem(secret, places) {
    const id = JSON.stringify(secret.id);
    switch (secret.kind) {
        case 'value':
            return undefined;
        case 'variable':
            return Object.hasOwn(places.environment, secret.variable)
                ? undefined
                : `the environment variable ${secret.variable} of the secret ${id} is not set (\`secret-envs\`)`;
        case 'file': {
            const problem = await fileProblem(node_path__WEBPACK_IMPORTED_MODULE_2___default().resolve(places.workspace, secret.path));
            return problem && `the file ${secret.path} of the secret ${id} ${problem} (\`secret-files\`)`;
        }
    }
}
async function fileProblem(file) {
    try {
        if (!(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(file)).isFile())
            return 'is not a regular file';
    }
    catch {
        return 'does not exist';
    }
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.access)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.R_OK);
        return undefined;
    }
    catch {
        return 'cannot be read';
    }
}
async function placeSecrets(secrets, { workspace, directory }) {
    const folder = node_path__WEBPACK_IMPORTED_MODULE_2___default().join(directory, 'secrets');
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)(folder, { mode: 0o700 });
    return await Promise.all(secrets.map(async (secret, index) => {
        const { id } = secret;
        if (secret.kind === 'variable')
            return { kind: 'variable', id, variable: secret.variable };
        if (secret.kind === 'file')
            return { kind: 'file', id, path: node_path__WEBPACK_IMPORTED_MODULE_2___default().resolve(workspace, secret.path) };
        const file = node_path__WEBPACK_IMPORTED_MODULE_2___default().join(folder, String(index));
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(file, secret.value, { mode: 0o600, flag: 'wx' });
        return { kind: 'file', id, path: file };
    }));
}


/***/ }),

/***/ 6252:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ createStepCounter)
/* harmony export */ });
function createStepCounter(labels = {}) {
    const foreign = new Set(Object.entries(labels).map(labelInstruction));
    const seen = new Map();
    let engine;
    let latest;
    return {
        onLine: line => {
            const read = readStep(line);
            if (read !== undefined && (engine ?? read.engine) === read.engine) {
                engine = read.engine;
                latest = read.key;
                const counts = !read.instruction.startsWith('FROM ') && !foreign.has(read.instruction);
                if (counts && !seen.has(read.key))
                    seen.set(read.key, { step: read.step, isCached: false });
                return;
            }
            const cached = engine === 'buildah' ? cachedByBuildah(line, latest) : /^#(\d+) CACHED$/.exec(line)?.[1];
            const step = seen.get(cached ?? '');
            if (step !== undefined)
                step.isCached = true;
            latest = undefined;
        },
        count: () => {
            const steps = new Map();
            for (const { step, isCached } of seen.values())
                steps.set(step, isCached && (steps.get(step) ?? true));
            return { total: steps.size, cached: [...steps.values()].filter(Boolean).length };
        }
    };
}
function readStep(line) {
    const [, vertex, start, rest] = /^#(\d+) \[((?:[^\]]+ )?\d+)\/\d+\] (.*)$/.exec(line) ?? [];
    if (vertex !== undefined && start !== undefined && rest !== undefined)
        return { engine: 'buildx', key: vertex, step: `${start} ${rest}`, instruction: rest };
    const [, step, instruction] = /^((?:\[\d+\/\d+\] )?STEP \d+\/\d+): (.*)$/.exec(line) ?? [];
    if (step === undefined || instruction === undefined)
        return undefined;
    return { engine: 'buildah', key: step, step, instruction };
}
function labelInstruction([name, value]) {
    return `LABEL ${JSON.stringify(name)}=${JSON.stringify(value)}`;
}
function cachedByBuildah(line, latest) {
    return /^--> (?:Using cache|Cache pulled from remote)\b/.test(line) ? latest : undefined;
}


/***/ }),

/***/ 3339:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   eJ: () => (/* binding */ csvAttributes),
/* harmony export */   qZ: () => (/* binding */ csvFields),
/* harmony export */   zT: () => (/* binding */ csvLine)
/* harmony export */ });
function csvLine(fields) {
    return fields
        .map(field => (/[",\r\n]|^\s/.test(field) ? `"${field.replaceAll('"', '""')}"` : field))
        .join(',');
}
function csvFields(line) {
    const fields = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"(?=,|$)|([^,]*))/g);
    return [...fields].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}
function csvAttributes(line) {
    return new Map(csvFields(line).flatMap(field => {
        const equals = field.indexOf('=');
        return equals < 0
            ? []
            : [[field.slice(0, equals).trim().toLowerCase(), field.slice(equals + 1)]];
    }));
}


/***/ })

};
