export const id = 196;
export const ids = [196];
export const modules = {

/***/ 4734:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ readImages),
/* harmony export */   q: () => (/* binding */ isNothing)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2600);
/* harmony import */ var _yaml_aliases_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4967);
/* harmony import */ var _mapping_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3984);
/* harmony import */ var _yaml_file_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9549);





const listKeys = ['images', 'imageTags'];
function readImages(document, file) {
    const root = rootOf(document, file);
    if (!document)
        throw new Error('A document without a root was read.');
    const aliases = (0,_yaml_aliases_js__WEBPACK_IMPORTED_MODULE_2__/* .resolveAliases */ .r)(document, file);
    const read = (0,_mapping_js__WEBPACK_IMPORTED_MODULE_3__/* .createMappingReader */ .cu)(aliases);
    const mapping = read(root);
    refuseOtherKinds(mapping, aliases, file);
    const pairs = listKeys.map(key => ({ key, pair: findList(mapping, key, aliases, file) }));
    const entries = pairs.flatMap(({ key, pair }) => readEntries(key, pair, read, aliases, file));
    const unread = pairs.flatMap(({ key, pair }) => (mapping.own.get(key.toLowerCase()) ?? []).filter(each => each !== pair));
    return {
        aliases,
        root,
        entries,
        byName: group(entries, ({ name }) => name),
        byNewName: group(entries, ({ values }) => values.newName),
        imagesPair: pairs[0]?.pair,
        unread: unread.flatMap(({ key }) => ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key) ? key : []))
    };
}
function group(entries, read) {
    const groups = new Map();
    for (const entry of entries) {
        const key = read(entry);
        const members = key === undefined ? undefined : groups.get(key);
        if (members)
            members.push(entry);
        else if (key !== undefined)
            groups.set(key, [entry]);
    }
    return groups;
}
function rootOf(document, file) {
    const root = document?.contents;
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(root))
        return root;
    const { path } = file;
    if (!root || ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(root) && root.value === '')) {
        const message = `${path} is not a kustomization: its first document, the only one that kustomize reads, is empty. Check that this is the right file.`;
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('NOT_A_KUSTOMIZATION', message, { location: { path } });
    }
    const sentence = 'this is not a kustomization: the file must hold keys and values. Check that this is the right file.';
    throw (0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_4__/* .failureAt */ .iY)('NOT_A_KUSTOMIZATION', file, root.range[0], sentence);
}
function refuseOtherKinds(root, aliases, file) {
    const node = (0,_mapping_js__WEBPACK_IMPORTED_MODULE_3__/* .valueOf */ .RP)(root, 'kind');
    const kind = (0,_mapping_js__WEBPACK_IMPORTED_MODULE_3__/* .textOf */ .b6)(node, aliases);
    if (kind === undefined || kind === 'Kustomization' || kind === 'Component')
        return;
    throw (0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_4__/* .failureAt */ .iY)('NOT_A_KUSTOMIZATION', file, offsetOf(node), `the kind is ${(0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_4__/* .show */ .WU)(kind)}, not Kustomization or Component. Correct the input kustomization.`);
}
function findList(root, key, aliases, file) {
    const pairs = root.own.get(key.toLowerCase()) ?? [];
    const offsets = pairs.map(pair => offsetOf(pair.key));
    if (new Set(pairs.map(pair => (0,_mapping_js__WEBPACK_IMPORTED_MODULE_3__/* .keyOf */ .TN)(pair, aliases))).size > 1) {
        const sentence = `${key} is written in upper and lower case (${(0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_4__/* .nameLines */ .RA)(file.text, offsets)}), and kustomize mixes such lists up. Move all entries under one ${key} key.`;
        throw (0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_4__/* .failureAt */ .iY)('EDIT_REFUSED', file, offsets[0] ?? 0, sentence);
    }
    const pair = pairs.at(-1);
    if (root.merged.has(key.toLowerCase())) {
        const sentence = `${key} arrives through a merge key (<<). Write the list under ${key} itself.`;
        throw (0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_4__/* .failureAt */ .iY)('EDIT_REFUSED', file, offsets[0] ?? 0, sentence);
    }
    if (pair && (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(pair.key)) {
        throw (0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_4__/* .failureAt */ .iY)('EDIT_REFUSED', file, offsetOf(pair.key), `the key ${key} is written as an alias. Write it out.`);
    }
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(pair?.value))
        return pair;
    const sentence = `${key} is the alias *${(0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_4__/* .show */ .WU)(pair.value.source)}, so a change would reach every place that uses it. Write the list out under ${key}.`;
    throw (0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_4__/* .failureAt */ .iY)('EDIT_REFUSED', file, offsetOf(pair.value), sentence);
}
function readEntries(key, pair, read, aliases, file) {
    const node = pair?.value;
    if (pair && (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node)) {
        const list = { key, pair, node };
        return node.items.flatMap((item, index) => readEntry(list, item, index, read, aliases, file));
    }
    if (node === undefined || node === null || isNothing(node, aliases))
        return [];
    const sentence = `${key} is not a list. Write each image as an entry: - name: …`;
    throw (0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_4__/* .failureAt */ .iY)('NOT_A_KUSTOMIZATION', file, offsetOf(node), sentence);
}
function readEntry(list, item, index, read, aliases, file) {
    const node = (0,_yaml_aliases_js__WEBPACK_IMPORTED_MODULE_2__/* .follow */ .e)(item, aliases);
    if (isNothing(node, aliases))
        return [];
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node)) {
        const sentence = `this entry of ${list.key} has no fields. Write it as - name: … with newTag: … below.`;
        throw (0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_4__/* .failureAt */ .iY)('NOT_A_KUSTOMIZATION', file, offsetOf(item), sentence);
    }
    const mapping = read(node);
    const field = (name) => (0,_mapping_js__WEBPACK_IMPORTED_MODULE_3__/* .textOf */ .b6)((0,_mapping_js__WEBPACK_IMPORTED_MODULE_3__/* .valueOf */ .RP)(mapping, name), aliases);
    const values = { newName: field('newName'), newTag: field('newTag'), digest: field('digest') };
    return [{ list, index, offset: offsetOf(item), name: field('name'), values, mapping }];
}
function isNothing(node, aliases) {
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) && (0,_mapping_js__WEBPACK_IMPORTED_MODULE_3__/* .textOf */ .b6)(node, aliases) === undefined;
}
function offsetOf(node) {
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) ? (node.range?.[0] ?? 0) : 0;
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

/***/ 889:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ applyImages),
/* harmony export */   cN: () => (/* binding */ placeEntries),
/* harmony export */   fp: () => (/* binding */ applyEntry),
/* harmony export */   mQ: () => (/* binding */ splitReference)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _yaml_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9549);
/* harmony import */ var _read_mapping_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3984);
/* harmony import */ var _name_pattern_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2373);




function placeEntries({ entries, aliases }, text) {
    const lineAt = (0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_1__/* .createLineIndex */ .r1)(text);
    return entries.map(({ name, values, mapping, offset }) => {
        const tagSuffix = (0,_read_mapping_js__WEBPACK_IMPORTED_MODULE_2__/* .textOf */ .b6)((0,_read_mapping_js__WEBPACK_IMPORTED_MODULE_2__/* .valueOf */ .RP)(mapping, 'tagSuffix'), aliases);
        const key = mapping.own.get((0,_read_mapping_js__WEBPACK_IMPORTED_MODULE_2__/* .foldKey */ .pU)('tagSuffix'))?.at(-1)?.key;
        const suffixAt = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isNode */ .Ll)(key) ? (key.range?.[0] ?? offset) : offset;
        return { name, ...values, tagSuffix, line: lineAt(offset), suffixLine: lineAt(suffixAt) };
    });
}
function applyImages(reference, entries) {
    let current = reference;
    const applied = [];
    for (const [index, entry] of entries.entries()) {
        const next = applyEntry(entry)(current);
        if (next === undefined)
            continue;
        current = next;
        applied.push(index);
    }
    return { reference: current, applied };
}
const appliers = new WeakMap();
function applyEntry(entry) {
    const apply = appliers.get(entry) ?? createApplyEntry(entry);
    appliers.set(entry, apply);
    return apply;
}
function createApplyEntry(entry) {
    const { matches } = (0,_name_pattern_js__WEBPACK_IMPORTED_MODULE_3__/* .readNamePattern */ .c)(entry.name ?? '');
    const once = reference => (matches(reference) ? change(reference, entry) : undefined);
    return reference => {
        const first = once(reference);
        return first === undefined ? undefined : (once(first) ?? first);
    };
}
function splitReference(reference) {
    const slash = Math.max(0, reference.indexOf('/'));
    const [, path = '', tag = '', digest = ''] = /^([^:@]*)(?::([^@]*))?(?:@(.*))?$/s.exec(reference.slice(slash)) ?? [];
    return { name: reference.slice(0, slash) + path, tag, digest };
}
function change(reference, { newName, newTag, digest, tagSuffix }) {
    const old = splitReference(reference);
    const parts = [newName ?? old.name];
    if (newTag !== undefined || digest !== undefined) {
        parts.push(newTag === undefined ? '' : `:${newTag}`, digest === undefined ? '' : `@${digest}`);
    }
    else if (tagSuffix !== undefined) {
        parts.push(`:${old.tag}${tagSuffix}`);
    }
    else {
        parts.push(old.tag === '' ? '' : `:${old.tag}`, old.digest === '' ? '' : `@${old.digest}`);
    }
    return parts.join('');
}


/***/ }),

/***/ 2373:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ escapeName),
/* harmony export */   c: () => (/* binding */ readNamePattern)
/* harmony export */ });
const suffix = '(:[a-zA-Z0-9_.{}-]*)?(@sha256:[a-zA-Z0-9_.{}-]*)?$';
const wholeSuffix = new RegExp(`^${suffix}`);
const special = /[+*?()[|^$\\]|\{\d+(?:,\d*)?\}/;
const count = /^\{(\d+)(?:,(\d*))?\}/;
const maxPattern = 200;
const maxReference = 512;
const maxRepetitions = 2;
const maxCount = 1000;
function readNamePattern(name) {
    if (!special.test(name))
        return { kind: 'plain', matches: reference => matchesPlain(name, reference) };
    const unclear = { kind: 'unclear', matches: reference => matchesLiteral(name, reference) };
    if (name.length > maxPattern || !isCommonSyntax(name))
        return unclear;
    try {
        const expression = new RegExp(`(?:^)${name}${suffix}`);
        return {
            kind: 'pattern',
            matches: reference => reference.length <= maxReference && expression.test(reference)
        };
    }
    catch {
        return { kind: 'invalid', matches: () => false };
    }
}
function escapeName(name) {
    return name.replace(/[+*?()[\]{}|^$\\]/g, '\\$&');
}
function matchesPlain(name, reference) {
    if (reference.length < name.length)
        return false;
    for (let at = 0; at < name.length; at++) {
        if (name[at] !== reference[at] && name[at] !== '.')
            return false;
    }
    return isSuffix(reference, name.length);
}
function matchesLiteral(name, reference) {
    return reference.startsWith(name) && isSuffix(reference, name.length);
}
function isSuffix(reference, from) {
    return reference.length === from || wholeSuffix.test(reference.slice(from));
}
function isCommonSyntax(name) {
    let repetitions = 0;
    for (let at = 0; at < name.length;) {
        const rest = name.slice(at);
        const token = /^(?:\\.?|\[\^?[^\]]*\]?|\{\d+(?:,\d*)?\}\??|[*+?]\??|.)/su.exec(rest)?.[0] ?? rest;
        const previous = name[at - 1];
        if (isRepetition(token)) {
            repetitions += 1;
            if (previous === ')' || previous === '^' || previous === '$' || hasLargeCount(token))
                return false;
        }
        else if (token.startsWith('\\')) {
            if (/^\\[a-zA-Z0-9]|[^\0-\x7f]/.test(token))
                return false;
        }
        else if (token.startsWith('[') && !isCommonClass(token))
            return false;
        else if (rest.startsWith('(?'))
            return false;
        at += token.length;
    }
    return repetitions <= maxRepetitions;
}
function isRepetition(token) {
    return /^[*+?]/.test(token) || count.test(token);
}
function hasLargeCount(token) {
    const [, least = '0', most = '0'] = count.exec(token) ?? [];
    return Number(least) > maxCount || Number(most) > maxCount;
}
function isCommonClass(token) {
    return !/^\[\^?\]/.test(token) && !/[[\\]/.test(token.slice(1));
}


/***/ }),

/***/ 7933:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ describeOverride)
/* harmony export */ });
/* harmony import */ var _apply_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(889);
/* harmony import */ var _yaml_file_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9549);


function describeOverride(entry, entries) {
    const name = entry.name ?? '';
    const own = (0,_apply_js__WEBPACK_IMPORTED_MODULE_0__/* .applyEntry */ .fp)(entry)(name);
    const built = (0,_apply_js__WEBPACK_IMPORTED_MODULE_0__/* .applyImages */ .B)(name, entries);
    if (own === undefined || !isLost(entry, own, built.reference))
        return undefined;
    return built.applied.includes(entries.indexOf(entry))
        ? describeLater(entry, entries, own)
        : describeEarlier(entry, entries);
}
function isLost(entry, own, built) {
    const [wanted, got] = [(0,_apply_js__WEBPACK_IMPORTED_MODULE_0__/* .splitReference */ .mQ)(own), (0,_apply_js__WEBPACK_IMPORTED_MODULE_0__/* .splitReference */ .mQ)(built)];
    if (entry.newName !== undefined && got.name !== wanted.name)
        return true;
    if (entry.newTag === undefined && entry.digest === undefined)
        return false;
    return got.tag !== wanted.tag || got.digest !== wanted.digest;
}
function describeEarlier(entry, entries) {
    const name = entry.name ?? '';
    const apply = (0,_apply_js__WEBPACK_IMPORTED_MODULE_0__/* .applyEntry */ .fp)(entry);
    let current = name;
    for (const other of entries.slice(0, entries.indexOf(entry))) {
        const next = (0,_apply_js__WEBPACK_IMPORTED_MODULE_0__/* .applyEntry */ .fp)(other)(current);
        if (next === undefined)
            continue;
        if (apply(next) === undefined) {
            const renamed = (0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_1__/* .show */ .WU)((0,_apply_js__WEBPACK_IMPORTED_MODULE_0__/* .splitReference */ .mQ)(next).name);
            return `the entry ${(0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_1__/* .show */ .WU)(name)} has no effect: line ${other.line} renames ${(0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_1__/* .show */ .WU)(name)} to ${renamed} first. Merge the two entries into one.`;
        }
        current = next;
    }
    return undefined;
}
function describeLater(entry, entries, own) {
    const name = entry.name ?? '';
    const before = entries.slice(0, entries.indexOf(entry) + 1);
    const rest = entries.slice(before.length);
    let current = (0,_apply_js__WEBPACK_IMPORTED_MODULE_0__/* .applyImages */ .B)(name, before).reference;
    let last;
    for (const other of rest) {
        const next = (0,_apply_js__WEBPACK_IMPORTED_MODULE_0__/* .applyEntry */ .fp)(other)(current);
        if (next === undefined || next === current)
            continue;
        current = next;
        last = other;
    }
    if (!last)
        return undefined;
    const moved = entries.filter(other => other !== entry);
    moved.splice(moved.indexOf(last) + 1, 0, entry);
    const moving = isLost(entry, own, (0,_apply_js__WEBPACK_IMPORTED_MODULE_0__/* .applyImages */ .B)(name, moved).reference)
        ? ''
        : `, or move this one below line ${last.line}`;
    return `a later entry overrides what the entry ${(0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_1__/* .show */ .WU)(name)} sets: ${(0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_1__/* .show */ .WU)(last.name ?? '')} on line ${last.line} changes ${(0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_1__/* .show */ .WU)(own)} to ${(0,_yaml_file_js__WEBPACK_IMPORTED_MODULE_1__/* .show */ .WU)(current)}. Merge the two entries into one${moving}.`;
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
