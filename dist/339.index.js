export const id = 339;
export const ids = [339];
export const modules = {

/***/ 5339:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findKustomize: () => (/* binding */ findKustomize)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2600);
/* harmony import */ var _system_program_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(293);
/* harmony import */ var _system_programs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9784);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(345);






const timeoutMs = 30_000;
const whereToInstall = 'Install kustomize outside of the checkout, into RUNNER_TEMP or the tool cache, and name that program.';
async function findKustomize(search) {
    const { path: named = '', searchPath } = search;
    const { workspace } = search;
    const program = named === '' ? await searchFolders(searchPath, workspace) : await checkNamed(named, workspace);
    return program === undefined ? undefined : { path: program, version: await readVersion(program, search) };
}
async function searchFolders(searchPath, workspace) {
    try {
        return await (0,_system_programs_js__WEBPACK_IMPORTED_MODULE_4__/* .createPrograms */ .Iv)(workspace).find('kustomize', { PATH: searchPath });
    }
    catch (error) {
        if ((0,_system_program_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .isNotStarted */ .h7)(error))
            return undefined;
        throw error;
    }
}
async function checkNamed(program, workspace) {
    if (!node_path__WEBPACK_IMPORTED_MODULE_1___default().isAbsolute(program))
        throw unusable(program, 'is not an absolute path');
    if (await (0,_system_programs_js__WEBPACK_IMPORTED_MODULE_4__/* .liesIn */ .z$)(workspace, program)) {
        throw unusable(program, 'lies in the workspace, and nothing of a checkout is executed');
    }
    if (!(await (0,_system_programs_js__WEBPACK_IMPORTED_MODULE_4__/* .isProgram */ .Vd)(program)))
        throw unusable(program, 'is not an executable file');
    return program;
}
function unusable(program, problem) {
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('KUSTOMIZE_MISSING', `kustomize-path: ${(0,_run_js__WEBPACK_IMPORTED_MODULE_5__/* .plain */ .pj)(program)} ${problem}. ${whereToInstall}`);
}
async function readVersion(program, { processes, env }) {
    const place = { cwd: node_path__WEBPACK_IMPORTED_MODULE_1___default().dirname(program), home: node_os__WEBPACK_IMPORTED_MODULE_0__.devNull };
    const result = await (0,_run_js__WEBPACK_IMPORTED_MODULE_5__/* .runKustomize */ .J4)(program, ['version'], { processes, env, ...place, timeoutMs });
    if (result.exitCode !== 0)
        throw notRunning(program, (0,_run_js__WEBPACK_IMPORTED_MODULE_5__/* .describeCliFailure */ .Wm)(result, []));
    const output = result.stdout.toString('utf8').trim();
    const [, v4, v5] = /^(?:\{Version:(?:kustomize\/)?([^\s}]+)[^\n]*|(\S+))$/.exec(output) ?? [];
    const version = v4 ?? v5 ?? '';
    if (version === '(devel)' || version === 'unknown')
        return '(devel)';
    if (/^v?\d+\.\d+\.\d+(?:[-+][\w.+-]*)?$/.test(version))
        return version.replace(/^v?/, 'v');
    throw notRunning(program, output === '' ? 'it prints no version' : `its version is "${(0,_run_js__WEBPACK_IMPORTED_MODULE_5__/* .plain */ .pj)(output).slice(0, 100)}"`);
}
function notRunning(program, detail) {
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .ActionError */ .lZ('KUSTOMIZE_MISSING', `${(0,_run_js__WEBPACK_IMPORTED_MODULE_5__/* .plain */ .pj)(program)} is not a kustomize that runs: ${detail}. It is run without the job's variables and with nothing ` +
        'on PATH: set `kustomize-path` to the program itself, not to a script that looks for it.');
}


/***/ }),

/***/ 345:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J4: () => (/* binding */ runKustomize),
/* harmony export */   Wm: () => (/* binding */ describeCliFailure),
/* harmony export */   pj: () => (/* binding */ plain)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2600);
/* harmony import */ var _system_program_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(293);



const maxDetail = 500;
async function runKustomize(program, args, { processes, env, cwd, home, timeoutMs }) {
    try {
        return await processes.run(program, args, { cwd, env: cliEnvironment(env, home), timeoutMs });
    }
    catch (cause) {
        if (cause instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ)
            throw cause;
        if (!(0,_system_program_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .isNotStarted */ .h7)(cause))
            throw cause;
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('KUSTOMIZE_MISSING', `${plain(cause.message)}. Install kustomize for this machine.`, { cause });
    }
}
function cliEnvironment(env, home) {
    const nowhere = 'http://127.0.0.1:1';
    return {
        ...(env['SystemRoot'] === undefined ? {} : { SystemRoot: env['SystemRoot'] }),
        PATH: node_os__WEBPACK_IMPORTED_MODULE_0__.devNull,
        HOME: home,
        TMPDIR: home,
        LC_ALL: 'C',
        HTTP_PROXY: nowhere,
        HTTPS_PROXY: nowhere,
        NO_PROXY: ''
    };
}
function describeCliFailure({ exitCode, stderr, ending }, names) {
    if (ending !== undefined)
        return `it ${ending}`;
    const lines = stderr.split(/\r\n|\n|\r/);
    const start = lines.findIndex(line => line.startsWith('Error: '));
    const first = lines[start] ?? lines.find(line => line.trim() !== '' && !line.startsWith('# Warning'));
    if (first === undefined)
        return `it ended with exit code ${exitCode} and no message`;
    let detail = withoutValues(withoutConfig(first.replace(/^Error: /, ''), lines.slice(start + 1)));
    for (const [text, shown] of names)
        detail = detail.replaceAll(text, shown);
    return plain(detail).replace(/[.\s]+$/, '');
}
function withoutConfig(first, rest) {
    if (!first.endsWith(' with config: `'))
        return first;
    const end = rest.findLast(line => line.startsWith('`: '));
    return first.slice(0, -' with config: `'.length) + (end === undefined ? '' : end.slice(1));
}
function withoutValues(detail) {
    return detail
        .replace(/(literal sources) \[.*/, '$1: one is not key=value')
        .replace(/(has invalid utf8 bytes) .*/, '$1')
        .replace(/(JSON patch from) \[.*\]/, '$1 […]');
}
function plain(text) {
    const line = text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, ' ');
    return line.length > maxDetail ? `${line.slice(0, maxDetail - 1)}…` : line;
}


/***/ })

};
