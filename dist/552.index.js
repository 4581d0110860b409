export const id = 552;
export const ids = [552,689];
export const modules = {

/***/ 9552:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  buildAndVerify: () => (/* binding */ buildAndVerify)
});

// EXTERNAL MODULE: ./src/async/retry.ts
var retry = __webpack_require__(2890);
// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __webpack_require__(2600);
// EXTERNAL MODULE: ./src/registry/index.ts + 3 modules
var src_registry = __webpack_require__(1640);
// EXTERNAL MODULE: ./src/text/units.ts
var units = __webpack_require__(4492);
// EXTERNAL MODULE: ./src/builder/failure/push-refusal.ts
var push_refusal = __webpack_require__(9689);
// EXTERNAL MODULE: ./src/errors/notice.ts
var notice = __webpack_require__(263);
;// CONCATENATED MODULE: ./src/builder/verify-push.ts




const waits = [500, 1_000, 2_000, 4_000];
const lookingMs = 10_000;
async function lookAgain(look, isSure, { clock }) {
    return await (0,retry/* retry */.L)(look, {
        attempts: waits.length + 1,
        clock,
        until: clock.now() + lookingMs,
        waitAfter: (answer, attempt) => (isSure(answer) ? undefined : waits[attempt - 1])
    });
}
async function verify(built, task, ports) {
    const { digest, config, notices } = built;
    const { registry, log } = ports;
    const { repository, tag } = task.build;
    const reference = (0,src_registry/* formatReference */.FH)({ name: repository.name, tag });
    const look = async () => {
        const [current, pushed] = await Promise.all([
            registry.findTag(repository, tag),
            registry.inspect(repository, digest)
        ]);
        return { current, pushed };
    };
    const { current, pushed } = await lookAgain(look, seen => isThere(seen, digest), ports);
    const { size } = pushed;
    if (current.kind === 'present' && current.digest !== digest)
        return await explainOther(built, current.digest, { size, task, ports });
    if (current.kind === 'absent' || pushed.isAbsent === true)
        throw lost(reference);
    if (config !== undefined && pushed.config !== undefined && config !== pushed.config)
        return { kind: 'failed', error: anotherBuild(reference) };
    if (current.kind !== 'present') {
        log.warning(`The registry could not be asked whether it holds ${reference} (${current.detail}).`);
    }
    return { kind: 'done', image: { digest, built: true, notices }, size };
}
function isThere({ current, pushed }, digest) {
    if (pushed.isAbsent === true)
        return false;
    return current.kind === 'denied' || (current.kind === 'present' && current.digest === digest);
}
async function explainOther({ digest, notices }, current, { size, task, ports }) {
    const { before, build } = task;
    const { repository, tag } = build;
    const reference = (0,src_registry/* formatReference */.FH)({ name: repository.name, tag });
    if (before?.kind === 'present' && before.digest === current)
        throw stale(reference, digest, current);
    const isNew = before?.kind === 'present' || before?.kind === 'absent';
    const isTheirs = isNew && (await isOurs(current, task, ports));
    if (!isTheirs)
        throw replaced(reference, digest, current);
    const { isAbsent } = await ports.registry.inspect(repository, current);
    if (isAbsent === true)
        throw lost(reference);
    const message = `${reference} was pushed by another run of the same commit at the same time; what the registry holds is deployed, ${current}.`;
    const all = [...notices, (0,notice/* notice */.lm)(message, undefined, 'notice')];
    return { kind: 'done', image: { digest: current, built: true, notices: all }, size };
}
async function isOurs(digest, task, ports) {
    return task.namesCommit || (await revisionOf(digest, task, ports)) === task.commit;
}
async function revisionOf(digest, { build }, { registry }) {
    const labels = await registry.findRevision(build.repository, digest);
    return labels.ok ? labels.value.revision : undefined;
}
function lost(reference) {
    return new errors/* ActionError */.lZ('IMAGE_PUSH_FAILED', `The builder reported that ${reference} was pushed, but the registry does not hold it. Nothing was deployed; ` +
        'check whether the registry keeps its data, then run the job again.');
}
function stale(reference, digest, current) {
    return new errors/* ActionError */.lZ('IMAGE_PUSH_FAILED', `${reference} was pushed as ${digest}, but the registry still gives ${current}, the image from before the push. ` +
        'Nothing was deployed; run the job again, and if that does not help, look whether a cache stands in front of the ' +
        'registry, or whether it keeps tags from being moved.');
}
function replaced(reference, digest, current) {
    return new errors/* ActionError */.lZ('DIGEST_MISMATCH', `${reference} was pushed as ${digest}, but the registry now holds ${current}: somebody else pushed the same ` +
        'tag. Nothing was deployed; make the tag unique to the commit, or serialize the runs (`concurrency:`).');
}
function anotherBuild(reference) {
    return new errors/* ActionError */.lZ('DIGEST_MISMATCH', `Another build on this Docker daemon has moved ${reference} before it was pushed, so that its image was pushed in ` +
        'the place of ours. Nothing was deployed; make the tag unique to the commit, or serialize the runs ' +
        '(`concurrency:`).');
}

;// CONCATENATED MODULE: ./src/builder/build-and-verify.ts






const build_and_verify_waits = [2_000, 5_000, 10_000];
async function buildAndVerify(given, ports) {
    const { builder, clock, log, registry } = ports;
    const started = clock.now();
    const before = given.before ?? (await registry.findTag(given.build.repository, given.build.tag));
    const task = { ...given, before };
    const attempts = task.retries + 1;
    const work = async (attempt) => {
        const result = await builder.build(task.build, log);
        const outcome = result.kind === 'built' ? await verify(result, task, ports) : await recover(result.failure, task, ports);
        const steps = result.kind === 'built' && attempt === 1 ? result.steps : { total: 0, cached: 0 };
        return { ...outcome, steps };
    };
    const waitAfter = (outcome, attempt) => {
        if (outcome.kind === 'done')
            return undefined;
        const wait = (build_and_verify_waits[Math.min(attempt, build_and_verify_waits.length) - 1] ?? 0) * (1 + clock.random());
        log.info(`Attempt ${attempt} of ${attempts} did not succeed (${outcome.error.code}); the next one is in ${(0,units/* renderDuration */.PP)(wait)}.`);
        return wait;
    };
    const outcome = await (0,retry/* retry */.L)(work, { attempts, clock, waitAfter });
    if (outcome.kind === 'failed')
        throw outcome.error;
    const { image, size, steps } = outcome;
    return image.built ? { ...image, facts: { durationMs: clock.now() - started, size, steps } } : image;
}
async function recover(failure, task, ports) {
    if (failure.kind === 'other')
        throw failure.error;
    const { registry, log } = ports;
    const { repository, tag } = task.build;
    const reference = (0,src_registry/* formatReference */.FH)({ name: repository.name, tag });
    const isSure = ({ kind }) => kind !== 'absent' || failure.kind !== 'tag-exists';
    const current = await lookAgain(() => registry.findTag(repository, tag), isSure, ports);
    const isNew = task.before?.kind === 'absent' && current.kind === 'present';
    const mayBeOurs = isNew || failure.kind === 'tag-exists';
    if (current.kind === 'present' && mayBeOurs && (await isOurs(current.digest, task, ports))) {
        const { digest } = current;
        if (!isNew)
            return keepImage(digest, reference);
        log.info(`The push ended with an error, but the registry holds ${reference}.`);
        const { size } = await registry.inspect(repository, digest);
        return { kind: 'done', image: { digest, built: true, notices: [] }, size };
    }
    if (isNew && (await isForeign(current.digest, task, ports)))
        throw overtaken(reference, current.digest);
    if (failure.kind === 'transient')
        return { kind: 'failed', error: failure.error };
    throw await (0,push_refusal/* explainRefusal */.G)(failure, task.build, registry);
}
async function isForeign(digest, task, ports) {
    const revision = await revisionOf(digest, task, ports);
    return revision !== undefined && revision !== task.commit;
}
function keepImage(digest, reference) {
    const message = `${reference} was pushed before and cannot be replaced; what the registry holds is deployed, ${digest}.`;
    const notice = { message, location: undefined, level: 'notice' };
    return { kind: 'done', image: { digest, built: false, notices: [notice] }, size: undefined };
}
function overtaken(reference, current) {
    return new errors/* ActionError */.lZ('DIGEST_MISMATCH', `${reference} was pushed by another run meanwhile, from another commit (${current}), and is not pushed over. Nothing was ` +
        'deployed; make the tag unique to the commit.');
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


/***/ })

};
