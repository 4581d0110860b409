export const id = 89;
export const ids = [89];
export const modules = {

/***/ 9089:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   makeDockerHome: () => (/* binding */ makeDockerHome)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2600);
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1789);
/* harmony import */ var _auth_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2926);





async function makeDockerHome(parent, user, logins) {
    const { fields, auths, credHelpers } = user.config;
    const config = {
        ...fields,
        auths: {
            ...auths,
            ...Object.fromEntries(logins.map(login => [login.configKey, (0,_auth_file_js__WEBPACK_IMPORTED_MODULE_3__/* .writeEntry */ .cD)({ kind: 'basic', ...login })]))
        },
        credHelpers: {
            ...credHelpers,
            ...Object.fromEntries(logins.map(({ configKey }) => [configKey, '']))
        }
    };
    const home = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(parent, 'docker-'));
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, 'config.json'), JSON.stringify(config), { mode: 0o600, flag: 'wx' });
    const users = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(user.directory);
    await Promise.all((await listEntries(users)).map(name => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.symlink)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(users, name), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, name))));
    return home;
}
async function listEntries(directory) {
    try {
        const entries = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(directory, { withFileTypes: true });
        return entries
            .filter(entry => !entry.name.startsWith('config.json') && !(entry.name.startsWith('.') && entry.isFile()))
            .map(({ name }) => name);
    }
    catch (error) {
        const code = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(error) ? (0,_text_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textField */ .M8)(error, 'code') : undefined;
        if (code === 'ENOENT')
            return [];
        const message = `${directory} cannot be read (${code ?? 'unknown error'}). Make it readable, or remove it.`;
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('CREDENTIAL_HELPER_FAILED', message, { cause: error });
    }
}


/***/ })

};
