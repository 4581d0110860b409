export const id = 442;
export const ids = [442];
export const modules = {

/***/ 481:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ createAncestry)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);

function createAncestry(read) {
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
        compare: async (ours, other) => {
            if (ours === other)
                return { relation: 'same', ahead: undefined };
            const ends = await boundary();
            if (ends === undefined)
                return undefined;
            const range = `${ours}...${other}`;
            if (ends.size > 0) {
                const listed = await run(['rev-list', '--left-right', range, '--']);
                return listed === undefined ? undefined : compareShallow(listed, ends);
            }
            const counted = await run(['rev-list', '--left-right', '--count', range, '--']);
            const [, left, right] = /^(\d+)\t(\d+)$/m.exec(counted ?? '') ?? [];
            return left === undefined ? undefined : comparisonOf(Number(left), Number(right));
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
function comparisonOf(left, right) {
    if (left > 0)
        return { relation: right === 0 ? 'ancestor' : 'diverged', ahead: undefined };
    return right === 0 ? { relation: 'same', ahead: undefined } : { relation: 'descendant', ahead: right };
}
function compareShallow(listed, ends) {
    const lines = listed.split('\n').filter(line => line !== '');
    const left = lines.filter(line => line.startsWith('<')).length;
    const comparison = comparisonOf(left, lines.length - left);
    const isCut = lines.some(line => ends.has(line.slice(1)));
    if (!isCut)
        return comparison;
    return comparison.relation === 'diverged' ? undefined : { ...comparison, ahead: undefined };
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
/* harmony export */   J: () => (/* binding */ createCheckout)
/* harmony export */ });
/* harmony import */ var _relation_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6133);
/* harmony import */ var _ancestry_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(481);
/* harmony import */ var _reader_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(375);



function createCheckout(system, workspace) {
    const read = (0,_reader_js__WEBPACK_IMPORTED_MODULE_1__/* .readerOfCheckout */ .ph)(system, workspace);
    const ancestry = (0,_ancestry_js__WEBPACK_IMPORTED_MODULE_0__/* .createAncestry */ .C)(read);
    return {
        name: 'checkout',
        isWhole: async (ours) => (await ancestry.find([ours])).has(ours) && !(await ancestry.isShallow()),
        answer: async ({ ours, candidates }, question) => {
            const found = await ancestry.find([ours, ...candidates]);
            const commit = candidates.map(name => found.get(name)).find(name => name !== undefined);
            if (commit === undefined)
                return (0,_relation_js__WEBPACK_IMPORTED_MODULE_2__/* .unknown */ .L5)(`it does not hold ${candidates.map(_relation_js__WEBPACK_IMPORTED_MODULE_2__/* .short */ .h0).join(' or ')}`);
            if (!found.has(ours))
                return (0,_relation_js__WEBPACK_IMPORTED_MODULE_2__/* .unknown */ .L5)(`it does not hold ${(0,_relation_js__WEBPACK_IMPORTED_MODULE_2__/* .short */ .h0)(ours)}`, commit);
            const value = await question.prove({ ancestry, read }, ours, commit);
            return value === undefined
                ? (0,_relation_js__WEBPACK_IMPORTED_MODULE_2__/* .unknown */ .L5)(question.gap ?? 'its history is cut off too early', commit)
                : (0,_relation_js__WEBPACK_IMPORTED_MODULE_2__/* .known */ .eO)(commit, value);
        }
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
// EXTERNAL MODULE: ./src/async/limit.ts
var limit = __webpack_require__(5951);
// EXTERNAL MODULE: ./src/async/once.ts
var once = __webpack_require__(6919);
// EXTERNAL MODULE: ./src/async/retry.ts
var retry = __webpack_require__(2890);
// EXTERNAL MODULE: ./src/git/index.ts + 17 modules
var src_git = __webpack_require__(4718);
// EXTERNAL MODULE: ./src/source/relation.ts
var relation = __webpack_require__(6133);
// EXTERNAL MODULE: ./src/source/tag-commits.ts
var tag_commits = __webpack_require__(6318);
// EXTERNAL MODULE: ./src/source/git/ancestry.ts
var ancestry = __webpack_require__(481);
// EXTERNAL MODULE: ./src/source/git/reader.ts
var reader = __webpack_require__(375);
;// CONCATENATED MODULE: ./src/source/git/refspecs.ts
const namespace = 'refs/newtag';
function createRefspecs(branch) {
    const head = `${namespace}/tip/head`;
    const tips = new Map([['HEAD', head]]);
    if (branch !== undefined)
        tips.set(`refs/heads/${branch}`, `${namespace}/tip/branch`);
    const commits = new Set();
    const requested = new Set();
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
        areAsked: () => [...commits].every(commit => requested.has(commit)),
        take: () => {
            const taken = [...commits];
            const wanted = taken.filter(commit => !withheld.has(commit));
            return {
                refspecs: [
                    ...[...tips].map(([from, to]) => `+${from}:${to}`),
                    ...wanted.map(commit => `+${commit}:${namespace}/commit/${commit}`)
                ],
                requested: () => {
                    for (const commit of taken)
                        requested.add(commit);
                }
            };
        },
        drop: words => {
            const [, unknown] = /not our ref ([0-9a-f]{40,64})/.exec(words) ?? [];
            const [, hidden] = /unadvertised object ([0-9a-f]{40,64})/.exec(words) ?? [];
            const [, ref] = /couldn't find remote ref (\S+)/.exec(words) ?? [];
            const name = unknown ?? hidden ?? ref;
            return name !== undefined && refuse(name, unknown !== undefined);
        },
        isAbsent: commit => absent.has(commit)
    };
}

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

;// CONCATENATED MODULE: ./src/source/git/fetch.ts











const searchDepth = 5_000;
const olderDepth = 500;
const defaultTimeoutMs = 30_000;
const attempts = 3;
const firstDelayMs = 1_000;
function createCommitFetch(system, options) {
    const parsed = (0,src_git/* parseRemote */.M8)(`${options.serverUrl}/${options.repository}`, options.serverUrl);
    if (parsed.ok)
        return new RepositoryFetch(system, options, parsed.value);
    const answer = () => Promise.resolve((0,relation/* unknown */.L5)(`the address of the source repository ${parsed.problem}`));
    return { name: 'fetch', answer, prepare: () => Promise.resolve() };
}
class RepositoryFetch {
    name = 'fetch';
    #system;
    #scope;
    #server;
    #repository;
    #refspecs;
    #timeoutMs;
    #initialize;
    #oneAtATime = (0,limit/* createLimit */.KG)(1);
    #ours = new Set();
    #nameLength;
    #steps = 0;
    #fetchedAt = 0;
    #closed;
    constructor(system, options, remote) {
        const { branch, token, serverUrl, timeoutMs = defaultTimeoutMs, scope = 'commits' } = options;
        this.#system = system;
        this.#timeoutMs = timeoutMs;
        this.#scope = scopes[scope];
        const directory = external_node_path_default().join(system.temporary, this.#scope.folder);
        this.#initialize = (0,once/* once */.O)(() => (0,src_git/* initializeDirectory */.av)(directory, remote.url, this.#nameLength === 64 ? 'sha256' : 'sha1'));
        const git = (0,src_git/* createGit */.lD)(system, directory);
        this.#server = (0,src_git/* createGitRemote */.Ri)(system, {
            ...{ git, remote, timeoutMs },
            token: (0,src_git/* tokenProblem */.jV)(remote, token, serverUrl) === undefined ? token : '',
            branch: () => branch
        });
        const read = (0,reader/* createReader */.WF)(git, timeoutMs);
        this.#repository = { read, ancestry: (0,ancestry/* createAncestry */.C)(read) };
        this.#refspecs = createRefspecs(branch === undefined || (0,src_git/* branchProblem */.MT)(branch) !== undefined ? undefined : branch);
    }
    async prepare(ours) {
        this.#want(ours);
        await this.#oneAtATime(async () => {
            if (this.#steps === 0 && (await this.#fetch(this.#scope.depths[0], this.#deadline())) === undefined)
                this.#steps = 1;
        });
    }
    async answer(pair, question) {
        const { ours, candidates } = pair;
        if (ours.length !== (this.#nameLength ?? ours.length))
            return (0,relation/* unknown */.L5)(`${(0,relation/* short */.h0)(ours)} is of another kind than other commits`);
        this.#want(ours);
        for (const name of candidates)
            if (name.length === ours.length)
                this.#refspecs.add(name);
        return await this.#oneAtATime(() => this.#answer(pair, question));
    }
    #want(ours) {
        this.#nameLength ??= ours.length;
        this.#ours.add(ours);
        this.#refspecs.add(ours);
    }
    async #answer(pair, question) {
        const { depths } = this.#scope;
        const startedAt = this.#system.clock.now();
        const until = this.#deadline();
        for (;;) {
            const look = this.#steps === 0 ? undefined : await this.#look(pair, question);
            if (look?.answer.kind === 'known')
                return look.answer;
            const isStale = look !== undefined && look.answer.commit === undefined && this.#fetchedAt < startedAt;
            const isNew = !this.#refspecs.areAsked() || isStale;
            const step = isNew ? Math.max(this.#steps, 1) : this.#steps + 1;
            const depth = depths[step - 1];
            if (look !== undefined && !isNew && (depth === undefined || depth > look.reach))
                return look.answer;
            const reason = this.#closed ?? (await this.#fetch(depth ?? depths[0], until));
            if (reason !== undefined)
                return (0,relation/* unknown */.L5)(reason, look?.answer.commit);
            this.#steps = step;
        }
    }
    async #look({ ours, candidates }, question) {
        const { ancestry } = this.#repository;
        const found = await ancestry.find([ours, ...candidates]);
        const commit = candidates.map(name => found.get(name)).find(name => name !== undefined);
        if (!found.has(ours)) {
            const reach = !this.#refspecs.isAbsent(ours) && (await ancestry.isShallow()) ? searchDepth : 0;
            return { answer: (0,relation/* unknown */.L5)(`the source repository does not give ${(0,relation/* short */.h0)(ours)}`, commit), reach };
        }
        if (commit === undefined) {
            const names = candidates.map(relation/* short */.h0).join(' or ');
            const possible = candidates.filter(name => !this.#refspecs.isAbsent(name));
            const reach = possible.length > 0 && (await ancestry.isShallow()) ? await this.#searchReach(ours, possible) : 0;
            return { answer: (0,relation/* unknown */.L5)(`${names} was not found in the source repository`), reach };
        }
        const value = await question.prove(this.#repository, ours, commit);
        if (value !== undefined)
            return { answer: (0,relation/* known */.eO)(commit, value), reach: 0 };
        const gap = question.gap ?? 'their histories do not meet in what was fetched';
        return { answer: (0,relation/* unknown */.L5)(gap, commit), reach: (await ancestry.isShallow()) ? Infinity : 0 };
    }
    async #searchReach(ours, candidates) {
        const isAllHere = await this.#repository.ancestry.holdsAllSince(ours, this.#refspecs.tips);
        if (!isAllHere)
            return searchDepth;
        return candidates.every(tag_commits/* isNumber */.Et) ? 0 : olderDepth;
    }
    async #fetch(depth, until) {
        const { clock } = this.#system;
        const started = clock.now();
        await this.#initialize();
        const failure = await (0,retry/* retry */.L)(() => this.#fetchOnce(depth, until), {
            ...{ attempts, clock, until },
            waitAfter: (result, attempt) => result?.kind === 'transient' ? (0,retry/* fullJitter */.G)(clock, firstDelayMs, attempt) : undefined
        });
        if (failure === undefined) {
            const wanted = [...this.#ours, this.#refspecs.head];
            if (this.#fetchedAt === 0 && (await this.#scope.isExceeded(this.#repository.ancestry, wanted)))
                this.#closed = this.#scope.excess;
            this.#fetchedAt = started;
            return undefined;
        }
        const isOver = clock.now() >= until;
        const reason = isOver ? `it took longer than ${this.#timeoutMs / 1_000} s` : failure.detail;
        if (isOver || (0,src_git/* isFinal */.dR)(failure))
            this.#closed = reason;
        return reason;
    }
    async #fetchOnce(depth, until) {
        for (;;) {
            const { refspecs, requested } = this.#refspecs.take();
            if (refspecs.length === 0)
                return { kind: 'other', detail: 'the source repository has none of the commits' };
            const command = (0,src_git/* fetchCommand */.GW)({ refspecs, depth, filter: this.#scope.filter });
            const failure = await this.#server.send(command, { until });
            if (failure === undefined) {
                requested();
                return undefined;
            }
            if (!this.#refspecs.drop(failure.raw))
                return failure;
        }
    }
    #deadline() {
        return this.#system.clock.now() + this.#timeoutMs;
    }
}


/***/ }),

/***/ 3442:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  comparison: () => (/* binding */ comparison),
  createCompare: () => (/* binding */ createCompare),
  createHistory: () => (/* binding */ createHistory)
});

// EXTERNAL MODULE: ./src/async/once.ts
var once = __webpack_require__(6919);
// EXTERNAL MODULE: ./src/log/log.ts
var log = __webpack_require__(5384);
// EXTERNAL MODULE: ./src/system/loopback.ts + 1 modules
var loopback = __webpack_require__(3951);
// EXTERNAL MODULE: ./src/text/json.ts
var json = __webpack_require__(1789);
// EXTERNAL MODULE: ./src/source/relation.ts
var relation = __webpack_require__(6133);
;// CONCATENATED MODULE: ./src/source/github-compare.ts



const bodyLimit = 1024 * 1024;
const relations = new Map([
    ['ahead', 'descendant'],
    ['behind', 'ancestor'],
    ['identical', 'same'],
    ['diverged', 'diverged']
]);
function createCompareApi(http, options) {
    const base = baseOf(options);
    return {
        name: 'api',
        ask: async (pair) => {
            if (base === undefined)
                return (0,relation/* unknown */.L5)('its address cannot be used');
            const ask = (path, accept) => send(http, options, new URL(`${base}${path}`), accept);
            const reasons = [];
            for (const candidate of pair.candidates) {
                const commit = await resolve(candidate, pair, ask);
                if (typeof commit !== 'string')
                    return commit;
                const answer = commit === '' ? (0,relation/* unknown */.L5)(`no commit ${(0,relation/* short */.h0)(candidate)}`) : await compare(pair.ours, commit, ask);
                if (answer.kind === 'known')
                    return answer;
                reasons.push(answer.reason);
            }
            return (0,relation/* unknown */.L5)(reasons.join(', '));
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
async function send(http, { token }, url, accept) {
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
            ? (0,relation/* known */.eO)(commit, { relation: 'diverged', ahead: undefined })
            : (0,relation/* unknown */.L5)(`no commits ${(0,relation/* short */.h0)(ours)} and ${(0,relation/* short */.h0)(commit)}`);
    }
    if (answer.status !== 200)
        return refused(answer);
    const comparison = body === undefined ? undefined : readComparison(body, ours);
    return comparison === undefined ? (0,relation/* unknown */.L5)('it gave no comparison') : (0,relation/* known */.eO)(commit, comparison);
}
function readComparison(body, ours) {
    const base = body['base_commit'];
    if (!(0,json/* isRecord */.u4)(base) || (0,json/* textField */.M8)(base, 'sha') !== ours)
        return undefined;
    const relation = relations.get((0,json/* textField */.M8)(body, 'status') ?? '');
    if (relation === undefined)
        return undefined;
    const ahead = relation === 'descendant' ? body['ahead_by'] : undefined;
    return { relation, ahead: typeof ahead === 'number' ? ahead : undefined };
}
function refused({ status }) {
    return (0,relation/* unknown */.L5)(`it answered with status ${status}`);
}

// EXTERNAL MODULE: ./src/source/git/checkout.ts
var git_checkout = __webpack_require__(6184);
// EXTERNAL MODULE: ./src/source/git/fetch.ts + 2 modules
var git_fetch = __webpack_require__(4275);
// EXTERNAL MODULE: ./src/source/question.ts
var question = __webpack_require__(3757);
;// CONCATENATED MODULE: ./src/source/history.ts







const comparison = {
    prove: ({ ancestry }, ours, commit) => ancestry.compare(ours, commit)
};
function createHistory(system, { context, token }) {
    const { apiUrl } = context;
    const checkout = (0,git_checkout/* createCheckout */.J)(system, context.workspace);
    const fetch = (0,git_fetch/* createCommitFetch */.a)(system, { ...context, token });
    const lookups = [
        ...[checkout, fetch].map(place => (0,question/* lookupAt */.cm)(place, comparison)),
        ...(apiUrl === undefined || apiUrl === ''
            ? []
            : [createCompareApi(system.http, { ...context, apiUrl, token })])
    ];
    return {
        compare: createCompare(lookups, system.log),
        prepare: async (ours) => {
            try {
                if (!(await checkout.isWhole(ours)))
                    await fetch.prepare(ours);
            }
            catch (error) {
                system.log.debug((0,log/* oneLine */.T)(`The source repository could not be read ahead: ${String(error)}`));
            }
        }
    };
}
const words = {
    same: 'same',
    ancestor: 'older',
    descendant: 'newer',
    diverged: 'diverged'
};
function createCompare(lookups, log) {
    return (0,once/* memoize */.B)(async (ours, names) => {
        const pair = (0,question/* readPair */.$T)(ours, names);
        if (!pair.ok)
            return (0,relation/* unknown */.L5)(pair.problem);
        if ((0,question/* isOurs */.MU)(pair.value))
            return (0,relation/* known */.eO)(ours, { relation: 'same', ahead: undefined });
        return await (0,question/* askInTurn */.Eu)(lookups, pair.value, log, {
            pair: ({ candidates }) => `Order of ${ours} and ${candidates.join(', ')}`,
            value: ({ relation }) => words[relation]
        });
    });
}


/***/ }),

/***/ 3757:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $T: () => (/* binding */ readPair),
/* harmony export */   Eu: () => (/* binding */ askInTurn),
/* harmony export */   MU: () => (/* binding */ isOurs),
/* harmony export */   cm: () => (/* binding */ lookupAt)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2600);
/* harmony import */ var _errors_result_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1246);
/* harmony import */ var _log_log_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5384);
/* harmony import */ var _relation_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6133);
/* harmony import */ var _tag_commits_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6318);





function lookupAt(place, question) {
    return { name: place.name, ask: pair => place.answer(pair, question) };
}
function readPair(ours, candidates) {
    const names = candidates.map(name => name.toLowerCase()).filter(_tag_commits_js__WEBPACK_IMPORTED_MODULE_1__/* .isObjectName */ .V2);
    if (!(0,_tag_commits_js__WEBPACK_IMPORTED_MODULE_1__/* .isWholeName */ .JN)(ours))
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_2__/* .failure */ .V)('our commit is not the name of a commit');
    return names.length === 0
        ? (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_2__/* .failure */ .V)('there is no commit to compare with')
        : (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_2__/* .success */ .k)({ ours, candidates: names });
}
function isOurs({ ours, candidates }) {
    return candidates[0] !== undefined && ours.startsWith(candidates[0]);
}
async function askInTurn(lookups, pair, log, describe) {
    const reasons = [];
    let { candidates } = pair;
    let commit;
    for (const lookup of lookups) {
        const asked = { ...pair, candidates };
        const answer = await ask(lookup, asked);
        const result = answer.kind === 'known' ? describe.value(answer.value) : answer.reason;
        log.debug((0,_log_log_js__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .T)(`${describe.pair(asked)}, ${lookup.name}: ${result}`));
        if (answer.kind === 'known')
            return answer;
        reasons.push(`${lookup.name}: ${answer.reason}`);
        commit = answer.commit ?? commit;
        if (commit !== undefined)
            candidates = [commit];
    }
    return (0,_relation_js__WEBPACK_IMPORTED_MODULE_4__/* .unknown */ .L5)((0,_log_log_js__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .T)(reasons.join('; ')), commit);
}
async function ask(lookup, pair) {
    try {
        return await lookup.ask(pair);
    }
    catch (error) {
        if ((0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isCancellation */ .iB)(error))
            throw error;
        return (0,_relation_js__WEBPACK_IMPORTED_MODULE_4__/* .unknown */ .L5)(error instanceof Error ? error.message : String(error));
    }
}


/***/ })

};
