export const id = 982;
export const ids = [982];
export const modules = {

/***/ 5982:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  previewRender: () => (/* binding */ previewRender)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __webpack_require__(2600);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./src/kustomization/cli/run.ts
var cli_run = __webpack_require__(345);
;// CONCATENATED MODULE: ./src/kustomization/cli/render.ts



const timeoutMs = 60_000;
async function renderBuild(kustomize, files, kustomization, { processes, env, temporary }) {
    const home = await (0,promises_.realpath)(await (0,promises_.mkdtemp)(external_node_path_default().join(temporary, 'kustomize-build-')));
    try {
        const root = external_node_path_default().join(home, 'files');
        const problem = await writeFiles(root, files);
        if (problem !== undefined)
            return { kind: 'failed', detail: problem };
        const cwd = external_node_path_default().join(root, external_node_path_default().posix.dirname(kustomization));
        const run = { processes, env, cwd, home, timeoutMs };
        const result = await (0,cli_run/* runKustomize */.J4)(kustomize.path, ['build', '.'], run);
        if (result.exitCode === 0)
            return { kind: 'rendered', text: result.stdout.toString('utf8') };
        const names = [[`${root}${(external_node_path_default()).sep}`, ''], [root, '.'], [home, '.']];
        return { kind: 'failed', detail: (0,cli_run/* describeCliFailure */.Wm)(result, names) };
    }
    finally {
        await (0,promises_.rm)(home, { recursive: true, force: true, maxRetries: 3 });
    }
}
async function writeFiles(root, files) {
    const bad = [...files.keys()].find(file => !staysInside(file));
    if (bad !== undefined)
        return `${(0,cli_run/* plain */.pj)(bad)} is not a path that can be written`;
    try {
        const folders = new Set([...files.keys()].map(file => external_node_path_default().dirname(external_node_path_default().join(root, file))));
        for (const folder of folders)
            await (0,promises_.mkdir)(folder, { recursive: true, mode: 0o700 });
        for (const [file, content] of files) {
            await (0,promises_.writeFile)(external_node_path_default().join(root, file), content, { mode: 0o600, flag: 'wx' });
        }
        return undefined;
    }
    catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
        return `its files could not be written to a temporary folder (${code})`;
    }
}
function staysInside(file) {
    if (file.includes('\0') || ((external_node_path_default()).sep !== '/' && file.includes((external_node_path_default()).sep)))
        return false;
    return file
        .split('/')
        .every(name => name !== '' && name !== '.' && name !== '..' && name.toLowerCase() !== '.git');
}

// EXTERNAL MODULE: ./src/yaml/file.ts
var file = __webpack_require__(9549);
// EXTERNAL MODULE: ./src/kustomization/paths.ts
var paths = __webpack_require__(9717);
// EXTERNAL MODULE: ./src/kustomization/read/listing.ts
var read_listing = __webpack_require__(786);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./src/yaml/document.ts
var yaml_document = __webpack_require__(3454);
// EXTERNAL MODULE: ./src/kustomization/read/mapping.ts
var mapping = __webpack_require__(3984);
// EXTERNAL MODULE: ./src/kustomization/read/scalars.ts
var scalars = __webpack_require__(3831);
;// CONCATENATED MODULE: ./src/kustomization/cli/references.ts




const baseFields = new Set(['resources', 'bases', 'components', 'generators', 'transformers', 'validators']);
const configFields = new Set(['generators', 'transformers', 'validators']);
const helmFields = new Set(['helmcharts', 'helmchartinflationgenerator']);
const pathlessFields = new Set([
    ...['apiversion', 'kind', 'metadata', 'namespace', 'nameprefix', 'namesuffix', 'commonlabels', 'labels'],
    ...['commonannotations', 'images', 'imagetags', 'replicas', 'vars', 'sortoptions', 'buildmetadata']
]);
const loadedKeys = new Set([
    ...baseFields,
    ...['files', 'env', 'envs', 'path', 'configurations', 'crds', 'patchesstrategicmerge']
]);
function readReferences(file) {
    const { document } = (0,yaml_document/* parseDocument */.T)(file, { keepSourceTokens: false });
    const bases = [];
    const files = [];
    let [anyFile, remote] = [false, undefined];
    if (document === undefined)
        return { bases, files, anyFile, remote, helm: false };
    for (const { text, field, key } of (0,scalars/* scalarValues */.x)(document, file)) {
        anyFile ||= configFields.has(field);
        if (pathlessFields.has(field) || key === 'literals' || !isOneLine(text))
            continue;
        if (configFields.has(field) && text.trimStart().startsWith('{'))
            continue;
        const isBase = baseFields.has(field) && key === field;
        if (isBase)
            bases.push(text);
        const paths = [text, text.slice(text.indexOf('=') + 1)];
        if (loadedKeys.has(key))
            remote ??= paths.find(isUrl);
        if (!isBase)
            files.push(...new Set(paths));
    }
    return { bases, files, anyFile, remote, helm: usesHelm(document) };
}
function isOneLine(text) {
    return text !== '' && text.length <= 1024 && !/\p{Cc}/u.test(text);
}
function isUrl(text) {
    return /^https?:/i.test(text);
}
function usesHelm({ contents }) {
    if (!(0,dist/* isMap */.jh)(contents))
        return false;
    return contents.items.some(({ key, value }) => {
        const isHelm = (0,dist/* isScalar */.jn)(key) && helmFields.has((0,mapping/* foldKey */.pU)(String(key.value)));
        return isHelm && !((0,dist/* isSeq */.oP)(value) && value.items.length === 0);
    });
}

;// CONCATENATED MODULE: ./src/kustomization/cli/files.ts





const limits = { files: 2_000, bytes: 20_000_000, levels: 20 };
const maxListed = { paths: 5_000, characters: 500_000 };
async function collectBuildFiles(tree, kustomization) {
    const listing = (0,read_listing/* createListing */.X)(tree);
    const files = new Map();
    const wanted = new Set([kustomization]);
    const followed = new Set([kustomization]);
    let level = [kustomization];
    for (let depth = 0; level.length > 0; depth++) {
        if (depth === limits.levels || !(await readFiles(tree, wanted, files)))
            return { kind: 'too-large' };
        const references = [];
        for (const by of level) {
            const read = parseReferences(by, files.get(by));
            if ('kind' in read)
                return read;
            references.push(...resolveReferences(by, read));
        }
        if (!(await list(listing, references)))
            return { kind: 'too-large' };
        const next = new Set();
        for (const reference of references) {
            const found = find(reference, listing);
            if ('kind' in found)
                return found;
            for (const file of found.kustomizations)
                if (!followed.has(file))
                    next.add(file);
            for (const file of [...found.kustomizations, ...found.files])
                wanted.add(file);
        }
        for (const file of next)
            followed.add(file);
        level = [...next];
    }
    return (await readFiles(tree, wanted, files)) ? { kind: 'complete', files } : { kind: 'too-large' };
}
async function readFiles(tree, wanted, files) {
    if (wanted.size > limits.files)
        return false;
    const missing = [...wanted].filter(file => !files.has(file));
    if (missing.length > 0)
        for (const [file, content] of await tree.read(missing))
            files.set(file, content);
    return [...files.values()].reduce((sum, content) => sum + content.length, 0) <= limits.bytes;
}
function parseReferences(by, content) {
    if (content === undefined)
        return { kind: 'unreadable', by, detail: `${by} could not be read` };
    try {
        const references = readReferences({ text: (0,file/* decodeUtf8 */._6)(content, by), path: by });
        if (references.helm)
            return { kind: 'helm', by };
        if (references.remote !== undefined)
            return { kind: 'remote', by, item: references.remote };
        return references;
    }
    catch (error) {
        if (error instanceof errors/* ActionError */.lZ)
            return { kind: 'unreadable', by, detail: error.message };
        throw error;
    }
}
function resolveReferences(by, { bases, files, anyFile }) {
    const resolve = (kind) => (item) => {
        return { kind, path: (0,read_listing/* resolvePath */.o)((0,paths/* folderOf */.yS)(by), item), item, by };
    };
    const others = [...files.map(resolve('file')), ...(anyFile ? ['.'] : []).map(resolve('folder'))];
    return [...bases.map(resolve('base')), ...others.filter(({ path }) => path !== undefined)];
}
async function list(listing, references) {
    const paths = new Set(references.flatMap(({ path, kind }) => (path === '' && kind === 'file' ? [] : (path ?? []))));
    const characters = [...paths].reduce((sum, path) => sum + path.length, 0);
    if (paths.size > maxListed.paths || characters > maxListed.characters)
        return false;
    await listing.list([...paths]);
    return true;
}
function find(reference, listing) {
    const { kind, path = '' } = reference;
    switch (kind) {
        case 'base':
            return findBase(reference, listing);
        case 'file':
            return { kustomizations: [], files: listing.isFile(path) ? [path] : [] };
        case 'folder':
            return { kustomizations: [], files: listing.filesBelow(path) };
    }
}
function findBase({ path, item, by }, listing) {
    if (path === undefined)
        return { kind: 'remote', by, item };
    if (listing.isFile(path))
        return { kustomizations: [], files: [path] };
    const candidates = (0,paths/* kustomizationsIn */.oX)(path);
    if ([path, ...candidates].some(listing.isIndirect))
        return { kind: 'link', by, item };
    if (!listing.exists(path))
        return { kind: 'remote', by, item };
    const kustomizations = candidates.filter(listing.isFile);
    return { kustomizations, files: kustomizations.length > 0 ? [] : listing.filesBelow(path) };
}

;// CONCATENATED MODULE: ./src/kustomization/cli/delta.ts



function imageDelta(before, after, expected) {
    const oldTexts = splitDocuments(before);
    const newTexts = splitDocuments(after);
    if (oldTexts.length !== newTexts.length) {
        return { images: [], unexpected: [`the number of manifests: ${oldTexts.length} → ${newTexts.length}`] };
    }
    const images = [];
    const unexpected = [];
    for (const [index, oldText] of oldTexts.entries()) {
        const newText = newTexts[index] ?? '';
        if (oldText === newText)
            continue;
        const [old, edited] = [parse(oldText), parse(newText)];
        if (old === undefined || edited === undefined) {
            unexpected.push(`manifest ${index + 1}, which cannot be read`);
            continue;
        }
        const { resource, isSecret } = identify(old);
        if (resource !== identify(edited).resource) {
            unexpected.push(`the manifests: ${resource} → ${identify(edited).resource}`);
            continue;
        }
        for (const { place, from, to } of differences(old.contents, edited.contents)) {
            const field = `${resource} ${showPlace(place)}`;
            if (isImageField(place) && (0,dist/* isScalar */.jn)(from) && (0,dist/* isScalar */.jn)(to) && isExpected(textOf(to), expected)) {
                images.push({ resource: field, from: textOf(from), to: textOf(to) });
            }
            else {
                unexpected.push(isSecret ? field : `${field}: ${showNode(from)} → ${showNode(to)}`);
            }
        }
    }
    return { images, unexpected };
}
function expectedReference({ name, after }) {
    const tag = after.newTag === undefined ? '' : `:${after.newTag}`;
    const digest = after.digest === undefined ? '' : `@${after.digest}`;
    return `${after.newName ?? name}${tag}${digest}`;
}
function splitDocuments(text) {
    return text.split('\n---\n');
}
function parse(text) {
    const options = {
        schema: 'failsafe',
        uniqueKeys: false,
        prettyErrors: false,
        resolveKnownTags: false
    };
    try {
        const document = (0,dist/* parseDocument */.Tp)(text, { ...options, logLevel: 'silent' });
        return document.errors.length > 0 ? undefined : document;
    }
    catch (error) {
        if (error instanceof RangeError)
            return undefined;
        throw error;
    }
}
function differences(before, after) {
    const found = [];
    const stack = [{ place: undefined, from: before, to: after }];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
        const { place, from, to } = next;
        if ((0,dist/* isMap */.jh)(from) && (0,dist/* isMap */.jh)(to)) {
            const values = byKey(to.items);
            for (const [key, value] of byKey(from.items)) {
                stack.push({ place: { above: place, segment: { key } }, from: value, to: values.get(key) });
                values.delete(key);
            }
            for (const [key, value] of values) {
                stack.push({ place: { above: place, segment: { key } }, from: undefined, to: value });
            }
        }
        else if ((0,dist/* isSeq */.oP)(from) && (0,dist/* isSeq */.oP)(to) && from.items.length === to.items.length) {
            for (const [index, value] of from.items.entries()) {
                const segment = { item: itemName(value) ?? String(index) };
                stack.push({ place: { above: place, segment }, from: value, to: to.items[index] });
            }
        }
        else if (!isSame(from, to))
            found.push(next);
    }
    return found.reverse();
}
function byKey(pairs) {
    return new Map(pairs.map(({ key, value }) => [(0,dist/* isScalar */.jn)(key) ? textOf(key) : '', value]));
}
function isSame(from, to) {
    if ((0,dist/* isAlias */.Vj)(from))
        return (0,dist/* isAlias */.Vj)(to) && from.source === to.source;
    if (!(0,dist/* isScalar */.jn)(from) || !(0,dist/* isScalar */.jn)(to))
        return from === to;
    return from.value === to.value && from.tag === to.tag && (from.type === 'PLAIN') === (to.type === 'PLAIN');
}
function itemName(item) {
    const name = (0,dist/* isMap */.jh)(item)
        ? item.items.find(({ key }) => (0,dist/* isScalar */.jn)(key) && key.value === 'name')?.value
        : undefined;
    return (0,dist/* isScalar */.jn)(name) ? textOf(name) : undefined;
}
function textOf({ value }) {
    return typeof value === 'string' ? value : '';
}
function identify(document) {
    const text = (...keys) => {
        const value = document.getIn(keys);
        return typeof value === 'string' ? value : '';
    };
    const kind = text('kind');
    const parts = [kind, text('metadata', 'namespace'), text('metadata', 'name')].filter(part => part !== '');
    return { resource: (0,cli_run/* plain */.pj)(parts.join('/')), isSecret: kind === 'Secret' };
}
function isImageField(place) {
    const keys = [];
    for (let at = place; at !== undefined; at = at.above)
        if ('key' in at.segment)
            keys.push((0,mapping/* foldKey */.pU)(at.segment.key));
    if (keys.some(key => ['metadata', 'data', 'stringdata', 'binarydata'].includes(key)))
        return false;
    const [last = '', above = ''] = keys;
    return last.includes('image') || (last === 'reference' && above.includes('image'));
}
function isExpected(value, expected) {
    return expected.some(reference => {
        if (value === reference)
            return true;
        const isBare = !/[:@]/.test(reference.slice(reference.lastIndexOf('/') + 1));
        return isBare && (value.startsWith(`${reference}:`) || value.startsWith(`${reference}@`));
    });
}
function showPlace(place) {
    const parts = [];
    for (let at = place; at !== undefined; at = at.above) {
        parts.push('key' in at.segment ? `.${at.segment.key}` : `[${at.segment.item}]`);
    }
    return (0,cli_run/* plain */.pj)(parts.reverse().join('').replace(/^\./, ''));
}
function showNode(node) {
    if ((0,dist/* isScalar */.jn)(node)) {
        const text = (0,cli_run/* plain */.pj)(textOf(node).slice(0, 100));
        return node.type === 'PLAIN' ? text : `"${text}"`;
    }
    if ((0,dist/* isMap */.jh)(node))
        return '(a mapping)';
    if ((0,dist/* isSeq */.oP)(node))
        return `(a list of ${node.items.length})`;
    return node === undefined ? '(nothing)' : '(another value)';
}

;// CONCATENATED MODULE: ./src/kustomization/cli/preview.ts







const maxShown = 10;
async function previewRender(kustomize, tree, file, edited, edits, ports) {
    const skipped = (why) => ({ kind: 'skipped', reason: `${(0,cli_run/* plain */.pj)(file)} was not rendered: ${why}.` });
    if (!(0,paths/* isKustomizationName */.ZE)(external_node_path_default().posix.basename(file))) {
        return skipped(`kustomize builds only files named ${paths/* kustomizationNames */.KF.join(', ')}`);
    }
    const collected = await collectBuildFiles(tree, file);
    if (collected.kind !== 'complete')
        return skipped(whyNot(collected));
    const files = new Map(collected.files);
    for (const [each, text] of edited)
        if (files.has(each))
            files.set(each, Buffer.from(text));
    const [before, after] = await Promise.all([
        renderBuild(kustomize, collected.files, file, ports),
        renderBuild(kustomize, files, file, ports)
    ]);
    if (before.kind === 'failed') {
        return skipped(`kustomize ${kustomize.version} cannot build it as it is: ${before.detail}`);
    }
    if (after.kind === 'failed')
        throw notBuilt(kustomize, file, after.detail);
    const expected = [...new Set(edits.map(expectedReference))];
    const { images, unexpected } = imageDelta(before.text, after.text, expected);
    if (unexpected.length > 0)
        throw notOnlyImages(file, unexpected, expected);
    return { kind: 'rendered', images };
}
function whyNot(problem) {
    switch (problem.kind) {
        case 'remote':
            return `${(0,cli_run/* plain */.pj)(problem.by)} refers to ${(0,cli_run/* plain */.pj)(problem.item)}, which is not in this repository, and the preview reads nothing else`;
        case 'link':
            return `${(0,cli_run/* plain */.pj)(problem.by)} refers to ${(0,cli_run/* plain */.pj)(problem.item)}, which is or lies behind a symbolic link or a submodule, and the preview follows neither`;
        case 'helm':
            return `${(0,cli_run/* plain */.pj)(problem.by)} inflates a Helm chart, and the preview does not run Helm`;
        case 'unreadable':
            return (0,cli_run/* plain */.pj)(problem.detail.split('\n')[0] ?? '').replace(/[.\s]+$/, '');
        case 'too-large': {
            const size = `${limits.files} files, ${limits.bytes / 1_000_000} MB or ${limits.levels} levels of kustomizations`;
            return `it is built from more than ${size}, which is more than a preview reads`;
        }
    }
}
function notBuilt({ version }, file, detail) {
    return new errors/* ActionError */.lZ('RENDER_UNEXPECTED', `kustomize ${version} builds ${(0,cli_run/* plain */.pj)(file)} as it is, but not as edited: ${detail}. Nothing was written. ` +
        'Correct what is to be deployed, or the kustomization.', { location: { path: file } });
}
function notOnlyImages(file, unexpected, expected) {
    const more = unexpected.length > maxShown ? `; and ${unexpected.length - maxShown} more` : '';
    const places = `${unexpected.slice(0, maxShown).join('; ')}${more}`;
    const intended = expected.length === 0 ? 'nothing' : expected.map(cli_run/* plain */.pj).join(', ');
    return new errors/* ActionError */.lZ('RENDER_UNEXPECTED', `The rendered manifests of ${(0,cli_run/* plain */.pj)(file)} would also change in: ${places}; only ${intended} ` +
        `${expected.length < 2 ? 'was' : 'were'} to change. Nothing was written. Look for what else takes the value ` +
        'from there: replacements, vars, or another entry of images.', { location: { path: file } });
}


/***/ }),

/***/ 345:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J4: () => (/* binding */ runKustomize),
/* harmony export */   Wm: () => (/* binding */ describeCliFailure),
/* harmony export */   pj: () => (/* binding */ plain)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2600);
/* harmony import */ var _system_program_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(293);



const maxDetail = 500;
async function runKustomize(program, args, { processes, env, cwd, home, timeoutMs }) {
    try {
        return await processes.run(program, args, { cwd, env: cliEnvironment(env, home), timeoutMs });
    }
    catch (cause) {
        if (cause instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ)
            throw cause;
        if (!(0,_system_program_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .isNotStarted */ .h7)(cause))
            throw cause;
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('KUSTOMIZE_MISSING', `${plain(cause.message)}. Install kustomize for this machine.`, { cause });
    }
}
function cliEnvironment(env, home) {
    const nowhere = 'http://127.0.0.1:1';
    return {
        ...(env['SystemRoot'] === undefined ? {} : { SystemRoot: env['SystemRoot'] }),
        PATH: node_os__WEBPACK_IMPORTED_MODULE_0__.devNull,
        HOME: home,
        TMPDIR: home,
        LC_ALL: 'C',
        HTTP_PROXY: nowhere,
        HTTPS_PROXY: nowhere,
        NO_PROXY: ''
    };
}
function describeCliFailure({ exitCode, stderr, ending }, names) {
    if (ending !== undefined)
        return `it ${ending}`;
    const lines = stderr.split(/\r\n|\n|\r/);
    const start = lines.findIndex(line => line.startsWith('Error: '));
    const first = lines[start] ?? lines.find(line => line.trim() !== '' && !line.startsWith('# Warning'));
    if (first === undefined)
        return `it ended with exit code ${exitCode} and no message`;
    let detail = withoutValues(withoutConfig(first.replace(/^Error: /, ''), lines.slice(start + 1)));
    for (const [text, shown] of names)
        detail = detail.replaceAll(text, shown);
    return plain(detail).replace(/[.\s]+$/, '');
}
function withoutConfig(first, rest) {
    if (!first.endsWith(' with config: `'))
        return first;
    const end = rest.findLast(line => line.startsWith('`: '));
    return first.slice(0, -' with config: `'.length) + (end === undefined ? '' : end.slice(1));
}
function withoutValues(detail) {
    return detail
        .replace(/(literal sources) \[.*/, '$1: one is not key=value')
        .replace(/(has invalid utf8 bytes) .*/, '$1')
        .replace(/(JSON patch from) \[.*\]/, '$1 […]');
}
function plain(text) {
    const line = text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, ' ');
    return line.length > maxDetail ? `${line.slice(0, maxDetail - 1)}…` : line;
}


/***/ }),

/***/ 786:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ createListing),
/* harmony export */   o: () => (/* binding */ resolvePath)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9717);


const folderMode = '040000';
function createListing(tree) {
    const listed = new Set();
    const modes = new Map([['', folderMode]]);
    const hasMode = (path, ...expected) => expected.includes(modes.get(path) ?? '');
    const isFile = (path) => hasMode(path, '100644', '100755');
    return {
        list: async (prefixes) => {
            const wanted = [...new Set(prefixes)].filter(prefix => !listed.has(prefix));
            if (wanted.length === 0)
                return;
            for (const prefix of wanted)
                listed.add(prefix);
            for (const { path, mode } of await tree.list(wanted)) {
                modes.set(path, mode);
                for (const folder of (0,_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .foldersAbove */ .Zv)(path))
                    if (!modes.has(folder))
                        modes.set(folder, folderMode);
            }
        },
        exists: path => modes.has(path),
        isFile,
        isIndirect: path => [path, ...(0,_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .foldersAbove */ .Zv)(path)].some(each => hasMode(each, '120000', '160000')),
        filesBelow: folder => {
            const start = folder === '' ? '' : `${folder}/`;
            return [...modes.keys()].filter(path => path.startsWith(start) && isFile(path));
        }
    };
}
function resolvePath(folder, reference) {
    if (reference.startsWith('/'))
        return undefined;
    const path = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(folder, reference).replace(/\/$/, '');
    if (path === '..' || path.startsWith('../'))
        return undefined;
    return path === '.' ? '' : path;
}


/***/ }),

/***/ 3984:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RP: () => (/* binding */ valueOf),
/* harmony export */   TN: () => (/* binding */ keyOf),
/* harmony export */   X3: () => (/* binding */ isOverridden),
/* harmony export */   _F: () => (/* binding */ fieldOf),
/* harmony export */   b6: () => (/* binding */ textOf),
/* harmony export */   cu: () => (/* binding */ createMappingReader),
/* harmony export */   pU: () => (/* binding */ foldKey)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _yaml_aliases_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4967);
/* harmony import */ var _yaml_scalar_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5971);



const mergeableFields = ['kind', 'images', 'imagetags', 'name', 'newname', 'newtag', 'digest'];
function createMappingReader(aliases) {
    const mappings = new Map();
    const read = (node) => {
        const earlier = mappings.get(node);
        if (earlier)
            return earlier;
        const own = new Map();
        const merged = new Map();
        const mapping = { node, own, merged };
        mappings.set(node, mapping);
        for (const pair of node.items) {
            if (isMergeKey(pair.key))
                addMerged(pair.value, merged);
            else
                addTo(own, keyOf(pair, aliases), pair);
        }
        return mapping;
    };
    const addMerged = (value, merged) => {
        const target = (0,_yaml_aliases_js__WEBPACK_IMPORTED_MODULE_1__/* .follow */ .e)(value, aliases);
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(target)) {
            for (const item of [...target.items].reverse()) {
                const each = (0,_yaml_aliases_js__WEBPACK_IMPORTED_MODULE_1__/* .follow */ .e)(item, aliases);
                if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(each))
                    copy(read(each), merged);
            }
        }
        else if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(target))
            copy(read(target), merged);
    };
    return read;
}
function keyOf(pair, aliases) {
    return scalarText((0,_yaml_aliases_js__WEBPACK_IMPORTED_MODULE_1__/* .follow */ .e)(pair.key, aliases)) ?? '';
}
function fieldOf(node, key, aliases) {
    const map = (0,_yaml_aliases_js__WEBPACK_IMPORTED_MODULE_1__/* .follow */ .e)(node, aliases);
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(map) ? map.items.findLast(pair => keyOf(pair, aliases) === key)?.value : undefined;
}
function valueOf(mapping, field) {
    const key = foldKey(field);
    const own = mapping.own.get(key)?.at(-1);
    if (mapping.merged.size === 0)
        return own?.value;
    return !own || isOverridden(mapping, field) ? mapping.merged.get(key) : own.value;
}
function isOverridden({ node, own, merged }, field) {
    const key = foldKey(field);
    const pair = own.get(key)?.at(-1);
    if (!pair || !merged.has(key))
        return merged.has(key);
    return node.items.findLastIndex(each => isMergeKey(each.key)) > node.items.indexOf(pair);
}
function foldKey(key) {
    const lower = key.toLowerCase();
    return lower.includes('ſ') ? lower.replaceAll('ſ', 's') : lower;
}
function textOf(node, aliases) {
    const scalar = (0,_yaml_aliases_js__WEBPACK_IMPORTED_MODULE_1__/* .follow */ .e)(node, aliases);
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(scalar) || isNull(scalar))
        return undefined;
    return scalarText(scalar) || undefined;
}
function isNull(scalar) {
    return scalar.type === 'PLAIN' && scalar.tag === undefined && (0,_yaml_scalar_js__WEBPACK_IMPORTED_MODULE_2__/* .readsAsNull */ .hH)(scalarText(scalar) ?? '');
}
function scalarText(node) {
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) && typeof node.value === 'string' ? node.value : undefined;
}
function isMergeKey(key) {
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key) || key.value !== '<<')
        return false;
    if (key.tag === undefined)
        return key.type === 'PLAIN';
    return key.tag === '!' || key.tag === 'tag:yaml.org,2002:merge';
}
function addTo(own, key, pair) {
    const folded = foldKey(key);
    const pairs = own.get(folded);
    if (pairs)
        pairs.push(pair);
    else
        own.set(folded, [pair]);
}
function copy(from, to) {
    for (const key of mergeableFields) {
        if (from.own.has(key) || from.merged.has(key))
            to.set(key, valueOf(from, key));
    }
}


/***/ }),

/***/ 3831:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ scalarValues)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _yaml_aliases_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4967);
/* harmony import */ var _mapping_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3984);



function* scalarValues(document, file) {
    const aliases = (0,_yaml_aliases_js__WEBPACK_IMPORTED_MODULE_1__/* .resolveAliases */ .r)(document, file);
    const seen = new Map();
    const stack = [{ node: document.contents, field: '', key: '' }];
    for (let step = stack.pop(); step !== undefined; step = stack.pop()) {
        const { node, field, key } = step;
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node)) {
            const target = aliases.targets.get(node);
            if (target !== undefined && isNew(seen, target, `${field}\n${key}`))
                stack.push({ node: target, field, key });
        }
        else if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node)) {
            if (typeof node.value === 'string')
                yield { node, text: node.value, field, key };
        }
        else if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node)) {
            for (const item of node.items.toReversed())
                stack.push({ node: item, field, key });
        }
        else if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node)) {
            for (const pair of node.items.toReversed()) {
                const folded = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(pair.key) ? (0,_mapping_js__WEBPACK_IMPORTED_MODULE_2__/* .foldKey */ .pU)(String(pair.key.value)) : '';
                stack.push({ node: pair.value, field: field === '' ? folded : field, key: folded });
            }
        }
    }
}
function isNew(seen, node, keys) {
    const before = seen.get(node) ?? new Set();
    if (before.has(keys))
        return false;
    seen.set(node, before.add(keys));
    return true;
}


/***/ }),

/***/ 4967:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ follow),
/* harmony export */   r: () => (/* binding */ resolveAliases)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9549);


function resolveAliases(document, file) {
    const anchors = new Map();
    const targets = new Map();
    const walk = (node) => {
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node)) {
            if (node.anchor !== undefined)
                anchors.set(node.anchor, node);
        }
        else if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isPair */ .tO)(node)) {
            walk(node.key);
            walk(node.value);
        }
        else if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isCollection */ .P3)(node)) {
            if (node.anchor !== undefined)
                anchors.set(node.anchor, node);
            node.items.forEach(walk);
        }
        else if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node)) {
            const target = anchors.get(node.source);
            if (!target)
                throw unknownAnchor(node, file);
            targets.set(node, target);
        }
    };
    walk(document.contents);
    return { targets, shared: new Set(targets.values()) };
}
function follow(node, aliases) {
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node) ? aliases.targets.get(node) : node;
}
function unknownAnchor(alias, file) {
    const sentence = `no anchor &${(0,_file_js__WEBPACK_IMPORTED_MODULE_1__/* .show */ .WU)(alias.source)} stands before the alias *${(0,_file_js__WEBPACK_IMPORTED_MODULE_1__/* .show */ .WU)(alias.source)}. Correct the file.`;
    return (0,_file_js__WEBPACK_IMPORTED_MODULE_1__/* .failureAt */ .iY)('YAML_INVALID', file, alias.range?.[0] ?? 0, sentence);
}


/***/ }),

/***/ 3454:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ dropSourceTokens),
/* harmony export */   T: () => (/* binding */ parseDocument)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2600);
/* harmony import */ var _file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9549);



const maxCharacters = 8 * 1024 * 1024;
const maxTokens = 2_000_000;
const smallCharacters = 1024 * 1024;
function parseDocument(file, options) {
    refuseSize(file);
    refuseCharacters(file);
    const { document, rest } = parse(file, options);
    const [error] = document?.errors ?? [];
    if (error?.code === 'RESOURCE_EXHAUSTION')
        throw tooDeep(file, error);
    if (error)
        throw syntaxFailure(file, error);
    refuseStrayEnd(file, rest);
    return { text: file.text, document, rest };
}
function refuseStrayEnd(file, rest) {
    let at = 0;
    while (/[\s#]/.test(rest.charAt(at)))
        at = rest[at] === '#' ? (0,_file_js__WEBPACK_IMPORTED_MODULE_2__/* .lineEnd */ .kd)(rest, at) : at + 1;
    if (at === rest.length || rest.startsWith('---', at) || rest.startsWith('...', at))
        return;
    const offset = file.text.length - rest.length + at;
    const message = `Unexpected ${rest.charAt(at)}`;
    throw syntaxFailure(file, { code: 'UNEXPECTED_TOKEN', message, pos: [offset, offset + 1] });
}
function parse(file, { keepSourceTokens }) {
    const composer = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .Composer */ .Dk({
        schema: 'failsafe',
        uniqueKeys: false,
        keepSourceTokens,
        resolveKnownTags: false,
        prettyErrors: false,
        logLevel: 'silent'
    });
    const { text } = file;
    const parser = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .Parser */ .iX();
    try {
        for (const token of parser.parse(text)) {
            if ([...composer.next(token)].length > 0)
                throw new Error('A document came before its end.');
            if (token.type === 'document')
                break;
        }
        const [document] = [...composer.end(true, text.length)];
        return { document, rest: text.slice(parser.offset) };
    }
    catch (error) {
        if (error instanceof RangeError)
            throw tooDeep(file, error);
        throw error;
    }
}
function dropSourceTokens(node) {
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isNode */ .Ll)(node) && !(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isPair */ .tO)(node))
        return;
    Object.assign(node, { srcToken: undefined });
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isPair */ .tO)(node)) {
        dropSourceTokens(node.key);
        dropSourceTokens(node.value);
    }
    else if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isCollection */ .P3)(node))
        node.items.forEach(dropSourceTokens);
}
function tooDeep({ path }, cause) {
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('YAML_INVALID', `${path} nests its values too deeply to be read. A kustomization needs a handful of levels: check that this is the right file.`, { cause, location: { path } });
}
function refuseSize(file) {
    const { text, path } = file;
    if (text.length <= smallCharacters)
        return;
    if (text.length <= maxCharacters && countTokens(text) <= maxTokens)
        return;
    const size = `${Math.ceil(text.length / 1024 / 1024)} MB`;
    throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('YAML_INVALID', `${path} is too large to be a kustomization: ${size}, where ${maxCharacters / 1024 / 1024} MB of plain entries are read. Check that this is the right file.`, { location: { path } });
}
function countTokens(text) {
    const tokens = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .Lexer */ .JG().lex(text);
    let count = 0;
    while (count <= maxTokens && tokens.next().done !== true)
        count += 1;
    return count;
}
function refuseCharacters(file) {
    const forbidden = /[^\P{Cc}\t\n\r\u0085]|[\ufffe\uffff]/u.exec(file.text);
    if (forbidden) {
        const sentence = `the character ${codePoint(forbidden[0])} is not allowed in YAML, and kustomize fails on it. Remove it.`;
        throw (0,_file_js__WEBPACK_IMPORTED_MODULE_2__/* .failureAt */ .iY)('YAML_INVALID', file, forbidden.index, sentence);
    }
    const lineBreak = /\r(?!\n)|[\u0085\u2028\u2029]/.exec(file.text);
    if (!lineBreak)
        return;
    const sentence = `kustomize reads the character ${codePoint(lineBreak[0])} as a line break and most other tools do not, so the file means two things. Replace it by a normal line break or a space.`;
    throw (0,_file_js__WEBPACK_IMPORTED_MODULE_2__/* .failureAt */ .iY)('EDIT_REFUSED', file, lineBreak.index, sentence);
}
function codePoint(character) {
    return `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}
function syntaxFailure(file, error) {
    const { text, path } = file;
    const offset = Math.max(0, Math.min(error.pos[0], text.length));
    const line = (0,_file_js__WEBPACK_IMPORTED_MODULE_2__/* .lineAt */ .mh)(text, offset);
    const column = (0,_file_js__WEBPACK_IMPORTED_MODULE_2__/* .columnAt */ .o0)(text, offset);
    const problem = error.message.replace(/[.:\s]+$/, '');
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('YAML_INVALID', `${path}:${line}:${column}: this is not valid YAML: ${(0,_file_js__WEBPACK_IMPORTED_MODULE_2__/* .show */ .WU)(problem)}. ${remedy(file, error, offset)}\n\n${pointAt(text, offset)}`, { location: { path, line, column } });
}
function remedy({ text }, error, offset) {
    if (text.slice((0,_file_js__WEBPACK_IMPORTED_MODULE_2__/* .lineStart */ .PT)(text, offset), (0,_file_js__WEBPACK_IMPORTED_MODULE_2__/* .lineEnd */ .kd)(text, offset)).includes('{{'))
        return 'The line looks like a template ({{ … }}), which kustomize does not fill in. Write the value out.';
    if (error.code === 'BAD_INDENT' && error.message.startsWith('Flow '))
        return 'Indent every line up to and with the closing bracket by at least one space more than the key or dash before the opening one, without tabs.';
    return 'Correct the file.';
}
function pointAt(text, offset) {
    const start = Math.max((0,_file_js__WEBPACK_IMPORTED_MODULE_2__/* .lineStart */ .PT)(text, offset), offset - 60);
    const line = text.slice(start, Math.min((0,_file_js__WEBPACK_IMPORTED_MODULE_2__/* .lineEnd */ .kd)(text, offset), start + 80)).replace('\uFEFF', '');
    const indent = text.slice(start, offset).replace('\uFEFF', '').replace(/[^\t]/g, ' ');
    return `  ${line}\n  ${indent}^`;
}


/***/ }),

/***/ 5971:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Di: () => (/* binding */ readsAsString),
/* harmony export */   VO: () => (/* binding */ renderScalar),
/* harmony export */   hH: () => (/* binding */ readsAsNull)
/* harmony export */ });
/* unused harmony export isSafePlain */
const plainCharacters = /^[A-Za-z0-9_](?:[A-Za-z0-9_./@:-]*[A-Za-z0-9_./@-])?$/;
const reservedWords = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);
function isSafePlain(value) {
    if (!plainCharacters.test(value))
        return false;
    if (/^[A-Za-z_]/.test(value))
        return !reservedWords.has(value.toLowerCase());
    const letters = /^0_*[xbo]/i.test(value) ? /[g-np-wyz]/i : /[a-df-z]/i;
    return /\..*\./.test(value) || letters.test(value);
}
function renderScalar(value, style) {
    if (style === 'plain' && isSafePlain(value))
        return value;
    if (style === 'single' && /^[\u0020-\u007e]*$/.test(value))
        return `'${value.replaceAll("'", "''")}'`;
    return JSON.stringify(value);
}
const booleans = /^(?:[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF|true|True|TRUE|false|False|FALSE)$/;
const decimal = /^[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/;
const based = /^[-+]?0(?:[xX][0-9a-fA-F]+|[bB]-?[01]+|[oO][0-7]+)$/;
const special = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
function readsAsNull(plain) {
    return ['', '~', 'null', 'Null', 'NULL'].includes(plain);
}
function readsAsString(plain) {
    if (readsAsNull(plain) || booleans.test(plain) || special.test(plain))
        return false;
    if (!/^[-+.0-9]/.test(plain))
        return true;
    const digits = plain.replaceAll('_', '');
    if (based.test(digits))
        return false;
    return !(decimal.test(digits) && Number.isFinite(Number(digits)));
}


/***/ })

};
