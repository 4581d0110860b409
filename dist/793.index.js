export const id = 793;
export const ids = [793];
export const modules = {

/***/ 9793:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createCheckedOut: () => (/* binding */ createCheckedOut)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _async_once_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6919);
/* harmony import */ var _context_context_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5848);
/* harmony import */ var _log_log_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5384);
/* harmony import */ var _git_index_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4718);
/* harmony import */ var _git_reader_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(375);







function createCheckedOut(system, context) {
    const readOnce = (0,_async_once_js__WEBPACK_IMPORTED_MODULE_4__/* .memoize */ .B)((workTree) => readHead(system, workTree, context));
    return async (folder) => {
        const workTree = findWorkTree(context.workspace, folder);
        return workTree === undefined ? undefined : await readOnce(workTree);
    };
}
async function readHead(system, workTree, context) {
    const { sourceCommit } = context;
    const read = (0,_git_reader_js__WEBPACK_IMPORTED_MODULE_3__/* .readerOfCheckout */ .ph)(system, workTree);
    const [commit, origin, source] = await Promise.all([
        (0,_git_reader_js__WEBPACK_IMPORTED_MODULE_3__/* .headOf */ .Uo)(read),
        read(['config', '--get', 'remote.origin.url']),
        read(['cat-file', '-e', `${sourceCommit}^{commit}`])
    ]);
    if (commit === undefined)
        return undefined;
    const url = origin?.toString('utf8').trim() ?? '';
    const isSame = (0,_git_index_js__WEBPACK_IMPORTED_MODULE_2__/* .sameRepository */ .RB)(url, (0,_context_context_js__WEBPACK_IMPORTED_MODULE_5__/* .repositoryUrl */ .E)(context));
    const isOurs = isSame ?? source !== undefined;
    if (isOurs || commit === sourceCommit)
        return { kind: 'ours', commit };
    return { kind: 'another', commit, address: url === '' ? undefined : withoutLogin(url) };
}
function withoutLogin(url) {
    return (0,_log_log_js__WEBPACK_IMPORTED_MODULE_6__/* .oneLine */ .T)(url)
        .replace(/^([a-z+]+:\/\/)[^/]*@/i, '$1')
        .slice(0, 300);
}
function findWorkTree(workspace, folder) {
    const inner = node_path__WEBPACK_IMPORTED_MODULE_1___default().relative(workspace, node_path__WEBPACK_IMPORTED_MODULE_1___default().resolve(workspace, folder)).split((node_path__WEBPACK_IMPORTED_MODULE_1___default().sep));
    const isInside = inner[0] !== '..' && !node_path__WEBPACK_IMPORTED_MODULE_1___default().isAbsolute(inner[0] ?? '');
    for (let count = isInside ? inner.length : 0; count >= 0; count -= 1) {
        const workTree = node_path__WEBPACK_IMPORTED_MODULE_1___default().join(workspace, ...inner.slice(0, count));
        if (isCheckout(workTree))
            return workTree;
    }
    return undefined;
}
function isCheckout(workTree) {
    const git = node_path__WEBPACK_IMPORTED_MODULE_1___default().join(workTree, '.git');
    const found = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(git, { throwIfNoEntry: false });
    if (found === undefined || found.isDirectory())
        return found !== undefined;
    return !/^gitdir: .*[/\\]modules[/\\]/.test((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(git, 'utf8'));
}


/***/ })

};
