export const id = 328;
export const ids = [328];
export const modules = {

/***/ 328:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   explainStart: () => (/* binding */ explainStart),
/* harmony export */   foreignProgram: () => (/* binding */ foreignProgram),
/* harmony export */   notRunnable: () => (/* binding */ notRunnable)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2600);
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1789);
/* harmony import */ var _program_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(293);





const reasons = {
    EACCES: 'this user must not execute it, or its disk is mounted with noexec',
    EPERM: 'this user must not execute it',
    ENOENT: 'the interpreter that its first line names, or the loader of its libraries, is not there',
    ENOEXEC: 'it is not a program for this machine',
    ETXTBSY: 'another process is writing it at this moment',
    E2BIG: 'its arguments and variables are longer than this machine takes',
    EAGAIN: 'this machine has no room for another process',
    ENOMEM: 'this machine has no memory for another process',
    EMFILE: 'too many files are open in this process',
    ENFILE: 'too many files are open on this machine',
    ERR_INVALID_ARG_VALUE: 'an argument or a variable has a NUL character in it'
};
function notRunnable(file, cause) {
    const code = ((0,_text_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(cause) ? (0,_text_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textField */ .M8)(cause, 'code') : undefined) ?? String(cause);
    const reason = reasons[code];
    return new _program_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ProgramNotRunnable */ .J6(file, reason === undefined ? code : `${reason} (${code})`, { cause });
}
async function explainStart({ file, cwd, cause }) {
    if (cwd === undefined || (await isFolder(cwd)))
        return notRunnable(file, cause);
    const message = `${file} was to run in ${cwd}, which is no folder that this user may enter.`;
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('CONTEXT_INVALID', message, { cause });
}
async function isFolder(folder) {
    return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.access)(node_path__WEBPACK_IMPORTED_MODULE_1___default().join(folder, '.'), node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK).then(() => true, () => false);
}
const machines = {
    x64: [62, 3],
    ia32: [3],
    arm64: [183, 40],
    arm: [40],
    riscv64: [243],
    ppc64: [21],
    s390x: [22]
};
async function foreignProgram(file) {
    if (process.platform !== 'linux')
        return undefined;
    const header = await readStart(file);
    if (header === undefined || header.toString('latin1', 0, 2) === '#!')
        return undefined;
    if (header.toString('latin1', 0, 4) !== '\x7fELF')
        return new _program_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ProgramNotRunnable */ .J6(file, 'it is neither a program nor a script that begins with #!');
    const machine = header.length < 20 ? 0 : header[5] === 2 ? header.readUInt16BE(18) : header.readUInt16LE(18);
    const own = machines[process.arch];
    if (own === undefined || own.includes(machine))
        return undefined;
    return new _program_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ProgramNotRunnable */ .J6(file, `it is a program for another processor than ${process.arch}`);
}
async function readStart(file) {
    try {
        const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(file);
        try {
            const { buffer, bytesRead } = await handle.read(Buffer.alloc(20), 0, 20, 0);
            return buffer.subarray(0, bytesRead);
        }
        finally {
            await handle.close();
        }
    }
    catch {
        return undefined;
    }
}


/***/ })

};
