export const id = 264;
export const ids = [264];
export const modules = {

/***/ 8264:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  comparison: () => (/* binding */ comparison),
  createCompare: () => (/* binding */ createCompare),
  createHistory: () => (/* binding */ createHistory),
  createTakenBack: () => (/* binding */ createTakenBack)
});

// EXTERNAL MODULE: ./src/async/once.ts
var once = __webpack_require__(6919);
// EXTERNAL MODULE: ./src/log/log.ts
var log = __webpack_require__(5384);
// EXTERNAL MODULE: ./src/system/http.ts + 3 modules
var system_http = __webpack_require__(4908);
// EXTERNAL MODULE: ./src/system/loopback.ts + 1 modules
var loopback = __webpack_require__(3951);
// EXTERNAL MODULE: ./src/text/json.ts
var json = __webpack_require__(1789);
// EXTERNAL MODULE: ./src/text/branch-name.ts
var branch_name = __webpack_require__(783);
// EXTERNAL MODULE: ./src/source/relation.ts
var source_relation = __webpack_require__(6133);
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
    let silence = base === undefined ? (0,source_relation/* unknown */.L5)('other', 'its address cannot be used') : undefined;
    const ask = async (path, accept) => {
        try {
            return await send(http, options, new URL(`${base ?? ''}${path}`), accept);
        }
        catch (error) {
            if (error instanceof system_http/* HttpFailure */.HR)
                silence = (0,source_relation/* unknown */.L5)('other', error.message);
            throw error;
        }
    };
    const lookup = (look) => ({
        name: 'api',
        ask: async (pair) => silence ?? (await look(pair))
    });
    return {
        compare: lookup(pair => compareAny(pair, ask)),
        reach: lookup(({ candidates: [commit = ''] }) => findReach(commit, branchesOf(options), ask))
    };
}
async function compareAny(pair, ask) {
    let last = (0,source_relation/* unknown */.L5)('absent', 'there is no commit to compare with');
    for (const candidate of pair.candidates) {
        const commit = await resolve(candidate, pair, ask);
        if (typeof commit !== 'string')
            return commit;
        const answer = commit === ''
            ? (0,source_relation/* unknown */.L5)('absent', `it has no commit ${(0,source_relation/* short */.h0)(candidate)}`)
            : await compare(pair.ours, commit, ask);
        if (answer.kind === 'known')
            return answer;
        last = answer;
    }
    return last;
}
function branchesOf({ historyRef, defaultBranch }) {
    const branch = (0,branch_name/* branchOf */.W)(historyRef);
    return branch === undefined ? [] : [...new Set([branch, defaultBranch ?? 'HEAD'])];
}
async function findReach(commit, branches, ask) {
    if (branches.length === 0)
        return (0,source_relation/* unknown */.L5)('partial', 'it compares with branches only');
    let open;
    for (const branch of branches) {
        const answer = await compare(commit, encodeURIComponent(branch), ask);
        if (answer.kind === 'known') {
            const { relation } = answer.value;
            if (relation === 'same' || relation === 'descendant')
                return (0,source_relation/* known */.eO)(commit, 'there');
        }
        else {
            open ??= { ...answer, commit };
            if (answer.cause !== 'absent')
                break;
        }
    }
    return open ?? (0,source_relation/* known */.eO)(commit, 'taken back');
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
            ? (0,source_relation/* known */.eO)(commit, { relation: 'diverged', ahead: undefined })
            : (0,source_relation/* unknown */.L5)('absent', `it has no commits ${(0,source_relation/* short */.h0)(ours)} and ${(0,source_relation/* short */.h0)(commit)}`);
    }
    if (answer.status !== 200)
        return refused(answer);
    const comparison = body === undefined ? undefined : readComparison(body, ours);
    return comparison === undefined ? (0,source_relation/* unknown */.L5)('other', 'GitHub gave no comparison') : (0,source_relation/* known */.eO)(commit, comparison);
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
function refused({ status, headers }) {
    const isLimit = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined;
    const cause = status === 401 || (status === 403 && !isLimit) ? 'access' : 'other';
    return (0,source_relation/* unknown */.L5)(cause, `GitHub's API answered with status ${status}`);
}

// EXTERNAL MODULE: ./src/source/git/checkout.ts
var git_checkout = __webpack_require__(6184);
// EXTERNAL MODULE: ./src/source/git/fetch.ts + 2 modules
var git_fetch = __webpack_require__(4275);
;// CONCATENATED MODULE: ./src/source/merged-head.ts
async function standIn({ ancestry, tips }, commit) {
    const { own, isPullRequest } = await tips();
    if (!isPullRequest || own === undefined)
        return commit;
    const head = await ancestry.tip(`${commit}^2`);
    if (head === undefined)
        return commit;
    const leadsTo = async (name) => {
        const relation = (await ancestry.compare(own, name))?.relation;
        return relation === 'same' || relation === 'ancestor';
    };
    return !(await leadsTo(commit)) && (await leadsTo(head)) ? head : commit;
}

// EXTERNAL MODULE: ./src/source/question.ts
var question = __webpack_require__(3757);
;// CONCATENATED MODULE: ./src/source/taken-back.ts

const reach = {
    gap: 'whether a branch still leads to it does not follow from what is here',
    mayBeOver: value => value !== 'there',
    prove: async (repository, _, commit) => {
        const { own, head, areCurrent } = await repository.tips();
        const known = [own, head].flatMap(tip => tip ?? []);
        const name = await standIn(repository, commit);
        const answers = await Promise.all(known.map(tip => repository.ancestry.compare(tip, name)));
        if (answers.some(answer => answer?.relation === 'same' || answer?.relation === 'ancestor'))
            return 'there';
        if (!areCurrent)
            return undefined;
        if (own === undefined)
            return 'branch gone';
        return answers.includes(undefined) ? undefined : 'taken back';
    }
};

;// CONCATENATED MODULE: ./src/source/history.ts









const comparison = {
    prove: async (repository, ours, commit) => await repository.ancestry.compare(ours, await standIn(repository, commit))
};
function createHistory(system, { context, token }) {
    const { apiUrl, historyRef } = context;
    const checkout = (0,git_checkout/* createCheckout */.J)(system, context.workspace, historyRef);
    const fetch = (0,git_fetch/* createCommitFetch */.a)(system, { ...context, token });
    const api = apiUrl === undefined || apiUrl === ''
        ? undefined
        : createCompareApi(system.http, { ...context, apiUrl, token });
    const comparing = [
        ...[checkout, fetch].map(place => (0,question/* lookupAt */.cm)(place, comparison)),
        ...(api === undefined ? [] : [api.compare])
    ];
    const taking = [
        (0,question/* lookupAt */.cm)(fetch, reach),
        ...(api === undefined ? [] : [api.reach]),
        (0,question/* lookupAt */.cm)(checkout, reach)
    ];
    return {
        compare: createCompare(comparing, system.log),
        isTakenBack: createTakenBack(taking, context, system.log),
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
            return (0,source_relation/* unknown */.L5)('other', pair.problem);
        if (pair.value.candidates[0] === ours)
            return (0,source_relation/* known */.eO)(ours, { relation: 'same', ahead: undefined });
        return await (0,question/* askInTurn */.Eu)(lookups, pair.value, log, {
            pair: ({ candidates }) => `Order of ${ours} and ${candidates.join(', ')}`,
            value: ({ relation }) => words[relation]
        });
    });
}
function createTakenBack(lookups, { historyRef, takenBack }, log) {
    return (0,once/* memoize */.B)(async (ours, commit) => {
        if (historyRef === undefined)
            return (0,source_relation/* known */.eO)(commit, false);
        const pair = (0,question/* readPair */.$T)(ours, [commit]);
        if (!pair.ok)
            return (0,source_relation/* unknown */.L5)('other', pair.problem);
        const answer = await (0,question/* askInTurn */.Eu)(lookups, pair.value, log, {
            pair: () => `Whether ${historyRef} leads to ${commit}`,
            value: value => value
        });
        if (answer.kind === 'known' && answer.value !== 'branch gone')
            return (0,source_relation/* known */.eO)(commit, answer.value === 'taken back');
        if (commit === takenBack)
            return (0,source_relation/* known */.eO)(commit, true);
        return answer.kind === 'known'
            ? (0,source_relation/* unknown */.L5)('other', `${historyRef} is gone, and the default branch does not lead to it`, commit)
            : { ...answer, commit };
    });
}


/***/ })

};
