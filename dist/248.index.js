export const id = 248;
export const ids = [248];
export const modules = {

/***/ 3248:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   limitDiff: () => (/* binding */ limitDiff),
/* harmony export */   unifiedDiff: () => (/* binding */ unifiedDiff)
/* harmony export */ });
const contextLines = 3;
const maxEditLength = 2_000;
const headingBytes = 80;
async function unifiedDiff(files) {
    const parts = [];
    for (const file of files)
        if (file.before !== file.after)
            parts.push(await renderFile(file));
    return parts.join('');
}
function limitDiff(text, maxBytes) {
    const files = text.split(/(?<=\n)(?=diff --git )/);
    let size = 0;
    const fits = (file) => (size += Buffer.byteLength(file)) <= maxBytes;
    const firstOut = files.findIndex(file => !fits(file));
    if (firstOut === -1)
        return { text, omitted: 0 };
    return { text: files.slice(0, firstOut).join(''), omitted: files.length - firstOut };
}
async function renderFile({ path, before, after }) {
    const [oldName, newName] = [quotePath(`a/${path}`), quotePath(`b/${path}`)];
    const [oldLines, newLines] = [splitLines(before ?? ''), splitLines(after)];
    const hunks = renderHunks(oldLines, newLines, await findChanges(oldLines, newLines));
    const header = `diff --git ${oldName} ${newName}\n${before === undefined ? 'new file mode 100644\n' : ''}`;
    if (hunks === '')
        return header;
    return `${header}--- ${before === undefined ? '/dev/null' : labelOf(oldName)}\n+++ ${labelOf(newName)}\n${hunks}`;
}
function quotePath(path) {
    const escapes = ['\\a', '\\b', '\\t', '\\n', '\\v', '\\f', '\\r'];
    const quoted = Array.from(Buffer.from(path), byte => {
        const character = String.fromCharCode(byte);
        if (character === '"' || character === '\\')
            return `\\${character}`;
        if (byte >= 0x20 && byte < 0x7f)
            return character;
        return escapes[byte - 7] ?? `\\${byte.toString(8).padStart(3, '0')}`;
    }).join('');
    return quoted === path ? path : `"${quoted}"`;
}
function labelOf(name) {
    return name.includes(' ') ? `${name}\t` : name;
}
function splitLines(text) {
    const lines = [];
    for (let start = 0; start < text.length;) {
        const end = text.indexOf('\n', start) + 1 || text.length;
        lines.push(text.slice(start, end));
        start = end;
    }
    return lines;
}
async function findChanges(oldLines, newLines) {
    const shorter = Math.min(oldLines.length, newLines.length);
    let head = 0;
    while (head < shorter && oldLines[head] === newLines[head])
        head += 1;
    let tail = 0;
    while (tail < shorter - head && oldLines.at(-1 - tail) === newLines.at(-1 - tail))
        tail += 1;
    const removed = oldLines.slice(head, oldLines.length - tail);
    const added = newLines.slice(head, newLines.length - tail);
    const whole = {
        oldStart: head,
        oldEnd: head + removed.length,
        newStart: head,
        newEnd: head + added.length
    };
    if (removed.length + added.length === 0)
        return [];
    if (removed.length * added.length <= 1)
        return [whole];
    const { diffArrays } = await __webpack_require__.e(/* import() */ 622).then(__webpack_require__.bind(__webpack_require__, 7622));
    const parts = diffArrays(removed, added, { maxEditLength });
    if (parts === undefined)
        return [whole];
    const changes = [];
    let [oldStart, newStart, oldEnd, newEnd] = [head, head, head, head];
    const close = () => {
        if (oldEnd > oldStart || newEnd > newStart)
            changes.push({ oldStart, oldEnd, newStart, newEnd });
    };
    for (const { added: isAdded, removed: isRemoved, count } of parts) {
        if (!isAdded && !isRemoved)
            close();
        if (!isAdded)
            oldEnd += count;
        if (!isRemoved)
            newEnd += count;
        if (!isAdded && !isRemoved)
            [oldStart, newStart] = [oldEnd, newEnd];
    }
    close();
    return changes;
}
function renderHunks(oldLines, newLines, changes) {
    const headingBefore = createHeadings(oldLines);
    const hunks = groupNear(changes).flatMap(group => {
        const [first, last] = [group[0], group.at(-1)];
        if (first === undefined || last === undefined)
            return [];
        const before = Math.min(contextLines, first.oldStart);
        const after = Math.min(contextLines, oldLines.length - last.oldEnd);
        const oldStart = first.oldStart - before;
        const oldRange = renderRange(oldStart, last.oldEnd + after);
        const newRange = renderRange(first.newStart - before, last.newEnd + after);
        let at = oldStart;
        const body = group.flatMap(change => {
            const unchanged = oldLines.slice(at, change.oldStart);
            at = change.oldEnd;
            return [
                ...unchanged.map(line => renderLine(' ', line)),
                ...oldLines.slice(change.oldStart, change.oldEnd).map(line => renderLine('-', line)),
                ...newLines.slice(change.newStart, change.newEnd).map(line => renderLine('+', line))
            ];
        });
        const rest = oldLines.slice(at, at + after).map(line => renderLine(' ', line));
        return [`@@ -${oldRange} +${newRange} @@${headingBefore(oldStart)}\n`, ...body, ...rest];
    });
    return hunks.join('');
}
function groupNear(changes) {
    const groups = [];
    let end = -Infinity;
    for (const change of changes) {
        if (change.oldStart - end <= 2 * contextLines)
            groups.at(-1)?.push(change);
        else
            groups.push([change]);
        end = change.oldEnd;
    }
    return groups;
}
function renderRange(start, end) {
    const count = end - start;
    if (count === 1)
        return String(start + 1);
    return `${count === 0 ? start : start + 1},${count}`;
}
function renderLine(sign, line) {
    return line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`;
}
function createHeadings(lines) {
    let [heading, searched] = ['', 0];
    return start => {
        const found = lines.slice(searched, start).findLast(line => /^[A-Za-z_$]/.test(line));
        searched = start;
        if (found !== undefined)
            heading = ` ${shorten(found).replace(/[ \t\r\n]+$/, '')}`;
        return heading;
    };
}
function shorten(line) {
    const characters = Array.from(line.slice(0, headingBytes));
    while (Buffer.byteLength(characters.join('')) > headingBytes)
        characters.pop();
    return characters.join('');
}


/***/ })

};
