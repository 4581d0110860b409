export const id = 340;
export const ids = [340];
export const modules = {

/***/ 2340:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findPodmanLogin: () => (/* binding */ findPodmanLogin),
/* harmony export */   writePodmanAuth: () => (/* binding */ writePodmanAuth)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1789);
/* harmony import */ var _auth_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2926);
/* harmony import */ var _credential_helper_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4645);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9310);






async function findPodmanLogin(system, repository, files) {
    const host = hostName(repository);
    for (const path of files) {
        const { file, auths, credHelpers } = await (0,_auth_file_js__WEBPACK_IMPORTED_MODULE_2__/* .readAuthFile */ .nb)(path);
        const helper = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_5__/* .textField */ .M8)(credHelpers, host);
        const key = keysOf(repository).find(name => Object.hasOwn(auths, name)) ?? findHost(auths, host);
        const credential = helper !== undefined
            ? await (0,_credential_helper_js__WEBPACK_IMPORTED_MODULE_3__/* .askHelper */ .m)(system, { name: helper, file }, host)
            : key === undefined
                ? undefined
                : (0,_auth_file_js__WEBPACK_IMPORTED_MODULE_2__/* .readEntry */ .hB)(auths[key], { key, file }, system.secrets);
        if (credential !== undefined)
            return credential;
    }
    return undefined;
}
async function writePodmanAuth(directory, files, logins) {
    const auths = new Map();
    const credHelpers = new Map();
    for (const file of files) {
        for (const [key, entry] of Object.entries(file.auths)) {
            if (!auths.has(key) && hasLogin(entry))
                auths.set(key, entry);
        }
        for (const [key, name] of Object.entries(file.credHelpers))
            if (!credHelpers.has(key))
                credHelpers.set(key, name);
    }
    for (const { repository, credential } of logins) {
        const host = hostName(repository);
        const entry = (0,_auth_file_js__WEBPACK_IMPORTED_MODULE_2__/* .writeEntry */ .cD)(credential);
        credHelpers.delete(host);
        auths.set(keysOf(repository)[0] ?? host, entry);
        if (findHost(Object.fromEntries(auths), host) === undefined)
            auths.set(host, entry);
    }
    const content = { auths: Object.fromEntries(auths), credHelpers: Object.fromEntries(credHelpers) };
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, 'podman-')), 'auth.json');
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(path, JSON.stringify(content), { mode: 0o600, flag: 'wx' });
    return path;
}
function hasLogin(entry) {
    return (0,_text_json_js__WEBPACK_IMPORTED_MODULE_5__/* .isRecord */ .u4)(entry) && ((0,_text_json_js__WEBPACK_IMPORTED_MODULE_5__/* .textField */ .M8)(entry, 'auth') ?? '') !== '';
}
function hostName({ configKey, registry }) {
    return configKey === _reference_js__WEBPACK_IMPORTED_MODULE_4__/* .dockerHubKey */ .Dk ? _reference_js__WEBPACK_IMPORTED_MODULE_4__/* .dockerHubHosts */ .bI[0] : registry;
}
function keysOf(repository) {
    const parts = [hostName(repository), ...repository.path.split('/')];
    return parts.map((_, index) => parts.slice(0, parts.length - index).join('/'));
}
function findHost(auths, host) {
    const normalize = (name) => ['docker.io', 'registry-1.docker.io'].includes(name) ? 'index.docker.io' : name;
    return Object.keys(auths).find(key => {
        const name = /^https?:\/\//.test(key) ? (0,_auth_file_js__WEBPACK_IMPORTED_MODULE_2__/* .hostOf */ .w4)(key) : key;
        return normalize(name) === normalize(host);
    });
}


/***/ })

};
