export const id = 314;
export const ids = [314];
export const modules = {

/***/ 5314:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  advise: () => (/* binding */ advise)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __webpack_require__(2600);
// EXTERNAL MODULE: ./src/yaml/document.ts
var yaml_document = __webpack_require__(3454);
// EXTERNAL MODULE: ./src/kustomization/read/images.ts
var read_images = __webpack_require__(4734);
// EXTERNAL MODULE: ./src/yaml/line-index.ts
var line_index = __webpack_require__(7820);
// EXTERNAL MODULE: ./src/kustomization/read/mapping.ts
var mapping = __webpack_require__(3984);
// EXTERNAL MODULE: ./src/kustomization/transformer/name-pattern.ts
var name_pattern = __webpack_require__(2373);
// EXTERNAL MODULE: ./src/yaml/file.ts
var yaml_file = __webpack_require__(9549);
;// CONCATENATED MODULE: ./src/kustomization/advice/name-notice.ts


function describeName(name) {
    const { kind, matches } = (0,name_pattern/* readNamePattern */.c$)(name);
    const shown = (0,yaml_file/* show */.WU)(name);
    const remedy = `If the name is meant as it stands, write it as ${(0,yaml_file/* show */.WU)((0,name_pattern/* escapeName */.L$)(name))}.`;
    switch (kind) {
        case 'plain':
            return undefined;
        case 'invalid':
            return `kustomize takes the name ${shown} for a regular expression, and it is not a valid one: the build fails on it. ${remedy}`;
        case 'unclear':
            return `kustomize takes the name ${shown} for a regular expression. ${remedy}`;
        case 'pattern':
            return matches(name)
                ? `kustomize takes the name ${shown} for a regular expression, ${meaningOf(name)}. ${remedy}`
                : `kustomize takes the name ${shown} for a regular expression, ${culpritOf(name)} it never matches ${shown} itself. ${remedy}`;
    }
}
function meaningOf(name) {
    return name.includes('|') && !name.includes('(')
        ? 'so it stands for every image that starts with the first alternative or ends with the last'
        : 'so it may stand for other images as well';
}
function culpritOf(name) {
    const characters = [...new Set(name.match(/[+*?()[\]{}|^$\\]/g))];
    return `and with ${characters.join(' ')}`;
}

// EXTERNAL MODULE: ./src/kustomization/transformer/override.ts
var override = __webpack_require__(7933);
// EXTERNAL MODULE: ./src/kustomization/transformer/placed-entries.ts
var placed_entries = __webpack_require__(8301);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./src/yaml/aliases.ts
var yaml_aliases = __webpack_require__(4967);
// EXTERNAL MODULE: ./src/yaml/scalar.ts
var yaml_scalar = __webpack_require__(5971);
;// CONCATENATED MODULE: ./src/kustomization/advice/unquoted.ts




const entryLists = ['images', 'imageTags'];
const entryFields = new Set(['name', 'newName', 'newTag', 'digest', 'tagSuffix'].map(mapping/* foldKey */.pU));
const textFields = ['namePrefix', 'nameSuffix', 'namespace'];
const textMaps = ['commonLabels', 'commonAnnotations'];
const textLists = ['resources', 'components', 'bases', 'crds', 'configurations'];
function findUnquoted(root, aliases) {
    const found = new Map();
    const note = (node, field, isItem) => {
        const scalar = (0,yaml_aliases/* follow */.e)(node, aliases);
        if (!(0,dist/* isNode */.Ll)(node) || !(0,dist/* isScalar */.jn)(scalar) || scalar.type !== 'PLAIN' || scalar.tag !== undefined)
            return;
        const text = String(scalar.value);
        if ((0,yaml_scalar/* readsAsNull */.hH)(text) || (0,yaml_scalar/* readsAsString */.Di)(text))
            return;
        const offset = node.range?.[0] ?? 0;
        found.set(offset, { offset, field, isItem, text, type: /^[a-z]+$/i.test(text) ? 'boolean' : 'number' });
    };
    const values = (field) => {
        return (root.own.get((0,mapping/* foldKey */.pU)(field)) ?? []).map(pair => ({ pair, node: (0,yaml_aliases/* follow */.e)(pair.value, aliases) }));
    };
    const fieldsOf = createFieldReader(aliases);
    for (const { pair } of textFields.flatMap(values))
        note(pair.value, (0,mapping/* keyOf */.TN)(pair, aliases), false);
    for (const { pair, node } of textLists.flatMap(values)) {
        for (const item of itemsOf(node))
            note(item, (0,mapping/* keyOf */.TN)(pair, aliases), true);
    }
    for (const { node } of textMaps.flatMap(values)) {
        for (const field of fieldsOf(node))
            note(field.value, (0,mapping/* keyOf */.TN)(field, aliases), false);
    }
    for (const { node } of entryLists.flatMap(values)) {
        for (const field of itemsOf(node).flatMap(fieldsOf)) {
            if (entryFields.has((0,mapping/* foldKey */.pU)((0,mapping/* keyOf */.TN)(field, aliases))))
                note(field.value, (0,mapping/* keyOf */.TN)(field, aliases), false);
        }
    }
    for (const { node } of values('labels')) {
        const pairs = itemsOf(node)
            .flatMap(fieldsOf)
            .filter(field => (0,mapping/* foldKey */.pU)((0,mapping/* keyOf */.TN)(field, aliases)) === 'pairs');
        for (const field of pairs.flatMap(each => fieldsOf(each.value)))
            note(field.value, (0,mapping/* keyOf */.TN)(field, aliases), false);
    }
    return [...found.values()].sort((a, b) => a.offset - b.offset);
}
function itemsOf(node) {
    return (0,dist/* isSeq */.oP)(node) ? node.items : [];
}
function createFieldReader(aliases) {
    const seen = new Set();
    return node => {
        const map = (0,yaml_aliases/* follow */.e)(node, aliases);
        if (!(0,dist/* isMap */.jh)(map) || seen.has(map))
            return [];
        seen.add(map);
        return map.items;
    };
}

;// CONCATENATED MODULE: ./src/kustomization/advice/file.ts










const maxCharacters = 1024 * 1024;
const maxUnquoted = 100;
const maxApplied = 200_000;
function fileNotices(text, path, names) {
    if (text.length > maxCharacters)
        return [];
    try {
        return noticesOf({ text, path }, new Set(names));
    }
    catch (error) {
        if (error instanceof errors/* ActionError */.lZ || error instanceof RangeError)
            return [];
        throw error;
    }
}
function noticesOf(source, names) {
    const { text, path } = source;
    const { document } = (0,yaml_document/* parseDocument */.T)(source, { keepSourceTokens: false });
    const images = (0,read_images/* readImages */.H)(document, source);
    const entries = (0,placed_entries/* placeEntries */.c)(images, text);
    const notices = [];
    const note = (line, sentence) => {
        if (sentence !== undefined)
            notices.push({ message: `${path}:${line}: ${sentence}`, location: { path, line } });
    };
    const set = entries.filter(({ name }) => name !== undefined && names.has(name));
    for (const entry of set.slice(0, Math.ceil(maxApplied / entries.length))) {
        note(entry.line, describeName(entry.name ?? ''));
        note(entry.line, (0,override/* describeOverride */.q)(entry, entries));
        note(entry.suffixLine, describeSuffix(entry));
    }
    const lineAt = (0,line_index/* createLineIndex */.r)(text);
    const unquoted = findUnquoted((0,mapping/* createMappingReader */.cu)(images.aliases)(images.root), images.aliases);
    for (const each of unquoted.slice(0, maxUnquoted))
        note(lineAt(each.offset), describeUnquoted(each));
    return notices;
}
function describeSuffix({ name = '', newTag, digest, tagSuffix }) {
    if (tagSuffix === undefined || (newTag === undefined && digest === undefined))
        return undefined;
    const beside = newTag === undefined ? 'digest' : 'newTag';
    return `tagSuffix of the entry ${(0,yaml_file/* show */.WU)(name)} has no effect: kustomize ignores it beside ${beside}. Remove it.`;
}
function describeUnquoted({ field, isItem, text, type }) {
    const what = isItem ? `the item ${(0,yaml_file/* show */.WU)(text)} of ${(0,yaml_file/* show */.WU)(field)}` : `${(0,yaml_file/* show */.WU)(field)}: ${(0,yaml_file/* show */.WU)(text)}`;
    return `${what} is a ${type} for kustomize, and its build fails on it. Write it in quotes.`;
}

// EXTERNAL MODULE: ./src/kustomization/transformer/apply.ts
var apply = __webpack_require__(889);
;// CONCATENATED MODULE: ./src/kustomization/advice/argocd-images.ts





function readArgoCdImages(source) {
    const { document } = (0,yaml_document/* parseDocument */.T)(source, { keepSourceTokens: false });
    if (!document)
        return [];
    const aliases = (0,yaml_aliases/* resolveAliases */.r)(document, source);
    const list = (0,yaml_aliases/* follow */.e)(fieldOf(fieldOf(document.contents, 'kustomize', aliases), 'images', aliases), aliases);
    const lineAt = (0,line_index/* createLineIndex */.r)(source.text);
    return ((0,dist/* isSeq */.oP)(list) ? list.items : []).flatMap(item => {
        const text = (0,mapping/* textOf */.b6)(item, aliases);
        return text === undefined ? [] : [{ text, line: lineAt((0,dist/* isNode */.Ll)(item) ? (item.range?.[0] ?? 0) : 0) }];
    });
}
function fieldOf(node, key, aliases) {
    const map = (0,yaml_aliases/* follow */.e)(node, aliases);
    return (0,dist/* isMap */.jh)(map) ? map.items.findLast(pair => (0,mapping/* keyOf */.TN)(pair, aliases) === key)?.value : undefined;
}

;// CONCATENATED MODULE: ./src/kustomization/transformer/arguments.ts
function setImageArguments(entries, args) {
    const byName = new Map();
    for (const entry of entries) {
        const { name = '' } = entry;
        if (!byName.has(name))
            byName.set(name, entry);
    }
    const set = new Map();
    for (const text of args) {
        const argument = parseImageArgument(text);
        if (!argument)
            return undefined;
        const { name } = argument;
        const old = byName.get(name);
        const value = (field) => (argument[field] === '*' ? old?.[field] : argument[field]) || undefined;
        set.set(name, { name, newName: value('newName'), newTag: value('newTag'), digest: value('digest') });
    }
    const merged = [...new Map([...byName, ...set])].map(([name, entry]) => ({
        bytes: Buffer.from(name),
        entry
    }));
    return merged.sort((a, b) => Buffer.compare(a.bytes, b.bytes)).map(({ entry }) => entry);
}
function parseImageArgument(text) {
    const equals = text.indexOf('=');
    const value = text.slice(equals + 1);
    const slash = Math.max(0, value.indexOf('/'));
    const at = value.indexOf('@', slash);
    const colon = value.indexOf(':', slash);
    const hasTag = colon !== -1 && (at === -1 || colon < at);
    const end = hasTag ? colon : at === -1 ? value.length : at;
    const parts = {
        newTag: hasTag ? value.slice(colon + 1, at === -1 ? undefined : at) : '',
        digest: at === -1 ? '' : value.slice(at + 1)
    };
    const name = value.slice(0, end);
    if (name === text)
        return undefined;
    return equals <= 0
        ? { name, newName: '', ...parts }
        : { name: text.slice(0, equals), newName: name, ...parts };
}

;// CONCATENATED MODULE: ./src/kustomization/advice/argocd.ts






const fileName = /^\.argocd-source(?:-(?<application>.+))?\.yaml$/;
const argocd_maxCharacters = 64 * 1024;
const maxExamined = 30;
function isArgoCdSource(name) {
    return fileName.test(name);
}
function overrideNotices(layer, file, set) {
    const items = readItems(file);
    const override = (entries) => setImageArguments(entries, items.map(({ text }) => text));
    const overridden = override(layer.entries);
    if (items.length === 0 || !overridden)
        return [];
    const application = fileName.exec(external_node_path_.posix.basename(file.path))?.groups?.['application'];
    const whose = application === undefined ? '' : ` (application ${(0,yaml_file/* show */.WU)(application)})`;
    const byKey = new Map(items.map(item => [parseImageArgument(item.text)?.name, item]));
    const names = new Set(set.map(({ name }) => name));
    const named = layer.entries.flatMap(({ name, newName }) => {
        const item = byKey.get(name) ?? byKey.get(newName);
        return name !== undefined && names.has(name) && item ? [{ name, item }] : [];
    });
    return named.slice(0, maxExamined).flatMap(({ name, item: { text, line } }) => {
        const committed = (0,apply/* applyImages */.B)(name, layer.entries).reference;
        const deployed = (0,apply/* applyImages */.B)(name, overridden).reference;
        const changed = override(layer.entries.map(entry => (entry.name === name ? changeValues(entry) : entry)));
        if (committed === deployed || !changed || (0,apply/* applyImages */.B)(name, changed).reference !== deployed)
            return [];
        const message = `${file.path}:${line}: ${(0,yaml_file/* show */.WU)(text)} overrides the image ${(0,yaml_file/* show */.WU)(name)} for Argo CD${whose}, which deploys ${(0,yaml_file/* show */.WU)(deployed)} instead of ${(0,yaml_file/* show */.WU)(committed)}: what is committed to ${layer.path} has no effect. Remove the item.`;
        return [{ message, location: { path: file.path, line } }];
    });
}
function changeValues({ newTag, digest, ...rest }) {
    return { ...rest, newTag: newTag && `${newTag}-changed`, digest: digest && `${digest}-changed` };
}
function readItems(file) {
    if (file.text.length > argocd_maxCharacters)
        return [];
    try {
        return readArgoCdImages(file);
    }
    catch (error) {
        if (error instanceof errors/* ActionError */.lZ || error instanceof RangeError)
            return [];
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/kustomization/advice/simulate.ts


const maxSteps = 300_000;
function createSimulation(names) {
    const possible = names.map(reference => ({ reference, isSeen: false, renames: [] }));
    const built = new Map();
    let steps = 0;
    const isAffordable = (count) => (steps += count) <= maxSteps;
    const arrive = (layer, given) => {
        if (layer.isUnclear)
            return undefined;
        const own = layer.images.map(reference => ({ reference, isSeen: true, renames: [] }));
        const lists = [given, own, layer.isComplete.resources ? [] : possible];
        for (const base of layer.bases) {
            const output = buildOnce(base);
            if (!output)
                return undefined;
            lists.push(output);
        }
        if (!isAffordable(lists.reduce((sum, list) => sum + list.length, 1)))
            return undefined;
        let arrivals = merge(lists);
        for (const component of layer.components) {
            const output = build(component, arrivals);
            if (!output)
                return undefined;
            arrivals = output;
        }
        return merge([arrivals, fromPatches(layer), layer.isComplete.patches ? [] : possible]);
    };
    const build = (layer, given) => {
        const arrivals = arrive(layer, given);
        if (!arrivals || !isAffordable(arrivals.length * (layer.entries.length + 1)))
            return undefined;
        const isPlain = layer.entries.every(({ name = '' }) => (0,name_pattern/* readNamePattern */.c$)(name).kind === 'plain');
        if (!isPlain)
            return undefined;
        const output = arrivals.map(arrival => passThrough(layer, arrival));
        return merge([output, layer.changesMore ? possible : []]);
    };
    const buildOnce = (layer) => {
        if (!built.has(layer)) {
            built.set(layer, undefined);
            built.set(layer, build(layer, []));
        }
        return built.get(layer);
    };
    return layer => {
        const arrivals = arrive(layer, []);
        return arrivals && isAffordable(arrivals.length * (layer.entries.length + 1)) ? arrivals : undefined;
    };
}
function passThrough(layer, arrival) {
    let { reference, renames } = arrival;
    for (const entry of layer.entries) {
        const next = (0,apply/* applyEntry */.fp)(entry)(reference);
        if (next === undefined)
            continue;
        const to = (0,apply/* splitReference */.mQ)(next).name;
        if (to !== (0,apply/* splitReference */.mQ)(reference).name) {
            renames = [...renames, { path: layer.path, line: entry.line, from: reference, to }];
        }
        reference = next;
    }
    return { reference, isSeen: arrival.isSeen, renames };
}
function fromPatches({ patched }) {
    const images = patched.images.map(reference => ({ reference, isSeen: true, renames: [] }));
    return [...images, ...patched.texts.map(reference => ({ reference, isSeen: false, renames: [] }))];
}
function merge(lists) {
    const merged = new Map();
    for (const arrival of lists.flat()) {
        const key = [
            arrival.reference,
            ...arrival.renames.map(({ path, line, from }) => `${path}:${line}:${from}`)
        ].join('\n');
        if (merged.get(key)?.isSeen !== true)
            merged.set(key, arrival);
    }
    return [...merged.values()];
}

// EXTERNAL MODULE: ./src/text/nearest.ts
var nearest = __webpack_require__(613);
;// CONCATENATED MODULE: ./src/kustomization/advice/mentions.ts
function mentionsImage(layer, name) {
    const escaped = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    const here = `(?<![\\w./-])${escaped}(?![\\w./-])`;
    const asImage = `(?:image\\w{0,30}|repository)["']?[ \\t]{0,30}:[ \\t]{0,30}["']?${escaped}(?![\\w./-])`;
    const pattern = /[/:@]/.test(name)
        ? new RegExp(here)
        : new RegExp(`${asImage}|${here}(?::[\\w.{]|@sha256:)`, 'i');
    return below(layer).some(each => each.texts.some(text => text.includes(name) && pattern.test(text)));
}
function below(layer, found = new Set()) {
    if (found.has(layer))
        return [...found];
    found.add(layer);
    for (const each of [...layer.bases, ...layer.components])
        below(each, found);
    return [...found];
}

;// CONCATENATED MODULE: ./src/kustomization/advice/entries.ts






const namesShown = 5;
const entries_maxExamined = 100;
function entryNotices(layer, arrivals, set) {
    const { entries, path } = layer;
    if (layer.isComponent || !entries.every(({ name = '' }) => (0,name_pattern/* readNamePattern */.c$)(name).kind === 'plain'))
        return [];
    const used = usedNames(entries, arrivals);
    const bySeen = [...arrivals].sort((a, b) => Number(b.isSeen) - Number(a.isSeen));
    const unused = new Map(set.filter(({ name }) => !used.has(name)).map(each => [each.name, each]));
    return [...unused.values()].slice(0, entries_maxExamined).flatMap(({ name, line }) => {
        const own = entries.filter(entry => entry.name === name);
        const { applied } = (0,apply/* applyImages */.B)(name, entries);
        if (!own.some(entry => applied.includes(entries.indexOf(entry))))
            return [];
        const sentence = describeRenamed(name, layer, bySeen) ?? describeUnused(name, layer, arrivals);
        return sentence === undefined
            ? []
            : [{ message: `${path}:${line}: ${sentence}`, location: { path, line } }];
    });
}
function usedNames(entries, arrivals) {
    const used = new Set();
    for (const { reference } of arrivals) {
        for (const index of (0,apply/* applyImages */.B)(reference, entries).applied)
            used.add(entries[index]?.name ?? '');
    }
    return used;
}
function describeRenamed(name, layer, arrivals) {
    const { matches } = (0,name_pattern/* readNamePattern */.c$)(name);
    const found = arrivals.flatMap(({ reference, renames }) => {
        const rename = renames.findLast(({ from }) => matches(from));
        return rename ? [{ rename, now: (0,apply/* splitReference */.mQ)(reference).name }] : [];
    });
    const [first] = found;
    if (!first)
        return undefined;
    const { rename } = first;
    const names = [...new Set(found.map(({ now }) => now))];
    const [now = rename.to] = names;
    const arrives = rename.to === now && names.length === 1 ? '' : `; it arrives as ${names.map(yaml_file/* show */.WU).join(', ')}`;
    const there = layer.entries.find(entry => entry.name === now);
    const remedy = there
        ? `Move what it sets to the entry ${(0,yaml_file/* show */.WU)(now)} on line ${there.line}.`
        : names.length === 1
            ? `Name this entry ${(0,yaml_file/* show */.WU)(now)}.`
            : 'Make an entry for each of these names.';
    return `the entry ${(0,yaml_file/* show */.WU)(name)} has no effect: ${rename.path}:${rename.line} renames ${(0,yaml_file/* show */.WU)(name)} to ${(0,yaml_file/* show */.WU)(rename.to)} before this file is applied${arrives}. ${remedy}`;
}
function describeUnused(name, layer, arrivals) {
    const names = new Set(arrivals.flatMap(each => (each.isSeen ? (0,apply/* splitReference */.mQ)(each.reference).name : [])));
    if (names.size === 0 || mentionsImage(layer, name))
        return undefined;
    const shown = (0,nearest/* nearest */.p)(name, [...names], namesShown).map(yaml_file/* show */.WU);
    const more = names.size > shown.length ? ` and ${names.size - shown.length} more` : '';
    const directory = external_node_path_.posix.dirname(layer.path);
    return `nothing in ${(0,yaml_file/* show */.WU)(directory)} and the layers below uses an image ${(0,yaml_file/* show */.WU)(name)}, so the entry has no effect. The images there, nearest first: ${shown.join(', ')}${more}. Correct the entry's name.`;
}

;// CONCATENATED MODULE: ./src/kustomization/advice/resource-images.ts




const resource_images_maxCharacters = 2 * 1024 * 1024;
const maxParsed = 256 * 1024;
const maxText = 1000;
const maxTexts = 5000;
const containerKeys = new Set(['containers', 'initContainers']);
function imagesInResources(text, budget = { left: maxParsed }) {
    const images = new Set();
    const isRead = readEach(text, mayHaveImages, budget, (root, aliases) => {
        collectResource(root, createCollector(aliases, images));
    });
    return isRead ? [...images] : undefined;
}
function textsInPatch(text, budget = { left: maxParsed }) {
    const images = new Set();
    const texts = new Set();
    const everything = () => true;
    const isRead = readEach(text, everything, budget, (root, aliases) => {
        walk(root, createCollector(aliases, images, texts));
    });
    return isRead && texts.size <= maxTexts ? { images: [...images], texts: [...texts] } : undefined;
}
function createCollector(aliases, images, texts) {
    return { aliases, images, texts, seen: new Set(), asked: { image: new Set(), reference: new Set() } };
}
function readEach(text, matters, budget, read) {
    if (text.length > resource_images_maxCharacters)
        return false;
    const relevant = text.split(/\r?\n(?=---)/).filter(matters);
    budget.left -= relevant.reduce((sum, each) => sum + each.length, 0);
    if (budget.left < 0 || relevant.some(each => /[,[]\s*,\s*,/.test(each)))
        return false;
    try {
        return relevant.every(each => readDocuments(each, read));
    }
    catch (error) {
        if (error instanceof RangeError || error instanceof errors/* ActionError */.lZ)
            return false;
        throw error;
    }
}
function readDocuments(text, read) {
    const documents = (0,dist/* parseAllDocuments */.hR)(text, {
        schema: 'failsafe',
        uniqueKeys: false,
        resolveKnownTags: false,
        prettyErrors: false,
        logLevel: 'silent'
    });
    for (const document of 'empty' in documents ? [] : documents) {
        if (document.errors.length > 0)
            return false;
        read(document.contents, (0,yaml_aliases/* resolveAliases */.r)(document, { text, path: '' }));
    }
    return true;
}
function mayHaveImages(text) {
    if (/^kind:\s*CustomResourceDefinition\s*$/m.test(text))
        return false;
    return /ontainers|volumes|\\[ux]/.test(text);
}
function collectResource(node, collector) {
    const { aliases } = collector;
    const root = (0,yaml_aliases/* follow */.e)(node, aliases);
    if (!(0,dist/* isMap */.jh)(root)) {
        walk(root, collector);
        return;
    }
    const kind = (0,mapping/* textOf */.b6)(resource_images_fieldOf(root, 'kind', aliases), aliases) ?? '';
    if (kind === 'CustomResourceDefinition')
        return;
    const items = (0,yaml_aliases/* follow */.e)(resource_images_fieldOf(root, 'items', aliases), aliases);
    if (kind.endsWith('List') && (0,dist/* isSeq */.oP)(items) && !collector.seen.has(items)) {
        collector.seen.add(items);
        items.items.forEach(item => {
            collectResource(item, collector);
        });
    }
    else
        walk(root, collector);
}
function walk(node, collector) {
    const { aliases, seen, texts } = collector;
    const value = (0,yaml_aliases/* follow */.e)(node, aliases);
    if ((0,dist/* isScalar */.jn)(value)) {
        const text = (0,mapping/* textOf */.b6)(value, aliases);
        if (text !== undefined && text.length <= maxText)
            texts?.add(text);
    }
    else if ((0,dist/* isCollection */.P3)(value) && !seen.has(value)) {
        seen.add(value);
        for (const item of value.items) {
            if ((0,dist/* isPair */.tO)(item)) {
                collectImages(item, collector);
                walk(item.value, collector);
            }
            else
                walk(item, collector);
        }
    }
}
function collectImages(pair, collector) {
    const { aliases } = collector;
    const key = (0,mapping/* keyOf */.TN)(pair, aliases);
    const list = (0,yaml_aliases/* follow */.e)(pair.value, aliases);
    if (!(0,dist/* isSeq */.oP)(list))
        return;
    for (const item of list.items) {
        const element = (0,yaml_aliases/* follow */.e)(item, aliases);
        if (!(0,dist/* isMap */.jh)(element))
            continue;
        if (containerKeys.has(key))
            collectField(element, 'image', collector);
        else if (key === 'volumes')
            collectField(resource_images_fieldOf(element, 'image', aliases), 'reference', collector);
    }
}
function collectField(node, field, collector) {
    const { aliases, images, asked } = collector;
    const value = (0,yaml_aliases/* follow */.e)(node, aliases);
    if (!(0,dist/* isCollection */.P3)(value) || asked[field].has(value))
        return;
    asked[field].add(value);
    for (const item of value.items) {
        if (!(0,dist/* isPair */.tO)(item)) {
            collectField(item, field, collector);
            continue;
        }
        const key = (0,mapping/* keyOf */.TN)(item, aliases);
        const image = key === field ? (0,mapping/* textOf */.b6)(item.value, aliases) : undefined;
        if (image !== undefined)
            images.add(image);
        if (key === '<<')
            collectField(item.value, field, collector);
    }
}
function resource_images_fieldOf(map, key, aliases) {
    return map.items.find(pair => (0,mapping/* keyOf */.TN)(pair, aliases) === key)?.value;
}

;// CONCATENATED MODULE: ./src/kustomization/advice/fields.ts






const harmless = new Set(('apiVersion kind metadata openapi namePrefix nameSuffix namespace commonLabels labels commonAnnotations ' +
    'replicas vars sortOptions crds configMapGenerator secretGenerator generatorOptions validators buildMetadata ' +
    'images imageTags resources bases components patches patchesStrategicMerge patchesJson6902')
    .split(' ')
    .map(mapping/* foldKey */.pU));
const bringing = new Set(['helmCharts', 'helmGlobals', 'helmChartInflationGenerator', 'generators'].map(mapping/* foldKey */.pU));
const changing = new Set(['replacements', 'transformers'].map(mapping/* foldKey */.pU));
function readLayerFields(source) {
    const { document } = (0,yaml_document/* parseDocument */.T)(source, { keepSourceTokens: false });
    const images = (0,read_images/* readImages */.H)(document, source);
    if (!document)
        throw new Error('A document without a root was read.');
    const aliases = (0,yaml_aliases/* resolveAliases */.r)(document, source);
    const root = (0,mapping/* createMappingReader */.cu)(aliases)(images.root);
    const written = new Set([...root.own].flatMap(([key, pairs]) => (pairs.some(isFilled) ? [key] : [])));
    const fields = createReader(root, aliases);
    const resources = [fields.texts('resources'), fields.texts('bases')];
    const components = fields.texts('components');
    const patches = [fields.patches('patches'), fields.patches('patchesJson6902'), fields.merges()];
    const isTwice = [...root.own.values()].some(pairs => pairs.length > 1);
    const isMerged = images.root.items.some(({ key }) => (0,dist/* isScalar */.jn)(key) && key.value === '<<');
    const known = [harmless, bringing, changing];
    return {
        isComponent: (0,mapping/* textOf */.b6)((0,mapping/* valueOf */.RP)(root, 'kind'), aliases) === 'Component',
        resources: resources.flatMap(each => each ?? []),
        components: components ?? [],
        patchFiles: patches.flatMap(each => each?.files ?? []),
        inlinePatches: patches.flatMap(each => each?.texts ?? []),
        entries: (0,placed_entries/* placeEntries */.c)(images, source.text),
        bringsMore: [...written].some(key => bringing.has(key)),
        changesMore: [...written].some(key => changing.has(key)),
        isUnclear: isTwice ||
            isMerged ||
            [...resources, components, ...patches].includes(undefined) ||
            [...written].some(key => !known.some(set => set.has(key)))
    };
}
function isFilled({ value }) {
    if ((0,dist/* isCollection */.P3)(value))
        return value.items.length > 0;
    return !(0,dist/* isScalar */.jn)(value) || value.value !== '';
}
function createReader(root, aliases) {
    const items = (field) => {
        const node = (0,yaml_aliases/* follow */.e)((0,mapping/* valueOf */.RP)(root, field), aliases);
        if (node === undefined || node === null || (0,dist/* isScalar */.jn)(node))
            return [];
        return (0,dist/* isSeq */.oP)(node) ? node.items.map(item => (0,yaml_aliases/* follow */.e)(item, aliases)) : undefined;
    };
    const texts = (field) => {
        const found = items(field)?.map(item => (0,mapping/* textOf */.b6)(item, aliases));
        return found?.every(each => each !== undefined) === true ? found : undefined;
    };
    const patches = (field) => {
        const found = items(field);
        if (found?.every(item => (0,dist/* isMap */.jh)(item)) !== true)
            return undefined;
        const values = (key) => found.flatMap(item => {
            return item.items.flatMap(pair => (0,mapping/* foldKey */.pU)((0,mapping/* keyOf */.TN)(pair, aliases)) === key ? ((0,mapping/* textOf */.b6)(pair.value, aliases) ?? []) : []);
        });
        return { files: values('path'), texts: values('patch') };
    };
    const merges = () => {
        const found = texts('patchesStrategicMerge');
        const isPatch = (text) => /\n|^\s*\{/.test(text);
        return found && { files: found.filter(each => !isPatch(each)), texts: found.filter(isPatch) };
    };
    return { texts, patches, merges };
}

// EXTERNAL MODULE: ./src/kustomization/advice/tree.ts
var tree = __webpack_require__(1992);
// EXTERNAL MODULE: ./src/kustomization/file-names.ts
var file_names = __webpack_require__(170);
;// CONCATENATED MODULE: ./src/kustomization/advice/graph.ts






function readDraft(source, budget) {
    budget.left -= source.text.length;
    const fields = budget.left < 0 ? undefined : tryFields(source);
    if (!fields)
        return undefined;
    const { isComponent, entries, changesMore } = fields;
    const directory = external_node_path_.posix.dirname(source.path);
    const referTo = (kind, references) => [...new Set(references)].map(each => ({ kind, path: (0,tree/* resolvePath */.o)(directory, each) }));
    const draft = {
        path: source.path,
        isComponent,
        entries,
        changesMore,
        references: [
            ...referTo('resource', fields.resources),
            ...referTo('component', fields.components),
            ...referTo('patch', fields.patchFiles)
        ],
        images: [],
        patched: { images: [], texts: [] },
        bases: [],
        components: [],
        texts: [],
        isComplete: { resources: !fields.bringsMore, patches: true },
        isUnclear: fields.isUnclear
    };
    for (const patch of fields.inlinePatches)
        addPatch(draft, patch, budget);
    return draft;
}
function tryFields(source) {
    try {
        return readLayerFields(source);
    }
    catch (error) {
        if (error instanceof errors/* ActionError */.lZ || error instanceof RangeError)
            return undefined;
        throw error;
    }
}
function addResource(draft, path, text, budget) {
    const isKustomization = file_names/* kustomizationNames */.K.includes(external_node_path_.posix.basename(path));
    const images = text === undefined || isKustomization ? undefined : imagesInResources(text, budget);
    if (!images)
        draft.isComplete.resources = false;
    draft.images.push(...(images ?? []));
    draft.texts.push(text ?? '');
}
function addPatch(draft, text, budget) {
    const found = text === undefined ? undefined : textsInPatch(text, budget);
    if (!found)
        draft.isComplete.patches = false;
    draft.patched.images.push(...(found?.images ?? []));
    draft.patched.texts.push(...(found?.texts ?? []));
    draft.texts.push(text ?? '');
}
function addLayer(draft, kind, layer) {
    if (layer && layer.isComponent !== (kind === 'component'))
        draft.isUnclear = true;
    else if (layer)
        (kind === 'component' ? draft.components : draft.bases).push(layer);
    else if (kind === 'component')
        draft.isUnclear = true;
    else
        draft.isComplete.resources = false;
}

;// CONCATENATED MODULE: ./src/kustomization/advice/read-graph.ts





const maxLevels = 8;
const maxPaths = 100;
async function readLayers(tree, roots, isBeside) {
    const drafts = createDrafts(tree);
    let level = roots.flatMap(root => drafts.add(root) ?? []);
    const layers = new Map(level.map(draft => [draft.path, draft]));
    const directories = [...new Set(roots.map(({ path }) => external_node_path_.posix.dirname(path)))];
    await tree.list([...directories.map(prefixOf), ...prefixesOf(level)]);
    const beside = directories.flatMap(directory => {
        return tree.filesIn(directory).filter(path => isBeside(external_node_path_.posix.basename(path)));
    });
    await tree.read([...beside, ...filesOf(level, tree)]);
    for (let depth = 1; level.length > 0; depth++) {
        const next = level.flatMap(draft => drafts.fill(draft));
        if (depth === maxLevels)
            next.forEach(abandon);
        level = depth === maxLevels ? [] : next;
        await tree.list(prefixesOf(level));
        await tree.read(filesOf(level, tree));
    }
    return layers;
}
function createDrafts(tree) {
    const known = new Map();
    const budget = { left: maxParsed };
    const add = (source) => {
        const draft = readDraft(source, budget);
        known.set(source.path, draft);
        return draft;
    };
    const findIn = (directory, added) => {
        const [path, second] = kustomizationsIn(directory).filter(each => tree.isFile(each));
        if (path === undefined || second !== undefined)
            return undefined;
        if (known.has(path))
            return known.get(path);
        const text = tree.textOf(path);
        const draft = text === undefined ? undefined : add({ text, path });
        if (draft)
            added.push(draft);
        return draft;
    };
    const fill = (draft) => {
        const added = [];
        for (const { kind, path } of draft.references) {
            const isFile = path !== undefined && tree.isFile(path);
            if (kind === 'patch')
                addPatch(draft, isFile ? tree.textOf(path) : undefined, budget);
            else if (kind === 'resource' && isFile)
                addResource(draft, path, tree.textOf(path), budget);
            else
                addLayer(draft, kind, path === undefined ? undefined : findIn(path, added));
        }
        return added;
    };
    return { add, fill };
}
function abandon(draft) {
    draft.isUnclear = true;
}
function prefixesOf(level) {
    return pathsOf(level).flatMap(path => (isFileName(path) ? [path] : kustomizationsIn(path)));
}
function filesOf(level, tree) {
    return pathsOf(level).flatMap(path => (tree.isFile(path) ? [path] : kustomizationsIn(path)));
}
function pathsOf(level) {
    const paths = level.flatMap(({ references }) => references.flatMap(({ path }) => path ?? []));
    return [...new Set(paths)].slice(0, maxPaths);
}
function isFileName(path) {
    return /\.(?:ya?ml|json)$/i.test(path);
}
function kustomizationsIn(directory) {
    return file_names/* kustomizationNames */.K.map(name => external_node_path_.posix.join(directory, name));
}
function prefixOf(directory) {
    return directory === '.' ? '' : directory;
}

;// CONCATENATED MODULE: ./src/kustomization/advice/advise.ts









const maxWalked = 20;
const maxNotices = 20;
async function advise(reader, edits) {
    const files = byFile(edits);
    const own = files.flatMap(({ text, path, set }) => fileNotices(text, path, set.map(({ name }) => name)));
    const walked = await noticesBelow((0,tree/* createTree */.b)(reader), files.slice(0, maxWalked));
    return shorten([...own, ...walked]);
}
function byFile(edits) {
    const files = new Map();
    for (const { path, text, edit } of edits) {
        const file = files.get(path) ?? { path, text, set: [] };
        files.set(path, file);
        file.text = text;
        file.set.push(edit);
    }
    return [...files.values()];
}
async function noticesBelow(tree, files) {
    const layers = await readLayers(tree, files, isArgoCdSource).catch((error) => {
        if (error instanceof errors/* ActionError */.lZ && error.code !== 'CANCELLED')
            return undefined;
        throw error;
    });
    if (!layers)
        return [];
    const lower = new Set([...layers.values()].flatMap(layer => below(layer)));
    const names = [...lower].flatMap(({ entries }) => entries.flatMap(({ name }) => name ?? []));
    const arrivalsAt = createSimulation([...new Set(names)]);
    return files.flatMap(({ path, set }) => {
        const layer = layers.get(path);
        if (!layer)
            return [];
        const arrivals = arrivalsAt(layer);
        return [...(arrivals ? entryNotices(layer, arrivals, set) : []), ...argoCdNotices(tree, layer, set)];
    });
}
function argoCdNotices(tree, layer, set) {
    return tree.filesIn(external_node_path_.posix.dirname(layer.path)).flatMap(path => {
        const text = isArgoCdSource(external_node_path_.posix.basename(path)) ? tree.textOf(path) : undefined;
        return text === undefined ? [] : overrideNotices(layer, { text, path }, set);
    });
}
function inOrder({ location: a }, { location: b }) {
    const [one, other] = [a?.path ?? '', b?.path ?? ''];
    return one === other ? (a?.line ?? 0) - (b?.line ?? 0) : one < other ? -1 : 1;
}
function shorten(notices) {
    const unique = [...new Map(notices.map(notice => [notice.message, notice])).values()];
    const sorted = unique.sort(inOrder);
    if (sorted.length <= maxNotices)
        return sorted;
    const shown = sorted.slice(0, maxNotices - 1);
    const { path } = sorted[shown.length]?.location ?? { path: '' };
    const more = `${sorted.length - shown.length} more notices of this kind are not shown.`;
    return [...shown, { message: `${path}: ${more}`, location: { path } }];
}


/***/ }),

/***/ 1992:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ createTree),
/* harmony export */   o: () => (/* binding */ resolvePath)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2600);
/* harmony import */ var _yaml_decode_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6413);



const maxFiles = 100;
const maxBytes = 2 * 1024 * 1024;
const maxPath = 1000;
function createTree(reader) {
    const asked = new Set();
    const files = new Map();
    const texts = new Map();
    let bytes = 0;
    const isFile = (path) => files.get(node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(path))?.has(path) === true;
    return {
        list: async (prefixes) => {
            const wanted = [...new Set(prefixes)].filter(prefix => !asked.has(prefix));
            if (wanted.length === 0)
                return;
            for (const prefix of wanted)
                asked.add(prefix);
            for (const { path, mode } of await reader.list(wanted)) {
                if (mode === '100644' || mode === '100755')
                    addTo(files, node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(path), path);
            }
        },
        read: async (paths) => {
            const wanted = [...new Set(paths)].filter(path => isFile(path) && !texts.has(path));
            const read = wanted.slice(0, maxFiles - texts.size);
            if (read.length === 0)
                return;
            const contents = await reader.read(read);
            for (const path of read) {
                const content = contents.get(path);
                bytes += content?.length ?? 0;
                texts.set(path, content === undefined || bytes > maxBytes ? undefined : decode(content, path));
            }
        },
        isFile,
        filesIn: directory => [...(files.get(directory === '' ? '.' : directory) ?? [])].sort(),
        textOf: path => texts.get(path)
    };
}
function resolvePath(directory, reference) {
    if (reference === '' || reference.length > maxPath || reference.startsWith('/'))
        return undefined;
    if (/[\p{Cc}\\?]|:\/\/|^[^/]*:/u.test(reference))
        return undefined;
    const path = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(directory === '' ? '.' : directory, reference).replace(/\/$/, '');
    if (path === '..' || path.startsWith('../') || path.length > maxPath || path.startsWith(':'))
        return undefined;
    return path.split('/').some(segment => segment.toLowerCase() === '.git') ? undefined : path;
}
function decode(content, path) {
    try {
        return (0,_yaml_decode_js__WEBPACK_IMPORTED_MODULE_2__/* .decodeUtf8 */ ._)(content, path).replace(/^\uFEFF/, '');
    }
    catch (error) {
        if (error instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ)
            return undefined;
        throw error;
    }
}
function addTo(files, directory, path) {
    const paths = files.get(directory);
    if (paths)
        paths.add(path);
    else
        files.set(directory, new Set([path]));
}


/***/ })

};
