export const id = 346;
export const ids = [346];
export const modules = {

/***/ 2346:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   likelyFiles: () => (/* binding */ likelyFiles)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _tree_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1992);
/* harmony import */ var _file_names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(170);



const maxPaths = 10;
const maxFiles = 40;
async function likelyFiles(reader, paths) {
    if (paths.length > maxPaths)
        return [];
    const folders = new Set(paths.flatMap(path => foldersNear(node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(path))));
    const prefixes = [...folders].filter(folder => folder !== '.');
    if (prefixes.length === 0)
        return [];
    const listed = await reader.list(prefixes);
    return listed
        .filter(({ mode, path }) => mode.startsWith('100') && folders.has(node_path__WEBPACK_IMPORTED_MODULE_0__.posix.dirname(path)) && isManifest(path))
        .map(({ path }) => path)
        .filter(path => !paths.includes(path))
        .slice(0, maxFiles);
}
function foldersNear(folder) {
    const bases = ['../base', '../../base'].map(base => node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(folder, base));
    return [folder, ...bases.filter(base => !base.startsWith('..'))];
}
function isManifest(path) {
    const name = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.basename(path);
    return /\.ya?ml$/.test(name) || _file_names_js__WEBPACK_IMPORTED_MODULE_2__/* .kustomizationNames */ .K.includes(name);
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
