export const id = 238;
export const ids = [238];
export const modules = {

/***/ 481:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ createAncestry)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);

const batchCheck = ['cat-file', '--batch-check=%(objectname) %(objecttype)'];
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
        find: names => findCommits(run, names),
        tip: async (ref) => {
            const commit = (await run(['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]))?.trim();
            return commit === undefined || commit === '' ? undefined : commit;
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
async function findCommits(run, names) {
    const input = names.map(name => `${name}^{commit}\n${name}\n`).join('');
    const lines = (await run(batchCheck, input))?.split('\n') ?? [];
    const commits = parseFound(names, lines.filter((_, index) => index % 2 === 0));
    const ambiguous = new Set();
    for (const [index, name] of names.entries()) {
        if (commits.has(name) || lines[2 * index + 1] !== `${name} ambiguous`)
            continue;
        const [commit, ...others] = await listCommits(run, name);
        if (others.length > 0)
            ambiguous.add(name);
        else if (commit !== undefined)
            commits.set(name, commit);
    }
    return { commits, ambiguous };
}
async function listCommits(run, beginning) {
    const objects = await run(['rev-parse', `--disambiguate=${beginning}`]);
    const types = await run(batchCheck, objects ?? '');
    return (types ?? '').split('\n').flatMap(line => /^(\S+) commit$/.exec(line)?.[1] ?? []);
}
function parseFound(names, lines) {
    const found = new Map();
    for (const [index, line] of lines.entries()) {
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
/* harmony import */ var _text_branch_name_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(783);
/* harmony import */ var _question_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3757);
/* harmony import */ var _relation_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6133);
/* harmony import */ var _tag_commits_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6318);
/* harmony import */ var _ancestry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(481);
/* harmony import */ var _reader_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(375);






function createCheckout(system, workspace, historyRef) {
    const read = (0,_reader_js__WEBPACK_IMPORTED_MODULE_3__/* .readerOfCheckout */ .ph)(system, workspace);
    const ancestry = (0,_ancestry_js__WEBPACK_IMPORTED_MODULE_2__/* .createAncestry */ .C)(read);
    const branch = (0,_text_branch_name_js__WEBPACK_IMPORTED_MODULE_4__/* .branchOf */ .W)(historyRef);
    const tips = async () => {
        const [own, head] = await Promise.all([
            branch === undefined ? undefined : ancestry.tip(`refs/remotes/origin/${branch}`),
            ancestry.tip('refs/remotes/origin/HEAD')
        ]);
        return { own, head, areCurrent: false, isPullRequest: false };
    };
    return {
        name: 'checkout',
        isWhole: async (ours) => (await ancestry.find([ours])).commits.has(ours) && !(await ancestry.isShallow()),
        answer: async ({ ours, candidates }, question) => {
            const found = await ancestry.find([ours, ...candidates]);
            const meaning = (0,_question_js__WEBPACK_IMPORTED_MODULE_0__/* .resolveName */ .qK)(candidates, found);
            if (meaning === undefined)
                return (0,_relation_js__WEBPACK_IMPORTED_MODULE_5__/* .unknown */ .L5)('partial', `it does not hold ${candidates.map(_relation_js__WEBPACK_IMPORTED_MODULE_5__/* .short */ .h0).join(' or ')}`);
            const { name, commit } = meaning;
            if (commit === undefined && name === candidates[0])
                return (0,_question_js__WEBPACK_IMPORTED_MODULE_0__/* .ambiguity */ .Gv)(meaning);
            if (commit === undefined || (!(0,_tag_commits_js__WEBPACK_IMPORTED_MODULE_1__/* .isWholeName */ .JN)(name) && (await ancestry.isShallow())))
                return (0,_relation_js__WEBPACK_IMPORTED_MODULE_5__/* .unknown */ .L5)('partial', `it may not hold every commit that begins with ${candidates.join(' or ')}`);
            if (!found.commits.has(ours))
                return (0,_relation_js__WEBPACK_IMPORTED_MODULE_5__/* .unknown */ .L5)('partial', `it does not hold ${(0,_relation_js__WEBPACK_IMPORTED_MODULE_5__/* .short */ .h0)(ours)}`, commit);
            const value = await question.prove({ ancestry, read, tips }, ours, commit);
            return value === undefined
                ? (0,_relation_js__WEBPACK_IMPORTED_MODULE_5__/* .unknown */ .L5)('partial', question.gap ?? 'its history is cut off too early', commit)
                : (0,_relation_js__WEBPACK_IMPORTED_MODULE_5__/* .known */ .eO)(commit, value);
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
// EXTERNAL MODULE: ./src/context/context.ts
var context = __webpack_require__(5848);
// EXTERNAL MODULE: ./src/git/index.ts + 17 modules
var src_git = __webpack_require__(4718);
// EXTERNAL MODULE: ./src/source/question.ts
var source_question = __webpack_require__(3757);
// EXTERNAL MODULE: ./src/source/relation.ts
var relation = __webpack_require__(6133);
// EXTERNAL MODULE: ./src/source/tag-commits.ts
var tag_commits = __webpack_require__(6318);
// EXTERNAL MODULE: ./src/source/git/ancestry.ts
var git_ancestry = __webpack_require__(481);
// EXTERNAL MODULE: ./src/source/git/reader.ts
var reader = __webpack_require__(375);
;// CONCATENATED MODULE: ./src/source/git/refspecs.ts

const namespace = 'refs/newtag';
function isRef(text) {
    const [, name] = /^refs\/(.+)$/s.exec(text) ?? [];
    return name !== undefined && (0,src_git/* branchProblem */.MT)(name) === undefined;
}
function createRefspecs(given) {
    const ref = given !== undefined && isRef(given) ? given : undefined;
    const head = `${namespace}/tip/head`;
    const own = `${namespace}/tip/own`;
    const tips = new Map([['HEAD', head]]);
    if (ref !== undefined)
        tips.set(ref, own);
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
        own,
        hasOwn: () => ref !== undefined && tips.has(ref),
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
const accessKinds = new Set([
    ...['auth', 'denied', 'restricted', 'no-repository']
]);
const attempts = 3;
const firstDelayMs = 1_000;
function createCommitFetch(system, options) {
    const parsed = (0,src_git/* parseRemote */.M8)((0,context/* repositoryUrl */.E)(options), options.serverUrl);
    if (parsed.ok)
        return new RepositoryFetch(system, options, parsed.value);
    const answer = () => Promise.resolve((0,relation/* unknown */.L5)('other', `the address of the source repository ${parsed.problem}`));
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
        const { historyRef, token, serverUrl, timeoutMs = defaultTimeoutMs, scope = 'commits' } = options;
        this.#system = system;
        this.#timeoutMs = timeoutMs;
        this.#scope = scopes[scope];
        const directory = external_node_path_default().join(system.temporary, this.#scope.folder);
        this.#initialize = (0,once/* once */.O)(() => (0,src_git/* initializeDirectory */.av)(directory, remote.url, this.#nameLength === 64 ? 'sha256' : 'sha1'));
        const git = (0,src_git/* createGit */.lD)(system, directory);
        this.#server = (0,src_git/* createGitRemote */.Ri)(system, {
            ...{ git, remote, timeoutMs },
            token: (0,src_git/* tokenProblem */.jV)(remote, token, serverUrl) === undefined ? token : '',
            branch: () => historyRef
        });
        const read = (0,reader/* createReader */.WF)(git, timeoutMs);
        const ancestry = (0,git_ancestry/* createAncestry */.C)(read);
        this.#refspecs = createRefspecs(historyRef);
        const refspecs = this.#refspecs;
        const isPullRequest = historyRef?.startsWith('refs/pull/') === true;
        const tips = async () => {
            const [own, head] = await Promise.all([ancestry.tip(refspecs.own), ancestry.tip(refspecs.head)]);
            return { own: refspecs.hasOwn() ? own : undefined, head, areCurrent: true, isPullRequest };
        };
        this.#repository = { read, ancestry, tips };
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
            return (0,relation/* unknown */.L5)('other', `${(0,relation/* short */.h0)(ours)} is of another kind than other commits`);
        this.#want(ours);
        for (const name of candidates)
            if (name.length === ours.length)
                this.#refspecs.add(name);
        const askedAt = this.#system.clock.now();
        return await this.#oneAtATime(() => this.#answer(pair, question, askedAt));
    }
    #want(ours) {
        this.#nameLength ??= ours.length;
        this.#ours.add(ours);
        this.#refspecs.add(ours);
    }
    async #answer(pair, question, askedAt) {
        const { depths } = this.#scope;
        const until = this.#deadline();
        for (;;) {
            const look = this.#steps === 0 ? undefined : await this.#look(pair, question);
            const answer = look?.answer;
            const isStale = answer !== undefined && mayBeOver(answer, question) && this.#fetchedAt < askedAt;
            if (answer !== undefined && isSettled(answer) && !isStale)
                return answer;
            const isNew = !this.#refspecs.areAsked() || isStale;
            const step = isNew ? Math.max(this.#steps, 1) : this.#steps + 1;
            const depth = depths[step - 1];
            if (look !== undefined && !isNew && (depth === undefined || depth > look.reach))
                return look.answer;
            const problem = this.#closed ?? (await this.#fetch(depth ?? depths[0], until));
            if (problem !== undefined)
                return (0,relation/* unknown */.L5)(problem.cause, problem.reason, look?.answer.commit);
            this.#steps = step;
        }
    }
    async #look({ ours, candidates }, question) {
        const { ancestry } = this.#repository;
        const found = await ancestry.find([ours, ...candidates]);
        const meaning = (0,source_question/* resolveName */.qK)(candidates, found);
        if (meaning !== undefined && meaning.commit === undefined)
            return { answer: (0,source_question/* ambiguity */.Gv)(meaning), reach: 0 };
        const commit = meaning?.commit;
        if (!found.commits.has(ours)) {
            const reach = !this.#refspecs.isAbsent(ours) && (await ancestry.isShallow()) ? searchDepth : 0;
            const reason = `the source repository has no commit ${(0,relation/* short */.h0)(ours)} that can be fetched`;
            return { answer: (0,relation/* unknown */.L5)('absent', reason, commit), reach };
        }
        if (commit === undefined) {
            const names = candidates.map(relation/* short */.h0).join(' or ');
            const possible = candidates.filter(name => !this.#refspecs.isAbsent(name));
            const reach = possible.length > 0 && (await ancestry.isShallow()) ? await this.#searchReach(ours, possible) : 0;
            return { answer: (0,relation/* unknown */.L5)('absent', `the source repository has no commit ${names}`), reach };
        }
        const value = await question.prove(this.#repository, ours, commit);
        if (value !== undefined)
            return { answer: (0,relation/* known */.eO)(commit, value), reach: 0 };
        const gap = question.gap ?? 'their histories do not meet in what was fetched';
        return { answer: (0,relation/* unknown */.L5)('other', gap, commit), reach: (await ancestry.isShallow()) ? Infinity : 0 };
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
                this.#closed = { cause: 'other', reason: this.#scope.excess };
            this.#fetchedAt = started;
            return undefined;
        }
        const isOver = clock.now() >= until;
        const seconds = this.#timeoutMs / 1_000;
        const reason = isOver
            ? `to read the source repository took longer than ${seconds} s`
            : `the source repository could not be read: ${failure.detail}`;
        const problem = { cause: accessKinds.has(failure.kind) ? 'access' : 'other', reason };
        if (isOver || (0,src_git/* isFinal */.dR)(failure))
            this.#closed = problem;
        return problem;
    }
    async #fetchOnce(depth, until) {
        for (;;) {
            const { refspecs, requested } = this.#refspecs.take();
            if (refspecs.length === 0)
                return { kind: 'other', detail: 'it has none of the commits' };
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
function mayBeOver(answer, question) {
    if (answer.kind === 'known')
        return question.mayBeOver?.(answer.value) === true;
    return answer.commit === undefined && !isSettled(answer);
}
function isSettled(answer) {
    return answer.kind === 'known' || answer.cause === 'ambiguous';
}


/***/ }),

/***/ 3757:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $T: () => (/* binding */ readPair),
/* harmony export */   Eu: () => (/* binding */ askInTurn),
/* harmony export */   Gv: () => (/* binding */ ambiguity),
/* harmony export */   cm: () => (/* binding */ lookupAt),
/* harmony export */   qK: () => (/* binding */ resolveName)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2600);
/* harmony import */ var _errors_result_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1246);
/* harmony import */ var _log_log_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5384);
/* harmony import */ var _relation_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6133);
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
function resolveName(candidates, { commits, ambiguous }) {
    const name = candidates.find(each => commits.has(each) || ambiguous.has(each));
    return name === undefined ? undefined : { name, commit: commits.get(name) };
}
function ambiguity({ name }) {
    return (0,_relation_js__WEBPACK_IMPORTED_MODULE_3__/* .unknown */ .L5)('ambiguous', `${(0,_relation_js__WEBPACK_IMPORTED_MODULE_3__/* .short */ .h0)(name)} is the beginning of several commits`);
}
async function askInTurn(lookups, pair, log, describe) {
    const unclear = [];
    let { candidates } = pair;
    let commit;
    for (const lookup of lookups) {
        const asked = { ...pair, candidates };
        const answer = await ask(lookup, asked);
        const result = answer.kind === 'known' ? describe.value(answer.value) : answer.reason;
        log.debug((0,_log_log_js__WEBPACK_IMPORTED_MODULE_4__/* .oneLine */ .T)(`${describe.pair(asked)}, ${lookup.name}: ${result}`));
        if (answer.kind === 'known' || answer.cause === 'ambiguous')
            return answer;
        unclear.push(answer);
        commit = answer.commit ?? commit;
        if (commit !== undefined)
            candidates = [commit];
    }
    const { cause, reason } = unclear.find(each => each.cause !== 'partial') ?? unclear[0] ?? nobody;
    return (0,_relation_js__WEBPACK_IMPORTED_MODULE_3__/* .unknown */ .L5)(cause, (0,_log_log_js__WEBPACK_IMPORTED_MODULE_4__/* .oneLine */ .T)(reason), commit);
}
const nobody = (0,_relation_js__WEBPACK_IMPORTED_MODULE_3__/* .unknown */ .L5)('other', 'nobody could be asked');
async function ask(lookup, pair) {
    try {
        return await lookup.ask(pair);
    }
    catch (error) {
        if ((0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isCancellation */ .iB)(error))
            throw error;
        return (0,_relation_js__WEBPACK_IMPORTED_MODULE_3__/* .unknown */ .L5)('other', error instanceof Error ? error.message : String(error));
    }
}


/***/ })

};
