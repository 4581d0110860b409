export const id = 344;
export const ids = [344];
export const modules = {

/***/ 9344:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createWorkspace: () => (/* binding */ createWorkspace)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __webpack_require__(2600);
;// CONCATENATED MODULE: ./src/gitops/workspace/failure.ts

const reasons = {
    EACCES: 'permission is denied. Let the user that runs this step read and write the checkout',
    EPERM: 'permission is denied. Let the user that runs this step read and write the checkout',
    EROFS: 'the file system is read-only. Check out the repository to where it can be written',
    ENOSPC: 'no space is left on the device. Free some before this step',
    EDQUOT: 'the disk quota is exceeded. Free some space before this step',
    EIO: 'the device failed. Run the job again on another runner',
    EBUSY: 'it is in use, or a mount of its own. Check out the repository to a plain folder'
};
function codeOf(error) {
    const isCoded = typeof error === 'object' && error !== null && 'code' in error;
    return isCoded && typeof error.code === 'string' ? error.code : undefined;
}
function reasonOf(error) {
    const reason = reasons[codeOf(error) ?? ''];
    if (reason !== undefined)
        return reason;
    return error instanceof Error ? error.message : String(error).replace(/^Error: /, '');
}
function workspaceFailure(path, problem, cause) {
    return new errors/* ActionError */.lZ('WORKSPACE_FAILED', problem, { cause, location: { path } });
}
async function withPath(path, verb, work) {
    try {
        return await work();
    }
    catch (error) {
        if (error instanceof errors/* ActionError */.lZ)
            throw error;
        throw workspaceFailure(path, `${path} could not be ${verb}: ${reasonOf(error)}.`, error);
    }
}

// EXTERNAL MODULE: ./src/async/limit.ts
var limit = __webpack_require__(5951);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/git/index.ts + 17 modules
var git = __webpack_require__(4718);
;// CONCATENATED MODULE: ./src/gitops/workspace/tree.ts





const openFiles = 64;
async function follow(root, file) {
    const entries = [];
    const segments = file.split('/');
    for (const [index, segment] of segments.entries()) {
        if (!isContent(segment))
            break;
        const here = segments.slice(0, index + 1).join('/');
        const entry = await withPath(here, 'read', () => lookAt(root, here));
        if (entry === undefined)
            break;
        entries.push(entry);
        if (entry.mode !== '040000')
            break;
    }
    return entries;
}
async function listFolder(root, folder) {
    const items = await withPath(folder || '.', 'read', () => ifThere((0,promises_.readdir)(external_node_path_default().join(root, folder), { withFileTypes: true, encoding: 'buffer' })));
    const entries = await (0,limit/* mapLimited */.bB)(items ?? [], openFiles, async (item) => {
        const name = (0,git/* decodeName */.e4)(item.name);
        if (name === undefined || !isContent(name))
            return [];
        const here = folder === '' ? name : `${folder}/${name}`;
        if (item.isDirectory())
            return await listFolder(root, here);
        const entry = await withPath(here, 'read', () => lookAt(root, here));
        return entry === undefined ? [] : [entry];
    });
    return entries.flat();
}
async function lookAt(root, here) {
    const stats = await ifThere((0,promises_.lstat)(external_node_path_default().join(root, here)));
    if (stats?.isSymbolicLink() === true)
        return { path: here, mode: '120000' };
    if (stats?.isFile() === true)
        return { path: here, mode: stats.mode & 0o100 ? '100755' : '100644' };
    return stats?.isDirectory() === true ? { path: here, mode: '040000' } : undefined;
}
async function ifThere(look) {
    try {
        return await look;
    }
    catch (error) {
        if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(codeOf(error) ?? ''))
            return undefined;
        throw error;
    }
}
function isContent(name) {
    if (['', '.', '..'].includes(name) || name.toLowerCase() === '.git')
        return false;
    return !name.includes('\0') && !name.includes((external_node_path_default()).sep);
}

;// CONCATENATED MODULE: ./src/gitops/workspace/replace-files.ts






async function replaceFiles(replacements, renameFile = promises_.rename) {
    const written = new Map();
    const replaced = [];
    try {
        await (0,limit/* mapLimited */.bB)(replacements, openFiles, replacement => withPath(replacement.path, 'written', async () => {
            const temporary = temporaryBeside(replacement.target);
            written.set(replacement, temporary);
            await writeLike(replacement.target, temporary, replacement.after);
        }));
        await (0,limit/* mapLimited */.bB)(replacements, openFiles, requireUnchanged);
        for (const [replacement, temporary] of written) {
            await withPath(replacement.path, 'written', () => renameFile(temporary, replacement.target));
            replaced.push(replacement);
        }
    }
    catch (error) {
        await Promise.allSettled([...written.values()].map(temporary => (0,promises_.rm)(temporary, { force: true })));
        await restore(replaced, error);
        throw error;
    }
}
async function requireUnchanged({ path: file, target, before }) {
    const now = await withPath(file, 'read', () => (0,promises_.readFile)(target));
    if (now.equals(before))
        return;
    const advice = 'Run this step when nothing else works on the checkout';
    throw workspaceFailure(file, `${file} was changed meanwhile, so nothing was written. ${advice}.`);
}
function temporaryBeside(target) {
    return external_node_path_default().join(external_node_path_default().dirname(target), `.newtag-${(0,external_node_crypto_.randomBytes)(8).toString('hex')}`);
}
async function writeLike(model, file, content) {
    const { mode, uid, gid } = await (0,promises_.lstat)(model);
    const handle = await (0,promises_.open)(file, 'wx', 0o600);
    try {
        await handle.writeFile(content);
        const created = await handle.stat();
        if (created.uid !== uid || created.gid !== gid)
            await handle.chown(uid, gid).catch(() => undefined);
        await handle.chmod(mode & 0o7777);
        await handle.sync();
    }
    finally {
        await handle.close();
    }
}
async function restore(replaced, cause) {
    const stuck = [];
    for (const { path: file, target, before } of replaced) {
        const temporary = temporaryBeside(target);
        try {
            await writeLike(target, temporary, before);
            await (0,promises_.rename)(temporary, target);
        }
        catch {
            await (0,promises_.rm)(temporary, { force: true }).catch(() => undefined);
            stuck.push(file);
        }
    }
    if (stuck.length === 0)
        return;
    const [first = ''] = stuck;
    const files = stuck.join(', ');
    throw workspaceFailure(first, `${reasonOf(cause).replace(/\.$/, '')}. Before that these files were changed, and could not be changed back: ${files}.`, cause);
}

;// CONCATENATED MODULE: ./src/gitops/workspace/workspace.ts







function createWorkspace(directory) {
    let lastRead = new Map();
    const checkAll = async (files) => {
        const root = await requireFolder(directory);
        return await (0,limit/* mapLimited */.bB)(files, openFiles, file => check(root, file, lastRead.get(file.path)));
    };
    return {
        tree: async () => {
            const root = await requireFolder(directory);
            const firstRead = new Map();
            lastRead = firstRead;
            return {
                list: prefixes => list(root, prefixes),
                read: async (paths) => {
                    const files = await (0,limit/* mapLimited */.bB)(paths, openFiles, async (file) => [file, await readContent(root, file)]);
                    const contents = new Map(files.flatMap(([file, bytes]) => (bytes ? [[file, bytes]] : [])));
                    for (const [file, bytes] of contents)
                        if (!firstRead.has(file))
                            firstRead.set(file, bytes);
                    return contents;
                }
            };
        },
        write: async (files) => {
            await replaceFiles(await checkAll(files));
        },
        check: async (files) => {
            await checkAll(files);
        }
    };
}
async function requireFolder(directory) {
    try {
        const root = await (0,promises_.realpath)(directory);
        if ((await (0,promises_.stat)(root)).isDirectory())
            return root;
    }
    catch (error) {
        if (!['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? '')) {
            const message = `The workspace ${directory} could not be read: ${reasonOf(error)}.`;
            throw new errors/* ActionError */.lZ('WORKSPACE_FAILED', message, { cause: error });
        }
    }
    throw new errors/* ActionError */.lZ('WORKSPACE_FAILED', `The workspace ${directory} does not exist; check out the repository before this step.`);
}
async function list(root, prefixes) {
    if (prefixes.includes(''))
        return await listFolder(root, '');
    const lists = await (0,limit/* mapLimited */.bB)(prefixes, openFiles, async (prefix) => {
        const onWay = await follow(root, prefix);
        const last = onWay.at(-1);
        if (last?.path !== prefix || last.mode !== '040000')
            return onWay;
        return [...onWay.slice(0, -1), ...(await listFolder(root, prefix))];
    });
    return [...new Map(lists.flat().map(entry => [entry.path, entry])).values()];
}
async function readContent(root, file) {
    const last = (await follow(root, file)).at(-1);
    if (last?.path !== file)
        return undefined;
    const target = external_node_path_default().join(root, file);
    return await withPath(file, 'read', async () => {
        if (last.mode === '120000')
            return await (0,promises_.readlink)(target, { encoding: 'buffer' });
        return last.mode.startsWith('100') ? await (0,promises_.readFile)(target) : undefined;
    });
}
async function check(root, { path: file, content }, wasRead) {
    const last = (await follow(root, file)).at(-1);
    if (last?.mode === '120000') {
        const problem = `${last.path} is a symbolic link, which is not written through`;
        throw workspaceFailure(file, `${file} could not be written: ${problem}. Name the path it leads to instead.`);
    }
    if (last?.path !== file || !last.mode.startsWith('100')) {
        throw workspaceFailure(file, `${file} could not be written: there is no such file in the workspace.`);
    }
    const target = external_node_path_default().join(root, file);
    return await withPath(file, 'written', async () => {
        if (((await (0,promises_.lstat)(target)).mode & 0o222) === 0)
            throw workspaceFailure(file, `${file} could not be written: the file is read-only. Make it writable.`);
        const handle = await (0,promises_.open)(target, 'r+');
        try {
            return { path: file, target, before: wasRead ?? (await handle.readFile()), after: content };
        }
        finally {
            await handle.close();
        }
    });
}


/***/ })

};
