export const id = 230;
export const ids = [230];
export const modules = {

/***/ 230:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createBuildx: () => (/* binding */ createBuildx),
  hasGhaCache: () => (/* reexport */ hasGhaCache)
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
// EXTERNAL MODULE: ./src/async/once.ts
var once = __webpack_require__(6919);
// EXTERNAL MODULE: ./src/system/program-errors.ts
var program_errors = __webpack_require__(293);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/text/csv.ts
var csv = __webpack_require__(3339);
// EXTERNAL MODULE: ./src/text/json.ts
var json = __webpack_require__(1789);
;// CONCATENATED MODULE: ./src/builder/buildx/cache.ts



const cacheTag = 'buildcache';
function planCache(build, abilities) {
    const { cache } = build;
    const wantsOwn = cache.from.length > 0 || cache.to.length > 0;
    const ours = cache.mode === 'auto' && wantsOwn ? nothing : ownPlan(build, abilities);
    const theirs = usersPlan(cache, abilities);
    return {
        from: [...ours.from, ...theirs.from],
        to: [...(cache.importOnly ? [] : ours.to), ...theirs.to],
        notices: [...ours.notices, ...theirs.notices],
        problems: [...ours.problems, ...theirs.problems]
    };
}
const nothing = { from: [], to: [], notices: [], problems: [] };
function usersPlan({ from, to }, abilities) {
    const isUsable = (entry) => abilities.gha || !needsService(entry);
    const usable = to.filter(isUsable);
    const dropped = [
        ...(from.every(isUsable) ? [] : ['`cache-from`']),
        ...(to.every(isUsable) ? [] : ['`cache-to`'])
    ];
    const refused = abilities.export ? [] : usable.map(typeOf).filter(type => type !== 'inline');
    return {
        from: from.filter(isUsable),
        to: usable.flatMap(ignoringErrors),
        notices: dropped.length === 0 ? [] : [withoutEntries(dropped.join(' and '))],
        problems: refused.map(type => `export a cache of type ${type} (\`cache-to\`: remove the entry, or let it be \`type=inline\`)`)
    };
}
function ownPlan(build, abilities) {
    const { cache } = build;
    switch (cache.mode) {
        case 'none':
            return nothing;
        case 'inline':
            return inlinePlan(cache);
        case 'registry': {
            const refused = abilities.export || cache.importOnly ? [] : [cannotExport('registry')];
            return { ...registryPlan(build), problems: refused };
        }
        case 'gha':
            if (!abilities.export)
                return { ...nothing, problems: [cannotExport('gha')] };
            return abilities.gha ? ghaPlan(build) : { ...nothing, notices: [withoutService] };
        case 'auto':
            if (!abilities.gha)
                return inlinePlan(cache);
            return abilities.export ? ghaPlan(build) : { ...inlinePlan(cache), notices: [withoutExport] };
    }
}
function cannotExport(mode) {
    return `export a cache of type ${mode} (\`cache: ${mode}\`; \`cache: inline\` works here)`;
}
const withoutService = {
    level: 'warning',
    location: undefined,
    message: 'The build has no cache: `cache: gha` needs the cache service of GitHub Actions, and this runner did not give it ' +
        'to the job (ACTIONS_RUNTIME_TOKEN, ACTIONS_RESULTS_URL). Set `cache: registry` or `cache: inline`.'
};
function withoutEntries(inputs) {
    const message = `Entries of type gha in ${inputs} were left out: they need the cache service of GitHub Actions, and this runner did ` +
        'not give it to the job, or not with a token that BuildKit can read (ACTIONS_RUNTIME_TOKEN, ACTIONS_RESULTS_URL). ' +
        'Write entries of another type, as `type=registry`, for runners without it.';
    return { level: 'warning', location: undefined, message };
}
const withoutExport = {
    level: 'notice',
    location: undefined,
    message: 'The docker driver with the classic image store cannot use the cache of GitHub Actions, so the build caches ' +
        'inside the image, which holds the steps of its last stage only. Add docker/setup-buildx-action before this step ' +
        'to cache all stages, or set `cache: inline` to go on like this.'
};
function inlinePlan({ previous }) {
    const from = previous === undefined ? [] : [(0,csv/* csvLine */.zT)(['type=registry', `ref=${previous}`])];
    return { ...nothing, from, to: ['type=inline'] };
}
function registryPlan({ repository, target, platforms }) {
    const location = ['type=registry', `ref=${repository.name}:${partName([cacheTag], target, platforms)}`];
    return exported(location, 'image-manifest=true');
}
function ghaPlan({ cache, target, platforms }) {
    return exported(['type=gha', `scope=${partName([cache.scope], target, platforms)}`]);
}
function exported(location, ...more) {
    const to = (0,csv/* csvLine */.zT)([...location, 'mode=max', ...more, 'ignore-error=true']);
    return { ...nothing, from: [(0,csv/* csvLine */.zT)(location)], to: [to] };
}
function partName(base, target, platforms) {
    const parts = [...base, ...(target === undefined ? [] : [target]), ...platforms.toSorted()];
    const name = parts.join('-').replace(/[^A-Za-z0-9_.-]+/g, '-');
    if (name.length <= 100)
        return name;
    const hash = (0,external_node_crypto_.createHash)('sha256').update(parts.join('\n')).digest('hex');
    return `${name.slice(0, 87)}-${hash.slice(0, 12)}`;
}
function typeOf(entry) {
    return (0,csv/* csvAttributes */.eJ)(entry).get('type') ?? 'registry';
}
const exporters = new Set(['gha', 'registry', 'local', 's3', 'azblob']);
function ignoringErrors(entry) {
    const fields = (0,csv/* csvFields */.qZ)(entry);
    if (fields.every(field => !field.includes('=')))
        return fields.map(image => (0,csv/* csvLine */.zT)(['type=registry', `ref=${image}`, 'ignore-error=true']));
    const attributes = (0,csv/* csvAttributes */.eJ)(entry);
    const isSilent = !attributes.has('ignore-error') && exporters.has(attributes.get('type') ?? '');
    return [isSilent ? (0,csv/* csvLine */.zT)([...fields, 'ignore-error=true']) : entry];
}
function needsService(entry) {
    const attributes = (0,csv/* csvAttributes */.eJ)(entry);
    return attributes.get('type') === 'gha' && (attributes.get('token') ?? '') === '';
}
function hasGhaCache(environment) {
    const services = [environment['ACTIONS_RESULTS_URL'], environment['ACTIONS_CACHE_URL']];
    return services.some(Boolean) && isCacheToken(environment['ACTIONS_RUNTIME_TOKEN'] ?? '');
}
function isCacheToken(token) {
    const [, payload = '', signature, ...rest] = token.split('.');
    if (signature === undefined || rest.length > 0)
        return false;
    const { ac, exp, nbf } = (0,json/* parseObject */.lj)(Buffer.from(payload, 'base64url').toString('utf8')) ?? {};
    return typeof ac === 'string' && typeof exp === 'number' && typeof nbf === 'number';
}

// EXTERNAL MODULE: ./src/builder/failure/explain.ts + 8 modules
var explain = __webpack_require__(2687);
// EXTERNAL MODULE: ./src/builder/secrets.ts
var builder_secrets = __webpack_require__(7566);
// EXTERNAL MODULE: ./src/builder/steps.ts
var builder_steps = __webpack_require__(6252);
// EXTERNAL MODULE: ./src/builder/arguments.ts
var builder_arguments = __webpack_require__(1103);
;// CONCATENATED MODULE: ./src/builder/buildx/args.ts





function buildxArgs(request, plan) {
    return [
        'buildx',
        'build',
        '--progress=plain',
        ...(0,builder_arguments/* option */.uK)('builder', plan.builder),
        `--file=${request.file}`,
        ...(0,builder_arguments/* option */.uK)('tag', (0,registry/* formatReference */.FH)({ name: request.repository.name, tag: request.tag })),
        ...(0,builder_arguments/* pairs */.AS)('label', request.labels),
        ...(0,builder_arguments/* options */.fF)('annotation', request.annotations),
        ...(0,builder_arguments/* options */.fF)('build-arg', request.buildArgs),
        ...(0,builder_arguments/* options */.fF)('build-context', request.buildContexts),
        ...(0,builder_arguments/* options */.fF)('secret', plan.secrets.map(secret => (0,csv/* csvLine */.zT)((0,builder_secrets/* secretFields */.kv)(secret)))),
        ...(0,builder_arguments/* options */.fF)('ssh', request.ssh),
        ...(0,builder_arguments/* option */.uK)('target', request.target),
        ...(0,builder_arguments/* option */.uK)('platform', request.platforms.length === 0 ? undefined : request.platforms.join(',')),
        ...(0,builder_arguments/* option */.uK)('network', request.network),
        ...(request.pull ? ['--pull'] : []),
        ...(request.noCache ? ['--no-cache'] : []),
        ...(0,builder_arguments/* option */.uK)('provenance', (0,builder_arguments/* isEnabled */.Ol)(request.provenance) ? request.provenance : undefined),
        ...(0,builder_arguments/* option */.uK)('sbom', (0,builder_arguments/* isEnabled */.Ol)(request.sbom) ? request.sbom : undefined),
        ...(0,builder_arguments/* options */.fF)('cache-from', plan.cache.from),
        ...(0,builder_arguments/* options */.fF)('cache-to', plan.cache.to),
        `--metadata-file=${plan.metadataFile}`,
        '--push',
        request.context
    ];
}

// EXTERNAL MODULE: ./src/log/log.ts
var log = __webpack_require__(5384);
// EXTERNAL MODULE: ./src/builder/failure/buildx-rules.ts
var buildx_rules = __webpack_require__(9822);
;// CONCATENATED MODULE: ./src/builder/buildx/inspect.ts




function parseInspect(text) {
    const [head = '', ...sections] = text.split(/^Nodes:[^\n]*\n/m);
    const nodes = sections.join('').split(/^(?=Name:)/m);
    const top = fieldsOf(head);
    return {
        name: top.get('name') ?? '',
        driver: top.get('driver') ?? '',
        error: top.get('error'),
        nodes: nodes.filter(node => node.startsWith('Name:')).map(parseNode)
    };
}
function parseNode(text) {
    const fields = fieldsOf(text);
    const platforms = fields.get('platforms')?.split(',') ?? [];
    const [, labels = ''] = /^Labels:[^\n]*\n((?:[ \t][^\n]*(?:\n|$))*)/m.exec(text) ?? [];
    return {
        endpoint: fields.get('endpoint') ?? '',
        status: fields.get('status') ?? '',
        error: fields.get('error'),
        buildKit: fields.get('buildkit version') ?? fields.get('buildkit'),
        platforms: platforms.map(platform => platform.trim().replace(/\*$/, '')).filter(Boolean),
        labels: fieldsOf(labels.replace(/^[ \t]+/gm, ''))
    };
}
function fieldsOf(text) {
    const fields = new Map();
    for (const [, name = '', value = ''] of text.matchAll(/^([^\s:][^:\n]*):[ \t]*([^\n]*)$/gm)) {
        const key = name.toLowerCase();
        if (!fields.has(key))
            fields.set(key, value.trim());
    }
    return fields;
}
async function probeBuilder(docker, name) {
    const inspect = async (flags, prefix) => {
        const { exitCode, stdout, stderr, ending } = await docker([
            ...['buildx', 'inspect', ...flags],
            ...(name === undefined ? [] : ['--', name])
        ]);
        if (ending !== undefined)
            throw stuck(name, `docker buildx inspect ${ending}`, stderr);
        if (exitCode !== 0)
            throw unusable(name, `${prefix}${lastWords(stderr)}`);
        return parseInspect(stdout.toString('utf8'));
    };
    let description = await inspect([], '');
    if (description.driver === 'remote' && description.nodes.every(({ status }) => status === 'inactive')) {
        const endpoints = description.nodes.map(({ endpoint }) => endpoint).join(', ');
        description = await inspect(['--bootstrap'], `${endpoints} did not answer: `);
    }
    const { nodes, driver } = description;
    const broken = nodes.every(({ error }) => error !== undefined) ? nodes[0]?.error : undefined;
    const error = description.error ?? broken;
    if (error !== undefined)
        throw unusable(description.name, error);
    return { description, classicStore: driver === 'docker' && !nodes.some(hasSnapshotter) };
}
function hasSnapshotter({ labels }) {
    return labels.has('org.mobyproject.buildkit.worker.snapshotter');
}
function unusable(name, words) {
    const quoted = `Docker said: ${(0,log/* oneLine */.T)(words).slice(0, 500)}`;
    const rule = buildx_rules/* dockerRules */.Kw.find(({ pattern }) => pattern.test(words));
    if (rule !== undefined)
        return new errors/* ActionError */.lZ(rule.code, `${rule.tell()} ${quoted}`);
    const builder = name === undefined ? 'The current builder of buildx' : `The builder ${JSON.stringify(name)}`;
    return new errors/* ActionError */.lZ('BUILDER_UNAVAILABLE', `${builder} cannot be used. Check \`builder\` and the step that creates it (docker/setup-buildx-action); ` +
        `\`docker buildx ls\` shows the builders of this job. ${quoted}`);
}
function stuck(name, what, stderr) {
    const builder = name === undefined ? 'the current builder of buildx' : `the builder ${JSON.stringify(name)}`;
    const words = stderr.trim() === '' ? 'nothing' : (0,log/* oneLine */.T)(stderr.trim()).slice(0, 500);
    return new errors/* ActionError */.lZ('BUILDER_UNAVAILABLE', `${what}, when newtag asked for ${builder}. Check that Docker and the builder answer (\`docker buildx ls\`) and run ` +
        `the job again. Docker said: ${words}`);
}
function lastWords(stderr) {
    const lines = stderr.split('\n').filter(line => line.trim() !== '');
    const error = lines.findLast(line => line.startsWith('ERROR: '));
    return (error ?? lines[0] ?? 'no message').replace(/^ERROR: /, '');
}
function refuseUnsupported(request, builder, cache) {
    const attestations = ['provenance', 'sbom'].filter(name => (0,builder_arguments/* isEnabled */.Ol)(request[name]));
    const problems = builder.classicStore
        ? [
            ...(request.platforms.length > 1 ? ['build for several platforms (`platforms`)'] : []),
            ...attestations.map(name => `attach an attestation (\`${name}\`)`),
            ...(request.annotations.length > 0 ? ['write annotations (`annotations`; `labels` work here)'] : []),
            ...cache.problems
        ]
        : [];
    if (problems.length === 0)
        return;
    throw new errors/* ActionError */.lZ('BUILDER_UNSUPPORTED', `The builder ${JSON.stringify(builder.description.name)} (docker driver, classic image store) cannot ` +
        `${problems.join('; nor ')}. Add docker/setup-buildx-action before this step, or turn on the containerd image ` +
        'store of the Docker daemon, or remove these inputs.');
}

// EXTERNAL MODULE: ./src/builder/context.ts
var context = __webpack_require__(8648);
;// CONCATENATED MODULE: ./src/builder/buildx/metadata.ts





const noticeLimit = 50;
function readMetadata(text, build) {
    const metadata = (0,json/* parseObject */.lj)(text) ?? {};
    const digest = (0,json/* textField */.M8)(metadata, 'containerimage.digest');
    const warnings = metadata['buildx.build.warnings'];
    const notices = (Array.isArray(warnings) ? warnings : [])
        .filter(json/* isRecord */.u4)
        .map(warning => readWarning(warning, build))
        .filter(notice => notice !== undefined)
        .toSorted((a, b) => (a.location?.line ?? 0) - (b.location?.line ?? 0));
    return {
        digest: digest === undefined || (0,registry/* digestProblem */.WQ)(digest) !== undefined ? undefined : digest,
        config: (0,json/* textField */.M8)(metadata, 'containerimage.config.digest'),
        notices: [...new Map(notices.map(notice => [notice.message, notice])).values()].slice(0, noticeLimit)
    };
}
function readWarning(warning, build) {
    const location = readLocation(warning, build);
    const { path: file, line } = location ?? {};
    const words = (0,json/* textField */.M8)(warning, 'short') ?? '';
    const short = plain(Buffer.from(words, 'base64').toString('utf8')).replace(/ \(line \d+\)$/, '');
    if (short === '')
        return undefined;
    const place = file === undefined ? '' : `${file}:${line === undefined ? '' : `${line}:`} `;
    const url = plain((0,json/* textField */.M8)(warning, 'url') ?? '');
    return { level: 'warning', message: `${place}${short}.${url === '' ? '' : ` See ${url}`}`, location };
}
function readLocation(warning, { file, workspace }) {
    const name = (0,json/* isRecord */.u4)(warning['sourceInfo']) ? (0,json/* textField */.M8)(warning['sourceInfo'], 'filename') : undefined;
    if (name === undefined)
        return undefined;
    const source = (0,context/* workspacePath */.X)(external_node_path_default().join(external_node_path_default().dirname(file), name), workspace);
    if (source === undefined)
        return undefined;
    const [range] = Array.isArray(warning['range']) ? warning['range'] : [];
    const start = (0,json/* isRecord */.u4)(range) && (0,json/* isRecord */.u4)(range['start']) ? range['start'] : {};
    const line = start['line'];
    const place = { path: source, inSource: true };
    return typeof line === 'number' && Number.isInteger(line) && line > 0 ? { ...place, line } : place;
}
function plain(text) {
    return (0,log/* oneLine */.T)(text).trim().slice(0, 500);
}

;// CONCATENATED MODULE: ./src/builder/buildx/buildx.ts














function createBuildx(system, options) {
    const engine = { ...system, ...options };
    const probe = (0,once/* once */.O)(() => probeBuilder(args => docker(engine, args), options.builder));
    const reported = new Set();
    const plan = async (request) => {
        (0,builder_secrets/* addSecrets */.Nc)(request.secrets, system.secrets);
        const environment = await options.environment();
        const places = { workspace: options.workspace, environment };
        const [builder] = await Promise.all([probe(), (0,builder_secrets/* checkSecrets */.KK)(request.secrets, places)]);
        const cache = planCache(request, { export: !builder.classicStore, gha: options.hasGhaCache });
        refuseUnsupported(request, builder, cache);
        return { builder, cache };
    };
    return {
        prepare: () => {
            probe().catch(() => undefined);
        },
        check: async (request) => {
            const { notices } = (await plan(request)).cache;
            const fresh = notices.filter(({ message }) => !reported.has(message));
            for (const { message } of fresh)
                reported.add(message);
            return fresh;
        },
        build: async (request, log) => await build(engine, request, await plan(request), log),
        close: () => Promise.resolve()
    };
}
async function build(engine, request, { builder, cache }, log) {
    const { workspace, secrets } = engine;
    log.debug(describe(builder));
    const directory = await (0,promises_.mkdtemp)(external_node_path_default().join(engine.temporary, 'build-'));
    try {
        const metadataFile = external_node_path_default().join(directory, 'metadata.json');
        const sources = await (0,builder_secrets/* placeSecrets */.hE)(request.secrets, { workspace, directory });
        const args = buildxArgs(request, { builder: engine.builder, secrets: sources, cache, metadataFile });
        const steps = (0,builder_steps/* createStepCounter */.$)();
        const output = await docker(engine, args, line => {
            steps.onLine(line);
            log.foreign(line);
        });
        if (output.exitCode !== 0) {
            return {
                kind: 'failed',
                failure: (0,explain/* explainFailure */.S)(output, { engine: 'buildx', request, workspace, secrets })
            };
        }
        const text = await (0,promises_.readFile)(metadataFile, 'utf8').catch(() => '');
        const { digest, config, notices } = readMetadata(text, { file: request.file, workspace });
        return digest === undefined
            ? digestUnknown(request)
            : { kind: 'built', digest, config, steps: steps.count(), notices };
    }
    finally {
        await (0,promises_.rm)(directory, { recursive: true, force: true });
    }
}
function describe({ description, classicStore }) {
    const nodes = description.nodes.map(({ status, buildKit, platforms }) => `${status}, BuildKit ${buildKit ?? 'unknown'}, ${platforms.join(' ') || 'platforms unknown'}`);
    const store = classicStore ? ', classic image store' : '';
    return `builder ${description.name}: driver ${description.driver}${store}; ${nodes.join('; ')}`;
}
function digestUnknown({ repository, tag }) {
    const error = new errors/* ActionError */.lZ('DIGEST_UNKNOWN', `${(0,registry/* formatReference */.FH)({ name: repository.name, tag })} was pushed, but buildx did not say with which digest. Update ` +
        'buildx to 0.10 or newer and run the job again.');
    return { kind: 'failed', failure: { error, kind: 'other' } };
}
const probeLimitMs = 60_000;
async function docker({ processes, workspace, environment }, args, onLine) {
    const env = {
        ...(await environment()),
        BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
        BUILDX_METADATA_PROVENANCE: 'disabled',
        BUILDX_METADATA_WARNINGS: '1'
    };
    const limits = onLine === undefined ? { timeoutMs: probeLimitMs } : { timeoutMs: Infinity, onLine };
    const missing = (0,program_errors/* orMissing */.Mr)('DOCKER_MISSING', {
        why: 'The image has to be built, and ',
        instead: 'Use a runner with Docker, set `engine: buildah`, or build the image elsewhere and set `build: never`.'
    });
    return await processes.run('docker', args, { cwd: workspace, env, ...limits }).catch(missing);
}


/***/ })

};
