export const id = 701;
export const ids = [701];
export const modules = {

/***/ 481:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ createAncestry)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _reader_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(375);


function createAncestry(git, timeoutMs) {
    const read = (0,_reader_js__WEBPACK_IMPORTED_MODULE_1__/* .createReader */ .W)(git, timeoutMs);
    const run = async (command, input) => (await read(command, input === undefined ? {} : { input }))?.toString('latin1');
    const boundary = async () => {
        const answer = await run(['rev-parse', '--is-shallow-repository', '--git-path', 'shallow']);
        const [isShallow, file] = answer?.split('\n') ?? [];
        if (isShallow === 'false')
            return new Set();
        return isShallow === 'true' && file !== undefined ? await readShallow(file) : undefined;
    };
    return {
        find: async (names) => {
            const input = names.map(name => `${name}^{commit}\n`).join('');
            const answer = await run(['cat-file', '--batch-check=%(objectname) %(objecttype)'], input);
            return parseFound(names, answer ?? '');
        },
        relate: async (ours, other) => {
            if (ours === other)
                return { relation: 'same', ahead: undefined };
            const ends = await boundary();
            if (ends === undefined)
                return undefined;
            const range = `${ours}...${other}`;
            if (ends.size > 0) {
                const listed = await run(['rev-list', '--left-right', range, '--']);
                return listed === undefined ? undefined : relateShallow(listed, ends);
            }
            const counted = await run(['rev-list', '--left-right', '--count', range, '--']);
            const [, left, right] = /^(\d+)\t(\d+)$/m.exec(counted ?? '') ?? [];
            return left === undefined ? undefined : judge(Number(left), Number(right));
        },
        listSince: async (ours, other) => {
            const [ends, listed] = await Promise.all([
                boundary(),
                run(['rev-list', '--topo-order', '--parents', ours, `^${other}`, '--'])
            ]);
            if (ends === undefined || listed === undefined)
                return undefined;
            const commits = parseListed(listed);
            return commits.some(({ commit }) => ends.has(commit)) ? undefined : commits;
        },
        holdsAllSince: async (ours, refs) => {
            const [ends, listed] = await Promise.all([
                boundary(),
                run(['rev-list', `--glob=${refs}`, `^${ours}`, '--'])
            ]);
            if (ends === undefined || listed === undefined)
                return false;
            return !listed.split('\n').some(commit => ends.has(commit));
        },
        holdsFiles: async (commits) => {
            const input = commits.map(commit => `${commit}^{tree}\n`).join('');
            const answer = await run(['cat-file', '--batch-check=%(objecttype)'], input);
            return /^tree$/m.test(answer ?? '');
        },
        holdsContents: async () => {
            const every = ['--batch-all-objects', '--unordered'];
            const answer = await run(['cat-file', ...every, '--batch-check=%(objecttype)']);
            return /^blob$/m.test(answer ?? '');
        },
        isShallow: async () => (await boundary())?.size !== 0
    };
}
function parseFound(names, answer) {
    const found = new Map();
    for (const [index, line] of answer.split('\n').entries()) {
        const [, commit] = /^([0-9a-f]{40,64}) commit$/.exec(line) ?? [];
        const name = names[index];
        if (name !== undefined && commit?.startsWith(name) === true)
            found.set(name, commit);
    }
    return found;
}
function parseListed(listed) {
    const lines = listed.split('\n').filter(line => line !== '');
    return lines.map(line => {
        const [commit = '', ...parents] = line.split(' ');
        return { commit, parents };
    });
}
function judge(left, right) {
    if (left === 0)
        return right === 0 ? { relation: 'same', ahead: undefined } : { relation: 'newer', ahead: right };
    return { relation: right === 0 ? 'older' : 'diverged', ahead: undefined };
}
function relateShallow(listed, ends) {
    const lines = listed.split('\n').filter(line => line !== '');
    const left = lines.filter(line => line.startsWith('<')).length;
    const kinship = judge(left, lines.length - left);
    const isCut = lines.some(line => ends.has(line.slice(1)));
    if (!isCut)
        return kinship;
    return kinship.relation === 'diverged' ? undefined : { ...kinship, ahead: undefined };
}
async function readShallow(file) {
    try {
        return new Set((await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file, 'latin1')).split('\n').filter(line => line !== ''));
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 6184:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ createCheckout),
/* harmony export */   x: () => (/* binding */ questionMs)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _ancestry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(481);
/* harmony import */ var _question_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6004);
/* harmony import */ var _reader_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(375);
/* harmony import */ var _relation_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6133);
/* harmony import */ var _git_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6768);






const questionMs = 15_000;
function createCheckout({ workspace, processes, env }) {
    const git = (0,_git_index_js__WEBPACK_IMPORTED_MODULE_3__/* .createGit */ .lD)(processes, env, node_path__WEBPACK_IMPORTED_MODULE_0___default().join(workspace, '.git'));
    const ancestry = (0,_ancestry_js__WEBPACK_IMPORTED_MODULE_1__/* .createAncestry */ .C)(git, questionMs);
    const holding = { ancestry, read: (0,_reader_js__WEBPACK_IMPORTED_MODULE_2__/* .createReader */ .W)(git, questionMs, workspace) };
    const place = {
        inquire: async ({ ours, candidates }, inquiry) => {
            const found = await ancestry.find([ours, ...candidates]);
            const commit = candidates.map(name => found.get(name)).find(name => name !== undefined);
            if (commit === undefined)
                return (0,_relation_js__WEBPACK_IMPORTED_MODULE_4__/* .open */ .h)(`it does not hold ${candidates.map(_relation_js__WEBPACK_IMPORTED_MODULE_4__/* .short */ .A).join(' or ')}`);
            if (!found.has(ours))
                return (0,_relation_js__WEBPACK_IMPORTED_MODULE_4__/* .open */ .h)(`it does not hold ${(0,_relation_js__WEBPACK_IMPORTED_MODULE_4__/* .short */ .A)(ours)}`, commit);
            const value = await inquiry.judge(holding, ours, commit);
            return value === undefined ? (0,_relation_js__WEBPACK_IMPORTED_MODULE_4__/* .open */ .h)(inquiry.gap, commit) : { kind: 'known', commit, value };
        }
    };
    return {
        ...place,
        name: 'checkout',
        isWhole: async (ours) => (await ancestry.find([ours])).has(ours) && !(await ancestry.isShallow()),
        find: question => (0,_question_js__WEBPACK_IMPORTED_MODULE_5__/* .findKinship */ .Y)(place, question, 'its history is cut off too early')
    };
}


/***/ }),

/***/ 4275:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  a: () => (/* binding */ createCommitFetch)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/source/git/ancestry.ts
var ancestry = __webpack_require__(481);
;// CONCATENATED MODULE: ./src/source/git/scope.ts
const scopes = {
    commits: {
        folder: 'source.git',
        filter: 'tree:0',
        depths: [50, 500, 5_000, 50_000],
        isExceeded: (ancestry, commits) => ancestry.holdsFiles(commits),
        excess: 'the server does not give commits alone'
    },
    trees: {
        folder: 'source-trees.git',
        filter: 'blob:none',
        depths: [50, 500, 5_000],
        isExceeded: ancestry => ancestry.holdsContents(),
        excess: 'the server does not leave out the contents of files'
    }
};

// EXTERNAL MODULE: ./src/source/git/question.ts
var git_question = __webpack_require__(6004);
// EXTERNAL MODULE: ./src/source/git/reader.ts
var reader = __webpack_require__(375);
// EXTERNAL MODULE: ./src/source/relation.ts
var relation = __webpack_require__(6133);
// EXTERNAL MODULE: ./src/source/tag-commits.ts
var tag_commits = __webpack_require__(6318);
;// CONCATENATED MODULE: ./src/source/git/refspecs.ts
const namespace = 'refs/newtag';
function createWants(branch) {
    const head = `${namespace}/tip/head`;
    const tips = new Map([['HEAD', head]]);
    if (branch !== undefined)
        tips.set(`refs/heads/${branch}`, `${namespace}/tip/branch`);
    const commits = new Set();
    const asked = new Set();
    const withheld = new Set();
    const absent = new Set();
    const refuse = (name, isAbsent) => {
        if (tips.delete(name))
            return true;
        if (!commits.has(name) || withheld.has(name))
            return false;
        withheld.add(name);
        if (isAbsent)
            absent.add(name);
        return true;
    };
    return {
        tips: `${namespace}/tip/*`,
        head,
        add: commit => {
            commits.add(commit);
        },
        areAsked: () => [...commits].every(commit => asked.has(commit)),
        take: () => {
            const taken = [...commits];
            const wanted = taken.filter(commit => !withheld.has(commit));
            return {
                refspecs: [
                    ...[...tips].map(([from, to]) => `+${from}:${to}`),
                    ...wanted.map(commit => `+${commit}:${namespace}/commit/${commit}`)
                ],
                asked: () => {
                    for (const commit of taken)
                        asked.add(commit);
                }
            };
        },
        drop: detail => {
            const [, unknown] = /not our ref ([0-9a-f]{40,64})/.exec(detail) ?? [];
            const [, hidden] = /unadvertised object ([0-9a-f]{40,64})/.exec(detail) ?? [];
            const [, ref] = /couldn't find remote ref (\S+)/.exec(detail) ?? [];
            const name = unknown ?? hidden ?? ref;
            return name !== undefined && refuse(name, unknown !== undefined);
        },
        isAbsent: commit => absent.has(commit)
    };
}

// EXTERNAL MODULE: ./src/git/index.ts + 24 modules
var src_git = __webpack_require__(6768);
;// CONCATENATED MODULE: ./src/source/git/fetch.ts









const searchDepth = 5_000;
const olderDepth = 500;
const defaultTimeoutMs = 30_000;
const attempts = 3;
function createCommitFetch(options) {
    const parsed = (0,src_git/* parseRemote */.M8)(`${options.serverUrl}/${options.repository}`, options.serverUrl);
    if (parsed.ok)
        return new CommitFetch(options, parsed.remote);
    const answer = () => Promise.resolve((0,relation/* open */.h)(`the address of the source repository ${parsed.problem}`));
    return { name: 'fetch', find: answer, inquire: answer };
}
class CommitFetch {
    name = 'fetch';
    #options;
    #remote;
    #directory;
    #scope;
    #gitRemote;
    #ancestry;
    #holding;
    #wants;
    #timeoutMs;
    #opened;
    #nameLength;
    #steps = 0;
    #ours = new Set();
    #fetchedAt = 0;
    #closed;
    #turn = Promise.resolve();
    constructor(options, remote) {
        const { serverUrl, branch, processes, env } = options;
        this.#options = options;
        this.#remote = remote;
        this.#timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
        this.#scope = scopes[options.scope ?? 'commits'];
        this.#directory = external_node_path_default().join(options.directory, this.#scope.folder);
        const token = (0,src_git/* tokenProblem */.jV)(remote, options.token, serverUrl) === undefined ? options.token : '';
        const login = (0,src_git/* authentication */.jh)(remote, token);
        for (const secret of login.secrets)
            options.onSecret(secret);
        const git = (0,src_git/* createGit */.lD)(processes, env, this.#directory);
        this.#gitRemote = (0,src_git/* createGitRemote */.Ri)({
            git,
            remote,
            authentication: login,
            clock: options.clock,
            timeoutMs: this.#timeoutMs,
            branch: () => branch
        });
        this.#ancestry = (0,ancestry/* createAncestry */.C)(git, this.#timeoutMs);
        this.#holding = { ancestry: this.#ancestry, read: (0,reader/* createReader */.W)(git, this.#timeoutMs) };
        this.#wants = createWants(branch === undefined || (0,src_git/* branchProblem */.MT)(branch) !== undefined ? undefined : branch);
    }
    async prepare(ours) {
        this.#nameLength ??= ours.length;
        this.#wants.add(ours);
        this.#ours.add(ours);
        const turn = this.#turn.then(async () => {
            const until = this.#options.clock.now() + this.#timeoutMs;
            if (this.#steps === 0 && (await this.#fetch(this.#scope.depths[0], until)) === undefined)
                this.#steps = 1;
        });
        this.#turn = turn.catch(() => undefined);
        await turn;
    }
    async find(question) {
        return await (0,git_question/* findKinship */.Y)(this, question, 'their histories do not meet in what was fetched');
    }
    async inquire(question, inquiry) {
        const { ours, candidates } = question;
        this.#nameLength ??= ours.length;
        if (ours.length !== this.#nameLength)
            return (0,relation/* open */.h)(`${(0,relation/* short */.A)(ours)} is of another kind than other commits`);
        this.#ours.add(ours);
        for (const name of [ours, ...candidates])
            if (name.length === ours.length)
                this.#wants.add(name);
        const turn = this.#turn.then(() => this.#answer(question, inquiry));
        this.#turn = turn.catch(() => undefined);
        return await turn;
    }
    async #answer(question, inquiry) {
        const { depths } = this.#scope;
        const asked = this.#options.clock.now();
        const until = asked + this.#timeoutMs;
        for (;;) {
            const look = this.#steps === 0 ? undefined : await this.#look(question, inquiry);
            if (look?.kind === 'known')
                return look;
            const isStale = look !== undefined && look.commit === undefined && this.#fetchedAt < asked;
            const isNew = !this.#wants.areAsked() || isStale;
            const step = isNew ? Math.max(this.#steps, 1) : this.#steps + 1;
            const depth = depths[step - 1];
            if (look !== undefined && !isNew && (depth === undefined || depth > look.reach))
                return look;
            const reason = this.#closed ?? (await this.#fetch(depth ?? depths[0], until));
            if (reason !== undefined)
                return (0,relation/* open */.h)(reason, look?.commit);
            this.#steps = step;
        }
    }
    async #look({ ours, candidates }, inquiry) {
        const found = await this.#ancestry.find([ours, ...candidates]);
        const commit = candidates.map(name => found.get(name)).find(name => name !== undefined);
        const isCut = () => this.#ancestry.isShallow();
        if (!found.has(ours)) {
            const reach = !this.#wants.isAbsent(ours) && (await isCut()) ? searchDepth : 0;
            return { ...(0,relation/* open */.h)(`the source repository does not give ${(0,relation/* short */.A)(ours)}`, commit), reach };
        }
        if (commit === undefined) {
            const asked = candidates.filter(name => !this.#wants.isAbsent(name));
            const reach = asked.length > 0 && (await isCut()) ? await this.#searchReach(ours, asked) : 0;
            return {
                ...(0,relation/* open */.h)(`${candidates.map(relation/* short */.A).join(' or ')} was not found in the source repository`),
                reach
            };
        }
        const value = await inquiry.judge(this.#holding, ours, commit);
        if (value !== undefined)
            return { kind: 'known', commit, value, reach: 0 };
        return { ...(0,relation/* open */.h)(inquiry.gap, commit), reach: (await isCut()) ? Infinity : 0 };
    }
    async #searchReach(ours, candidates) {
        if (!(await this.#ancestry.holdsAllSince(ours, this.#wants.tips)))
            return searchDepth;
        return candidates.every(tag_commits/* isNumber */.Et) ? 0 : olderDepth;
    }
    async #fetch(depth, until) {
        const started = this.#options.clock.now();
        const reason = await this.#fetchAtOnce(depth, until);
        if (reason !== undefined)
            return reason;
        const wanted = [...this.#ours, this.#wants.head];
        if (this.#fetchedAt === 0 && (await this.#scope.isExceeded(this.#ancestry, wanted)))
            this.#closed = this.#scope.excess;
        this.#fetchedAt = started;
        return undefined;
    }
    async #fetchAtOnce(depth, until) {
        const { clock } = this.#options;
        const format = this.#nameLength === 64 ? 'sha256' : 'sha1';
        await (this.#opened ??= (0,src_git/* initializeDirectory */.av)(this.#directory, this.#remote.url, format));
        for (let attempt = 1;;) {
            const { refspecs, asked } = this.#wants.take();
            if (refspecs.length === 0)
                return 'the source repository has none of the commits';
            const filter = `--filter=${this.#scope.filter}`;
            const command = ['fetch', `--depth=${depth}`, ...src_git/* fetchOptions */.Tu, filter, 'origin', ...refspecs];
            const failure = await this.#gitRemote.send([...src_git/* noHaves */.lg, ...command], { until });
            if (failure === undefined) {
                asked();
                return undefined;
            }
            if (this.#wants.drop(failure.detail))
                continue;
            const isOver = clock.now() >= until;
            if (failure.kind === 'transient' && !isOver && attempt < attempts) {
                await clock.sleep(clock.random() * 500 * 2 ** attempt);
                attempt += 1;
                continue;
            }
            const reason = isOver ? `it took longer than ${this.#timeoutMs / 1_000} s` : failure.detail;
            if (isOver || (0,src_git/* isFinal */.dR)(failure))
                this.#closed = reason;
            return reason;
        }
    }
}


/***/ }),

/***/ 6004:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ findKinship)
/* harmony export */ });
async function findKinship(place, question, gap) {
    const answer = await place.inquire(question, {
        judge: ({ ancestry }, ours, commit) => ancestry.relate(ours, commit),
        gap
    });
    return answer.kind === 'open' ? answer : { kind: 'known', commit: answer.commit, ...answer.value };
}


/***/ }),

/***/ 375:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ createReader)
/* harmony export */ });
const readingEnvironment = {
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: '/dev/null',
    GIT_OPTIONAL_LOCKS: '0'
};
const args = ['--no-pager', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];
function createReader(git, timeoutMs, workTree) {
    const place = workTree === undefined ? [] : ['-C', workTree, `--work-tree=${workTree}`];
    return async (command, { input, config = [] } = {}) => {
        const { exitCode, stdout } = await git.try(command, {
            args: [...args, ...place, ...config.flatMap(each => ['-c', each])],
            env: readingEnvironment,
            timeoutMs,
            ...(input === undefined ? {} : { input })
        });
        return exitCode === 0 ? stdout : undefined;
    };
}


/***/ }),

/***/ 1701:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createSourceHistory: () => (/* binding */ createSourceHistory),
  joinPlaces: () => (/* binding */ joinPlaces)
});

// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __webpack_require__(2600);
// EXTERNAL MODULE: ./src/log/log.ts
var log_log = __webpack_require__(5384);
// EXTERNAL MODULE: ./src/source/git/checkout.ts
var git_checkout = __webpack_require__(6184);
// EXTERNAL MODULE: ./src/source/git/fetch.ts + 2 modules
var fetch = __webpack_require__(4275);
// EXTERNAL MODULE: ./src/system/loopback.ts + 1 modules
var loopback = __webpack_require__(3951);
// EXTERNAL MODULE: ./src/text/json.ts
var json = __webpack_require__(1789);
// EXTERNAL MODULE: ./src/source/relation.ts
var relation = __webpack_require__(6133);
;// CONCATENATED MODULE: ./src/source/api.ts



const bodyLimit = 1024 * 1024;
const relations = new Map([
    ['ahead', 'newer'],
    ['behind', 'older'],
    ['identical', 'same'],
    ['diverged', 'diverged']
]);
function createCompareApi(options) {
    const base = baseOf(options);
    return {
        name: 'api',
        find: async (question) => {
            if (base === undefined)
                return (0,relation/* open */.h)('its address cannot be used');
            const ask = (path, accept) => send(options, new URL(`${base}${path}`), accept);
            const reasons = [];
            for (const candidate of question.candidates) {
                const commit = await resolve(candidate, question, ask);
                if (typeof commit !== 'string')
                    return commit;
                const finding = commit === '' ? (0,relation/* open */.h)(`no commit ${(0,relation/* short */.A)(candidate)}`) : await compare(question.ours, commit, ask);
                if (finding.kind === 'known')
                    return finding;
                reasons.push(finding.reason);
            }
            return (0,relation/* open */.h)(reasons.join(', '));
        }
    };
}
function baseOf({ apiUrl, repository }) {
    if (!URL.canParse(apiUrl) || !/^[\w.-]+\/[\w.-]+$/.test(repository))
        return undefined;
    if (repository.split('/').some(part => /^\.+$/.test(part)))
        return undefined;
    const url = new URL(apiUrl);
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && (0,loopback/* isLoopback */.U)(url.hostname)))
        return undefined;
    return `${url.origin}${url.pathname.replace(/\/+$/, '')}/repos/${repository}`;
}
async function send({ token, http }, url, accept) {
    return await http.send({
        method: 'GET',
        url,
        headers: { accept, 'x-github-api-version': '2022-11-28' },
        authorization: token === '' ? undefined : `Bearer ${token}`,
        bodyLimit
    });
}
async function resolve(candidate, { ours }, ask) {
    if (candidate.length === ours.length)
        return candidate;
    const answer = await ask(`/commits/${candidate}`, 'application/vnd.github.sha');
    if (answer.status === 404 || answer.status === 422)
        return '';
    if (answer.status !== 200)
        return refused(answer);
    const commit = answer.body.toString('latin1').trim();
    return commit.length === ours.length && /^[0-9a-f]+$/.test(commit) && commit.startsWith(candidate)
        ? commit
        : '';
}
async function compare(ours, commit, ask) {
    const answer = await ask(`/compare/${ours}...${commit}?per_page=1&page=2`, 'application/vnd.github+json');
    const body = answer.truncated ? undefined : (0,json/* parseObject */.lj)(answer.body.toString('utf8'));
    if (answer.status === 404) {
        const isUnrelated = body !== undefined && (0,json/* textField */.M8)(body, 'message')?.includes('No common ancestor') === true;
        return isUnrelated
            ? { kind: 'known', commit, relation: 'diverged', ahead: undefined }
            : (0,relation/* open */.h)(`no commits ${(0,relation/* short */.A)(ours)} and ${(0,relation/* short */.A)(commit)}`);
    }
    if (answer.status !== 200)
        return refused(answer);
    const kinship = body === undefined ? undefined : readKinship(body, ours);
    return kinship === undefined ? (0,relation/* open */.h)('it gave no comparison') : { kind: 'known', commit, ...kinship };
}
function readKinship(body, ours) {
    const base = body['base_commit'];
    if (!(0,json/* isRecord */.u4)(base) || (0,json/* textField */.M8)(base, 'sha') !== ours)
        return undefined;
    const relation = relations.get((0,json/* textField */.M8)(body, 'status') ?? '');
    if (relation === undefined)
        return undefined;
    const ahead = relation === 'newer' ? body['ahead_by'] : undefined;
    return { relation, ahead: typeof ahead === 'number' ? ahead : undefined };
}
function refused({ status }) {
    return (0,relation/* open */.h)(`it answered with status ${status}`);
}

// EXTERNAL MODULE: ./src/source/tag-commits.ts
var tag_commits = __webpack_require__(6318);
;// CONCATENATED MODULE: ./src/source/history.ts







function createSourceHistory(options) {
    const { apiUrl } = options;
    const checkout = (0,git_checkout/* createCheckout */.J)(options);
    const source = (0,fetch/* createCommitFetch */.a)(options);
    const places = [
        checkout,
        source,
        ...(apiUrl === undefined || apiUrl === '' ? [] : [createCompareApi({ ...options, apiUrl })])
    ];
    return {
        compare: joinPlaces(places, options.log),
        prepare: async (ours) => {
            try {
                if (!(await checkout.isWhole(ours)))
                    await source.prepare?.(ours);
            }
            catch (error) {
                options.log.debug((0,log_log/* oneLine */.T)(`The source repository could not be read ahead: ${String(error)}`));
            }
        }
    };
}
function joinPlaces(places, log) {
    const asked = new Map();
    return (ours, candidates) => {
        const names = candidates.map(name => name.toLowerCase()).filter(tag_commits/* isObjectName */.V2);
        const key = [ours, ...names].join(' ');
        const known = asked.get(key) ?? history_compare(ours, names, places, log);
        asked.set(key, known);
        return known;
    };
}
async function history_compare(ours, names, places, log) {
    const [first] = names;
    if (!(0,tag_commits/* isWholeName */.JN)(ours))
        return unknown('our commit is not the name of a commit');
    if (first === undefined)
        return unknown('there is no commit to compare with');
    if (ours.startsWith(first))
        return { relation: 'same', commit: ours, ahead: undefined, found: undefined, reason: '' };
    const reasons = [];
    let candidates = names;
    let commit;
    for (const place of places) {
        const finding = await ask(place, ours, candidates);
        log.debug((0,log_log/* oneLine */.T)(`Order of ${ours} and ${candidates.join(', ')}, ${place.name}: ${describe(finding)}`));
        if (finding.kind === 'known') {
            const { relation, ahead } = finding;
            return { relation, ahead, commit: finding.commit, found: place.name, reason: '' };
        }
        reasons.push(`${place.name}: ${finding.reason}`);
        commit = finding.commit ?? commit;
        if (commit !== undefined)
            candidates = [commit];
    }
    return unknown((0,log_log/* oneLine */.T)(reasons.join('; ')), commit);
}
async function ask(place, ours, candidates) {
    try {
        return await place.find({ ours, candidates });
    }
    catch (error) {
        if ((0,errors/* isCancellation */.iB)(error))
            throw error;
        return (0,relation/* open */.h)(error instanceof Error ? error.message : String(error));
    }
}
function describe(finding) {
    return finding.kind === 'known' ? finding.relation : finding.reason;
}
function unknown(reason, commit) {
    return { relation: 'unknown', commit, ahead: undefined, found: undefined, reason };
}


/***/ }),

/***/ 6133:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ short),
/* harmony export */   h: () => (/* binding */ open)
/* harmony export */ });
function open(reason, commit) {
    return { kind: 'open', commit, reason };
}
function short(commit) {
    return commit.slice(0, 12);
}


/***/ })

};
