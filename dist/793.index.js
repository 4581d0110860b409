export const id = 793;
export const ids = [793];
export const modules = {

/***/ 9793:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createCheckoutReader: () => (/* binding */ createCheckoutReader)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _async_once_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6919);
/* harmony import */ var _git_reader_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(375);
/* harmony import */ var _git_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6768);





const readMs = 10_000;
function createCheckoutReader(context, processes, env) {
    const readOnce = (0,_async_once_js__WEBPACK_IMPORTED_MODULE_4__/* .onceEach */ .f)((directory) => readCheckout(directory, context, processes, env));
    return async (folder) => {
        const directory = findGitDirectory(context.workspace, folder);
        return directory === undefined ? undefined : await readOnce(directory);
    };
}
async function readCheckout(directory, context, processes, env) {
    const read = (0,_git_reader_js__WEBPACK_IMPORTED_MODULE_2__/* .createReader */ .W)((0,_git_index_js__WEBPACK_IMPORTED_MODULE_3__/* .createGit */ .lD)(processes, env, directory), readMs);
    const [head, origin, source] = await Promise.all([
        read(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']),
        read(['config', '--get', 'remote.origin.url']),
        read(['cat-file', '-e', `${context.sourceCommit}^{commit}`])
    ]);
    const commit = head?.toString('utf8').trim() ?? '';
    if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit))
        return undefined;
    const isSource = source !== undefined || isOrigin(origin?.toString('utf8') ?? '', context);
    return isSource ? commit : undefined;
}
function findGitDirectory(workspace, folder) {
    const inner = node_path__WEBPACK_IMPORTED_MODULE_1___default().relative(workspace, node_path__WEBPACK_IMPORTED_MODULE_1___default().resolve(workspace, folder)).split((node_path__WEBPACK_IMPORTED_MODULE_1___default().sep));
    const isInside = inner[0] !== '..' && !node_path__WEBPACK_IMPORTED_MODULE_1___default().isAbsolute(inner[0] ?? '');
    for (let count = isInside ? inner.length : 0; count >= 0; count -= 1) {
        const directory = node_path__WEBPACK_IMPORTED_MODULE_1___default().join(workspace, ...inner.slice(0, count), '.git');
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(directory))
            return directory;
    }
    return undefined;
}
function isOrigin(url, { serverUrl, repository }) {
    const plain = (text) => text
        .trim()
        .toLowerCase()
        .replace(/^(https?:\/\/)[^@/]*@/, '$1')
        .replace(/^(?:ssh:\/\/)?git@([^:/]+)[:/]/, 'https://$1/')
        .replace(/(?:\.git)?\/?$/, '');
    return plain(url) === plain(`${serverUrl}/${repository}`);
}


/***/ }),

/***/ 375:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ createReader)
/* harmony export */ });
const readingEnvironment = {
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: '/dev/null',
    GIT_OPTIONAL_LOCKS: '0'
};
const args = ['--no-pager', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];
function createReader(git, timeoutMs, workTree) {
    const place = workTree === undefined ? [] : ['-C', workTree, `--work-tree=${workTree}`];
    return async (command, { input, config = [] } = {}) => {
        const { exitCode, stdout } = await git.try(command, {
            args: [...args, ...place, ...config.flatMap(each => ['-c', each])],
            env: readingEnvironment,
            timeoutMs,
            ...(input === undefined ? {} : { input })
        });
        return exitCode === 0 ? stdout : undefined;
    };
}


/***/ })

};
