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



function pathChange(paths, ignored = []) {
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
            const touching = await listTouching(read, comparisons(since, descendants), resolved, isIgnored(ignored));
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
async function listTouching(read, lines, resolved, isLeftOut) {
    const options = ['--stdin', '-r', '-c', '--root', '--raw', '--no-renames', '--ignore-submodules=none'];
    const input = lines.map(line => `${line}\n`).join('');
    const paths = resolved.map(({ path }) => path);
    const listed = await read(['diff-tree', ...options, '--', ...paths], { input });
    if (listed === undefined)
        return undefined;
    const touching = new Set();
    let current = '';
    for (const line of listed.toString('latin1').split('\n')) {
        if (!line.startsWith(':'))
            current = line;
        else if (!isLeftOut(line.slice(line.indexOf('\t') + 1)))
            touching.add(current);
    }
    return [...touching];
}
function isIgnored(ignored) {
    const anywhere = '**/';
    const names = ignored.filter(each => each.startsWith(anywhere)).map(each => each.slice(anywhere.length));
    const paths = new Set(ignored);
    return path => {
        const name = path.slice(path.lastIndexOf('/') + 1).replace(/"$/, '');
        return paths.has(path) || names.includes(name);
    };
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
    const changedSince = async (ours, names, texts, ignored = []) => {
        const pair = (0,source_question/* readPair */.$T)(ours, names);
        if (!pair.ok)
            return (0,relation/* unknown */.L5)('other', pair.problem);
        if (pair.value.candidates[0] === ours)
            return (0,relation/* known */.eO)(ours, 'unchanged');
        const paths = readSourcePaths(texts);
        if (!paths.ok)
            return (0,relation/* unknown */.L5)('other', (0,log/* oneLine */.T)(paths.problem));
        const question = pathChange(paths.value, ignored);
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
        return value.ok ? (0,relation/* known */.eO)(commit, value.value) : (0,relation/* unknown */.L5)('other', (0,log/* oneLine */.T)(value.problem));
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


/***/ })

};
