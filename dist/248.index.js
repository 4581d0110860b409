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
    const header = `diff --git ${oldName} ${newName}\n${before === undefined ? 'new file mode 100644\n' : ''}`;
    const hunks = await findHunks(before ?? '', after);
    if (hunks.length === 0)
        return header;
    const headingBefore = createHeadings(splitLines(before ?? ''));
    const rendered = hunks.map(({ oldStart, oldLines, newStart, newLines, lines }) => {
        const ranges = `-${renderRange(oldStart, oldLines)} +${renderRange(newStart, newLines)}`;
        return `@@ ${ranges} @@${headingBefore(oldStart - 1)}\n${lines.join('\n')}\n`;
    });
    return `${header}--- ${before === undefined ? '/dev/null' : labelOf(oldName)}\n+++ ${labelOf(newName)}\n${rendered.join('')}`;
}
async function findHunks(before, after) {
    const [oldLines, newLines] = [splitLines(before), splitLines(after)];
    const shorter = Math.min(oldLines.length, newLines.length);
    let head = 0;
    while (head < shorter && oldLines[head] === newLines[head])
        head += 1;
    let tail = 0;
    while (tail < shorter - head && oldLines.at(-1 - tail) === newLines.at(-1 - tail))
        tail += 1;
    const removed = oldLines.slice(head, oldLines.length - tail);
    const added = newLines.slice(head, newLines.length - tail);
    const hunks = await compareLines(removed, added);
    return hunks.map((hunk, index) => {
        const above = index === 0 ? oldLines.slice(Math.max(0, head - contextLines), head) : [];
        const isLast = index === hunks.length - 1;
        const below = isLast ? oldLines.slice(oldLines.length - tail).slice(0, contextLines) : [];
        const count = above.length + below.length;
        return {
            oldStart: hunk.oldStart + head - above.length,
            oldLines: hunk.oldLines + count,
            newStart: hunk.newStart + head - above.length,
            newLines: hunk.newLines + count,
            lines: [
                ...above.map(line => renderLine(' ', line)),
                ...hunk.lines,
                ...below.map(line => renderLine(' ', line))
            ]
        };
    });
}
async function compareLines(removed, added) {
    const { structuredPatch } = await __webpack_require__.e(/* import() */ 23).then(__webpack_require__.bind(__webpack_require__, 4023));
    const options = { context: contextLines, maxEditLength };
    const patch = structuredPatch('', '', removed.join(''), added.join(''), '', '', options);
    if (patch !== undefined)
        return patch.hunks;
    const lines = [...removed.map(line => renderLine('-', line)), ...added.map(line => renderLine('+', line))];
    return [{ oldStart: 1, oldLines: removed.length, newStart: 1, newLines: added.length, lines }];
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
function renderRange(start, count) {
    if (count === 1)
        return String(start);
    return `${count === 0 ? start - 1 : start},${count}`;
}
function renderLine(sign, line) {
    return sign + (line.endsWith('\n') ? line.slice(0, -1) : `${line}\n\\ No newline at end of file`);
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
