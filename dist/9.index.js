export const id = 9;
export const ids = [9];
export const modules = {

/***/ 8009:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createCliEditor: () => (/* binding */ createCliEditor)
});

// EXTERNAL MODULE: ./src/errors/notice.ts
var notice = __webpack_require__(263);
// EXTERNAL MODULE: ./src/kustomization/edit/edit.ts + 18 modules
var edit = __webpack_require__(7882);
// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __webpack_require__(2600);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./src/yaml/document.ts
var yaml_document = __webpack_require__(3454);
// EXTERNAL MODULE: ./src/kustomization/read/images.ts
var read_images = __webpack_require__(4734);
// EXTERNAL MODULE: ./src/kustomization/read/mapping.ts
var mapping = __webpack_require__(3984);
// EXTERNAL MODULE: ./src/yaml/scalar.ts
var scalar = __webpack_require__(5971);
// EXTERNAL MODULE: ./src/kustomization/read/scalars.ts
var read_scalars = __webpack_require__(3831);
;// CONCATENATED MODULE: ./src/kustomization/cli/model.ts






const renamed = {
    bases: 'resources',
    imagetags: 'images',
    helmchartinflationgenerator: 'helmcharts'
};
function readModel(text, path) {
    const file = { text, path };
    const { document, rest } = (0,yaml_document/* parseDocument */.T)(file, { keepSourceTokens: false });
    const { entries, root } = (0,read_images/* readImages */.H)(document, file);
    const fields = root.items.filter(({ value }) => !isEmpty(value)).map(({ key }) => fieldName(key));
    const scalars = document === undefined ? [] : [...(0,read_scalars/* scalarValues */.x)(document, file)];
    return {
        entries: entries.flatMap(({ name, values }) => (name === undefined ? [] : { name, values })),
        fields: new Set(fields),
        longTexts: new Set(scalars.map(scalar => scalar.text).filter(value => value.includes('\n'))),
        hasMore: /^(?!#|---\s*$|\.\.\.)\S/m.test(rest)
    };
}
function fieldName(key) {
    const name = (0,dist/* isScalar */.jn)(key) ? (0,mapping/* foldKey */.pU)(String(key.value)) : '';
    return renamed[name] ?? name;
}
function isEmpty(value) {
    if ((0,dist/* isScalar */.jn)(value))
        return value.value === '' || (value.type === 'PLAIN' && (0,scalar/* readsAsNull */.hH)(String(value.value)));
    if ((0,dist/* isMap */.jh)(value))
        return value.items.length === 0;
    return value === null || ((0,dist/* isSeq */.oP)(value) && value.items.every(isEmpty));
}

;// CONCATENATED MODULE: ./src/kustomization/cli/describe-rewrite.ts


function describeRewrite(version, exact, byCli) {
    if (byCli === exact)
        return undefined;
    const [before, after] = [linesOf(exact), linesOf(byCli)];
    const [gone, added] = [countMissing(before, after), countMissing(after, before)];
    const parts = [
        ...(gone === 0 ? [] : [`${gone} other ${gone === 1 ? 'line is' : 'lines are'} gone`]),
        ...(added === 0 ? [] : [`${added} ${added === 1 ? 'line is' : 'lines are'} new`]),
        ...(hasMoreDocuments(exact) && !hasMoreDocuments(byCli)
            ? ['the documents after the first were removed']
            : []),
        ...(countCrlf(byCli) < countCrlf(exact) ? ['line ends became LF'] : [])
    ];
    return `kustomize ${version} also rewrote the file: ${parts.join(', ') || 'lines were moved'}.`;
}
function linesOf(text) {
    const lines = text.split(/\r?\n/);
    return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
function countMissing(lines, others) {
    const left = new Map();
    for (const line of others)
        left.set(line, (left.get(line) ?? 0) + 1);
    return lines.filter(line => {
        const count = left.get(line) ?? 0;
        left.set(line, count - 1);
        return count <= 0;
    }).length;
}
function countCrlf(text) {
    return text.split('\r\n').length - 1;
}
function hasMoreDocuments(text) {
    try {
        return readModel(text, '').hasMore;
    }
    catch (error) {
        if (error instanceof errors/* ActionError */.lZ)
            return false;
        throw error;
    }
}

// EXTERNAL MODULE: ./src/kustomization/cli/run.ts
var run = __webpack_require__(345);
;// CONCATENATED MODULE: ./src/kustomization/cli/edit-proof.ts



function proveCliEdit({ version }, { path, edits, exact, byCli }) {
    const wanted = readModel(exact, path);
    const found = readModel(byCli, path);
    const problem = wrongValues(edits, found) ??
        lostEntry(edits, wanted, found) ??
        otherOrder(wanted, found) ??
        lostField(wanted, found) ??
        otherText(wanted, found);
    if (problem === undefined)
        return;
    throw new errors/* ActionError */.lZ('KUSTOMIZE_FAILED', `kustomize ${version} would ${problem}, so its edit of ${(0,run/* plain */.pj)(path)} was not taken. Set \`editor: yaml\`, or use ` +
        'another version of kustomize.', { location: { path } });
}
function wrongValues(edits, { entries }) {
    const wrong = edits.find(({ name, after }) => {
        const named = entries.filter(entry => entry.name === name);
        return named.length === 0 || named.some(({ values }) => !areEqual(values, after));
    });
    return wrong && `not give the entry ${(0,run/* plain */.pj)(wrong.name)} the values asked for`;
}
function lostEntry(edits, wanted, found) {
    const edited = new Set(edits.map(({ name }) => name));
    const kept = new Set(found.entries.map(entry => entryKey(entry.name, entry.values)));
    const lost = wanted.entries.find(({ name, values }) => !edited.has(name) && !kept.has(entryKey(name, values)));
    return lost && `change the entry ${(0,run/* plain */.pj)(lost.name)}, which was not to change`;
}
function areEqual(one, other) {
    return entryKey('', one) === entryKey('', other);
}
function entryKey(name, { newName, newTag, digest }) {
    return JSON.stringify([name, newName ?? '', newTag ?? '', digest ?? '']);
}
function otherOrder(wanted, found) {
    const order = (model) => new Map(model.entries.map(({ name }, index) => [name, index]));
    const [before, after] = [order(wanted), order(found)];
    const comesFirst = (places, one, other) => (places.get(one) ?? 0) < (places.get(other) ?? 0);
    const swapped = wanted.entries.find(({ name, values: { newName = name } }) => {
        if (newName === name || !before.has(newName))
            return false;
        return comesFirst(before, name, newName) !== comesFirst(after, name, newName);
    });
    return swapped && `sort the entry ${(0,run/* plain */.pj)(swapped.name)} to the other side of the entry it renames to`;
}
function lostField(wanted, found) {
    const lost = [...wanted.fields].find(field => !found.fields.has(field));
    return lost && `drop the field ${(0,run/* plain */.pj)(lost)}`;
}
function otherText(wanted, found) {
    const texts = [...found.longTexts];
    if (texts.every(text => wanted.longTexts.has(text)))
        return undefined;
    return 'change a text of several lines, such as a script or a patch';
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/kustomization/paths.ts
var paths = __webpack_require__(9717);
// EXTERNAL MODULE: ./src/yaml/file.ts
var yaml_file = __webpack_require__(9549);
;// CONCATENATED MODULE: ./src/kustomization/cli/edit-set-image.ts






const timeoutMs = 60_000;
async function setImageByCli(kustomize, { text, args, path: filePath }, { processes, env, temporary }) {
    const folder = await (0,promises_.mkdtemp)(external_node_path_default().join(temporary, 'kustomize-edit-'));
    try {
        const name = external_node_path_default().posix.basename(filePath);
        const file = external_node_path_default().join(folder, (0,paths/* isKustomizationName */.ZE)(name) ? name : 'kustomization.yaml');
        await (0,promises_.writeFile)(file, text, { mode: 0o600 });
        const command = ['edit', 'set', 'image', '--', ...args];
        const place = { cwd: folder, home: folder };
        const result = await (0,run/* runKustomize */.J4)(kustomize.path, command, { processes, env, ...place, timeoutMs });
        const names = [file, folder].map(each => [each, (0,run/* plain */.pj)(filePath)]);
        if (result.exitCode !== 0)
            throw failed(kustomize, filePath, (0,run/* describeCliFailure */.Wm)(result, names));
        const written = await (0,promises_.readFile)(file).catch((cause) => {
            throw failed(kustomize, filePath, 'it left no file that can be read', cause);
        });
        return (0,yaml_file/* decodeUtf8 */._6)(written, filePath);
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true, maxRetries: 3 });
    }
}
function failed({ version }, filePath, detail, cause) {
    return new errors/* ActionError */.lZ('KUSTOMIZE_FAILED', `kustomize ${version} could not edit ${(0,run/* plain */.pj)(filePath)}: ${detail}. Correct the file, or set \`editor: yaml\`.`, { cause, location: { path: filePath } });
}
function cliArgument({ name, before, after }) {
    if (name === '' || name.includes('=')) {
        throw new errors/* ActionError */.lZ('KUSTOMIZE_FAILED', `\`kustomize edit set image\` cannot name the entry "${(0,run/* plain */.pj)(name)}". Set \`editor: yaml\`.`);
    }
    const newName = after.newName === before.newName ? '*' : (after.newName ?? '');
    const tag = after.newTag === undefined ? '' : `:${after.newTag}`;
    const digest = after.digest === undefined ? '' : `@${after.digest}`;
    return `${name}=${newName}${tag}${digest}`;
}
function refuseOldCli(version, after) {
    const both = after.newTag !== undefined && after.digest !== undefined;
    const [needed, problem] = both
        ? ['5.4.0', 'cannot set a tag and a digest together']
        : ['3.9.3', 'cannot keep the name that is set'];
    if (!isOlder(version, needed))
        return;
    throw new errors/* ActionError */.lZ('KUSTOMIZE_FAILED', `kustomize ${version} ${problem}. Install v${needed} or newer, or set \`editor: yaml\`.`);
}
function isOlder(version, than) {
    const [found, wanted] = [version, than].map(text => /^v?(\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number));
    if (found === undefined || wanted === undefined)
        return false;
    const at = found.findIndex((part, index) => part !== wanted[index]);
    return at !== -1 && (found[at] ?? 0) < (wanted[at] ?? 0);
}

;// CONCATENATED MODULE: ./src/kustomization/cli/editor.ts





function createCliEditor(kustomize, ports) {
    return async (file, wanted) => {
        const exact = file.edit(wanted);
        const { path, before: text } = exact;
        if (exact.after === text)
            return exact;
        const changed = exact.entries.filter(({ fields }) => fields.length > 0);
        for (const { after } of changed)
            refuseOldCli(kustomize.version, after);
        const args = [...new Set(changed.map(cliArgument))];
        const byCli = await setImageByCli(kustomize, { text, args, path }, ports);
        proveCliEdit(kustomize, { path, edits: exact.entries, exact: exact.after, byCli });
        const rewritten = describeRewrite(kustomize.version, exact.after, byCli);
        const notices = rewritten === undefined ? [] : [(0,notice/* noticeAt */.SC)({ path }, rewritten)];
        const lines = (0,edit.entryLines)({ text: byCli, path });
        const entries = exact.entries.map((edit) => {
            return { ...edit, line: lines.get(edit.name) ?? edit.line };
        });
        return { ...exact, after: byCli, entries, notices: [...exact.notices, ...notices] };
    };
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


/***/ })

};
