export const id = 257;
export const ids = [257];
export const modules = {

/***/ 5257:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  advise: () => (/* binding */ advise)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __webpack_require__(2600);
// EXTERNAL MODULE: ./src/errors/notice.ts
var notice = __webpack_require__(263);
// EXTERNAL MODULE: ./src/kustomization/paths.ts
var paths = __webpack_require__(9717);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./src/yaml/aliases.ts
var yaml_aliases = __webpack_require__(4967);
// EXTERNAL MODULE: ./src/yaml/document.ts
var yaml_document = __webpack_require__(3454);
// EXTERNAL MODULE: ./src/yaml/file.ts
var yaml_file = __webpack_require__(9549);
// EXTERNAL MODULE: ./src/kustomization/read/mapping.ts
var read_mapping = __webpack_require__(3984);
// EXTERNAL MODULE: ./src/kustomization/transformer/apply.ts
var apply = __webpack_require__(889);
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
    const { name, tag: newTag, digest } = (0,apply/* splitReference */.mQ)(text.slice(equals + 1));
    if (name === text)
        return undefined;
    return equals <= 0
        ? { name, newName: '', newTag, digest }
        : { name: text.slice(0, equals), newName: name, newTag, digest };
}

// EXTERNAL MODULE: ./src/kustomization/read/listing.ts
var read_listing = __webpack_require__(786);
// EXTERNAL MODULE: ./src/kustomization/advice/limits.ts
var limits = __webpack_require__(7160);
;// CONCATENATED MODULE: ./src/kustomization/advice/files.ts




function createKnownFiles(tree) {
    const listing = (0,read_listing/* createListing */.X)(tree);
    const texts = new Map();
    let bytes = 0;
    return {
        ...listing,
        read: async (paths) => {
            const missing = [...new Set(paths)].filter(path => listing.isFile(path) && !texts.has(path));
            const wanted = missing.slice(0, limits/* limits */.F.readFiles - texts.size);
            if (wanted.length === 0)
                return;
            const contents = await tree.read(wanted);
            for (const path of wanted) {
                const content = contents.get(path);
                bytes += content?.length ?? 0;
                const isTooMuch = content === undefined || bytes > limits/* limits */.F.readBytes;
                texts.set(path, isTooMuch ? undefined : tryRead(() => (0,yaml_file/* decodeUtf8 */._6)(content, path).replace(/^\uFEFF/, '')));
            }
        },
        textOf: path => texts.get(path)
    };
}
function tryRead(read) {
    try {
        return read();
    }
    catch (error) {
        if (error instanceof errors/* ActionError */.lZ || error instanceof RangeError)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/kustomization/advice/argocd-overrides.ts











const fileName = /^\.argocd-source(?:-(?<application>.+))?\.yaml$/;
function isArgoCdSource(name) {
    return fileName.test(name);
}
function overrideNotices(layer, file, set) {
    const items = file.text.length > limits/* limits */.F.argoCdCharacters ? [] : (tryRead(() => readItems(file)) ?? []);
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
    return named.slice(0, limits/* limits */.F.examinedOverrides).flatMap(({ name, item: { text, line } }) => {
        const committed = (0,apply/* applyImages */.B)(name, layer.entries).reference;
        const deployed = (0,apply/* applyImages */.B)(name, overridden).reference;
        const changed = override(layer.entries.map(entry => (entry.name === name ? changeValues(entry) : entry)));
        if (committed === deployed || !changed || (0,apply/* applyImages */.B)(name, changed).reference !== deployed)
            return [];
        const sentence = `${(0,yaml_file/* show */.WU)(text)} overrides the image ${(0,yaml_file/* show */.WU)(name)} for Argo CD${whose}, which deploys ${(0,yaml_file/* show */.WU)(deployed)} instead of ${(0,yaml_file/* show */.WU)(committed)}: what is committed to ${layer.path} has no effect. Remove the item.`;
        return [(0,notice/* noticeAt */.SC)({ path: file.path, line }, sentence)];
    });
}
function changeValues({ newTag, digest, ...rest }) {
    return { ...rest, newTag: newTag && `${newTag}-changed`, digest: digest && `${digest}-changed` };
}
function readItems(file) {
    const { document } = (0,yaml_document/* parseDocument */.T)(file, { keepSourceTokens: false });
    if (!document)
        return [];
    const aliases = (0,yaml_aliases/* resolveAliases */.r)(document, file);
    const list = (0,yaml_aliases/* follow */.e)((0,read_mapping/* fieldOf */._F)((0,read_mapping/* fieldOf */._F)(document.contents, 'kustomize', aliases), 'images', aliases), aliases);
    const lineAt = (0,yaml_file/* createLineIndex */.r1)(file.text);
    return ((0,dist/* isSeq */.oP)(list) ? list.items : []).flatMap(item => {
        const text = (0,read_mapping/* textOf */.b6)(item, aliases);
        return text === undefined ? [] : [{ text, line: lineAt((0,dist/* isNode */.Ll)(item) ? (item.range?.[0] ?? 0) : 0) }];
    });
}

// EXTERNAL MODULE: ./src/text/nearest.ts
var nearest = __webpack_require__(613);
// EXTERNAL MODULE: ./src/kustomization/transformer/name-pattern.ts
var name_pattern = __webpack_require__(2373);
// EXTERNAL MODULE: ./src/kustomization/read/images.ts
var read_images = __webpack_require__(4734);
// EXTERNAL MODULE: ./src/kustomization/read/scalars.ts
var scalars = __webpack_require__(3831);
;// CONCATENATED MODULE: ./src/kustomization/advice/fields.ts






const fieldSet = (...names) => new Set(names.flatMap(name => name.split(' ')).map(read_mapping/* foldKey */.pU));
const textLists = fieldSet('resources bases components patchesStrategicMerge');
const patchLists = fieldSet('patches patchesJson6902');
const harmless = fieldSet('apiVersion kind metadata openapi namePrefix nameSuffix namespace commonLabels labels commonAnnotations', 'replicas vars sortOptions crds configMapGenerator secretGenerator generatorOptions validators buildMetadata');
const bringing = fieldSet('helmCharts helmGlobals helmChartInflationGenerator generators');
const changing = fieldSet('replacements transformers');
const known = [textLists, patchLists, fieldSet('images imageTags'), harmless, bringing, changing];
function readLayerFields(file) {
    const { document } = (0,yaml_document/* parseDocument */.T)(file, { keepSourceTokens: false });
    const images = (0,read_images/* readImages */.H)(document, file);
    if (!document)
        throw new Error('A document without a root was read.');
    const { root, aliases } = images;
    const mapping = (0,read_mapping/* createMappingReader */.cu)(aliases)(root);
    const written = [...mapping.own].flatMap(([key, pairs]) => (pairs.some(isFilled) ? [key] : []));
    const values = [...(0,scalars/* scalarValues */.x)(document, file)].filter(({ node }) => (0,read_mapping/* textOf */.b6)(node, aliases) !== undefined);
    const texts = (name, keyName = name) => {
        const [field, key] = [(0,read_mapping/* foldKey */.pU)(name), (0,read_mapping/* foldKey */.pU)(keyName)];
        return values.flatMap(value => (value.field === field && value.key === key ? [value.text] : []));
    };
    const merges = texts('patchesStrategicMerge');
    return {
        isComponent: (0,read_mapping/* textOf */.b6)((0,read_mapping/* valueOf */.RP)(mapping, 'kind'), aliases) === 'Component',
        resources: [...texts('resources'), ...texts('bases')],
        components: texts('components'),
        patchFiles: [
            ...[...patchLists].flatMap(field => texts(field, 'path')),
            ...merges.filter(text => !isPatch(text))
        ],
        inlinePatches: [...[...patchLists].flatMap(field => texts(field, 'patch')), ...merges.filter(isPatch)],
        entries: (0,apply/* placeEntries */.cN)(images, file.text),
        bringsMore: written.some(key => bringing.has(key)),
        changesMore: written.some(key => changing.has(key)),
        isUnclear: [...mapping.own.values()].some(pairs => pairs.length > 1) ||
            root.items.some(({ key }) => (0,dist/* isScalar */.jn)(key) && key.value === '<<') ||
            written.some(key => !known.some(set => set.has(key))) ||
            values.some(({ field, key }) => textLists.has(field) ? key !== field : patchLists.has(field) && key === field)
    };
}
function isFilled({ value }) {
    if ((0,dist/* isCollection */.P3)(value))
        return value.items.length > 0;
    return !(0,dist/* isScalar */.jn)(value) || value.value !== '';
}
function isPatch(text) {
    return /\n|^\s*\{/.test(text);
}

;// CONCATENATED MODULE: ./src/kustomization/advice/resource-images.ts





const containerKeys = new Set(['containers', 'initContainers']);
function imagesInResources(text, budget = { left: limits/* limits */.F.parsedCharacters }) {
    const images = new Set();
    const isRead = readEach(text, mayHaveImages, budget, (root, aliases) => {
        collectResource(root, createCollector(aliases, images));
    });
    return isRead ? [...images] : undefined;
}
function textsInPatch(text, budget = { left: limits/* limits */.F.parsedCharacters }) {
    const images = new Set();
    const texts = new Set();
    const isRead = readEach(text, () => true, budget, (root, aliases) => {
        walk(root, createCollector(aliases, images, texts));
    });
    return isRead ? { images: [...images], texts: [...texts] } : undefined;
}
function createCollector(aliases, images, texts) {
    return { aliases, images, texts, seen: new Set(), visited: { image: new Set(), reference: new Set() } };
}
function readEach(text, matters, budget, read) {
    if (text.length > limits/* limits */.F.manifestCharacters)
        return false;
    const relevant = text.split(/\r?\n(?=---)/).filter(matters);
    budget.left -= relevant.reduce((sum, each) => sum + each.length, 0);
    if (budget.left < 0 || relevant.some(each => /[,[]\s*,\s*,/.test(each)))
        return false;
    return tryRead(() => relevant.every(each => readDocuments(each, read))) ?? false;
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
    const kind = (0,read_mapping/* textOf */.b6)((0,read_mapping/* fieldOf */._F)(root, 'kind', aliases), aliases) ?? '';
    if (kind === 'CustomResourceDefinition')
        return;
    const items = (0,yaml_aliases/* follow */.e)((0,read_mapping/* fieldOf */._F)(root, 'items', aliases), aliases);
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
        const text = (0,read_mapping/* textOf */.b6)(value, aliases);
        if (text !== undefined && text.length <= limits/* limits */.F.imageCharacters)
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
    const key = (0,read_mapping/* keyOf */.TN)(pair, aliases);
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
            collectField((0,read_mapping/* fieldOf */._F)(element, 'image', aliases), 'reference', collector);
    }
}
function collectField(node, field, collector) {
    const { aliases, images, visited } = collector;
    const value = (0,yaml_aliases/* follow */.e)(node, aliases);
    if (!(0,dist/* isCollection */.P3)(value) || visited[field].has(value))
        return;
    visited[field].add(value);
    for (const item of value.items) {
        if (!(0,dist/* isPair */.tO)(item)) {
            collectField(item, field, collector);
            continue;
        }
        const key = (0,read_mapping/* keyOf */.TN)(item, aliases);
        const image = key === field ? (0,read_mapping/* textOf */.b6)(item.value, aliases) : undefined;
        if (image !== undefined)
            images.add(image);
        if (key === '<<')
            collectField(item.value, field, collector);
    }
}

;// CONCATENATED MODULE: ./src/kustomization/advice/graph.ts







async function readLayers(files, roots, isBeside) {
    const reader = createLayerReader(files);
    let level = roots.flatMap(root => reader.read(root) ?? []);
    const layers = new Map(level.map(layer => [layer.path, layer]));
    await files.list([...roots.map(({ path }) => (0,paths/* folderOf */.yS)(path)), ...prefixesOf(level)]);
    await files.read([...files.filesBelow('').filter(isBeside), ...filesOf(level, files)]);
    for (let depth = 1; level.length > 0; depth++) {
        const below = level.flatMap(layer => reader.fill(layer));
        const isTooDeep = depth === limits/* limits */.F.levels;
        if (isTooDeep)
            for (const layer of below)
                layer.isUnclear = true;
        level = isTooDeep ? [] : below;
        await files.list(prefixesOf(level));
        await files.read(filesOf(level, files));
    }
    return layers;
}
function withLayersBelow(layer, found = new Set()) {
    if (found.has(layer))
        return found;
    found.add(layer);
    for (const each of [...layer.bases, ...layer.components])
        withLayersBelow(each, found);
    return found;
}
function createLayerReader(files) {
    const layers = new Map();
    const budget = { left: limits/* limits */.F.parsedCharacters };
    const read = (file) => {
        budget.left -= file.text.length;
        const fields = budget.left < 0 ? undefined : tryRead(() => readLayerFields(file));
        const layer = fields && createLayer(file.path, fields);
        for (const patch of fields?.inlinePatches ?? [])
            if (layer)
                addPatch(layer, patch);
        layers.set(file.path, layer);
        return layer;
    };
    const addPatch = (layer, text) => {
        const found = text === undefined ? undefined : textsInPatch(text, budget);
        if (!found)
            layer.isComplete.patches = false;
        layer.patched.images.push(...(found?.images ?? []));
        layer.patched.texts.push(...(found?.texts ?? []));
        layer.texts.push(text ?? '');
    };
    const addResource = (layer, path) => {
        const text = files.textOf(path);
        const isKustomization = (0,paths/* isKustomizationName */.ZE)(external_node_path_.posix.basename(path));
        const images = text === undefined || isKustomization ? undefined : imagesInResources(text, budget);
        if (!images)
            layer.isComplete.resources = false;
        layer.images.push(...(images ?? []));
        layer.texts.push(text ?? '');
    };
    const addLayer = (layer, below, isComponent) => {
        if (below && below.isComponent === isComponent)
            (isComponent ? layer.components : layer.bases).push(below);
        else if (below || isComponent)
            layer.isUnclear = true;
        else
            layer.isComplete.resources = false;
    };
    const fill = (layer) => {
        const added = [];
        for (const { kind, path } of layer.references) {
            const isFile = path !== undefined && files.isFile(path);
            if (kind === 'patch')
                addPatch(layer, isFile ? files.textOf(path) : undefined);
            else if (kind === 'resource' && isFile)
                addResource(layer, path);
            else
                addLayer(layer, path === undefined ? undefined : findIn(path, added), kind === 'component');
        }
        return added;
    };
    const findIn = (folder, added) => {
        const [path, second] = (0,paths/* kustomizationsIn */.oX)(folder).filter(files.isFile);
        if (path === undefined || second !== undefined)
            return undefined;
        if (layers.has(path))
            return layers.get(path);
        const text = files.textOf(path);
        const layer = text === undefined ? undefined : read({ text, path });
        if (layer)
            added.push(layer);
        return layer;
    };
    return { read, fill };
}
function createLayer(path, fields) {
    const { isComponent, entries, changesMore, isUnclear } = fields;
    const refer = (kind, written) => {
        return [...new Set(written)].map(each => ({ kind, path: pathOf((0,paths/* folderOf */.yS)(path), each) }));
    };
    const references = [
        ...refer('resource', fields.resources),
        ...refer('component', fields.components),
        ...refer('patch', fields.patchFiles)
    ];
    return {
        path,
        isComponent,
        entries,
        changesMore,
        references,
        images: [],
        patched: { images: [], texts: [] },
        bases: [],
        components: [],
        texts: [],
        isUnclear,
        isComplete: { resources: !fields.bringsMore, patches: true }
    };
}
function pathOf(folder, reference) {
    if (reference === '' || reference.length > limits/* limits */.F.pathLength)
        return undefined;
    if (/[\p{Cc}\\?]|:\/\/|^[^/]*:/u.test(reference))
        return undefined;
    const path = (0,read_listing/* resolvePath */.o)(folder, reference);
    if (path === undefined || path.length > limits/* limits */.F.pathLength || path.startsWith(':'))
        return undefined;
    return path.split('/').some(segment => segment.toLowerCase() === '.git') ? undefined : path;
}
function prefixesOf(level) {
    return pathsOf(level).flatMap(path => (/\.(?:ya?ml|json)$/i.test(path) ? [path] : (0,paths/* kustomizationsIn */.oX)(path)));
}
function filesOf(level, files) {
    return pathsOf(level).flatMap(path => (files.isFile(path) ? [path] : (0,paths/* kustomizationsIn */.oX)(path)));
}
function pathsOf(level) {
    const paths = level.flatMap(({ references }) => references.flatMap(({ path }) => path ?? []));
    return [...new Set(paths)].slice(0, limits/* limits */.F.pathsOfLevel);
}

;// CONCATENATED MODULE: ./src/kustomization/advice/simulate.ts



function createSimulation(names) {
    const possible = names.map(reference => unseen(reference));
    const outputs = new Map();
    let steps = 0;
    const isAffordable = (count) => (steps += count) <= limits/* limits */.F.simulatedSteps;
    const imagesAt = (layer, given) => {
        if (layer.isUnclear)
            return undefined;
        const lists = [given, layer.images.map(seen), layer.isComplete.resources ? [] : possible];
        for (const base of layer.bases) {
            const output = buildOnce(base);
            if (!output)
                return undefined;
            lists.push(output);
        }
        if (!isAffordable(lists.reduce((sum, list) => sum + list.length, 1)))
            return undefined;
        let images = merge(lists);
        for (const component of layer.components) {
            const output = build(component, images);
            if (!output)
                return undefined;
            images = output;
        }
        const { patched } = layer;
        return merge([
            images,
            patched.images.map(seen),
            patched.texts.map(unseen),
            layer.isComplete.patches ? [] : possible
        ]);
    };
    const build = (layer, given) => {
        const images = imagesAt(layer, given);
        if (!images || !isAffordable(images.length * (layer.entries.length + 1)))
            return undefined;
        if (!hasPlainNames(layer))
            return undefined;
        return merge([images.map(image => applyEntries(layer, image)), layer.changesMore ? possible : []]);
    };
    const buildOnce = (layer) => {
        if (!outputs.has(layer)) {
            outputs.set(layer, undefined);
            outputs.set(layer, build(layer, []));
        }
        return outputs.get(layer);
    };
    return layer => {
        const images = imagesAt(layer, []);
        return images && isAffordable(images.length * (layer.entries.length + 1)) ? images : undefined;
    };
}
function hasPlainNames({ entries }) {
    return entries.every(({ name = '' }) => (0,name_pattern/* readNamePattern */.c)(name).kind === 'plain');
}
function seen(reference) {
    return { reference, isSeen: true, renames: [] };
}
function unseen(reference) {
    return { reference, isSeen: false, renames: [] };
}
function applyEntries({ path, entries }, image) {
    let { reference, renames } = image;
    for (const entry of entries) {
        const next = (0,apply/* applyEntry */.fp)(entry)(reference);
        if (next === undefined)
            continue;
        const to = (0,apply/* splitReference */.mQ)(next).name;
        if (to !== (0,apply/* splitReference */.mQ)(reference).name) {
            renames = [...renames, { path, line: entry.line, from: reference, to }];
        }
        reference = next;
    }
    return { reference, isSeen: image.isSeen, renames };
}
function merge(lists) {
    const merged = new Map();
    for (const image of lists.flat()) {
        const history = image.renames.map(({ path, line, from }) => `${path}:${line}:${from}`);
        const key = [image.reference, ...history].join('\n');
        if (merged.get(key)?.isSeen !== true)
            merged.set(key, image);
    }
    return [...merged.values()];
}

;// CONCATENATED MODULE: ./src/kustomization/advice/unused.ts









function entryNotices(layer, images, set) {
    const { entries, path } = layer;
    if (layer.isComponent || !hasPlainNames(layer))
        return [];
    const matching = new Set(images.flatMap(({ reference }) => (0,apply/* applyImages */.B)(reference, entries).applied));
    const used = new Set([...matching].map(index => entries[index]?.name));
    const unused = new Map(set.filter(({ name }) => !used.has(name)).map(entry => [entry.name, entry]));
    const seenFirst = images.toSorted((a, b) => Number(b.isSeen) - Number(a.isSeen));
    return [...unused.values()].slice(0, limits/* limits */.F.examined).flatMap(({ name, line }) => {
        const { applied } = (0,apply/* applyImages */.B)(name, entries);
        if (!applied.some(index => entries[index]?.name === name))
            return [];
        const sentence = describeRenamed(name, layer, seenFirst) ?? describeUnused(name, layer, images);
        return sentence === undefined ? [] : [(0,notice/* noticeAt */.SC)({ path, line }, sentence)];
    });
}
function describeRenamed(name, { entries }, images) {
    const { matches } = (0,name_pattern/* readNamePattern */.c)(name);
    const renamed = images.flatMap(({ reference, renames }) => {
        const rename = renames.findLast(({ from }) => matches(from));
        return rename ? [{ rename, nameHere: (0,apply/* splitReference */.mQ)(reference).name }] : [];
    });
    const [first] = renamed;
    if (!first)
        return undefined;
    const { rename } = first;
    const namesHere = [...new Set(renamed.map(({ nameHere }) => nameHere))];
    const [nameHere = rename.to] = namesHere;
    const isLast = rename.to === nameHere && namesHere.length === 1;
    const arrives = isLast ? '' : `; it arrives as ${namesHere.map(yaml_file/* show */.WU).join(', ')}`;
    const entry = entries.find(other => other.name === nameHere);
    const remedy = entry
        ? `Move what it sets to the entry ${(0,yaml_file/* show */.WU)(nameHere)} on line ${entry.line}.`
        : namesHere.length === 1
            ? `Name this entry ${(0,yaml_file/* show */.WU)(nameHere)}.`
            : 'Make an entry for each of these names.';
    return `the entry ${(0,yaml_file/* show */.WU)(name)} has no effect: ${rename.path}:${rename.line} renames ${(0,yaml_file/* show */.WU)(name)} to ${(0,yaml_file/* show */.WU)(rename.to)} before this file is applied${arrives}. ${remedy}`;
}
function describeUnused(name, layer, images) {
    const seen = images.filter(({ isSeen }) => isSeen);
    const names = new Set(seen.map(({ reference }) => (0,apply/* splitReference */.mQ)(reference).name));
    if (names.size === 0 || mentionsImage(layer, name))
        return undefined;
    const shown = (0,nearest/* nearest */.p)(name, [...names], limits/* limits */.F.shownNames).map(yaml_file/* show */.WU);
    const more = names.size > shown.length ? ` and ${names.size - shown.length} more` : '';
    const folder = (0,yaml_file/* show */.WU)(external_node_path_.posix.dirname(layer.path));
    return `nothing in ${folder} and the layers below uses an image ${(0,yaml_file/* show */.WU)(name)}, so the entry has no effect. The images there, nearest first: ${shown.join(', ')}${more}. Correct the entry's name.`;
}
function mentionsImage(layer, name) {
    const escaped = name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    const whole = `(?<![\\w./-])${escaped}(?![\\w./-])`;
    const asImage = `(?:image\\w{0,30}|repository)["']?[ \\t]{0,30}:[ \\t]{0,30}["']?${escaped}(?![\\w./-])`;
    const pattern = /[/:@]/.test(name)
        ? new RegExp(whole)
        : new RegExp(`${asImage}|${whole}(?::[\\w.{]|@sha256:)`, 'i');
    const texts = [...withLayersBelow(layer)].flatMap(each => each.texts);
    return texts.some(text => text.includes(name) && pattern.test(text));
}

// EXTERNAL MODULE: ./src/kustomization/transformer/override.ts
var override = __webpack_require__(7933);
// EXTERNAL MODULE: ./src/yaml/scalar.ts
var yaml_scalar = __webpack_require__(5971);
;// CONCATENATED MODULE: ./src/kustomization/advice/unquoted.ts




const entryLists = ['images', 'imageTags'];
const entryFields = new Set(['name', 'newName', 'newTag', 'digest', 'tagSuffix'].map(read_mapping/* foldKey */.pU));
const textFields = ['namePrefix', 'nameSuffix', 'namespace'];
const textMaps = ['commonLabels', 'commonAnnotations'];
const unquoted_textLists = ['resources', 'components', 'bases', 'crds', 'configurations'];
function findUnquoted(root, aliases) {
    const unquoted = new Map();
    const check = (node, field, isItem) => {
        const scalar = (0,yaml_aliases/* follow */.e)(node, aliases);
        if (!(0,dist/* isNode */.Ll)(node) || !(0,dist/* isScalar */.jn)(scalar) || scalar.type !== 'PLAIN' || scalar.tag !== undefined)
            return;
        const text = String(scalar.value);
        if ((0,yaml_scalar/* readsAsNull */.hH)(text) || (0,yaml_scalar/* readsAsString */.Di)(text))
            return;
        const offset = node.range?.[0] ?? 0;
        unquoted.set(offset, { offset, field, isItem, text, type: /^[a-z]+$/i.test(text) ? 'boolean' : 'number' });
    };
    const values = (field) => {
        return (root.own.get((0,read_mapping/* foldKey */.pU)(field)) ?? []).map(pair => ({ pair, node: (0,yaml_aliases/* follow */.e)(pair.value, aliases) }));
    };
    const fieldsOf = createFieldReader(aliases);
    for (const { pair } of textFields.flatMap(values))
        check(pair.value, (0,read_mapping/* keyOf */.TN)(pair, aliases), false);
    for (const { pair, node } of unquoted_textLists.flatMap(values)) {
        for (const item of itemsOf(node))
            check(item, (0,read_mapping/* keyOf */.TN)(pair, aliases), true);
    }
    for (const { node } of textMaps.flatMap(values)) {
        for (const field of fieldsOf(node))
            check(field.value, (0,read_mapping/* keyOf */.TN)(field, aliases), false);
    }
    for (const { node } of entryLists.flatMap(values)) {
        for (const field of itemsOf(node).flatMap(fieldsOf)) {
            if (entryFields.has((0,read_mapping/* foldKey */.pU)((0,read_mapping/* keyOf */.TN)(field, aliases))))
                check(field.value, (0,read_mapping/* keyOf */.TN)(field, aliases), false);
        }
    }
    for (const { node } of values('labels')) {
        const pairs = itemsOf(node)
            .flatMap(fieldsOf)
            .filter(field => (0,read_mapping/* foldKey */.pU)((0,read_mapping/* keyOf */.TN)(field, aliases)) === 'pairs');
        for (const label of pairs.flatMap(({ value }) => fieldsOf(value)))
            check(label.value, (0,read_mapping/* keyOf */.TN)(label, aliases), false);
    }
    return [...unquoted.values()].sort((a, b) => a.offset - b.offset);
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











function fileNotices(text, path, names) {
    if (text.length > limits/* limits */.F.fileCharacters)
        return [];
    return tryRead(() => noticesOf({ text, path }, new Set(names))) ?? [];
}
function noticesOf(file, names) {
    const { text, path } = file;
    const { document } = (0,yaml_document/* parseDocument */.T)(file, { keepSourceTokens: false });
    const images = (0,read_images/* readImages */.H)(document, file);
    const entries = (0,apply/* placeEntries */.cN)(images, text);
    const notices = [];
    const add = (line, sentence) => {
        if (sentence !== undefined)
            notices.push((0,notice/* noticeAt */.SC)({ path, line }, sentence));
    };
    const set = entries.filter(({ name }) => name !== undefined && names.has(name));
    for (const entry of set.slice(0, Math.ceil(limits/* limits */.F.appliedEntries / entries.length))) {
        add(entry.line, describeName(entry.name ?? ''));
        add(entry.line, (0,override/* describeOverride */.q)(entry, entries));
        add(entry.suffixLine, describeSuffix(entry));
    }
    const lineAt = (0,yaml_file/* createLineIndex */.r1)(text);
    const unquoted = findUnquoted((0,read_mapping/* createMappingReader */.cu)(images.aliases)(images.root), images.aliases);
    for (const each of unquoted.slice(0, limits/* limits */.F.examined)) {
        add(lineAt(each.offset), describeUnquoted(each));
    }
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
function describeName(name) {
    const { kind, matches } = (0,name_pattern/* readNamePattern */.c)(name);
    const shown = (0,yaml_file/* show */.WU)(name);
    const remedy = `If the name is meant as it stands, write it as ${(0,yaml_file/* show */.WU)((0,name_pattern/* escapeName */.L)(name))}.`;
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

;// CONCATENATED MODULE: ./src/kustomization/advice/advise.ts











async function advise(tree, files) {
    const inFiles = files.flatMap(({ path, after, entries }) => {
        const names = entries.map(({ name }) => name);
        return fileNotices(after, path, names);
    });
    const around = await noticesAround(tree, files.slice(0, limits/* limits */.F.walkedFiles));
    return shorten([...inFiles, ...around]);
}
async function noticesAround(tree, files) {
    const known = createKnownFiles(tree);
    const folders = new Set(files.map(({ path }) => (0,paths/* folderOf */.yS)(path)));
    const isOverride = (path) => folders.has((0,paths/* folderOf */.yS)(path)) && isArgoCdSource(external_node_path_.posix.basename(path));
    const roots = files.map(({ path, after }) => ({ path, text: after }));
    const layers = await readLayers(known, roots, isOverride).catch((error) => {
        if (error instanceof errors/* ActionError */.lZ && !(0,errors/* isCancellation */.iB)(error))
            return undefined;
        throw error;
    });
    if (!layers)
        return [];
    const all = new Set([...layers.values()].flatMap(layer => [...withLayersBelow(layer)]));
    const names = [...all].flatMap(layer => layer.entries.flatMap(({ name }) => name ?? []));
    const imagesAt = createSimulation([...new Set(names)]);
    const overrides = known.filesBelow('').filter(isOverride);
    return files.flatMap(({ path, entries }) => {
        const layer = layers.get(path);
        if (!layer)
            return [];
        const images = imagesAt(layer);
        const beside = overrides
            .filter(override => (0,paths/* folderOf */.yS)(override) === (0,paths/* folderOf */.yS)(path))
            .flatMap(override => {
            const text = known.textOf(override);
            return text === undefined ? [] : overrideNotices(layer, { text, path: override }, entries);
        });
        return [...(images ? entryNotices(layer, images, entries) : []), ...beside];
    });
}
function inOrder({ location: a }, { location: b }) {
    const [one, other] = [a?.path ?? '', b?.path ?? ''];
    return one === other ? (a?.line ?? 0) - (b?.line ?? 0) : one < other ? -1 : 1;
}
function shorten(notices) {
    const unique = [...new Map(notices.map(notice => [notice.message, notice])).values()];
    const sorted = unique.sort(inOrder);
    if (sorted.length <= limits/* limits */.F.notices)
        return sorted;
    const shown = sorted.slice(0, limits/* limits */.F.notices - 1);
    const { path } = sorted[shown.length]?.location ?? { path: '' };
    const hidden = sorted.length - shown.length;
    return [...shown, (0,notice/* noticeAt */.SC)({ path }, `${hidden} more notices of this kind are not shown.`)];
}


/***/ }),

/***/ 7160:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ limits)
/* harmony export */ });
const limits = {
    walkedFiles: 20,
    levels: 8,
    pathsOfLevel: 100,
    readFiles: 100,
    readBytes: 2 * 1024 * 1024,
    pathLength: 1000,
    fileCharacters: 1024 * 1024,
    argoCdCharacters: 64 * 1024,
    parsedCharacters: 256 * 1024,
    manifestCharacters: 2 * 1024 * 1024,
    imageCharacters: 1000,
    appliedEntries: 200_000,
    simulatedSteps: 300_000,
    examined: 100,
    examinedOverrides: 30,
    notices: 20,
    shownNames: 5,
    prefetchedFor: 10,
    prefetchedFiles: 40
};


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
