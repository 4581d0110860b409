export const id = 631;
export const ids = [631];
export const modules = {

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

/***/ 2631:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   filesToPrefetch: () => (/* binding */ filesToPrefetch)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9717);
/* harmony import */ var _limits_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7160);
/* harmony import */ var _read_listing_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(786);




async function filesToPrefetch(tree, paths) {
    if (paths.length > _limits_js__WEBPACK_IMPORTED_MODULE_1__/* .limits */ .F.prefetchedFor)
        return [];
    const folders = new Set(paths.flatMap(path => foldersNear((0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .folderOf */ .yS)(path))));
    const prefixes = [...folders].filter(folder => folder !== '');
    if (prefixes.length === 0)
        return [];
    const listed = await tree.list(prefixes);
    return listed
        .filter(({ mode, path }) => mode.startsWith('100') && folders.has((0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .folderOf */ .yS)(path)) && isManifest(path))
        .map(({ path }) => path)
        .filter(path => !paths.includes(path))
        .slice(0, _limits_js__WEBPACK_IMPORTED_MODULE_1__/* .limits */ .F.prefetchedFiles);
}
function foldersNear(folder) {
    return [folder, ...['../base', '../../base'].flatMap(base => (0,_read_listing_js__WEBPACK_IMPORTED_MODULE_2__/* .resolvePath */ .o)(folder, base) ?? [])];
}
function isManifest(path) {
    const name = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.basename(path);
    return /\.ya?ml$/.test(name) || (0,_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .isKustomizationName */ .ZE)(name);
}


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


/***/ })

};
