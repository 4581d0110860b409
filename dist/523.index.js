export const id = 523;
export const ids = [523];
export const modules = {

/***/ 523:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createBuildah: () => (/* binding */ createBuildah)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/registry/index.ts + 3 modules
var registry = __webpack_require__(1640);
// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __webpack_require__(2600);
// EXTERNAL MODULE: ./src/log/log.ts
var log = __webpack_require__(5384);
// EXTERNAL MODULE: ./src/async/once.ts
var once = __webpack_require__(6919);
// EXTERNAL MODULE: ./src/system/process.ts + 4 modules
var process = __webpack_require__(9767);
// EXTERNAL MODULE: ./src/system/program-errors.ts
var program_errors = __webpack_require__(293);
// EXTERNAL MODULE: ./src/builder/secrets.ts
var secrets = __webpack_require__(7566);
// EXTERNAL MODULE: ./src/builder/arguments.ts
var builder_arguments = __webpack_require__(1103);
// EXTERNAL MODULE: ./src/text/csv.ts
var csv = __webpack_require__(3339);
;// CONCATENATED MODULE: ./src/builder/buildah/plan.ts




function parseVersion(text) {
    const [, major, minor] = /\bversion (\d+)\.(\d+)/.exec(text) ?? [];
    return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor)];
}
function planBuildah(request, version) {
    const plan = { ...planCaches(request), knowsRetry: isAtLeast(version, 28) };
    const problems = [
        ...versionProblems(request, plan, version),
        ...attestationProblems(request),
        ...cacheProblems(request),
        ...request.annotations.flatMap(annotationProblem),
        ...request.buildContexts.flatMap(contextProblem),
        ...request.secrets.flatMap(({ id }) => secretProblem(id))
    ];
    if (problems.length === 0)
        return plan;
    const name = version === undefined ? 'buildah' : `buildah ${version.join('.')}`;
    throw new errors/* ActionError */.lZ('BUILDER_UNSUPPORTED', `${name} cannot do what is asked: ${problems.join('; ')}. Change these inputs, or set \`engine: buildx\`.`);
}
function planCaches({ cache, repository }) {
    const own = cache.mode === 'registry' ? [cacheRepository(repository)] : [];
    const cacheFrom = [...own, ...cache.from.map(repositoryOf)];
    const cacheTo = [...(cache.importOnly ? [] : own), ...cache.to.map(repositoryOf)];
    return { layers: cache.mode !== 'none' || cacheFrom.length + cacheTo.length > 0, cacheFrom, cacheTo };
}
function cacheRepository({ name, configKey }) {
    return configKey === registry/* dockerHubKey */.Dk ? `${name}-cache` : `${name}/cache`;
}
function repositoryOf(entry) {
    return entry.includes('=') ? ((0,csv/* csvAttributes */.eJ)(entry).get('ref') ?? '') : entry;
}
function isAtLeast(version, minor) {
    const [major, installed] = version ?? [1, minor];
    return major > 1 || (major === 1 && installed >= minor);
}
function versionProblems(request, plan, version) {
    const needs = (minor, what, isUsed) => isUsed && !isAtLeast(version, minor) ? [`${what} needs buildah 1.${minor}`] : [];
    const caches = Math.max(plan.cacheFrom.length, plan.cacheTo.length);
    return [
        ...needs(24, 'newtag', true),
        ...needs(27, '`build-contexts`', request.buildContexts.length > 0),
        ...needs(27, 'a cache in a registry', caches > 0),
        ...needs(29, 'more than one entry of `cache-from` or `cache-to`', caches > 1)
    ];
}
function attestationProblems(request) {
    return ['provenance', 'sbom']
        .filter(name => (0,builder_arguments/* isEnabled */.Ol)(request[name]))
        .map(name => `it attaches no attestation (\`${name}\`)`);
}
function cacheProblems({ cache }) {
    const modes = {
        gha: ['it does not know the cache of GitHub Actions (`cache: gha`)'],
        inline: ['it keeps no cache inside an image (`cache: inline`)'],
        ...{ auto: [], registry: [], none: [] }
    };
    const lists = [
        ['cache-from', cache.from],
        ['cache-to', cache.to]
    ];
    return [
        ...modes[cache.mode],
        ...lists.flatMap(([input, entries]) => entries.flatMap(entry => entryProblem(input, entry)))
    ];
}
function entryProblem(input, entry) {
    const type = entry.includes('=') ? ((0,csv/* csvAttributes */.eJ)(entry).get('type') ?? '') : 'registry';
    const shown = `${JSON.stringify(entry)} (\`${input}\`)`;
    if (type !== 'registry')
        return [`a cache can only be in a registry, not ${shown}`];
    const repository = repositoryOf(entry);
    if (repository === '')
        return [`no \`ref\` says where the cache is in ${shown}`];
    return repository.includes('@') || /:[^/]*$/.test(repository)
        ? [`a cache is a repository of its own without a tag or digest, not ${shown}`]
        : [];
}
const level = /^([^=:]*):(?=[^=]*=)/;
function manifestAnnotation(annotation) {
    return annotation.replace(level, '');
}
function annotationProblem(annotation) {
    const annotated = level.exec(annotation)?.[1] ?? 'manifest';
    return annotated === 'manifest'
        ? []
        : [`it annotates manifests only, not ${JSON.stringify(annotated)} (\`annotations\`)`];
}
function contextProblem(context) {
    const [, scheme] = /^[^=]*=([a-z][a-z0-9+.-]*):/i.exec(context) ?? [];
    if (scheme === undefined || /^(?:docker-image|container-image|docker|https?)$/.test(scheme))
        return [];
    return [`it takes folders, images and http addresses as \`build-contexts\`, not ${JSON.stringify(context)}`];
}
function secretProblem(id) {
    return /[,\s]/.test(id)
        ? [`the name of a secret must have no comma and no white space: ${JSON.stringify(id)}`]
        : [];
}

;// CONCATENATED MODULE: ./src/builder/buildah/args.ts



const markVariable = 'NEWTAG_BUILD';
function buildahArgs(request, call) {
    const network = request.network === 'default' ? undefined : request.network;
    const mark = { kind: 'variable', id: call.mark, variable: markVariable };
    return [
        'build',
        '--format=oci',
        `--layers=${call.layers}`,
        ...(call.layers ? ['--force-rm'] : []),
        `--file=${request.file}`,
        ...(0,builder_arguments/* option */.uK)('tag', call.name),
        `--iidfile=${call.idFile}`,
        ...(0,builder_arguments/* pairs */.AS)('label', request.labels),
        ...(0,builder_arguments/* options */.fF)('annotation', request.annotations.map(manifestAnnotation)),
        ...(0,builder_arguments/* options */.fF)('build-arg', request.buildArgs),
        ...(0,builder_arguments/* options */.fF)('build-context', request.buildContexts),
        ...(0,builder_arguments/* options */.fF)('secret', [mark, ...call.secrets].map(secret => (0,secrets/* secretFields */.kv)(secret).join(','))),
        ...(0,builder_arguments/* options */.fF)('ssh', request.ssh),
        ...(0,builder_arguments/* option */.uK)('target', request.target),
        ...(0,builder_arguments/* option */.uK)('platform', call.platform),
        ...(0,builder_arguments/* option */.uK)('network', network),
        `--pull=${request.pull}`,
        ...(call.knowsRetry ? ['--retry=1'] : []),
        ...(request.noCache ? ['--no-cache'] : []),
        ...(0,builder_arguments/* options */.fF)('cache-from', call.cacheFrom),
        ...(0,builder_arguments/* options */.fF)('cache-to', call.cacheTo),
        request.context
    ];
}
function pushArgs(source, push) {
    return [
        ...(source.kind === 'list' ? ['manifest', 'push', '--all', '--format=oci'] : ['push']),
        ...(push.insecure ? ['--tls-verify=false'] : []),
        `--digestfile=${push.digestFile}`,
        source.name,
        `docker://${push.reference}`
    ];
}

// EXTERNAL MODULE: ./src/builder/failure/explain.ts + 8 modules
var explain = __webpack_require__(2687);
// EXTERNAL MODULE: ./src/builder/steps.ts
var builder_steps = __webpack_require__(6252);
// EXTERNAL MODULE: ./src/text/json.ts
var json = __webpack_require__(1789);
;// CONCATENATED MODULE: ./src/builder/buildah/inspect.ts



async function isAsRequested(session, id, requested) {
    if (requested.platform === undefined && requested.annotations.length === 0)
        return true;
    const { exitCode, stdout, ending } = await session.run(['inspect', '--type=image', id]);
    if (ending !== undefined) {
        throw new errors/* ActionError */.lZ('BUILDER_UNAVAILABLE', `\`buildah inspect\` ${ending}, when newtag asked for the image that was built. Run the job again.`);
    }
    const image = exitCode === 0 ? (0,json/* parseObject */.lj)(stdout.toString('utf8')) : undefined;
    const config = (0,json/* isRecord */.u4)(image?.['OCIv1']) ? image['OCIv1'] : {};
    const annotations = (0,json/* isRecord */.u4)(image?.['ImageAnnotations']) ? image['ImageAnnotations'] : {};
    const [os = '', architecture = ''] = requested.platform?.toLowerCase().split('/') ?? [];
    const isOfPlatform = requested.platform === undefined ||
        (config['os'] === os && config['architecture'] === (otherNames.get(architecture) ?? architecture));
    return (isOfPlatform &&
        [...new Map(requested.annotations.map(fieldOf))].every(([name, value]) => (0,json/* textField */.M8)(annotations, name) === value));
}
function fieldOf(annotation) {
    const [, name = '', value = ''] = /^([^=]*)=([\s\S]*)$/.exec(manifestAnnotation(annotation)) ?? [];
    return [name, value];
}
const otherNames = new Map([
    ['x86_64', 'amd64'],
    ['x86-64', 'amd64'],
    ['aarch64', 'arm64'],
    ['i386', '386'],
    ['armhf', 'arm'],
    ['armel', 'arm']
]);

;// CONCATENATED MODULE: ./src/builder/buildah/image.ts








async function buildLocally(session, options) {
    const { request, workspace } = options;
    const sources = await readableSecrets(await (0,secrets/* placeSecrets */.hE)(request.secrets, { workspace, directory: session.directory }), session.directory);
    const platforms = request.platforms.length === 0 ? [undefined] : request.platforms;
    const settled = await Promise.allSettled(platforms.map((platform, index) => {
        const prefix = platforms.length > 1 ? `[${platform}] ` : '';
        return buildPlatform(session, { ...options, sources, platform, index, prefix });
    }));
    const builds = settled.map(result => {
        if (result.status === 'rejected')
            throw result.reason;
        return result.value;
    });
    const made = builds.filter(build => build.kind === 'made');
    const names = made.flatMap(({ image }) => image.names);
    const failed = builds.find(build => build.kind === 'failed');
    if (failed !== undefined)
        return { ...failed, names };
    const [first, ...others] = made.map(({ image }) => image);
    if (first === undefined)
        throw new Error('There are no platforms.');
    return others.length === 0
        ? { kind: 'made', image: first }
        : await makeList(session, [first, ...others], { ...options, names });
}
function failureOf({ stdout, stderr, ...end }, request, { workspace, secrets }) {
    const output = { ...end, stderr: `${stdout.toString('utf8')}\n${stderr}` };
    return (0,explain/* explainFailure */.S)(output, { engine: 'buildah', request, workspace, secrets });
}
async function buildPlatform(session, options) {
    const { request, plan, platform, index, prefix, sources, log } = options;
    const idFile = external_node_path_default().join(session.directory, `image-${index}`);
    const name = plan.layers ? undefined : imageName(session, index);
    const { mark } = session;
    const args = buildahArgs(request, { ...plan, platform, secrets: sources, mark, name, idFile });
    const steps = (0,builder_steps/* createStepCounter */.$)(request.labels);
    const output = await session.run(args, line => {
        steps.onLine(line);
        log.foreign(prefix + line);
    });
    if (output.exitCode !== 0) {
        const cacheFailure = plan.cacheTo.length === 0 ? undefined : cacheError.exec(output.stderr)?.[1];
        if (cacheFailure === undefined) {
            return { kind: 'failed', failure: failureOf(output, request, options), names: [] };
        }
        return withNotice(await buildPlatform(session, { ...options, plan: { ...plan, cacheTo: [] } }), cacheNotice(plan, cacheFailure));
    }
    const id = (await (0,promises_.readFile)(idFile, 'utf8')).trim();
    const requested = { platform, annotations: request.annotations };
    if (plan.layers && !(await isAsRequested(session, id, requested))) {
        log.info(`${prefix}The image that its layers gave has another platform or annotation; it is built without them.`);
        return await buildPlatform(session, {
            ...options,
            plan: { ...plan, layers: false, cacheFrom: [], cacheTo: [] }
        });
    }
    const names = name === undefined ? [] : [name];
    const image = { source: { kind: 'image', name: id }, names, steps: steps.count(), notices: [] };
    return { kind: 'made', image };
}
function imageName({ mark }, index) {
    return `localhost/newtag:${mark}-${index}`;
}
function imageNames(session, { platforms }) {
    return [...Array(Math.max(platforms.length, 1)).keys()].map(index => imageName(session, index));
}
const cacheError = /^Error: (failed pushing cache to [^\n]*)/m;
function cacheNotice({ cacheTo }, words) {
    const message = `The build cache was not written to ${cacheTo.join(' and ')}. Create that repository and let the login write ` +
        `it, or set \`cache\` and \`cache-to\` otherwise. buildah said: ${(0,log/* oneLine */.T)(words).slice(0, 500)}`;
    return { level: 'warning', location: undefined, message };
}
function withNotice(build, notice) {
    if (build.kind === 'failed')
        return build;
    return { ...build, image: { ...build.image, notices: [...build.image.notices, notice] } };
}
async function makeList(session, images, options) {
    const { request, names } = options;
    const list = `localhost/newtag:${session.mark}`;
    const ids = images.map(({ source }) => source.name);
    const output = await session.run(['manifest', 'create', list, ...ids]);
    if (output.exitCode !== 0) {
        return { kind: 'failed', failure: failureOf(output, request, options), names };
    }
    const sum = (field) => images.reduce((total, { steps }) => total + steps[field], 0);
    const notices = new Map(images.flatMap(image => image.notices).map(notice => [notice.message, notice]));
    return {
        kind: 'made',
        image: {
            source: { kind: 'list', name: list },
            names,
            steps: { total: sum('total'), cached: sum('cached') },
            notices: [...notices.values()]
        }
    };
}
async function readableSecrets(secrets, directory) {
    const folder = external_node_path_default().join(directory, 'links');
    return await Promise.all(secrets.map(async (secret, index) => {
        if (secret.kind !== 'file' || !secret.path.includes(','))
            return secret;
        await (0,promises_.mkdir)(folder, { recursive: true, mode: 0o700 });
        const link = external_node_path_default().join(folder, String(index));
        await (0,promises_.symlink)(secret.path, link);
        return { ...secret, path: link };
    }));
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./src/builder/buildah/session.ts






async function openSession(options) {
    const { processes, environment, workspace } = options;
    const mark = `newtag-${(0,external_node_crypto_.randomUUID)()}`;
    const directory = await (0,promises_.mkdtemp)(external_node_path_default().join(options.temporary, 'build-'));
    const temporary = await makeTemporary(environment, directory);
    const env = { ...environment, TMPDIR: temporary, [markVariable]: mark };
    let failed = false;
    return {
        directory,
        mark,
        run: async (args, onLine) => {
            try {
                const limits = onLine === undefined ? { timeoutMs: stepLimitMs } : { timeoutMs: Infinity, onLine };
                const result = await processes.run('buildah', args, { cwd: workspace, env, ...limits });
                failed ||= result.exitCode !== 0;
                return result;
            }
            catch (error) {
                failed = true;
                throw error;
            }
        },
        close: async () => {
            if (failed)
                await removeContainers(tidier(options), mark);
            await removeFolder(temporary);
            await (0,promises_.rm)(directory, { recursive: true, force: true });
        }
    };
}
const stepLimitMs = 120_000;
async function makeTemporary(environment, instead) {
    const parent = environment['TMPDIR'] || '/var/tmp';
    return await (0,promises_.mkdtemp)(external_node_path_default().join(parent, 'newtag-buildah-')).catch(() => (0,promises_.mkdtemp)(external_node_path_default().join(instead, 'temporary-')));
}
async function removeFolder(folder) {
    const table = await (0,promises_.readFile)('/proc/self/mountinfo', 'utf8').catch(() => '');
    const isMounted = table
        .split('\n')
        .map(line => line.split(' ')[4] ?? '')
        .some(point => unescapeOctal(point).startsWith(`${folder}/`));
    if (isMounted)
        return;
    await (0,promises_.rm)(folder, { recursive: true, force: true }).catch(() => undefined);
}
function unescapeOctal(text) {
    return text.replace(/\\([0-7]{3})/g, (_, digits) => String.fromCharCode(parseInt(digits, 8)));
}
const tidyLimitMs = 5_000;
function tidier({ environment, workspace }) {
    const processes = (0,process/* createProcesses */.E)(new AbortController().signal, { workspace });
    return async (args) => await processes
        .run('buildah', args, { cwd: workspace, env: environment, timeoutMs: tidyLimitMs })
        .catch(() => undefined);
}
async function removeContainers(tidy, mark) {
    const info = (0,json/* parseObject */.lj)((await tidy(['info']))?.stdout.toString('utf8') ?? '');
    const store = (0,json/* isRecord */.u4)(info?.['store']) ? info['store'] : {};
    const [root, driver] = [(0,json/* textField */.M8)(store, 'GraphRoot'), (0,json/* textField */.M8)(store, 'GraphDriverName')];
    if (root === undefined || driver === undefined)
        return;
    const folder = external_node_path_default().join(root, `${driver}-containers`);
    const names = await (0,promises_.readdir)(folder).catch(() => []);
    const marked = await Promise.all(names.map(async (name) => {
        const text = await (0,promises_.readFile)(external_node_path_default().join(folder, name, 'userdata/buildah.json'), 'utf8').catch(() => '');
        return text.includes(mark) ? [name] : [];
    }));
    const ids = marked.flat();
    if (ids.length > 0)
        await tidy(['rm', ...ids]);
}

;// CONCATENATED MODULE: ./src/builder/buildah/buildah.ts













function createBuildah(system, options) {
    const engine = { ...system, ...options };
    const version = (0,once/* once */.O)(() => readVersion(engine));
    const kept = new Map();
    const plan = async (request) => {
        (0,secrets/* addSecrets */.Nc)(request.secrets, system.secrets);
        const environment = await options.environment();
        const places = { workspace: options.workspace, environment };
        const [installed] = await Promise.all([version(), (0,secrets/* checkSecrets */.KK)(request.secrets, places)]);
        return planBuildah(request, installed);
    };
    return {
        prepare: () => {
            version().catch(() => undefined);
        },
        check: async (request) => {
            await plan(request);
            return [];
        },
        build: async (request, log) => {
            const planned = await plan(request);
            const session = await openSession({ ...engine, environment: await options.environment() });
            try {
                return await build({ ...engine, session, kept, log }, request, planned);
            }
            finally {
                await session.close();
            }
        },
        close: async () => {
            const images = [...kept.values()];
            kept.clear();
            for (const image of images)
                await removeNames(engine, image);
        }
    };
}
async function build(parts, request, plan) {
    const { kept } = parts;
    const key = (0,registry/* formatReference */.FH)({ name: request.repository.name, tag: request.tag });
    const local = await imageOf(parts, request, plan);
    kept.delete(key);
    if (local.kind === 'failed') {
        await removeNames(parts, local);
        return { kind: 'failed', failure: local.failure };
    }
    const { image } = local;
    let isRetried = false;
    try {
        const result = await push(parts, request, image);
        isRetried = result.kind === 'failed' && result.failure.kind === 'transient';
        return result;
    }
    finally {
        if (isRetried)
            kept.set(key, image);
        else
            await removeNames(parts, image);
    }
}
async function imageOf(parts, request, plan) {
    const image = parts.kept.get((0,registry/* formatReference */.FH)({ name: request.repository.name, tag: request.tag }));
    if (image !== undefined)
        return { kind: 'made', image };
    try {
        return await buildLocally(parts.session, { ...parts, request, plan });
    }
    catch (error) {
        await removeNames(parts, { names: imageNames(parts.session, request) });
        throw error;
    }
}
async function push(parts, request, { source, steps, notices }) {
    const { session, log } = parts;
    const { repository, tag } = request;
    const reference = (0,registry/* formatReference */.FH)({ name: repository.name, tag });
    const digestFile = external_node_path_default().join(session.directory, 'digest');
    const args = pushArgs(source, { reference, digestFile, insecure: repository.insecure });
    const output = await session.run(args, line => {
        log.foreign(line);
    });
    if (output.exitCode !== 0)
        return { kind: 'failed', failure: failureOf(output, request, parts) };
    const digest = (await (0,promises_.readFile)(digestFile, 'utf8').catch(() => '')).trim();
    if (digest === '')
        return pushedNothing(reference);
    return { kind: 'built', digest, config: undefined, steps, notices };
}
function pushedNothing(reference) {
    const error = new errors/* ActionError */.lZ('IMAGE_PUSH_FAILED', `${reference} was built, but buildah did not push it and did not say why. Check that the registry is up, that the ` +
        'repository exists in it and that the login may write it; a newer buildah tells more.');
    return { kind: 'failed', failure: { error, kind: 'refused' } };
}
async function removeNames({ environment, workspace }, { source, names }) {
    const tidy = tidier({ environment: await environment(), workspace });
    if (source?.kind === 'list')
        await tidy(['manifest', 'rm', source.name]);
    if (names.length > 0)
        await tidy(['rmi', ...names]);
}
const versionLimitMs = 60_000;
async function readVersion({ processes, environment, workspace }) {
    const options = { cwd: workspace, env: await environment(), timeoutMs: versionLimitMs };
    const missing = (0,program_errors/* orMissing */.Mr)('BUILDAH_MISSING', {
        why: 'The image has to be built, and ',
        instead: 'Install it (`apt-get install buildah`, `dnf install buildah`), set `engine: buildx`, or build the image ' +
            'elsewhere and set `build: never`.'
    });
    const output = await processes.run('buildah', ['--version'], options).catch(missing);
    if (output.exitCode === 0)
        return parseVersion(output.stdout.toString('utf8'));
    throw new errors/* ActionError */.lZ('BUILDER_UNAVAILABLE', `\`buildah --version\` ${(0,process/* describeEnd */.l)(output)}. Repair its installation, or set \`engine: buildx\`. buildah said: ${(0,log/* oneLine */.T)(output.stderr).slice(0, 500)}`);
}


/***/ })

};
