export const id = 339;
export const ids = [339];
export const modules = {

/***/ 5339:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findKustomize: () => (/* binding */ findKustomize)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2600);
/* harmony import */ var _run_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(345);





const programName = process.platform === 'win32' ? 'kustomize.exe' : 'kustomize';
const timeoutMs = 30_000;
const whereToInstall = 'Install kustomize outside of the checkout, into RUNNER_TEMP or the tool cache, and name that program.';
async function findKustomize(search) {
    const { path: named = '', searchPath } = search;
    const workspace = (await realPath(search.workspace)) ?? node_path__WEBPACK_IMPORTED_MODULE_2___default().resolve(search.workspace);
    const program = named === '' ? await searchFolders(searchPath, workspace) : await checkNamed(named, workspace);
    return program === undefined ? undefined : { path: program, version: await readVersion(program, search) };
}
async function searchFolders(searchPath, workspace) {
    for (const folder of searchPath.split((node_path__WEBPACK_IMPORTED_MODULE_2___default().delimiter))) {
        const program = node_path__WEBPACK_IMPORTED_MODULE_2___default().join(folder, programName);
        if (!node_path__WEBPACK_IMPORTED_MODULE_2___default().isAbsolute(folder) || !(await isProgram(program)))
            continue;
        if (!(await isInWorkspace(program, workspace)))
            return program;
    }
    return undefined;
}
async function checkNamed(program, workspace) {
    if (!node_path__WEBPACK_IMPORTED_MODULE_2___default().isAbsolute(program))
        throw unusable(program, 'is not an absolute path');
    if (await isInWorkspace(program, workspace)) {
        throw unusable(program, 'lies in the workspace, and nothing of a checkout is executed');
    }
    if (!(await isProgram(program)))
        throw unusable(program, 'is not an executable file');
    return program;
}
function unusable(program, problem) {
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('KUSTOMIZE_MISSING', `kustomize-path: ${(0,_run_js__WEBPACK_IMPORTED_MODULE_4__/* .plain */ .pj)(program)} ${problem}. ${whereToInstall}`);
}
async function isInWorkspace(program, workspace) {
    const places = [node_path__WEBPACK_IMPORTED_MODULE_2___default().resolve(program), await realPath(node_path__WEBPACK_IMPORTED_MODULE_2___default().dirname(program)), await realPath(program)];
    return places.some(place => {
        if (place === undefined)
            return false;
        const way = node_path__WEBPACK_IMPORTED_MODULE_2___default().relative(workspace, place);
        return way !== '..' && !way.startsWith(`..${(node_path__WEBPACK_IMPORTED_MODULE_2___default().sep)}`) && !node_path__WEBPACK_IMPORTED_MODULE_2___default().isAbsolute(way);
    });
}
async function isProgram(file) {
    try {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.access)(file, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(file)).isFile();
    }
    catch {
        return false;
    }
}
async function realPath(file) {
    return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(file).catch(() => undefined);
}
async function readVersion(program, { processes, env }) {
    const place = { cwd: node_path__WEBPACK_IMPORTED_MODULE_2___default().dirname(program), home: node_os__WEBPACK_IMPORTED_MODULE_1__.devNull };
    const result = await (0,_run_js__WEBPACK_IMPORTED_MODULE_4__/* .runKustomize */ .J4)(program, ['version'], { processes, env, ...place, timeoutMs });
    if (result.exitCode !== 0)
        throw notRunning(program, (0,_run_js__WEBPACK_IMPORTED_MODULE_4__/* .describeCliFailure */ .Wm)(result, [], timeoutMs));
    const output = result.stdout.toString('utf8').trim();
    const [, v4, v5] = /^(?:\{Version:(?:kustomize\/)?([^\s}]+)[^\n]*|(\S+))$/.exec(output) ?? [];
    const version = v4 ?? v5 ?? '';
    if (version === '(devel)' || version === 'unknown')
        return '(devel)';
    if (/^v?\d+\.\d+\.\d+(?:[-+][\w.+-]*)?$/.test(version))
        return version.replace(/^v?/, 'v');
    throw notRunning(program, output === '' ? 'it prints no version' : `its version is "${(0,_run_js__WEBPACK_IMPORTED_MODULE_4__/* .plain */ .pj)(output).slice(0, 100)}"`);
}
function notRunning(program, detail) {
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ('KUSTOMIZE_MISSING', `${(0,_run_js__WEBPACK_IMPORTED_MODULE_4__/* .plain */ .pj)(program)} is not a kustomize that runs: ${detail}. It is run without the job's variables and with nothing ` +
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
/* harmony import */ var _system_process_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6238);



const maxDetail = 500;
async function runKustomize(program, args, { processes, env, cwd, home, timeoutMs }) {
    try {
        return await processes.run(program, args, { cwd, env: cliEnvironment(env, home), timeoutMs });
    }
    catch (cause) {
        if (cause instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ)
            throw cause;
        const why = cause instanceof _system_process_js__WEBPACK_IMPORTED_MODULE_2__/* .ProgramNotFound */ .ec ? 'it, or what it is run by, is not there' : messageOf(cause);
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('KUSTOMIZE_MISSING', `${plain(program)} could not be started: ${why}. Install kustomize for this machine.`, { cause });
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
function describeCliFailure({ exitCode, stderr }, names, timeoutMs) {
    if (stderr.endsWith('\nfatal: timed out\n'))
        return `it did not end within ${timeoutMs / 1000} s`;
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
function messageOf(cause) {
    return cause instanceof Error ? plain(cause.message) : 'unknown error';
}


/***/ })

};
