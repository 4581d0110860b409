export const id = 5;
export const ids = [5];
export const modules = {

/***/ 2926:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cD: () => (/* binding */ writeEntry),
/* harmony export */   hB: () => (/* binding */ readEntry),
/* harmony export */   nb: () => (/* binding */ readAuthFile),
/* harmony export */   w4: () => (/* binding */ hostOf)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2600);
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1789);
/* harmony import */ var _credential_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5968);




async function readAuthFile(file) {
    const text = await readText(file);
    const fields = text.trim() === '' ? {} : (0,_text_json_js__WEBPACK_IMPORTED_MODULE_2__/* .parseObject */ .lj)(text);
    if (fields === undefined) {
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('CREDENTIAL_HELPER_FAILED', `${file} is not a JSON object. Correct it, or remove it.`);
    }
    const auths = fields['auths'] ?? {};
    const credHelpers = fields['credHelpers'] ?? {};
    const credsStore = fields['credsStore'] ?? '';
    const wrong = !(0,_text_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(auths) ? 'auths' : !(0,_text_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(credHelpers) ? 'credHelpers' : 'credsStore';
    if ((0,_text_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(auths) && (0,_text_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(credHelpers) && typeof credsStore === 'string') {
        return { file, auths, credHelpers, credsStore, fields };
    }
    const expected = wrong === 'credsStore' ? 'a text' : 'an object';
    throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('CREDENTIAL_HELPER_FAILED', `\`${wrong}\` in ${file} must be ${expected}.`);
}
async function readText(file) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file, 'utf8');
    }
    catch (error) {
        const code = ((0,_text_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(error) ? (0,_text_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textField */ .M8)(error, 'code') : undefined) ?? 'unknown error';
        if (code === 'ENOENT')
            return '';
        const message = `${file} cannot be read (${code}). Make it readable, or remove it.`;
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('CREDENTIAL_HELPER_FAILED', message, { cause: error });
    }
}
function readEntry(entry, { key, file }, secrets) {
    const fields = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_2__/* .isRecord */ .u4)(entry) ? entry : {};
    const field = (name) => (0,_text_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textField */ .M8)(fields, name) ?? '';
    const [token, auth] = [field('identitytoken'), field('auth')];
    const plain = Buffer.from(auth, 'base64').toString('utf8');
    const colon = plain.indexOf(':');
    const username = auth === '' ? field('username') : plain.slice(0, Math.max(colon, 0));
    const password = auth === '' ? field('password') : plain.slice(colon + 1).replace(/\0+$/, '');
    for (const secret of [token, auth, password])
        secrets.add(secret);
    if (token !== '')
        return { kind: 'identity-token', token };
    if (auth !== '' && username === '') {
        const message = `The \`auth\` of ${key} in ${file} is not base64 of "username:password". Log in again.`;
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('CREDENTIAL_HELPER_FAILED', message);
    }
    return username === '' ? undefined : { kind: 'basic', username, password };
}
function writeEntry(credential) {
    if (credential.kind === 'basic')
        return { auth: (0,_credential_js__WEBPACK_IMPORTED_MODULE_3__/* .encodeBasic */ .r)(credential) };
    return {
        auth: (0,_credential_js__WEBPACK_IMPORTED_MODULE_3__/* .encodeBasic */ .r)({ username: '<token>', password: '' }),
        identitytoken: credential.token
    };
}
function hostOf(key) {
    return key.replace(/^https?:\/\//, '').replace(/\/.*$/s, '');
}


/***/ }),

/***/ 4645:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ askHelper)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2600);
/* harmony import */ var _system_process_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9767);
/* harmony import */ var _system_program_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(293);
/* harmony import */ var _credential_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5968);
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1789);





const notFound = 'credentials not found in native keychain';
const messageLimit = 300;
const limitMs = 30_000;
async function askHelper(system, { name, file }, key) {
    const { secrets } = system;
    if (!/^[A-Za-z0-9._-]+$/.test(name)) {
        throw failure(`${file} names the credential helper ${JSON.stringify(name)}, which is not a valid name.`);
    }
    const program = `docker-credential-${name}`;
    const result = await run(system, program, { key, file });
    const text = result.stdout.toString('utf8').trim();
    if (result.exitCode !== 0) {
        if (text.includes(notFound))
            return undefined;
        const said = result.ending === undefined ? text : '';
        throw failure(`${program}, which ${file} names for ${key}, ${(0,_system_process_js__WEBPACK_IMPORTED_MODULE_1__/* .describeEnd */ .l)(result)}. Repair it, or log in without it. It said: ` +
            words(secrets.hide(said), secrets.hide(result.stderr)));
    }
    const answer = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseObject */ .lj)(text);
    const username = answer === undefined ? undefined : (0,_text_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textField */ .M8)(answer, 'Username');
    const secret = answer === undefined ? undefined : (0,_text_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textField */ .M8)(answer, 'Secret');
    if (secret !== undefined)
        secrets.add(secret);
    if (username === undefined || secret === undefined || username === '') {
        throw failure(`${program} did not answer with JSON that has a Username and a Secret for ${key}.`);
    }
    if (username === '<token>')
        return { kind: 'identity-token', token: secret };
    secrets.add((0,_credential_js__WEBPACK_IMPORTED_MODULE_4__/* .encodeBasic */ .r)({ username, password: secret }));
    return { kind: 'basic', username, password: secret };
}
async function run({ processes, env }, program, { key, file }) {
    try {
        return await processes.run(program, ['get'], { env, input: key, timeoutMs: limitMs });
    }
    catch (error) {
        if (!(0,_system_program_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .isNotStarted */ .h7)(error))
            throw error;
        throw failure(`${file} says that ${program} has the credentials of ${key}, but ${error.message}. ` +
            'Install it, or log in without it.', error);
    }
}
function words(stdout, stderr) {
    const text = stdout !== '' && !stdout.includes('{') ? stdout : stderr;
    const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
    return line === '' ? 'nothing.' : line.slice(0, messageLimit);
}
function failure(message, cause) {
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('CREDENTIAL_HELPER_FAILED', message, cause === undefined ? {} : { cause });
}


/***/ }),

/***/ 8005:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findLogins: () => (/* binding */ findLogins)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __webpack_require__(2600);
// EXTERNAL MODULE: ./src/async/once.ts
var once = __webpack_require__(6919);
// EXTERNAL MODULE: ./src/registry/login/auth-file.ts
var auth_file = __webpack_require__(2926);
// EXTERNAL MODULE: ./src/registry/login/credential-helper.ts
var credential_helper = __webpack_require__(4645);
// EXTERNAL MODULE: ./src/text/json.ts
var json = __webpack_require__(1789);
// EXTERNAL MODULE: ./src/registry/reference.ts
var reference = __webpack_require__(9310);
;// CONCATENATED MODULE: ./src/registry/login/docker-config.ts






function createCredentials(system, directory) {
    const file = (0,external_node_path_.join)(directory, 'config.json');
    const config = (0,once/* once */.O)(() => (0,auth_file/* readAuthFile */.nb)(file));
    const find = (0,once/* memoize */.B)(async (key) => {
        const { auths, credHelpers, credsStore } = await config();
        const helperKey = keysOf(key).find(name => (0,json/* textField */.M8)(credHelpers, name) !== undefined);
        const helper = helperKey === undefined ? credsStore : ((0,json/* textField */.M8)(credHelpers, helperKey) ?? '');
        if (helper !== '') {
            const credential = await (0,credential_helper/* askHelper */.m)(system, { name: helper, file }, key);
            return credential && { credential, from: helperKey === undefined ? 'store' : 'helper' };
        }
        const credential = (0,auth_file/* readEntry */.hB)(findEntry(auths, key), { key, file }, system.secrets);
        return credential && { credential, from: 'file' };
    });
    return { config, find, lookup: async ({ configKey }) => (await find(configKey))?.credential };
}
function keysOf(key) {
    return key === reference/* dockerHubKey */.Dk ? [key, ...reference/* dockerHubHosts */.bI] : [key];
}
function findEntry(auths, key) {
    const keys = keysOf(key);
    const exact = keys.find(name => Object.hasOwn(auths, name));
    if (exact !== undefined)
        return auths[exact];
    return Object.entries(auths).find(([name]) => keys.includes((0,auth_file/* hostOf */.w4)(name)))?.[1];
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./src/registry/login/scoped.ts



async function listScopedLogins(buildxDirectory) {
    const base = (0,external_node_path_.join)(buildxDirectory, 'config');
    try {
        const entries = await (0,promises_.readdir)(base, { recursive: true, withFileTypes: true });
        return entries
            .filter(entry => entry.name === 'config.json' && !entry.isDirectory())
            .map(({ parentPath }) => parseKey((0,external_node_path_.relative)(base, parentPath), parentPath));
    }
    catch (error) {
        if ((0,json/* isRecord */.u4)(error))
            return [];
        throw error;
    }
}
function parseKey(key, directory) {
    const at = key.indexOf('@');
    const [host = '', ...path] = (at < 0 ? key : key.slice(0, at)).split('/');
    const actions = at < 0 ? [] : key.slice(at + 1).split(',');
    return {
        directory,
        host,
        path: path.join('/'),
        actions: actions.map(action => action.trim()).filter(action => action !== '')
    };
}
function findScopedLogin(logins, repository, action) {
    const allowed = action === 'push' ? ['pull', 'push'] : ['pull'];
    const [best] = logins
        .filter(({ host, path, actions }) => {
        const isHere = host === repository.registry && ['', repository.path].includes(path);
        return isHere && actions.every(needed => allowed.includes(needed));
    })
        .sort((a, b) => b.path.length - a.path.length || b.actions.length - a.actions.length);
    return best?.directory;
}

;// CONCATENATED MODULE: ./src/registry/login/find-logins.ts







function findLogins(system, options) {
    const { given, podmanFiles } = options;
    const docker = createCredentials(system, options.configDirectory);
    const findPodman = async (repository) => {
        if (podmanFiles.length === 0)
            return undefined;
        const { findPodmanLogin } = await __webpack_require__.e(/* import() */ 340).then(__webpack_require__.bind(__webpack_require__, 2340));
        return await findPodmanLogin(system, repository, podmanFiles);
    };
    const findScoped = createScoped(system, options);
    const find = (0,once/* memoize */.B)(async (repository, action) => {
        const { configKey } = repository;
        if (given?.configKey === configKey)
            return { credential: toCredential(given), from: 'given' };
        const podman = await findPodman(repository);
        if (podman !== undefined)
            return { credential: podman, from: 'podman' };
        const configured = (await findScoped(repository, action)) ?? (await docker.find(configKey));
        if (configured !== undefined)
            return configured;
        if (options.fallback?.configKey !== configKey)
            return undefined;
        return { credential: { ...toCredential(options.fallback), isFallback: true }, from: 'fallback' };
    });
    const parts = { ...system, ...options, find, docker };
    const environments = new Map();
    return {
        lookup: async (repository, action = 'pull') => (await find(repository, action))?.credential,
        environment: async (engine, repositories) => {
            const key = JSON.stringify([engine, ...repositories.map(({ name }) => name).sort()]);
            const make = engine === 'buildx' ? forBuildx : forBuildah;
            const environment = environments.get(key) ?? make(parts, repositories);
            environments.set(key, environment);
            return await environment;
        }
    };
}
function createScoped(system, options) {
    const { BUILDX_CONFIG: buildx = '' } = system.env;
    const list = (0,once/* once */.O)(() => listScopedLogins(buildx === '' ? (0,external_node_path_.join)(options.configDirectory, 'buildx') : buildx));
    return async (repository, action) => {
        const configDirectory = findScopedLogin(await list(), repository, action);
        if (configDirectory === undefined)
            return undefined;
        const login = await createCredentials(system, configDirectory).find(repository.configKey);
        return login && { credential: login.credential, from: 'scoped' };
    };
}
async function forBuildx({ given, fallback, find, docker, temporary, configDirectory }, repositories) {
    const logins = given === undefined ? [] : [given];
    const pushed = repositories.find(({ configKey }) => configKey === fallback?.configKey);
    if (fallback !== undefined && pushed !== undefined && (await find(pushed, 'push'))?.from === 'fallback') {
        logins.push(fallback);
    }
    if (logins.length === 0)
        return {};
    const { makeDockerHome } = await __webpack_require__.e(/* import() */ 89).then(__webpack_require__.bind(__webpack_require__, 9089));
    const user = { directory: configDirectory, config: await docker.config() };
    return { DOCKER_CONFIG: await makeDockerHome(temporary, user, logins) };
}
async function forBuildah({ find, docker, temporary, podmanFiles, env }, repositories) {
    const namesFile = (env['REGISTRY_AUTH_FILE'] ?? '') !== '';
    const logins = [];
    for (const repository of repositories) {
        const login = await find(repository, 'push').catch(ignoreHelper);
        if (login === undefined || isSeenByBuildah(login, repository, namesFile))
            continue;
        logins.push({ repository, credential: login.credential });
    }
    if (logins.length === 0)
        return {};
    const { writePodmanAuth } = await __webpack_require__.e(/* import() */ 340).then(__webpack_require__.bind(__webpack_require__, 2340));
    const files = await Promise.all(podmanFiles.map(auth_file/* readAuthFile */.nb));
    return { REGISTRY_AUTH_FILE: await writePodmanAuth(temporary, [...files, await docker.config()], logins) };
}
function isSeenByBuildah({ from }, { configKey }, namesFile) {
    if (from === 'podman')
        return true;
    return !namesFile && (from === 'file' || (from === 'helper' && configKey !== reference/* dockerHubKey */.Dk));
}
function ignoreHelper(error) {
    if (!(error instanceof errors/* ActionError */.lZ) || error.code !== 'CREDENTIAL_HELPER_FAILED')
        throw error;
    return undefined;
}
function toCredential({ username, password }) {
    return { kind: 'basic', username, password };
}


/***/ })

};
