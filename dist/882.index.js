export const id = 882;
export const ids = [882];
export const modules = {

/***/ 7882:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  entryLines: () => (/* binding */ entryLines),
  matchKustomization: () => (/* binding */ matchKustomization)
});

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./src/kustomization/read/mapping.ts
var mapping = __webpack_require__(3984);
;// CONCATENATED MODULE: ./src/yaml/nodes.ts

function rangeOf(node) {
    if (!node.range)
        throw new Error('A parsed YAML node has no place in the text.');
    return [node.range[0], node.range[1]];
}
function textEnd(text, node) {
    const [start, end] = rangeOf(node);
    return start + text.slice(start, end).trimEnd().length;
}
function isBlockScalar(node) {
    return (0,dist/* isScalar */.jn)(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
}
function pairStart(pair) {
    const before = pair.srcToken?.start.find(token => ['anchor', 'tag', 'explicit-key-ind'].includes(token.type));
    return before?.offset ?? ((0,dist/* isNode */.Ll)(pair.key) ? rangeOf(pair.key)[0] : 0);
}
function pairEnd(pair) {
    const keyEnd = (0,dist/* isNode */.Ll)(pair.key) ? rangeOf(pair.key)[1] : 0;
    if (!(0,dist/* isNode */.Ll)(pair.value))
        return keyEnd;
    return isEmpty(pair.value) ? emptyValueStart(pair) : rangeOf(pair.value)[1];
}
function isExplicit(pair) {
    return pair.srcToken?.start.some(token => token.type === 'explicit-key-ind') ?? false;
}
function isEmpty(value) {
    const [start, end] = rangeOf(value);
    return start === end;
}
function emptyValueStart(pair) {
    const token = pair.srcToken?.sep?.findLast(each => ['map-value-ind', 'anchor', 'tag'].includes(each.type));
    if (!token)
        throw new Error('A YAML key without a colon has a value.');
    return token.offset + token.source.length;
}
function commaBefore(pair) {
    return pair.srcToken?.start.find(token => token.type === 'comma')?.offset;
}
function styleOf(node) {
    if (!(0,dist/* isScalar */.jn)(node))
        return 'plain';
    if (node.type === 'QUOTE_DOUBLE')
        return 'double';
    return node.type === 'QUOTE_SINGLE' ? 'single' : 'plain';
}

// EXTERNAL MODULE: ./src/yaml/file.ts
var yaml_file = __webpack_require__(9549);
;// CONCATENATED MODULE: ./src/kustomization/edit/refuse.ts




function refuseShared(nodes, { file, images }) {
    for (const node of nodes) {
        if (!(0,dist/* isNode */.Ll)(node) || !images.aliases.shared.has(node))
            continue;
        const anchor = (0,yaml_file/* show */.WU)((0,dist/* isAlias */.Vj)(node) ? node.source : (node.anchor ?? ''));
        const sentence = `this carries the anchor &${anchor}, and *${anchor} uses it elsewhere, so a change here would reach that place too. Write the values out in both places.`;
        throw (0,yaml_file/* failureAt */.iY)('EDIT_REFUSED', file, rangeOf(node)[0], sentence);
    }
}
function refuseUnclearFields(entry, file) {
    const { own } = entry.mapping;
    for (const field of ['name', 'newName', 'newTag', 'digest']) {
        const pairs = own.get((0,mapping/* foldKey */.pU)(field)) ?? [];
        const offsets = pairs.map(pairStart);
        if (pairs.length > 1) {
            const sentence = `this entry has ${field} more than once (${(0,yaml_file/* nameLines */.RA)(file.text, offsets)}; kustomize ignores upper and lower case in keys). Keep one.`;
            throw (0,yaml_file/* failureAt */.iY)('EDIT_REFUSED', file, offsets[0] ?? entry.offset, sentence);
        }
        if (pairs.some(pair => !(0,dist/* isScalar */.jn)(pair.key))) {
            const sentence = `the key ${field} is written as an alias. Write it out.`;
            throw (0,yaml_file/* failureAt */.iY)('EDIT_REFUSED', file, offsets[0] ?? entry.offset, sentence);
        }
    }
}
function refuseMerged(entry, field, file, { goes }) {
    const isAnywhere = goes || field === 'digest';
    const arrives = isAnywhere ? entry.mapping.merged.has((0,mapping/* foldKey */.pU)(field)) : (0,mapping/* isOverridden */.X3)(entry.mapping, field);
    if (!arrives)
        return;
    const sentence = `${field} of this entry arrives through a merge key (<<). Write the entry's fields out.`;
    throw (0,yaml_file/* failureAt */.iY)('EDIT_REFUSED', file, entry.offset, sentence);
}

;// CONCATENATED MODULE: ./src/yaml/flow.ts



function flowPair(pair) {
    return { start: pairStart(pair), end: pairEnd(pair), before: commaBefore(pair) };
}
function insertFlowItems(text, item, rendered, { spaced }) {
    const { start, end } = item;
    const { after, isLast, hasOwnLines } = look(text, item);
    if (!hasOwnLines) {
        const comma = spaced ? ', ' : ',';
        return [insert(end, rendered.map(each => comma + each).join(''))];
    }
    const indent = text.slice((0,yaml_file/* lineStart */.PT)(text, start), start);
    const lines = (at, separator) => (0,yaml_file/* lineBreakFor */.Ri)(text, at) + indent + rendered.join(separator);
    if (!isLast) {
        const at = (0,yaml_file/* lineEnd */.kd)(text, after);
        return [insert(at, lines(at, `,${(0,yaml_file/* lineBreakFor */.Ri)(text, at)}${indent}`) + ',')];
    }
    const at = (0,yaml_file/* lineEnd */.kd)(text, end);
    return [insert(end, ','), insert(at, lines(at, `,${(0,yaml_file/* lineBreakFor */.Ri)(text, at)}${indent}`))];
}
function removeFlowItem(text, item) {
    const { start, end, before } = item;
    const { after, isLast, hasOwnLines } = look(text, item);
    if (hasOwnLines) {
        const lastLine = (0,yaml_file/* lineEnd */.kd)(text, isLast ? end : after);
        const lines = remove((0,yaml_file/* lineStart */.PT)(text, start), lastLine + (0,yaml_file/* lineBreakAt */.pn)(text, lastLine).length);
        const isFree = before !== undefined && !text.slice(before, start).includes('\n#');
        return isLast && isFree ? [remove(before, before + 1), lines] : [lines];
    }
    if (!isLast) {
        const gap = /^[ \t]*/.exec(text.slice(after + 1))?.[0].length ?? 0;
        const next = after + 1 + gap;
        if ((0,yaml_file/* lineBreakAt */.pn)(text, next) === '')
            return [remove(start, next)];
        return [remove(text.slice(0, start).trimEnd().length, after + 1)];
    }
    if (before === undefined || text.slice(before + 1, start).trim() !== '')
        return [remove(start, end)];
    const endsLine = (0,yaml_file/* lineEnd */.kd)(text, end) < after && (0,yaml_file/* startsItsLine */._e)(text, before);
    return [remove(endsLine ? text.slice(0, before).trimEnd().length : before, end)];
}
function colonOf(text, pair) {
    if (!(0,dist/* isNode */.Ll)(pair.key) || !(0,dist/* isNode */.Ll)(pair.value))
        return ': ';
    const between = text.slice(rangeOf(pair.key)[1], rangeOf(pair.value)[0]);
    return /^ ?: $/.test(between) || (/^ ?:$/.test(between) && styleOf(pair.key) !== 'plain') ? between : ': ';
}
function look(text, { start, end }) {
    const after = nextToken(text, end);
    const isLast = text[after] !== ',';
    const sameLine = (0,yaml_file/* lineEnd */.kd)(text, end) >= after;
    const restIsFree = isLast
        ? !sameLine
        : sameLine && /^[ \t]*(?:#|$)/.test(text.slice(after + 1, (0,yaml_file/* lineEnd */.kd)(text, after)));
    return { after, isLast, hasOwnLines: (0,yaml_file/* startsItsLine */._e)(text, start) && restIsFree };
}
function nextToken(text, from) {
    let at = from;
    for (;;) {
        while (/\s/.test(text.charAt(at)))
            at++;
        if (text[at] !== '#')
            return at;
        at = (0,yaml_file/* lineEnd */.kd)(text, at);
    }
}
function insert(at, text) {
    return { start: at, end: at, text };
}
function remove(start, end) {
    return { start, end, text: '' };
}

// EXTERNAL MODULE: ./src/kustomization/read/images.ts
var read_images = __webpack_require__(4734);
// EXTERNAL MODULE: ./src/yaml/scalar.ts
var scalar = __webpack_require__(5971);
;// CONCATENATED MODULE: ./src/yaml/block.ts



function insertBlockPairs(text, map, after, rendered) {
    const at = lastLineEnd(text, after);
    const start = (0,yaml_file/* lineBreakFor */.Ri)(text, at) + indentOf(text, map);
    return [{ start: at, end: at, text: rendered.map(each => start + each).join('') }];
}
function insertBlockPairsFirst(text, map, first, rendered) {
    const at = pairStart(first);
    const next = (0,yaml_file/* lineBreakFor */.Ri)(text, (0,yaml_file/* lineEnd */.kd)(text, at)) + indentOf(text, map);
    return [{ start: at, end: at, text: rendered.map(each => each + next).join('') }];
}
function removeBlockPair(text, pair) {
    const start = pairStart(pair);
    const end = (0,yaml_file/* lineEnd */.kd)(text, isBlockScalar(pair.value) ? textEnd(text, pair.value) : pairEnd(pair));
    const next = end + (0,yaml_file/* lineBreakAt */.pn)(text, end).length;
    if (!(0,yaml_file/* startsItsLine */._e)(text, start)) {
        const rest = /^\s*/.exec(text.slice(next))?.[0].length ?? 0;
        return [{ start, end: next + rest, text: '' }];
    }
    const from = (0,yaml_file/* lineStart */.PT)(text, start);
    if (next > end || from === 0)
        return [{ start: from, end: next, text: '' }];
    return [{ start: text.slice(0, from).trimEnd().length, end, text: '' }];
}
function insertBelow(file, node, lines, column) {
    const { text } = file;
    const last = lastScalar(node);
    if (last && isOpenAtEnd(text, last)) {
        const sentence = 'this text ends the file without a line break, and lines below it would add one to it. End the file with a line break.';
        throw (0,yaml_file/* failureAt */.iY)('EDIT_REFUSED', file, rangeOf(last)[0], sentence);
    }
    const keepsBlankLines = last !== undefined && /^[|>][1-9]?\+/.test(headerOf(text, last));
    const contentEnd = keepsBlankLines ? rangeOf(last)[1] : textEnd(text, node);
    if (keepsBlankLines && text[contentEnd - 1] === '\n') {
        const line = (0,yaml_file/* lineBreakFor */.Ri)(text, contentEnd);
        const written = lines.slice(lines.findIndex(each => each !== ''));
        return { start: contentEnd, end: contentEnd, text: written.map(each => each + line).join('') };
    }
    const end = belowComments(text, (0,yaml_file/* lineEnd */.kd)(text, contentEnd), column);
    const own = (0,yaml_file/* lineBreakAt */.pn)(text, end);
    const line = (0,yaml_file/* lineBreakFor */.Ri)(text, end);
    const at = end + own.length;
    return { start: at, end: at, text: lines.map(each => (own === '' ? line + each : each + line)).join('') };
}
function endsInOpenText(text, root) {
    const last = (0,dist/* isNode */.Ll)(root) ? lastScalar(root) : undefined;
    return last !== undefined && isOpenAtEnd(text, last);
}
function isOpenAtEnd(text, scalar) {
    if (!isBlockScalar(scalar) || text.endsWith('\n') || headerOf(text, scalar).includes('-'))
        return false;
    return text.slice(rangeOf(scalar)[1]).trim() === '';
}
function headerOf(text, scalar) {
    if (!isBlockScalar(scalar))
        return '';
    const [start] = rangeOf(scalar);
    return /^[|>][-+0-9]*/.exec(text.slice(start, start + 4))?.[0] ?? '';
}
function lastScalar(node) {
    let current = node;
    for (;;) {
        if ((0,dist/* isScalar */.jn)(current))
            return current;
        if ((0,dist/* isMap */.jh)(current) && !current.flow)
            current = current.items.at(-1)?.value;
        else if ((0,dist/* isSeq */.oP)(current) && !current.flow)
            current = current.items.at(-1);
        else
            return undefined;
    }
}
function belowComments(text, from, column) {
    let end = from;
    for (;;) {
        const next = end + (0,yaml_file/* lineBreakAt */.pn)(text, end).length;
        const indent = /^[ \t]*(?=#)/.exec(text.slice(next, (0,yaml_file/* lineEnd */.kd)(text, next)))?.[0].length;
        if (next === end || indent === undefined || indent <= column)
            return end;
        end = (0,yaml_file/* lineEnd */.kd)(text, next);
    }
}
function indentBefore(text, offset) {
    return /^[ \t]*/.exec(text.slice((0,yaml_file/* lineStart */.PT)(text, offset), offset))?.[0] ?? '';
}
function lastLineEnd(text, pair) {
    const end = pairEnd(pair);
    if (!isBlockScalar(pair.value) || text[end - 1] !== '\n')
        return (0,yaml_file/* lineEnd */.kd)(text, end);
    return text[end - 2] === '\r' ? end - 2 : end - 1;
}
function indentOf(text, map) {
    const own = map.items.map(pairStart).find(start => (0,yaml_file/* startsItsLine */._e)(text, start));
    if (own !== undefined)
        return text.slice((0,yaml_file/* lineStart */.PT)(text, own), own);
    const first = map.items[0];
    if (!first)
        throw new Error('An images entry has no key.');
    const start = pairStart(first);
    return ' '.repeat(start - (0,yaml_file/* lineStart */.PT)(text, start));
}

// EXTERNAL MODULE: ./src/kustomization/read/entry.ts
var read_entry = __webpack_require__(94);
;// CONCATENATED MODULE: ./src/kustomization/edit/new-entry.ts








function defaultForm(dash, isFlow, keyStyle) {
    const isBlock = !isFlow;
    return {
        dash,
        isBlock,
        keyStyle,
        nameStyle: keyStyle,
        tagStyle: keyStyle,
        colon: ': ',
        comma: ', ',
        padding: '',
        spread: undefined,
        isAlphabetical: false
    };
}
function formOf(text, item, indent) {
    if (!(0,dist/* isMap */.jh)(item))
        return undefined;
    const keys = item.items.map(pair => ((0,dist/* isScalar */.jn)(pair.key) ? (0,mapping/* foldKey */.pU)(String(pair.key.value)) : ''));
    const name = item.items[keys.indexOf('name')];
    if (!name || !(0,dist/* isNode */.Ll)(name.key) || !(0,dist/* isNode */.Ll)(name.value))
        return undefined;
    const [start] = rangeOf(item);
    const before = text.slice((0,yaml_file/* lineStart */.PT)(text, start), start);
    const isBlock = !item.flow;
    if (!isBlock && text[start] !== '{')
        return undefined;
    const colon = isBlock ? ': ' : colonOf(text, name);
    return {
        dash: /^[ \t]*-[ \t]+$/.test(before) ? before : `${indent}- `,
        isBlock,
        keyStyle: styleOf(name.key),
        ...valueStyles(item, keys),
        colon,
        comma: colon.endsWith(' ') ? ', ' : ',',
        padding: text[start + 1] === ' ' ? ' ' : '',
        spread: isBlock ? undefined : spreadOf(text, item),
        isAlphabetical: keys.indexOf('digest') === 0 && keys.length > 1
    };
}
function spreadOf(text, item) {
    const [start, end] = rangeOf(item);
    const [first] = item.items;
    if (!first || !text.slice(start, pairStart(first)).includes('\n'))
        return undefined;
    const close = text.slice((0,yaml_file/* lineStart */.PT)(text, end - 1), end - 1);
    if (close.trim() !== '')
        return undefined;
    return { field: indentBefore(text, pairStart(first)), close };
}
function valueStyles(item, keys) {
    const styleAt = (key) => item.items[keys.indexOf(key)]?.value;
    const nameStyle = styleOf(styleAt('name'));
    const tag = styleAt('newtag') ?? styleAt('digest');
    return { nameStyle, tagStyle: tag === undefined ? nameStyle : styleOf(tag) };
}
function renderEntry({ name, values }, form) {
    const fields = (form.isAlphabetical
        ? ['digest', 'name', 'newName', 'newTag']
        : ['name', ...read_entry/* entryFields */.o])
        .map(field => ({ field, value: field === 'name' ? name : values[field] }))
        .flatMap(({ field, value }) => (value === undefined ? [] : [{ field, value }]))
        .map(({ field, value }) => {
        const style = field === 'newTag' || field === 'digest' ? form.tagStyle : form.nameStyle;
        return (0,scalar/* renderScalar */.VO)(field, form.keyStyle) + form.colon + (0,scalar/* renderScalar */.VO)(value, style);
    });
    if (form.isBlock) {
        const indent = ' '.repeat(form.dash.length);
        return fields.map((field, index) => (index === 0 ? form.dash : indent) + field);
    }
    if (form.spread === undefined) {
        return [`${form.dash}{${form.padding}${fields.join(form.comma)}${form.padding}}`];
    }
    const { field: indent, close } = form.spread;
    const last = fields.length - 1;
    return [
        `${form.dash}{`,
        ...fields.map((field, index) => indent + field + (index === last ? '' : ',')),
        `${close}}`
    ];
}

;// CONCATENATED MODULE: ./src/kustomization/edit/first-entries.ts







function planFirstEntries(images, added, file) {
    const { imagesPair, root } = images;
    if (imagesPair)
        return planEmptyList(images, imagesPair, added, file);
    return root.flow ? planFlowKey(root, added, file) : planBlockKey(root, added, file);
}
function planEmptyList(images, pair, added, file) {
    const { text } = file;
    const { root } = images;
    const { value, key } = pair;
    if (!(0,dist/* isNode */.Ll)(key) || !(0,dist/* isNode */.Ll)(value))
        throw noPlace(file, pairStart(pair));
    const isEmptyList = (0,dist/* isSeq */.oP)(value) || (0,read_images/* isNothing */.q)(value, images.aliases);
    const isAnchored = value.tag !== undefined || (((0,dist/* isSeq */.oP)(value) || (0,dist/* isScalar */.jn)(value)) && value.anchor !== undefined);
    if (!isEmptyList || isAnchored)
        throw noPlace(file, pairStart(pair));
    const [start, end] = rangeOf(value);
    if (/[^\s[\]~nulNUL]/.test(text.slice(start, end)))
        throw noPlace(file, pairStart(pair));
    if (root.flow) {
        const form = defaultForm('', true, styleOf(key));
        const list = `[${added.flatMap(entry => renderEntry(entry, form)).join(', ')}]`;
        if (!isEmpty(value))
            return [{ start, end, text: list }];
        const at = emptyValueStart(pair);
        return [{ start: at, end: at, text: ` ${list}` }];
    }
    const keyEnd = text.indexOf(':', rangeOf(key)[1]) + 1;
    if (text.slice(keyEnd, start).trim() !== '')
        throw noPlace(file, pairStart(pair));
    const emptied = isEmpty(value) ? [] : [{ start: keyEnd, end, text: '' }];
    const at = (0,yaml_file/* lineEnd */.kd)(text, Math.max(keyEnd, isEmpty(value) ? keyEnd : end));
    const lines = renderLines(text, root, added).map(each => (0,yaml_file/* lineBreakFor */.Ri)(text, at) + each);
    return [...emptied, { start: at, end: at, text: lines.join('') }];
}
function planBlockKey(root, added, file) {
    const { text } = file;
    const last = root.items.at(-1);
    const first = root.items[0];
    if (!last || !first)
        throw new Error('A kustomization has no keys.');
    const indent = indentBefore(text, pairStart(first)).replace('\uFEFF', '');
    const isAiry = root.items.length > 1 && root.items.slice(1).every(pair => isBelowBlankLine(text, pair));
    const node = (0,dist/* isNode */.Ll)(last.value) && !isEmpty(last.value) ? last.value : last.key;
    if (!(0,dist/* isNode */.Ll)(node))
        throw noPlace(file, rangeOf(root)[0]);
    const lines = [...(isAiry ? [''] : []), `${indent}${renderKey(first)}:`, ...renderLines(text, root, added)];
    return [insertBelow(file, node, lines, indent.length)];
}
function planFlowKey(root, added, file) {
    const last = root.items.at(-1);
    if (!last || file.text[rangeOf(root)[0]] !== '{' || ((0,dist/* isNode */.Ll)(last.value) && isEmpty(last.value)))
        throw noPlace(file, rangeOf(root)[0]);
    const form = { ...defaultForm('', true, styleOf(last.key)), colon: colonOf(file.text, last) };
    const spaced = form.colon.endsWith(' ');
    const list = added.flatMap(entry => renderEntry(entry, { ...form, comma: spaced ? ', ' : ',' }));
    const rendered = `${renderKey(last)}${form.colon}[${list.join(spaced ? ', ' : ',')}]`;
    return insertFlowItems(file.text, flowPair(last), [rendered], { spaced });
}
function renderLines(text, root, added) {
    const form = defaultForm(`${listIndent(text, root)}- `, false, 'plain');
    return added.flatMap(entry => renderEntry(entry, form));
}
function listIndent(text, root) {
    const first = root.items[0];
    const own = first ? (0,yaml_file/* columnAt */.o0)(text, pairStart(first)) - 1 : 0;
    const list = root.items
        .map(({ value }) => value)
        .find(value => (0,dist/* isSeq */.oP)(value) && !value.flow && value.items.length > 0);
    const column = (0,dist/* isNode */.Ll)(list) ? (0,yaml_file/* columnAt */.o0)(text, rangeOf(list)[0]) - 1 : own;
    return ' '.repeat(Math.max(own, column));
}
function renderKey(like) {
    const style = styleOf(like.key);
    if (style === 'plain')
        return 'images';
    return style === 'single' ? "'images'" : '"images"';
}
function isBelowBlankLine(text, pair) {
    const above = text.slice(0, (0,yaml_file/* lineStart */.PT)(text, pairStart(pair)));
    return /\n[ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*$/.test(above.slice(-2_000));
}
function noPlace(file, offset) {
    const sentence = 'newtag cannot add an entry to images in its current form. Add the first entry by hand, as a list item; newtag can then add others.';
    return (0,yaml_file/* failureAt */.iY)('EDIT_REFUSED', file, offset, sentence);
}

;// CONCATENATED MODULE: ./src/kustomization/edit/add-entries.ts








function placeAdditions(images, added, file, { atEnd }) {
    if (added.length === 0)
        return [];
    const list = images.imagesPair?.value;
    const count = (0,dist/* isSeq */.oP)(list) ? list.items.length : 0;
    const entries = images.entries.filter(entry => entry.list.key === 'images');
    const names = entries.map(({ name }) => name ?? '');
    const isSorted = names.length > 1 && names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name);
    if (!isSorted || atEnd)
        return [{ after: count - 1, entries: added }];
    const places = new Map();
    for (const entry of [...added].sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const before = names.findLastIndex(name => name < entry.name);
        const first = canGoFirst(list, file.text) ? -1 : count - 1;
        const after = before === -1 ? first : (entries[before]?.index ?? count - 1);
        places.set(after, [...(places.get(after) ?? []), entry]);
    }
    return [...places].sort(([a], [b]) => a - b).map(([after, group]) => ({ after, entries: group }));
}
function canGoFirst(list, text) {
    if (!(0,dist/* isSeq */.oP)(list) || list.flow === true)
        return false;
    const [start] = rangeOf(list);
    const above = text.slice(0, (0,yaml_file/* lineStart */.PT)(text, start)).trimEnd();
    return /:$/.test(above) && indentBefore(text, start).length === start - (0,yaml_file/* lineStart */.PT)(text, start);
}
function planAdditions(images, additions, file) {
    if (additions.length === 0)
        return [];
    const list = images.imagesPair?.value;
    refuseShared([images.root, list], { file, images });
    if (!(0,dist/* isSeq */.oP)(list) || list.items.length === 0) {
        const added = additions.flatMap(({ entries }) => entries);
        return planFirstEntries(images, added, file);
    }
    return additions.flatMap(({ after, entries }) => {
        const dash = ' '.repeat(columnOf(file.text, list));
        const form = [after, after - 1, after + 1]
            .map(index => formOf(file.text, list.items[index], dash))
            .find(each => each !== undefined);
        if (!form)
            throw noPlace(file, pairStart(pairOf(images)));
        if (list.flow === true)
            return inFlow(file, list, after, entries, form);
        return after === -1
            ? [beforeFirst(file, list, entries, form)]
            : [inBlock(file, list, after, entries, form)];
    });
}
function columnOf(text, list) {
    return (0,yaml_file/* columnAt */.o0)(text, rangeOf(list)[0]) - 1;
}
function inFlow(file, list, after, entries, form) {
    const item = list.items[after];
    if (!(0,dist/* isNode */.Ll)(item))
        throw noPlace(file, rangeOf(list)[0]);
    const [start, end] = rangeOf(item);
    const line = (0,yaml_file/* lineBreakFor */.Ri)(file.text, (0,yaml_file/* lineEnd */.kd)(file.text, start));
    const rendered = entries.map(entry => renderEntry(entry, { ...form, dash: '' }).join(line));
    return insertFlowItems(file.text, { start, end, before: undefined }, rendered, {
        spaced: form.comma.endsWith(' ')
    });
}
function beforeFirst({ text }, list, entries, form) {
    const at = (0,yaml_file/* lineStart */.PT)(text, rangeOf(list)[0]);
    const line = (0,yaml_file/* lineBreakFor */.Ri)(text, (0,yaml_file/* lineEnd */.kd)(text, at));
    const blank = isAiry(text, list, 0) ? [''] : [];
    const lines = entries.flatMap(entry => [...renderEntry(entry, form), ...blank]);
    return { start: at, end: at, text: lines.map(each => each + line).join('') };
}
function inBlock(file, list, after, entries, form) {
    const item = list.items[after];
    if (!(0,dist/* isNode */.Ll)(item))
        throw noPlace(file, rangeOf(list)[0]);
    const blank = isAiry(file.text, list, after) ? [''] : [];
    const lines = entries.flatMap(entry => [...blank, ...renderEntry(entry, form)]);
    return insertBelow(file, item, lines, columnOf(file.text, list));
}
function isAiry(text, { items }, index) {
    return [index - 1, index].some(each => {
        const [one, other] = [items[each], items[each + 1]];
        if (!(0,dist/* isNode */.Ll)(one) || !(0,dist/* isNode */.Ll)(other))
            return false;
        const between = text.slice(textEnd(text, one), rangeOf(other)[0]);
        return /\n[ \t]*\r?\n/.test(between);
    });
}
function pairOf({ imagesPair }) {
    if (!imagesPair)
        throw new Error('There is no images list.');
    return imagesPair;
}

// EXTERNAL MODULE: ./src/yaml/document.ts
var yaml_document = __webpack_require__(3454);
// EXTERNAL MODULE: ./src/yaml/aliases.ts
var aliases = __webpack_require__(4967);
;// CONCATENATED MODULE: ./src/yaml/replace-scalar.ts




function hasStringTag({ tag }) {
    return tag === undefined || tag === '!' || tag === 'tag:yaml.org,2002:str';
}
function replaceValue(pair, value, inFlow, file) {
    const old = pair.value;
    const style = styleFor(pair, inFlow);
    if (!(0,dist/* isNode */.Ll)(old)) {
        if (isExplicit(pair))
            throw refuse('is written with ? and has no value', pair, file);
        return replace_scalar_insert((0,dist/* isNode */.Ll)(pair.key) ? rangeOf(pair.key)[1] : 0, `: ${(0,scalar/* renderScalar */.VO)(value, style)}`);
    }
    if ((0,dist/* isAlias */.Vj)(old))
        return [span(rangeOf(old), (0,scalar/* renderScalar */.VO)(value, style))];
    if (!(0,dist/* isScalar */.jn)(old)) {
        const isTemplate = file.text.startsWith('{{', rangeOf(old)[0]);
        const problem = isTemplate
            ? 'looks like a template ({{ … }}), which kustomize does not fill in'
            : 'is not a text';
        throw refuse(problem, pair, file);
    }
    if (!hasStringTag(old))
        throw refuse('has a YAML tag that is not !!str', pair, file);
    if (isEmpty(old))
        return replace_scalar_insert(emptyValueStart(pair), ` ${(0,scalar/* renderScalar */.VO)(value, style)}`);
    if (isBlockScalar(old))
        return replaceBlockScalar(old, value, file.text);
    return [span(rangeOf(old), (0,scalar/* renderScalar */.VO)(value, style))];
}
function styleFor(pair, inFlow) {
    const style = styleOf(pair.value);
    return inFlow && style === 'plain' ? styleOf(pair.key) : style;
}
function replaceBlockScalar(old, value, text) {
    const [start, end] = rangeOf(old);
    const header = /^[|>][-+0-9]*/.exec(text.slice(start, end))?.[0] ?? '';
    const headerEnd = (0,yaml_file/* lineEnd */.kd)(text, start);
    const spans = [span([start, start + header.length], (0,scalar/* renderScalar */.VO)(value, 'plain'))];
    const content = text.slice(headerEnd, end).trimEnd();
    return content === '' ? spans : [...spans, span([headerEnd, headerEnd + content.length], '')];
}
function refuse(problem, pair, file) {
    const offset = (0,dist/* isNode */.Ll)(pair.key) ? rangeOf(pair.key)[0] : 0;
    const key = (0,dist/* isScalar */.jn)(pair.key) ? String(pair.key.value) : 'the field';
    return (0,yaml_file/* failureAt */.iY)('EDIT_REFUSED', file, offset, `${key} ${problem}. Write it as ${key}: some-text.`);
}
function replace_scalar_insert(at, text) {
    return [span([at, at], text)];
}
function span([start, end], text) {
    return { start, end, text };
}

;// CONCATENATED MODULE: ./src/kustomization/edit/field-place.ts





function field_place_pairOf(entry, field) {
    return entry.mapping.own.get((0,mapping/* foldKey */.pU)(field))?.at(-1);
}
function findPlace(entry, field, images, removed) {
    const isFlow = entry.mapping.node.flow === true;
    const { items } = entry.mapping.node;
    const canPrecede = (pair) => {
        const isGlued = isFlow && (!pair || !(0,dist/* isNode */.Ll)(pair.value) || isEmpty(pair.value));
        return pair !== undefined && !removed.includes(pair) && !isGlued;
    };
    const model = findModel(entry, field, images);
    const style = (at) => model?.style ?? styleFor(at, isFlow);
    const usual = ['name', ...read_entry/* entryFields */.o.slice(0, read_entry/* entryFields */.o.indexOf(field))];
    const hasOwnOrder = model?.after.some(key => usual.map(mapping/* foldKey */.pU).includes(key)) === true;
    const before = hasOwnOrder ? model.before : [...usual].reverse();
    const behind = before.map(key => field_place_pairOf(entry, key)).find(canPrecede);
    if (behind)
        return { at: behind, isBefore: false, style: style(behind) };
    const [first] = items;
    if (hasOwnOrder && before.length === 0 && !isFlow && canPrecede(first) && first) {
        return { at: first, isBefore: true, style: style(first) };
    }
    const last = [...items].reverse().find(canPrecede);
    return last && { at: last, isBefore: false, style: style(last) };
}
function findModel(entry, field, images) {
    const at = images.entries.indexOf(entry);
    const near = [-1, 1, -2, 2, -3, 3].map(step => images.entries[at + step]);
    for (const other of near) {
        if (!other || other.list !== entry.list || !hasSameForm(other, entry))
            continue;
        const pair = field_place_pairOf(other, field);
        if (!pair)
            continue;
        if (!(0,dist/* isNode */.Ll)(pair.value) || isEmpty(pair.value))
            continue;
        const keys = other.mapping.node.items.map(item => (0,mapping/* foldKey */.pU)((0,mapping/* keyOf */.TN)(item, images.aliases)));
        const index = other.mapping.node.items.indexOf(pair);
        return {
            before: keys.slice(0, index).reverse(),
            after: keys.slice(index + 1),
            style: styleOf(pair.value)
        };
    }
    return undefined;
}
function hasSameForm(one, other) {
    return (one.mapping.node.flow === true) === (other.mapping.node.flow === true);
}

;// CONCATENATED MODULE: ./src/kustomization/edit/change-entry.ts











function changeEntry(entryInFile, wanted) {
    const { file, images, entry } = entryInFile;
    refuseUnclearFields(entry, file);
    const { replaced, removed, inserted, fields } = compare(entryInFile, wanted);
    refuseShared([...replaced, ...removed.map(pair => ({ pair }))].flatMap(({ pair }) => [pair.key, pair.value]), entryInFile);
    const swapped = findSwap(removed, inserted, isFlow(entry));
    const spans = [
        ...replaced.flatMap(({ pair, to }) => replaceValue(pair, to, isFlow(entry), file)),
        ...(swapped ? swap(swapped, isFlow(entry), file) : []),
        ...change_entry_insert(entryInFile, inserted.filter(insertion => insertion !== swapped?.inserted), removed.filter(pair => pair !== swapped?.pair)),
        ...removed.filter(pair => pair !== swapped?.pair).flatMap(pair => change_entry_remove(entryInFile, pair))
    ];
    if (spans.length > 0)
        refuseShared([images.root, entry.list.node, entry.mapping.node], entryInFile);
    return { spans, fields };
}
function compare(entryInFile, wanted) {
    const { entry, file } = entryInFile;
    const replaced = [];
    const removed = [];
    const inserted = [];
    const fields = [];
    for (const field of read_entry/* entryFields */.o) {
        const pair = field_place_pairOf(entry, field);
        const from = entry.values[field];
        const to = wanted[field];
        if (to === from && (to === undefined || !pair || isReadable(entryInFile, pair)))
            continue;
        refuseMerged(entry, field, file, { goes: to === undefined });
        fields.push({ field, from, to });
        if (!pair && to !== undefined)
            inserted.push({ field, to });
        else if (pair && to !== undefined)
            replaced.push({ pair, to });
        else if (pair)
            removed.push(pair);
    }
    return { replaced, removed, inserted, fields };
}
function isReadable({ images }, pair) {
    const value = (0,aliases/* follow */.e)(pair.value, images.aliases);
    if (!(0,dist/* isScalar */.jn)(value) || value.tag !== undefined)
        return (0,dist/* isScalar */.jn)(value) && hasStringTag(value);
    return value.type !== 'PLAIN' || (0,scalar/* readsAsString */.Di)(String(value.value));
}
function findSwap(removed, inserted, inFlow) {
    const [pair] = removed;
    const taker = inserted.find(({ field }) => field !== 'newName') ?? (inFlow ? inserted[0] : undefined);
    return pair && taker && (0,dist/* isScalar */.jn)(pair.key) ? { pair, inserted: taker } : undefined;
}
function swap({ pair, inserted }, inFlow, file) {
    if (!(0,dist/* isNode */.Ll)(pair.key))
        throw new Error('A field of an images entry has no key.');
    const [start, end] = rangeOf(pair.key);
    const key = { start, end, text: (0,scalar/* renderScalar */.VO)(inserted.field, styleOf(pair.key)) };
    return [key, ...replaceValue(pair, inserted.to, inFlow, file)];
}
function change_entry_remove({ file, entry }, pair) {
    return isFlow(entry) ? removeFlowItem(file.text, flowPair(pair)) : removeBlockPair(file.text, pair);
}
function change_entry_insert(entryInFile, inserted, removed) {
    const groups = [];
    for (const { field, to } of inserted) {
        const place = findPlace(entryInFile.entry, field, entryInFile.images, removed);
        if (!place)
            throw change_entry_noPlace(entryInFile, field);
        const colon = isFlow(entryInFile.entry) ? colonOf(entryInFile.file.text, place.at) : ': ';
        const rendered = (0,scalar/* renderScalar */.VO)(field, styleOf(place.at.key)) + colon + (0,scalar/* renderScalar */.VO)(to, place.style);
        const group = groups.find(each => each.place.at === place.at && each.place.isBefore === place.isBefore);
        if (group)
            group.rendered.push(rendered);
        else
            groups.push({ place, rendered: [rendered] });
    }
    return groups.flatMap(({ place, rendered }) => insertAt(entryInFile, place, rendered));
}
function insertAt(entryInFile, { at, isBefore }, rendered) {
    const { file, entry } = entryInFile;
    const { text } = file;
    const { node } = entry.mapping;
    const isPairInList = isFlow(entry) && text[rangeOf(node)[0]] !== '{';
    if (!((0,dist/* isScalar */.jn)(at.value) || (0,dist/* isAlias */.Vj)(at.value)) || isPairInList)
        throw change_entry_noPlace(entryInFile, 'newTag');
    if (isBefore)
        return insertBlockPairsFirst(text, node, at, rendered);
    if (!isFlow(entry))
        return insertBlockPairs(text, node, at, rendered);
    return insertFlowItems(text, flowPair(at), rendered, { spaced: colonOf(text, at).endsWith(' ') });
}
function change_entry_noPlace({ file, entry }, field) {
    const sentence = `there is no place for ${field} in this entry as it is written. Write it as - name: … on a line of its own.`;
    return (0,yaml_file/* failureAt */.iY)('EDIT_REFUSED', file, entry.offset, sentence);
}
function isFlow(entry) {
    return entry.mapping.node.flow === true;
}

// EXTERNAL MODULE: ./src/kustomization/transformer/apply.ts
var apply = __webpack_require__(889);
// EXTERNAL MODULE: ./src/kustomization/transformer/name-pattern.ts
var name_pattern = __webpack_require__(2373);
// EXTERNAL MODULE: ./src/kustomization/transformer/override.ts
var override = __webpack_require__(7933);
;// CONCATENATED MODULE: ./src/kustomization/edit/effect.ts




const maxApplied = 100_000;
function findIneffective(images, wanted, additions, file) {
    const { existing, all } = listAfter(images, wanted, additions, file);
    const names = new Set(images.entries.map(({ name }) => name));
    const isLong = wanted.length * all.length > maxApplied;
    for (const target of wanted) {
        const { entry, name } = target;
        if (isLong && entry && !names.has(target.after.newName))
            continue;
        const placed = entry ? existing.get(entry) : all.find(other => other.name === name);
        if (!placed || (0,name_pattern/* readNamePattern */.c)(name).kind !== 'plain')
            continue;
        if ((0,apply/* applyEntry */.fp)(placed)(name) === undefined || isKept(target, all))
            continue;
        const sentence = (0,override/* describeOverride */.q)(placed, all) ??
            `another entry overrides what the entry ${(0,yaml_file/* show */.WU)(name)} sets. Merge the two entries into one.`;
        return (0,yaml_file/* failureAt */.iY)('EDIT_REFUSED', file, entry?.offset ?? 0, sentence);
    }
    if (additions.length === 0 || isLong)
        return undefined;
    return findTakenOver(images, wanted, { existing, all }, file);
}
function listAfter(images, wanted, additions, file) {
    const after = new Map(wanted.map(target => [target.entry, target.after]));
    const placed = (0,apply/* placeEntries */.cN)(images, file.text);
    const existing = new Map(images.entries.map((entry, index) => [entry, { ...placedAt(placed, index), ...after.get(entry) }]));
    const all = images.entries.map(entry => ({ entry, placed: existing.get(entry) }));
    const result = all.flatMap(({ placed: each }) => (each ? [each] : []));
    const count = images.entries.filter(({ list }) => list.key === 'images').length;
    for (const { after: item, entries } of [...additions].reverse()) {
        const before = images.entries.filter(({ list, index }) => list.key === 'images' && index <= item).length;
        const line = result[Math.max(0, before - 1)]?.line ?? 1;
        const added = entries.map(({ name, values }) => ({
            name,
            ...values,
            tagSuffix: undefined,
            line,
            suffixLine: line
        }));
        result.splice(Math.min(before, count), 0, ...added);
    }
    return { existing, all: result };
}
function placedAt(placed, index) {
    const entry = placed[index];
    if (!entry)
        throw new Error('An entry of the list has no line.');
    return entry;
}
function isKept({ name, deploys, after: { newTag, digest } }, entries) {
    const built = (0,apply/* splitReference */.mQ)((0,apply/* applyImages */.B)(name, entries).reference);
    if (deploys !== undefined && built.name !== deploys)
        return false;
    if (newTag === undefined && digest === undefined)
        return true;
    return built.tag === (newTag ?? '') && built.digest === (digest ?? '');
}
function findTakenOver(images, wanted, { existing, all }, file) {
    const setNames = new Set(wanted.map(({ name }) => name));
    const withoutNew = images.entries.flatMap(entry => existing.get(entry) ?? []);
    for (const entry of images.entries) {
        const { name } = entry;
        if (name === undefined || setNames.has(name))
            continue;
        const [before, now] = [(0,apply/* applyImages */.B)(name, withoutNew).reference, (0,apply/* applyImages */.B)(name, all).reference];
        if (before === now)
            continue;
        const added = wanted.find(each => !each.entry)?.name ?? '';
        const sentence = `adding an entry ${(0,yaml_file/* show */.WU)(added)} would change what this entry deploys from ${(0,yaml_file/* show */.WU)(before)} to ${(0,yaml_file/* show */.WU)(now)}. Set this entry instead, or add the other one by hand.`;
        return (0,yaml_file/* failureAt */.iY)('EDIT_REFUSED', file, entry.offset, sentence);
    }
    return undefined;
}

;// CONCATENATED MODULE: ./src/yaml/difference.ts


function difference(before, after) {
    if ((0,dist/* isScalar */.jn)(before)) {
        const same = (0,dist/* isScalar */.jn)(after) && before.value === after.value && before.type === after.type;
        return same && sameProperties(before, after) ? undefined : '';
    }
    if ((0,dist/* isMap */.jh)(before)) {
        if (!(0,dist/* isMap */.jh)(after) || !sameProperties(before, after))
            return '';
        return differenceInPairs(before.items, after.items, difference);
    }
    if ((0,dist/* isSeq */.oP)(before)) {
        if (!(0,dist/* isSeq */.oP)(after) || !sameProperties(before, after) || before.items.length !== after.items.length)
            return '';
        return firstPlace(before.items, (item, index) => {
            const place = difference(item, after.items[index]);
            return place === undefined ? undefined : `[${index}]${place}`;
        });
    }
    if ((0,dist/* isAlias */.Vj)(before))
        return (0,dist/* isAlias */.Vj)(after) && before.source === after.source ? undefined : '';
    if ((0,dist/* isPair */.tO)(before))
        return (0,dist/* isPair */.tO)(after) ? differenceInPairs([before], [after], difference) : '';
    return before === after ? undefined : '';
}
function differenceInPairs(before, after, compareValues) {
    if (before.length !== after.length)
        return '.(number of keys)';
    return firstPlace(before, (pair, index) => {
        const now = after[index];
        const place = difference(pair.key, now?.key) ?? compareValues(pair.value, now?.value, pair);
        return place === undefined ? undefined : `.${keyText(pair)}${place}`;
    });
}
function within(part, place) {
    return place === undefined ? undefined : part + place;
}
function sameProperties(before, after) {
    return before.tag === after.tag && before.anchor === after.anchor && before.flow === after.flow;
}
function isText(node, text) {
    if (!(0,dist/* isScalar */.jn)(node) || node.value !== text)
        return false;
    if (node.tag !== undefined)
        return node.tag === '!' || node.tag === 'tag:yaml.org,2002:str';
    return (node.type === 'QUOTE_DOUBLE' ||
        node.type === 'QUOTE_SINGLE' ||
        (node.type === 'PLAIN' && (0,scalar/* readsAsString */.Di)(text)));
}
function firstPlace(items, compare) {
    let index = 0;
    for (const item of items) {
        const place = compare(item, index);
        if (place !== undefined)
            return place;
        index += 1;
    }
    return undefined;
}
function keyText(pair) {
    return (0,dist/* isScalar */.jn)(pair.key) ? String(pair.key.value) : '';
}

;// CONCATENATED MODULE: ./src/kustomization/edit/entry-line.ts





function createLineFinder({ text, document }, additions) {
    const lineAt = (0,yaml_file/* createLineIndex */.r1)(text);
    return ({ entry, name }) => {
        const key = (0,mapping/* foldKey */.pU)(entry?.list.key ?? 'images');
        const root = document?.contents;
        const list = (0,dist/* isMap */.jh)(root) ? root.items.findLast(pair => (0,mapping/* foldKey */.pU)(keyText(pair)) === key)?.value : undefined;
        const index = entry
            ? entry.index + (key === 'images' ? countBefore(entry.index, additions) : 0)
            : indexOf(name, additions);
        const item = (0,dist/* isSeq */.oP)(list) ? list.items[index] : undefined;
        return lineAt((0,dist/* isMap */.jh)(item) ? offsetIn(item) : (0,dist/* isNode */.Ll)(item) ? rangeOf(item)[0] : 0);
    };
}
function offsetIn(entry) {
    const keys = entry.items.map(pair => (0,mapping/* foldKey */.pU)(keyText(pair)));
    const pair = ['newtag', 'digest', 'name'].map(key => entry.items[keys.lastIndexOf(key)]).find(Boolean);
    const node = (0,dist/* isNode */.Ll)(pair?.value) && !isEmpty(pair.value) ? pair.value : pair?.key;
    return (0,dist/* isNode */.Ll)(node) ? rangeOf(node)[0] : rangeOf(entry)[0];
}
function countBefore(index, additions) {
    return additions.filter(({ after }) => after < index).reduce((sum, { entries }) => sum + entries.length, 0);
}
function indexOf(name, additions) {
    for (const { after, entries } of additions) {
        const at = entries.findIndex(entry => entry.name === name);
        if (at !== -1)
            return after + 1 + countBefore(after, additions) + at;
    }
    return -1;
}

// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __webpack_require__(2600);
// EXTERNAL MODULE: ./src/kustomization/edit/set-image.ts
var set_image = __webpack_require__(9170);
// EXTERNAL MODULE: ./src/text/nearest.ts
var nearest = __webpack_require__(613);
;// CONCATENATED MODULE: ./src/kustomization/edit/match.ts





function matchEntries(images, set, file, ifMissing) {
    (0,set_image/* refuseMalformed */.g)(set);
    const entries = selectEntries(images, set, file);
    const { id } = set;
    if (entries.length === 0) {
        if (ifMissing === 'error')
            throw entryNotFound(images, set, file);
        const name = set.entryName ?? set.image ?? '';
        const newName = (0,set_image/* newNameOf */.V)(name, set);
        const { path } = file;
        const place = { index: undefined, location: { path } };
        return [{ id, path, name, ...place, deploys: newName ?? name, before: read_entry/* noValues */.Y, namesakes: [] }];
    }
    const namesakes = entries.map(({ values }) => values);
    const isFoundByNewName = namesakes.some(({ newName }) => newName !== undefined && newName === set.image);
    const deploys = set.newName ?? (set.entryName === undefined && isFoundByNewName ? set.image : undefined);
    return entries.map(entry => ({
        ...{ id, deploys, namesakes },
        path: file.path,
        name: entry.name ?? '',
        index: images.entries.indexOf(entry),
        location: (0,yaml_file/* locationAt */.dz)(file, entry.offset),
        before: entry.values
    }));
}
const namesShown = 10;
function selectEntries(images, { image, entryName }, file) {
    const named = (name) => images.byName.get(name) ?? [];
    const found = entryName === undefined
        ? image === undefined
            ? []
            : inOrder([...(images.byNewName.get(image) ?? []), ...named(image)])
        : named(entryName);
    const withName = found.filter(entry => entry.name !== undefined);
    const [first] = withName;
    if (!first) {
        if (found[0])
            throw nameless(found[0], file);
        return [];
    }
    if (new Set(withName.map(entry => entry.name)).size > 1)
        throw ambiguous(withName, first, image ?? '', file);
    const namesakes = named(first.name ?? '');
    const effective = namesakes.filter(({ values }) => Object.values(values).some(value => value !== undefined));
    return effective.length > 0 ? effective : [first];
}
function inOrder(entries) {
    return [...new Set(entries)].sort((a, b) => a.offset - b.offset);
}
function nameless(entry, file) {
    const sentence = 'this entry has no name, so kustomize applies it to nothing. Give it the name that the image has in the manifests.';
    return (0,yaml_file/* failureAt */.iY)('EDIT_REFUSED', file, entry.offset, sentence);
}
function ambiguous(found, first, image, file) {
    const where = (0,yaml_file/* nameLines */.RA)(file.text, found.map(entry => entry.offset));
    const shown = found.slice(0, namesShown).map(describe).join(', ');
    const sentence = `${found.length} images entries match ${(0,yaml_file/* show */.WU)(image)} (${where}): ${shown}. Say which one by its name: with image-name, or with name=*:tag in images.`;
    return (0,yaml_file/* failureAt */.iY)('ENTRY_AMBIGUOUS', file, first.offset, sentence);
}
function entryNotFound(images, set, { path }) {
    const name = set.entryName ?? set.image ?? '';
    const problem = set.entryName === undefined
        ? `${path} has no images entry for ${(0,yaml_file/* show */.WU)(name)}`
        : `${path} has no images entry with the name ${(0,yaml_file/* show */.WU)(name)}`;
    const message = `${problem}${advice(images, set, name)}`;
    return new errors/* ActionError */.lZ('ENTRY_NOT_FOUND', message, { location: { path } });
}
function advice(images, set, name) {
    const described = new Map();
    for (const entry of images.entries) {
        described.set(entry.name ?? '', describe(entry));
        if (entry.values.newName !== undefined)
            described.set(entry.values.newName, describe(entry));
    }
    if (described.size === 0) {
        return `: its images list is empty or missing. Add the entry once, the tag is then filled in, or set if-missing to add:\n\nimages:\n- name: ${(0,yaml_file/* show */.WU)(name)}`;
    }
    const total = new Set(described.values()).size;
    const near = (0,nearest/* nearest */.p)(name, [...described.keys()], 2 * namesShown).map(key => described.get(key) ?? key);
    const shown = [...new Set(near)].slice(0, namesShown);
    const more = total > shown.length ? ` and ${total - shown.length} more` : '';
    const action = set.entryName === undefined
        ? "Correct image, or set image-name to the entry's name"
        : 'Correct the name, or leave it out to find the entry by image';
    return `. The entries present, nearest first: ${shown.join(', ')}${more}. ${action}, or set if-missing: add to add an entry.`;
}
function describe({ name, values }) {
    const shown = name === undefined ? '(no name)' : (0,yaml_file/* show */.WU)(name);
    return values.newName === undefined ? shown : `${shown} → ${(0,yaml_file/* show */.WU)(values.newName)}`;
}

// EXTERNAL MODULE: ./src/errors/notice.ts
var notice = __webpack_require__(263);
;// CONCATENATED MODULE: ./src/kustomization/edit/notices.ts


function listNotices(images, wanted, file) {
    const unread = images.unread.map(node => {
        const offset = node.range?.[0] ?? 0;
        return (0,notice/* noticeAt */.SC)((0,yaml_file/* locationAt */.dz)(file, offset), 'this list is not read by kustomize: the same key is written again below. Move all entries under one key.');
    });
    const names = new Set(wanted.flatMap(({ entry, name }) => (entry ? [name] : [])));
    const repeated = [...names].flatMap(name => {
        const offsets = (images.byName.get(name) ?? []).map(entry => entry.offset);
        const [first] = offsets;
        if (first === undefined || offsets.length < 2)
            return [];
        const sentence = `${offsets.length} entries have the name ${(0,yaml_file/* show */.WU)(name)} (${(0,yaml_file/* nameLines */.RA)(file.text, offsets)}), and kustomize applies all of them, so all get the values. Merge them into one entry.`;
        return [(0,notice/* noticeAt */.SC)((0,yaml_file/* locationAt */.dz)(file, first), sentence)];
    });
    return [...unread, ...repeated];
}

;// CONCATENATED MODULE: ./src/kustomization/edit/proof.ts






function proveModel(before, after, intent) {
    const oldRoot = before.document?.contents;
    const wasOpen = endsInOpenText(before.text, oldRoot);
    (0,yaml_document/* dropSourceTokens */.R)(oldRoot);
    const now = reparse(after);
    const place = differenceInRoot(oldRoot, now.document?.contents, intent);
    if (place !== undefined)
        throw notProven(after, place);
    if (wasOpen !== endsInOpenText(now.text, now.document?.contents))
        throw notProven(after, 'the last text');
    if (losesAnchor(before, now))
        throw notProven(after, 'what an alias stands for');
    if (before.rest !== now.rest)
        throw notProven(after, 'a later document');
    return now;
}
function losesAnchor(before, now) {
    if (!now.text.includes('*'))
        return false;
    const [old, remaining] = [before, now].map(({ document }) => (document ? namesOf(document) : undefined));
    if (!old || !remaining)
        return false;
    return [...remaining.aliases.keys()].some(name => old.anchors.get(name) !== remaining.anchors.get(name));
}
function namesOf(document) {
    const anchors = new Map();
    const aliases = new Map();
    const count = (names, name) => {
        names.set(name, (names.get(name) ?? 0) + 1);
    };
    (0,dist/* visit */.YR)(document, {
        Alias: (_, { source }) => {
            count(aliases, source);
        },
        Value: (_, { anchor }) => {
            if (anchor !== undefined)
                count(anchors, anchor);
        }
    });
    return { anchors, aliases };
}
function notProven({ path }, place, cause) {
    const message = `${path} was not changed: the edited text would also differ in ${place}, where nothing was to change. Please report this as a bug of newtag, with the file.`;
    return new errors/* ActionError */.lZ('EDIT_NOT_PROVEN', message, { cause, location: { path } });
}
function reparse(after) {
    try {
        return (0,yaml_document/* parseDocument */.T)(after, { keepSourceTokens: false });
    }
    catch (cause) {
        throw notProven(after, 'the YAML syntax', cause);
    }
}
function differenceInRoot(before, after, intent) {
    if (!(0,dist/* isMap */.jh)(before) || !(0,dist/* isMap */.jh)(after) || !sameProperties(before, after))
        return 'the root';
    const last = after.items.at(-1);
    const compare = compareIn(before, intent);
    if (intent.added.length > 0 && after.items.length === before.items.length + 1 && last) {
        const rest = differenceInPairs(before.items, after.items.slice(0, -1), compare);
        if (rest !== undefined)
            return rest.slice(1);
        return keyText(last) === 'images'
            ? within('images', differenceInNewList(last.value, intent))
            : 'the last key';
    }
    return differenceInPairs(before.items, after.items, compare)?.slice(1);
}
function compareIn(root, intent) {
    const read = new Map(root.items.map(pair => [(0,mapping/* foldKey */.pU)(keyText(pair)), pair]));
    return (then, now, pair) => {
        const key = (0,mapping/* foldKey */.pU)(keyText(pair));
        if (!['images', 'imagetags'].includes(key) || read.get(key) !== pair)
            return difference(then, now);
        const added = key === 'images' ? intent.added : [];
        const isListBefore = (0,dist/* isSeq */.oP)(then) && then.items.length > 0;
        if (added.length > 0 && !isListBefore)
            return differenceInNewList(now, intent);
        if (!(0,dist/* isSeq */.oP)(then) || !(0,dist/* isSeq */.oP)(now) || !sameProperties(then, now))
            return difference(then, now);
        const changed = new Map(intent.changed.filter(({ list }) => list === key).map(each => [each.index, each]));
        return differenceInList(then.items, now.items, changed, added);
    };
}
function differenceInList(before, after, changed, added) {
    let next = 0;
    const newEntries = (index) => {
        if (added.length === 0)
            return undefined;
        const entries = added.filter(each => each.after === index).flatMap(each => each.entries);
        return firstPlace(entries, fields => {
            const at = next++;
            return within(`[${at}]`, differenceInNewEntry(after[at], fields));
        });
    };
    const first = newEntries(-1);
    if (first !== undefined)
        return first;
    const place = firstPlace(before, (item, index) => {
        const other = after[next++];
        const intended = changed.get(index);
        const wrong = intended ? differenceInEntry(item, other, intended) : difference(item, other);
        return wrong === undefined ? newEntries(index) : `[${index}]${wrong}`;
    });
    return place ?? (next === after.length ? undefined : ' (number of entries)');
}
function differenceInNewList(now, { added }) {
    const entries = added.flatMap(each => each.entries);
    if (!(0,dist/* isSeq */.oP)(now) || now.items.length !== entries.length)
        return '';
    if (now.tag !== undefined || now.anchor !== undefined)
        return '';
    return firstPlace(entries, (fields, index) => within(`[${index}]`, differenceInNewEntry(now.items[index], fields)));
}
function differenceInNewEntry(node, fields) {
    if (!(0,dist/* isMap */.jh)(node) || node.tag !== undefined || node.anchor !== undefined)
        return '';
    if (node.items.length !== fields.length)
        return ' (number of keys)';
    const wrong = fields.find(({ field, to }) => {
        const pairs = node.items.filter(pair => keyText(pair) === field);
        return pairs.length !== 1 || !isText(pairs[0]?.value, to);
    });
    return wrong && `.${wrong.field}`;
}
function differenceInEntry(before, after, { fields }) {
    if (!(0,dist/* isMap */.jh)(before) || !(0,dist/* isMap */.jh)(after) || !sameProperties(before, after))
        return '';
    const intended = fields.map(({ field }) => (0,mapping/* foldKey */.pU)(field));
    const others = ({ items }) => items.filter(pair => !intended.includes((0,mapping/* foldKey */.pU)(keyText(pair))));
    const place = differenceInPairs(others(before), others(after), difference);
    if (place !== undefined)
        return place;
    const wrong = fields.find(({ field, to }) => {
        const now = after.items.filter(pair => (0,mapping/* foldKey */.pU)(keyText(pair)) === (0,mapping/* foldKey */.pU)(field));
        return to === undefined ? now.length > 0 : now.length !== 1 || !isText(now[0]?.value, to);
    });
    return wrong && `.${wrong.field}`;
}

;// CONCATENATED MODULE: ./src/kustomization/edit/text-proof.ts




function proveText(before, after, changes) {
    const { text, path } = before;
    const spans = changes.flatMap(change => {
        const isAllowed = change.entry ? text_proof_within(change.entry, text) : emptying(text, change.emptyList);
        return change.spans.map(span => ({ span, isAllowed, isFlow: change.isFlow }));
    });
    spans.sort((a, b) => a.span.start - b.span.start);
    let readBefore = 0;
    let readAfter = 0;
    for (const { span, isAllowed, isFlow } of spans) {
        const kept = span.start - readBefore;
        const isKept = kept >= 0 && after.startsWith(text.slice(readBefore, span.start), readAfter);
        readAfter += kept;
        if (!isKept || !isAllowed(span) || !after.startsWith(span.text, readAfter))
            throw notProven({ path }, 'other text');
        const seams = [readAfter, readAfter + span.text.length];
        if (isFlow && seams.some(at => isGlued(after, at)))
            throw notProven({ path }, 'the value beside it');
        readAfter += span.text.length;
        readBefore = span.end;
    }
    if (text.slice(readBefore) !== after.slice(readAfter))
        throw notProven({ path }, 'other text');
}
function regionOf(text, entry) {
    const [from, end] = entry.range ?? [0, 0];
    if (entry.flow === true)
        return { first: from, last: end };
    const start = Math.min(from, entry.items[0] ? pairStart(entry.items[0]) : from);
    const contentEnd = (0,yaml_file/* lineEnd */.kd)(text, start + text.slice(start, end).trimEnd().length);
    return {
        first: (0,yaml_file/* startsItsLine */._e)(text, start) ? (0,yaml_file/* lineStart */.PT)(text, start) : start,
        last: Math.max(end, contentEnd + (0,yaml_file/* lineBreakAt */.pn)(text, contentEnd).length)
    };
}
function text_proof_within(entry, text) {
    const { first, last } = regionOf(text, entry);
    const blockScalars = entry.items.flatMap(({ value }) => (isBlockScalar(value) ? [rangeOf(value)] : []));
    const isComment = (at) => !blockScalars.some(([start, end]) => at > start && at < end);
    return ({ start, end }) => {
        if (start < first || end > last)
            return false;
        const marks = text.slice(start, end).matchAll(/\n[ \t]*#/g);
        return ![...marks].some(({ index }) => isComment(start + index + 1));
    };
}
function emptying(text, pair) {
    const first = (0,dist/* isNode */.Ll)(pair?.key) ? rangeOf(pair.key)[1] : 0;
    const last = (0,dist/* isNode */.Ll)(pair?.value) ? rangeOf(pair.value)[1] : 0;
    return ({ start, end }) => {
        if (start === end)
            return true;
        return start >= first && end <= last && /^\s*(?:\[\s*\]|~|null|Null|NULL)?$/.test(text.slice(start, end));
    };
}
const glueCharacters = 300;
function isGlued(text, at) {
    if (!/^[,}\]]/.test(text.slice(at, at + 1)))
        return false;
    return /(?:[^"'\s]:|(?:^|[\s,:[{])![^\s,[\]{}]*)$/.test(text.slice(Math.max(0, at - glueCharacters), at));
}

;// CONCATENATED MODULE: ./src/yaml/spans.ts
function applySpans(text, spans) {
    const parts = [];
    let cursor = 0;
    for (const span of [...spans].sort((a, b) => a.start - b.start)) {
        if (span.start < cursor)
            throw new Error('The edit planned two changes of the same characters.');
        parts.push(text.slice(cursor, span.start), span.text);
        cursor = span.end;
    }
    return [...parts, text.slice(cursor)].join('');
}

;// CONCATENATED MODULE: ./src/kustomization/edit/edit.ts















function matchKustomization(file, sets, { ifMissing, keepsParse }) {
    const parsed = parse(file);
    const matches = findMatches(parsed.images, file, sets, ifMissing);
    return { path: file.path, matches, edit: createEdit(file, keepsParse ? parsed : undefined) };
}
function parse(file) {
    const text = (0,yaml_document/* parseDocument */.T)(file, { keepSourceTokens: true });
    return { text, images: (0,read_images/* readImages */.H)(text.document, file) };
}
function findMatches(images, file, sets, ifMissing) {
    return sets.flatMap(set => matchEntries(images, set, file, ifMissing));
}
function createEdit(file, parsed) {
    return wanted => edit(parsed ?? parse(file), file, wanted);
}
function edit({ text: parsed, images }, file, wanted) {
    const { text: before, path } = file;
    const located = wanted.map((each) => {
        return { ...each, entry: each.index === undefined ? undefined : images.entries[each.index] };
    });
    const additions = placeEffectively(images, located, file);
    const planned = planEntries(images, located, file);
    const spans = planAdditions(images, additions, file);
    const added = additions.map(({ after, entries }) => ({ after, entries: entries.map(fieldsOf) }));
    const after = applySpans(before, [...planned.flatMap(({ change }) => change.spans), ...spans]);
    const now = after === before ? parsed : prove(parsed, { text: after, path }, planned, { spans, added, images });
    const findLine = createLineFinder(now, additions);
    const entries = located.map(entry => {
        const change = planned.find(each => each.located === entry)?.change;
        return edit_describe(entry, change, findLine);
    });
    return { path, before, after, entries, notices: listNotices(images, located, file) };
}
function placeEffectively(images, located, file) {
    const added = located.filter(({ entry }) => !entry).map(({ name, after }) => ({ name, values: after }));
    const inOrder = placeAdditions(images, added, file, { atEnd: false });
    const problem = findIneffective(images, located, inOrder, file);
    if (problem === undefined)
        return inOrder;
    const atEnd = placeAdditions(images, added, file, { atEnd: true });
    if (added.length === 0 || findIneffective(images, located, atEnd, file) !== undefined)
        throw problem;
    return atEnd;
}
function planEntries(images, located, file) {
    return located.flatMap(located => {
        const { entry, after } = located;
        return entry ? [{ located, entry, change: changeEntry({ file, images, entry }, after) }] : [];
    });
}
function prove(before, after, planned, { spans, added, images }) {
    const changes = planned.map(({ change, entry: { mapping } }) => {
        return { spans: change.spans, entry: mapping.node, isFlow: mapping.node.flow === true };
    });
    proveText({ text: before.text, path: after.path }, after.text, [
        ...changes,
        { spans, entry: undefined, isFlow: false, emptyList: images.imagesPair }
    ]);
    const changed = planned.map(({ entry, change }) => {
        return { list: (0,mapping/* foldKey */.pU)(entry.list.key), index: entry.index, fields: change.fields };
    });
    return proveModel(before, after, { changed, added });
}
function fieldsOf({ name, values }) {
    const fields = read_entry/* entryFields */.o.flatMap(field => {
        const to = values[field];
        return to === undefined ? [] : [{ field, to }];
    });
    return [{ field: 'name', to: name }, ...fields];
}
function edit_describe({ entry, ...wanted }, change, findLine) {
    const { after } = wanted;
    const fields = change?.fields ??
        read_entry/* entryFields */.o.flatMap(field => after[field] === undefined ? [] : [{ field, from: undefined, to: after[field] }]);
    return { ...wanted, line: findLine({ entry, name: wanted.name }), fields };
}
function entryLines(file) {
    const parsed = (0,yaml_document/* parseDocument */.T)(file, { keepSourceTokens: true });
    const findLine = createLineFinder(parsed, []);
    const { entries } = (0,read_images/* readImages */.H)(parsed.document, file);
    return new Map([...entries].reverse().map(entry => [entry.name ?? '', findLine({ entry, name: '' })]));
}


/***/ })

};
