export const id = 595;
export const ids = [595];
export const modules = {

/***/ 2595:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createSourceChanges: () => (/* binding */ createSourceChanges)
});

// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __webpack_require__(2600);
// EXTERNAL MODULE: ./src/log/log.ts
var log_log = __webpack_require__(5384);
// EXTERNAL MODULE: ./src/async/once.ts
var once = __webpack_require__(6919);
// EXTERNAL MODULE: ./src/source/git/checkout.ts
var checkout = __webpack_require__(6184);
// EXTERNAL MODULE: ./src/source/git/fetch.ts + 2 modules
var fetch = __webpack_require__(4275);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
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
            const known = Math.min(above.length, firstOpen === -1 ? above.length : firstOpen);
            const start = translate(steps.slice(0, known).join('/'));
            return known === 0 || start === undefined || start.test(above.slice(0, known).join('/'));
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
        const [found] = set.exec(rest) ?? [];
        return found === undefined ? undefined : [found, `[${literalSet(found.slice(1, -1))}]`];
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
        rest.replace(/\\(.)|[$.+(){}|^/]/gsu, (found, escaped) => escapeInSet(escaped ?? found)));
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
    const rules = patterns.flatMap(each => readRule(each) ?? []);
    const isUnderstood = rules.length === patterns.length;
    return { keepsOut: name => isUnderstood && keepsOut(rules, name) };
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
function keepsOut(rules, name) {
    const isFolder = name.endsWith('/');
    const own = isFolder ? name.slice(0, -1) : name;
    if (own === '' || own.includes('\uFFFD'))
        return false;
    const steps = own.split('/');
    const levels = steps.map((_, index) => steps.slice(0, index + 1).join('/'));
    const mayBringBack = ({ isException, matches, mayMatchBelow }) => isException && (levels.some(matches) || (isFolder && mayMatchBelow(own)));
    const last = lastMatch(rules, levels);
    if (last !== -1 && rules[last]?.isException === false)
        if (!rules.slice(last + 1).some(mayBringBack))
            return true;
    const isEmptied = rules.some(({ isException, folder }) => !isException && folder?.matches(own) === true);
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

;// CONCATENATED MODULE: ./src/source/changes/source-paths.ts

function readSourcePaths(texts) {
    const paths = texts.map(text => external_node_path_default().posix.normalize(text).replace(/\/$/, ''));
    const stray = texts.find((text, index) => text.includes('\0') || /^(?:$|\/|\.\.(?:\/|$))/.test(paths[index] ?? ''));
    if (stray !== undefined)
        return { ok: false, problem: `${stray} is not a path in the source repository` };
    return { ok: true, paths: paths.includes('.') ? [] : [...new Set(paths)] };
}
async function placePaths(read, commit, paths) {
    if (paths.length === 0)
        return [];
    const steps = new Map(paths.map(each => [each, stepsTo(each)]));
    const names = new Set([...steps.values()].flat());
    const listed = await read(['ls-tree', '-t', '-z', '--full-tree', commit, '--', ...names]);
    if (listed === undefined)
        return undefined;
    const modes = new Map();
    for (const line of listed.toString('utf8').split('\0')) {
        const [, mode, name] = /^(\d{6}) \w+ [0-9a-f]+\t(.+)$/s.exec(line) ?? [];
        if (mode !== undefined && name !== undefined)
            modes.set(name, mode);
    }
    return paths.map(each => place(each, steps.get(each) ?? [], modes));
}
function stepsTo(name) {
    const parts = name.split('/');
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
function place(name, steps, modes) {
    for (const step of steps) {
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

;// CONCATENATED MODULE: ./src/source/changes/ignored.ts




async function readKeptOut(workspace, files) {
    const context = clean(files.context);
    const others = [...files.paths, ...(files.ignoreFile === undefined ? [] : [files.ignoreFile])]
        .map(clean)
        .filter(each => each !== context);
    const rules = files.ignoreFile === undefined ? undefined : await readRules(external_node_path_default().join(workspace, files.ignoreFile));
    return name => {
        const bare = name.replace(/\/$/, '');
        if (others.some(each => contains(each, bare) || contains(bare, each)))
            return false;
        const inside = context === '' ? name : name.slice(context.length + 1);
        return contains(context, bare) && rules?.keepsOut(inside) === true;
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
    const read = readSourcePaths([text]);
    return (read.ok ? read.paths[0] : text) ?? '';
}
function contains(folder, name) {
    return folder === '' || name === folder || name.startsWith(`${folder}/`);
}

// EXTERNAL MODULE: ./src/source/relation.ts
var relation = __webpack_require__(6133);
;// CONCATENATED MODULE: ./src/source/changes/paths.ts


function pathChange(paths) {
    return {
        gap: 'it does not have all commits between the two, or not their folders',
        judge: async ({ ancestry, read }, ours, commit) => {
            if (ours === commit)
                return { kind: 'unchanged' };
            const since = await ancestry.listSince(ours, commit);
            if (since === undefined)
                return undefined;
            if (!since.some(each => each.parents.includes(commit)))
                return { kind: 'unknown', reason: `${(0,relation/* short */.A)(commit)} is not an ancestor of ${(0,relation/* short */.A)(ours)}` };
            const placed = await placePaths(read, ours, paths);
            if (placed === undefined)
                return undefined;
            const descendants = descendantsOf(commit, since);
            const touching = await listTouching(read, comparisons(since, descendants), placed);
            if (touching === undefined)
                return undefined;
            const certain = touching.find(each => descendants.has(each));
            const [by] = certain === undefined ? touching : [certain];
            if (by === undefined)
                return explain(placed);
            return certain === undefined && (await ancestry.isShallow()) ? undefined : { kind: 'changed', by };
        }
    };
}
function explain(placed) {
    const link = placed.find(({ kind }) => kind === 'link');
    if (link !== undefined)
        return { kind: 'unknown', reason: `${link.path} leads through a symbolic link` };
    const absent = placed.find(({ kind }) => kind === 'absent');
    if (absent !== undefined)
        return { kind: 'unknown', reason: `${absent.path} is not in the commit` };
    return { kind: 'unchanged' };
}
async function listTouching(read, lines, placed) {
    const options = ['--stdin', '-r', '-c', '--root', '--raw', '--no-renames', '--ignore-submodules=none'];
    const input = lines.map(line => `${line}\n`).join('');
    const paths = placed.map(each => each.path);
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
    for (const each of since.toReversed())
        if (each.parents.some(parent => descendants.has(parent)))
            descendants.add(each.commit);
    return descendants;
}
function comparisons(since, descendants) {
    return since.flatMap(each => {
        if (each.parents.length < 2 || !descendants.has(each.commit))
            return [each.commit];
        return each.parents.filter(parent => descendants.has(parent)).map(parent => `${each.commit} ${parent}`);
    });
}

// EXTERNAL MODULE: ./src/source/tag-commits.ts
var tag_commits = __webpack_require__(6318);
// EXTERNAL MODULE: ./src/source/git/reader.ts
var reader = __webpack_require__(375);
// EXTERNAL MODULE: ./src/git/index.ts + 24 modules
var git = __webpack_require__(6768);
;// CONCATENATED MODULE: ./src/source/changes/dirty.ts






const most = 5;
async function listDirty(options, commit, paths, isKeptOut) {
    const found = await listOwn(options, commit, paths, isKeptOut);
    return found && [...found.changed, ...found.ignored].slice(0, most);
}
async function listOwn(options, commit, paths, isKeptOut) {
    const { workspace, processes, env } = options;
    const read = (0,reader/* createReader */.W)((0,git/* createGit */.lD)(processes, env, external_node_path_default().join(workspace, '.git')), checkout/* questionMs */.x, workspace);
    const head = await read(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']);
    if (head?.toString('latin1').trim() !== commit)
        return undefined;
    const placed = await placePaths(read, commit, paths);
    if (placed === undefined || placed.some(({ kind }) => kind === 'link'))
        return undefined;
    const below = placed.map(each => each.path);
    const [status, submodules] = await Promise.all([listStatus(read, below), listSubmodules(read, below)]);
    if (status === undefined || submodules === undefined)
        return undefined;
    const changed = status.changed.slice(0, most);
    const ignored = status.ignored.filter(name => !isKeptOut(name)).slice(0, most);
    for (const submodule of submodules) {
        if (changed.length >= most || changed.includes(submodule.path))
            continue;
        const within = (name) => `${submodule.path}/${name}`;
        const inside = await listInside(options, submodule, name => isKeptOut(within(name)));
        if (inside === undefined)
            return undefined;
        changed.push(...inside.changed.map(within));
        ignored.push(...inside.ignored.map(within));
    }
    return { changed, ignored };
}
async function listStatus(read, paths) {
    const config = await muteFilters(read);
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
async function muteFilters(read) {
    const own = ['core.untrackedCache=false'];
    const listed = await read(['config', '--list', '--includes', '--name-only', '-z']);
    if (listed === undefined)
        return undefined;
    const keys = listed.toString('utf8').split('\0');
    const names = new Set(keys.flatMap(key => /^filter\.(.+)\.[^.]+$/s.exec(key)?.[1] ?? []));
    if ([...names].some(name => name.includes('=')))
        return undefined;
    return [
        ...own,
        ...[...names].flatMap(name => [
            `filter.${name}.clean=`,
            `filter.${name}.smudge=`,
            `filter.${name}.process=`,
            `filter.${name}.required=false`
        ])
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
async function listInside(options, submodule, isKeptOut) {
    const workspace = external_node_path_default().join(options.workspace, submodule.path);
    if (await isThere(external_node_path_default().join(workspace, '.git')))
        return await listOwn({ ...options, workspace }, submodule.commit, [], isKeptOut);
    const names = (await isThere(workspace)) ? await (0,promises_.readdir)(workspace) : [];
    return { changed: names.slice(0, most), ignored: [] };
}
async function isThere(file) {
    return await (0,promises_.stat)(file).then(() => true, () => false);
}

;// CONCATENATED MODULE: ./src/source/changes/changes.ts











function createSourceChanges(options) {
    const places = [(0,checkout/* createCheckout */.J)(options), (0,fetch/* createCommitFetch */.a)({ ...options, scope: 'trees' })];
    const since = async (ours, candidates, texts) => {
        const names = candidates.map(name => name.toLowerCase()).filter(tag_commits/* isObjectName */.V2);
        if (!(0,tag_commits/* isWholeName */.JN)(ours))
            return unknown('our commit is not the name of a commit');
        const [first] = names;
        if (first === undefined)
            return unknown('there is no commit to compare with');
        if (ours.startsWith(first))
            return { kind: 'unchanged', commit: ours };
        const paths = readSourcePaths(texts);
        if (!paths.ok)
            return unknown(paths.problem);
        return await askAll(places, { ours, names, paths: paths.paths }, options.log);
    };
    const dirty = async (ours, files) => {
        const paths = readSourcePaths(files.paths);
        const isRead = paths.ok &&
            readSourcePaths([files.context, ...(files.ignoreFile === undefined ? [] : [files.ignoreFile])]).ok;
        if (!isRead || !(0,tag_commits/* isWholeName */.JN)(ours))
            return undefined;
        try {
            return await listDirty(options, ours, paths.paths, await readKeptOut(options.workspace, files));
        }
        catch (error) {
            if ((0,errors/* isCancellation */.iB)(error))
                throw error;
            options.log.debug((0,log_log/* oneLine */.T)(`The files of the checkout could not be compared: ${messageOf(error)}`));
            return undefined;
        }
    };
    return { since: (0,once/* onceEach */.f)(since), dirty: (0,once/* onceEach */.f)(dirty) };
}
async function askAll(places, { ours, names, paths }, log) {
    const reasons = [];
    let candidates = names;
    for (const place of places) {
        const answer = await ask(place, { ours, names: candidates, paths });
        log.debug((0,log_log/* oneLine */.T)(`Changes from ${candidates.join(', ')} to ${ours}, ${place.name}: ${describe(answer)}`));
        if (answer.kind === 'known') {
            const { commit, value } = answer;
            return value.kind === 'unknown' ? unknown(value.reason) : { ...value, commit };
        }
        reasons.push(`${place.name}: ${answer.reason}`);
        if (answer.commit !== undefined)
            candidates = [answer.commit];
    }
    return unknown(reasons.join('; '));
}
async function ask(place, { ours, names, paths }) {
    try {
        return await place.inquire({ ours, candidates: names }, pathChange(paths));
    }
    catch (error) {
        if ((0,errors/* isCancellation */.iB)(error))
            throw error;
        return (0,relation/* open */.h)(messageOf(error));
    }
}
function describe(answer) {
    if (answer.kind === 'open')
        return answer.reason;
    const { value } = answer;
    if (value.kind === 'changed')
        return `changed by ${value.by}`;
    return value.kind === 'unknown' ? value.reason : value.kind;
}
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}
function unknown(reason) {
    return { kind: 'unknown', reason: (0,log_log/* oneLine */.T)(reason) };
}


/***/ }),

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
