export const id = 840;
export const ids = [840];
export const modules = {

/***/ 1840:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createChanges: () => (/* binding */ createChanges)
});

// EXTERNAL MODULE: ./src/async/once.ts
var once = __webpack_require__(6919);
// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __webpack_require__(2600);
// EXTERNAL MODULE: ./src/log/log.ts
var log = __webpack_require__(5384);
// EXTERNAL MODULE: ./src/source/git/checkout.ts
var checkout = __webpack_require__(6184);
// EXTERNAL MODULE: ./src/source/git/fetch.ts + 2 modules
var fetch = __webpack_require__(4275);
// EXTERNAL MODULE: ./src/source/question.ts
var source_question = __webpack_require__(3757);
// EXTERNAL MODULE: ./src/source/relation.ts
var relation = __webpack_require__(6133);
// EXTERNAL MODULE: ./src/source/tag-commits.ts
var tag_commits = __webpack_require__(6318);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/source/git/reader.ts
var reader = __webpack_require__(375);
// EXTERNAL MODULE: ./src/errors/result.ts
var result = __webpack_require__(1246);
// EXTERNAL MODULE: ./src/git/index.ts + 17 modules
var git = __webpack_require__(4718);
;// CONCATENATED MODULE: ./src/source/changes/source-paths.ts



function readSourcePaths(texts) {
    const paths = texts.map(text => external_node_path_default().posix.normalize(text).replace(/\/$/, ''));
    const stray = texts.find((text, index) => text.includes('\0') || /^(?:$|\/|\.\.(?:\/|$))/.test(paths[index] ?? ''));
    if (stray !== undefined)
        return (0,result/* failure */.V)(`${stray} is not a path in the source repository`);
    return (0,result/* success */.k)(paths.includes('.') ? [] : [...new Set(paths)]);
}
async function resolvePaths(read, commit, paths) {
    if (paths.length === 0)
        return [];
    const names = new Set(paths.flatMap(stepsTo));
    const listed = await read(['ls-tree', '-t', '-z', '--full-tree', commit, '--', ...names]);
    if (listed === undefined)
        return undefined;
    const modes = new Map((0,git/* parseTreeListing */.Ev)(listed).map(entry => [entry.path, entry.mode]));
    return paths.map(name => resolve(name, modes));
}
function stepsTo(name) {
    const parts = name.split('/');
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
function resolve(name, modes) {
    for (const step of stepsTo(name)) {
        const mode = modes.get(step);
        if (mode === '120000')
            return { path: name, kind: 'link' };
        if (mode === '160000')
            return { path: step, kind: 'there' };
        if (mode === undefined || (mode !== '040000' && step !== name))
            return { path: name, kind: 'absent' };
    }
    return { path: name, kind: 'there' };
}

;// CONCATENATED MODULE: ./src/source/changes/dirty.ts





const most = 5;
async function listDirty(system, workTree, commit, paths, isExcluded) {
    const dirty = await listWorkTree(system, workTree, commit, paths, isExcluded);
    return dirty && [...dirty.changed, ...dirty.ignored].slice(0, most);
}
async function listWorkTree(system, workTree, commit, paths, isExcluded) {
    const read = (0,reader/* readerOfCheckout */.ph)(system, workTree);
    if ((await (0,reader/* headOf */.Uo)(read)) !== commit)
        return undefined;
    const resolved = await resolvePaths(read, commit, paths);
    if (resolved === undefined || resolved.some(({ kind }) => kind === 'link'))
        return undefined;
    const below = resolved.map(({ path: name }) => name);
    const [status, submodules] = await Promise.all([listStatus(read, below), listSubmodules(read, below)]);
    if (status === undefined || submodules === undefined)
        return undefined;
    const changed = status.changed.slice(0, most);
    const ignored = status.ignored.filter(name => !isExcluded(name)).slice(0, most);
    for (const { path: folder, commit: pinned } of submodules) {
        if (changed.length >= most || changed.includes(folder))
            continue;
        const within = (name) => `${folder}/${name}`;
        const inside = external_node_path_default().join(workTree, folder);
        const dirty = (0,external_node_fs_.existsSync)(external_node_path_default().join(inside, '.git'))
            ? await listWorkTree(system, inside, pinned, [], name => isExcluded(within(name)))
            :
                { changed: (0,external_node_fs_.existsSync)(inside) ? (await (0,promises_.readdir)(inside)).slice(0, most) : [], ignored: [] };
        if (dirty === undefined)
            return undefined;
        changed.push(...dirty.changed.map(within));
        ignored.push(...dirty.ignored.map(within));
    }
    return { changed, ignored };
}
async function listStatus(read, paths) {
    const config = await withoutFilters(read);
    if (config === undefined)
        return undefined;
    const options = ['--untracked-files=all', '--ignored=matching', '--ignore-submodules=dirty', '--no-renames'];
    const status = await read(['status', '--porcelain=v1', '-z', ...options, '--', ...paths], { config });
    if (status === undefined)
        return undefined;
    const entries = status.toString('utf8').split('\0').filter(Boolean);
    const nameOf = (entry) => entry.slice('XY '.length);
    const isIgnored = (entry) => entry.startsWith('!! ');
    return {
        changed: entries.filter(entry => !isIgnored(entry)).map(nameOf),
        ignored: entries.filter(isIgnored).map(nameOf)
    };
}
async function withoutFilters(read) {
    const listed = await read(['config', '--list', '--includes', '--name-only', '-z']);
    if (listed === undefined)
        return undefined;
    const keys = listed.toString('utf8').split('\0');
    const names = new Set(keys.flatMap(key => /^filter\.(.+)\.[^.]+$/s.exec(key)?.[1] ?? []));
    if ([...names].some(name => name.includes('=')))
        return undefined;
    return [
        'core.untrackedCache=false',
        ...[...names].flatMap(name => ['clean=', 'smudge=', 'process=', 'required=false'].map(setting => `filter.${name}.${setting}`))
    ];
}
async function listSubmodules(read, paths) {
    const listed = await read(['ls-files', '--stage', '-z', '--', ...paths]);
    return listed
        ?.toString('utf8')
        .split('\0')
        .flatMap(line => {
        const [, commit, name] = /^160000 ([0-9a-f]+) \d\t(.+)$/s.exec(line) ?? [];
        return commit === undefined || name === undefined ? [] : [{ commit, path: name }];
    });
}

;// CONCATENATED MODULE: ./src/source/changes/docker-pattern.ts
function readDockerPattern(text) {
    const whole = translate(text);
    if (whole === undefined)
        return undefined;
    const steps = text.split('/');
    const firstOpen = steps.findIndex(step => step.includes('**') || /[[\\]/.test(step));
    return {
        matches: name => whole.test(name),
        mayMatchBelow: folder => {
            const above = folder.split('/');
            if (firstOpen === -1 && steps.length <= above.length)
                return false;
            const compared = Math.min(above.length, firstOpen === -1 ? above.length : firstOpen);
            const start = translate(steps.slice(0, compared).join('/'));
            return compared === 0 || start === undefined || start.test(above.slice(0, compared).join('/'));
        }
    };
}
const set = /^\[(?:\^|(?!\^))(?:(?:\\[!-/:-@[-`{-~]|[^\\\][*?-])(?:-(?:\\[!-/:-@[-`{-~]|[^\\\][*?-]))?)+\]/u;
function translate(text) {
    const isPlain = (part) => !/[*?[\]\\]/.test(part);
    if (isPlain(text))
        return build(`^${literal(text)}$`);
    const [, after] = /^\*\*(.*)$/su.exec(text) ?? [];
    if (after !== undefined && isPlain(after))
        return build(after.startsWith('/') ? `(?:^|/)${literal(after.slice(1))}$` : `${literal(after)}$`);
    const [, before] = /^(.*)\*\*$/su.exec(text) ?? [];
    if (before !== undefined && isPlain(before))
        return build(`^${literal(before)}`);
    const parts = [];
    for (let rest = text; rest !== '';) {
        const [taken, part] = translateStart(rest) ?? [];
        if (taken === undefined || part === undefined)
            return undefined;
        parts.push(part);
        rest = rest.slice(taken.length);
    }
    return build(`^${parts.join('')}$`);
}
function translateStart(rest) {
    const [stars] = /^\*\*\/?/.exec(rest) ?? [];
    if (stars !== undefined)
        return [stars, stars === rest ? '[^\\n]*' : '(?:[^\\n]*/)?'];
    if (rest.startsWith('*'))
        return ['*', '[^/]*'];
    if (rest.startsWith('?'))
        return ['?', '[^/]'];
    if (rest.startsWith('[')) {
        const [taken] = set.exec(rest) ?? [];
        return taken === undefined ? undefined : [taken, `[${literalSet(taken.slice(1, -1))}]`];
    }
    const [escaped, meant] = /^\\([!-/:-@[-`{-~])/.exec(rest) ?? [];
    if (escaped !== undefined && meant !== undefined)
        return [escaped, literal(meant)];
    const [first = ''] = rest;
    return first === '\\' || first === '^' ? undefined : [first, literal(first)];
}
function literal(text) {
    return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
function literalSet(inside) {
    const [, not = '', rest = ''] = /^(\^?)(.*)$/su.exec(inside) ?? [];
    return (not +
        rest.replace(/\\(.)|[$.+(){}|^/]/gsu, (taken, escaped) => escapeInSet(escaped ?? taken)));
}
function escapeInSet(character) {
    return /[\\^$.*+?()[\]{}|/-]/.test(character) ? `\\${character}` : character;
}
function build(source) {
    try {
        return new RegExp(source, 'u');
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/source/changes/docker-ignore.ts


function readDockerIgnore(text) {
    const patterns = text
        .replace(/^\uFEFF/, '')
        .split('\n')
        .filter(line => !line.startsWith('#'))
        .filter(line => line.trim() !== '');
    const rules = patterns.flatMap(line => readRule(line) ?? []);
    const isUnderstood = rules.length === patterns.length;
    return { excludes: name => isUnderstood && excludes(rules, name) };
}
function readRule(line) {
    if (/[\0\u0085\uFEFF\uFFFD]/.test(line))
        return undefined;
    const text = line.trim();
    const isException = text.startsWith('!');
    const bare = isException ? text.slice(1).trim() : text;
    if (bare === '')
        return undefined;
    const cleaned = external_node_path_default().posix.normalize(bare).replace(/(?<=.)\/$/, '');
    const pattern = cleaned.replace(/^\/(?=.)/, '');
    if (pattern.trim() !== pattern || pattern.startsWith('!'))
        return undefined;
    const read = readDockerPattern(pattern);
    const folder = /^(.+)\/\*\*?$/s.exec(pattern)?.[1];
    return (read && { ...read, isException, folder: folder === undefined ? undefined : readDockerPattern(folder) });
}
function excludes(rules, name) {
    const isFolder = name.endsWith('/');
    const bare = isFolder ? name.slice(0, -1) : name;
    if (bare === '' || bare.includes('\uFFFD'))
        return false;
    const steps = bare.split('/');
    const levels = steps.map((_, index) => steps.slice(0, index + 1).join('/'));
    const mayBringBack = ({ isException, matches, mayMatchBelow }) => isException && (levels.some(matches) || (isFolder && mayMatchBelow(bare)));
    const last = lastMatch(rules, levels);
    if (last !== -1 && rules[last]?.isException === false)
        if (!rules.slice(last + 1).some(mayBringBack))
            return true;
    const isEmptied = rules.some(({ isException, folder }) => !isException && folder?.matches(bare) === true);
    return isFolder && isEmptied && !rules.some(mayBringBack);
}
function lastMatch(rules, levels) {
    let matched = rules.map(() => false);
    for (const level of levels) {
        let isOut = false;
        matched = rules.map(({ isException, matches }, index) => {
            const isMatch = matched[index] === true || (isException === isOut && matches(level));
            if (isMatch)
                isOut = !isException;
            return isMatch;
        });
    }
    return matched.lastIndexOf(true);
}

;// CONCATENATED MODULE: ./src/source/changes/excluded.ts




async function readExcluded(workspace, files) {
    const context = clean(files.context);
    const others = [...files.paths, ...(files.ignoreFile === undefined ? [] : [files.ignoreFile])]
        .map(clean)
        .filter(other => other !== context);
    const rules = files.ignoreFile === undefined ? undefined : await readRules(external_node_path_default().join(workspace, files.ignoreFile));
    return name => {
        const bare = name.replace(/\/$/, '');
        if (others.some(other => contains(other, bare) || contains(bare, other)))
            return false;
        const inside = context === '' ? name : name.slice(context.length + 1);
        return contains(context, bare) && rules?.excludes(inside) === true;
    };
}
async function readRules(file) {
    try {
        return (await (0,promises_.lstat)(file)).isFile() ? readDockerIgnore(await (0,promises_.readFile)(file, 'utf8')) : undefined;
    }
    catch {
        return undefined;
    }
}
function clean(text) {
    const paths = readSourcePaths([text]);
    return (paths.ok ? paths.value[0] : text) ?? '';
}
function contains(folder, name) {
    return folder === '' || name === folder || name.startsWith(`${folder}/`);
}

;// CONCATENATED MODULE: ./src/source/changes/paths.ts



function pathChange(paths) {
    return {
        gap: 'it does not have all commits between the two, or not their folders',
        prove: async ({ ancestry, read }, ours, commit) => {
            if (ours === commit)
                return (0,result/* success */.k)('unchanged');
            const since = await ancestry.listSince(ours, commit);
            if (since === undefined)
                return undefined;
            if (!since.some(({ parents }) => parents.includes(commit)))
                return (0,result/* failure */.V)(`${(0,relation/* short */.h0)(commit)} is not an ancestor of ${(0,relation/* short */.h0)(ours)}`);
            const resolved = await resolvePaths(read, ours, paths);
            if (resolved === undefined)
                return undefined;
            const descendants = descendantsOf(commit, since);
            const touching = await listTouching(read, comparisons(since, descendants), resolved);
            if (touching === undefined)
                return undefined;
            const [touched] = touching;
            if (touched === undefined)
                return untouched(resolved);
            const certain = touching.find(name => descendants.has(name));
            if (certain === undefined && (await ancestry.isShallow()))
                return undefined;
            return (0,result/* success */.k)({ by: certain ?? touched });
        }
    };
}
function untouched(resolved) {
    const link = resolved.find(({ kind }) => kind === 'link');
    if (link !== undefined)
        return (0,result/* failure */.V)(`${link.path} leads through a symbolic link`);
    const absent = resolved.find(({ kind }) => kind === 'absent');
    return absent === undefined ? (0,result/* success */.k)('unchanged') : (0,result/* failure */.V)(`${absent.path} is not in the commit`);
}
async function listTouching(read, lines, resolved) {
    const options = ['--stdin', '-r', '-c', '--root', '--raw', '--no-renames', '--ignore-submodules=none'];
    const input = lines.map(line => `${line}\n`).join('');
    const paths = resolved.map(({ path }) => path);
    const listed = await read(['diff-tree', ...options, '--', ...paths], { input });
    if (listed === undefined)
        return undefined;
    const touching = new Set();
    let current = '';
    for (const line of listed.toString('latin1').split('\n')) {
        if (line.startsWith(':'))
            touching.add(current);
        else
            current = line;
    }
    return [...touching];
}
function descendantsOf(commit, since) {
    const descendants = new Set([commit]);
    for (const { commit: name, parents } of since.toReversed())
        if (parents.some(parent => descendants.has(parent)))
            descendants.add(name);
    return descendants;
}
function comparisons(since, descendants) {
    return since.flatMap(({ commit, parents }) => {
        if (parents.length < 2 || !descendants.has(commit))
            return [commit];
        return parents.filter(parent => descendants.has(parent)).map(parent => `${commit} ${parent}`);
    });
}

;// CONCATENATED MODULE: ./src/source/changes/changes.ts












function createChanges(system, options) {
    const { workspace } = options;
    const places = [
        (0,checkout/* createCheckout */.J)(system, workspace),
        (0,fetch/* createCommitFetch */.a)(system, { ...options, scope: 'trees' })
    ];
    const changedSince = async (ours, names, texts) => {
        const pair = (0,source_question/* readPair */.$T)(ours, names);
        if (!pair.ok)
            return (0,relation/* unknown */.L5)(pair.problem);
        if ((0,source_question/* isOurs */.MU)(pair.value))
            return (0,relation/* known */.eO)(ours, 'unchanged');
        const paths = readSourcePaths(texts);
        if (!paths.ok)
            return (0,relation/* unknown */.L5)((0,log/* oneLine */.T)(paths.problem));
        const question = pathChange(paths.value);
        const lookups = places.map(place => (0,source_question/* lookupAt */.cm)(place, question));
        const answer = await (0,source_question/* askInTurn */.Eu)(lookups, pair.value, system.log, {
            pair: ({ candidates }) => `Changes from ${candidates.join(', ')} to ${ours}`,
            value: change => !change.ok
                ? change.problem
                : change.value === 'unchanged'
                    ? 'unchanged'
                    : `changed by ${change.value.by}`
        });
        if (answer.kind === 'unknown')
            return answer;
        const { commit, value } = answer;
        return value.ok ? (0,relation/* known */.eO)(commit, value.value) : (0,relation/* unknown */.L5)((0,log/* oneLine */.T)(value.problem));
    };
    const dirty = async (ours, files) => {
        const { context, ignoreFile } = files;
        const paths = readSourcePaths(files.paths);
        const areInside = readSourcePaths(ignoreFile === undefined ? [context] : [context, ignoreFile]).ok;
        if (!paths.ok || !areInside || !(0,tag_commits/* isWholeName */.JN)(ours))
            return undefined;
        try {
            return await listDirty(system, workspace, ours, paths.value, await readExcluded(workspace, files));
        }
        catch (error) {
            if ((0,errors/* isCancellation */.iB)(error))
                throw error;
            const message = error instanceof Error ? error.message : String(error);
            system.log.debug((0,log/* oneLine */.T)(`The files of the checkout could not be compared: ${message}`));
            return undefined;
        }
    };
    return { changedSince: (0,once/* memoize */.B)(changedSince), dirty: (0,once/* memoize */.B)(dirty) };
}


/***/ }),

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
