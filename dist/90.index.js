export const id = 90;
export const ids = [90,506];
export const modules = {

/***/ 506:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ imagesOf),
/* harmony export */   fetchManifest: () => (/* binding */ fetchManifest),
/* harmony export */   t: () => (/* binding */ hasDigest)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1789);
/* harmony import */ var _manifest_types_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1442);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9310);
/* harmony import */ var _detail_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9162);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8376);






async function fetchManifest(session, repository, reference, options = {}) {
    const content = (0,_session_js__WEBPACK_IMPORTED_MODULE_2__/* .contentOf */ .$E)(repository, 'manifests', reference, _manifest_types_js__WEBPACK_IMPORTED_MODULE_3__/* .manifestTypes */ .F.join(', '));
    const asked = { method: 'GET', bodyLimit: _manifest_types_js__WEBPACK_IMPORTED_MODULE_3__/* .manifestLimit */ .t, ...options };
    const reply = await (0,_session_js__WEBPACK_IMPORTED_MODULE_2__/* .ask */ .kA)(session, content, asked);
    if (reply.kind !== 'answer')
        return reply;
    const { status, url, headers, body, truncated } = reply.answer;
    const unavailable = (detail) => ({ kind: 'unavailable', detail: `${url.host} ${detail}` });
    if (status === 404)
        return { kind: 'absent' };
    if (status === 401 || status === 403) {
        return {
            kind: 'denied',
            status,
            detail: `${url.host}: ${await (0,_session_js__WEBPACK_IMPORTED_MODULE_2__/* .words */ .aL)(session, content, reply.answer, asked)}`
        };
    }
    if (status !== 200)
        return unavailable(`answered with status ${status}`);
    const type = (0,_detail_js__WEBPACK_IMPORTED_MODULE_4__/* .plainText */ .w)((headers['content-type'] ?? '').replace(/;.*$/s, ''), session.secrets);
    if (!_manifest_types_js__WEBPACK_IMPORTED_MODULE_3__/* .manifestTypes */ .F.some(known => known === type)) {
        return unavailable(`answered with ${type || 'no type'}, which is no image manifest`);
    }
    if (truncated)
        return unavailable('answered with a manifest over 4 MiB');
    const named = headers['docker-content-digest'];
    const digest = (0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .digestProblem */ .WQ)(reference) === undefined ? reference : (named ?? `sha256:${sha256(body)}`);
    if (typeof digest !== 'string' || !hasDigest(body, digest)) {
        return unavailable(`answered with a manifest that does not have its digest`);
    }
    return { kind: 'manifest', bytes: body, type, digest };
}
function hasDigest(bytes, digest) {
    if ((0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .digestProblem */ .WQ)(digest) !== undefined)
        return false;
    const algorithm = digest.slice(0, digest.indexOf(':'));
    return digest === `${algorithm}:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)(algorithm).update(bytes).digest('hex')}`;
}
function imagesOf(entries) {
    return entries.filter(_text_json_js__WEBPACK_IMPORTED_MODULE_5__/* .isRecord */ .u4).flatMap(entry => {
        const { platform } = entry;
        const isNowhere = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_5__/* .isRecord */ .u4)(platform) && platform['os'] === 'unknown' && platform['architecture'] === 'unknown';
        const digest = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_5__/* .textField */ .M8)(entry, 'digest');
        const known = digest !== undefined && (0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .digestProblem */ .WQ)(digest) === undefined ? digest : undefined;
        return isNowhere ? [] : [known];
    });
}
function sha256(bytes) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex');
}


/***/ }),

/***/ 3090:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findRevision: () => (/* binding */ findRevision)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2600);
/* harmony import */ var _system_http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4908);
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1789);
/* harmony import */ var _log_log_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5384);
/* harmony import */ var _manifest_types_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1442);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9310);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(506);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8376);








const configLimit = 4 * 1024 * 1024;
const textLimit = 2_000;
async function findRevision(session, repository, reference, log) {
    try {
        const found = await readRevision(session, repository, reference);
        if (typeof found !== 'string')
            return found;
        log.debug((0,_log_log_js__WEBPACK_IMPORTED_MODULE_5__/* .oneLine */ .T)(`The revision of ${repository.name} ${reference} is not known: ${found}.`));
    }
    catch (error) {
        const isKnown = error instanceof _system_http_js__WEBPACK_IMPORTED_MODULE_1__/* .HttpFailure */ .HR || error instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ;
        if (!isKnown || (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isCancellation */ .iB)(error))
            throw error;
        log.debug((0,_log_log_js__WEBPACK_IMPORTED_MODULE_5__/* .oneLine */ .T)(`The revision of ${repository.name} ${reference} is not known: ${error.message}`));
    }
    return undefined;
}
async function readRevision(session, repository, reference) {
    const top = await fetchManifest(session, repository, reference);
    if (typeof top === 'string')
        return top;
    const said = revisionIn(top['annotations']);
    if (said.revision !== undefined)
        return said;
    if (!isIndex(top))
        return await readConfig(session, repository, top);
    const digest = firstImage(top);
    if (digest === undefined)
        return 'the index names no image';
    const manifest = await fetchManifest(session, repository, digest);
    if (typeof manifest === 'string')
        return manifest;
    if (isIndex(manifest))
        return 'the index names another index';
    const own = revisionIn(manifest['annotations']);
    return own.revision === undefined ? await readConfig(session, repository, manifest) : own;
}
async function fetchManifest(session, repository, reference) {
    const isDigest = (0,_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .digestProblem */ .WQ)(reference) === undefined;
    if (!isDigest && (0,_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .tagProblem */ .qH)(reference) !== undefined)
        return 'it is neither a tag nor a digest';
    const content = (0,_session_js__WEBPACK_IMPORTED_MODULE_4__/* .contentOf */ .$E)(repository, 'manifests', reference, _manifest_types_js__WEBPACK_IMPORTED_MODULE_6__/* .manifestTypes */ .F.join(', '));
    const found = await fetch(session, content, _manifest_types_js__WEBPACK_IMPORTED_MODULE_6__/* .manifestLimit */ .t, isDigest ? reference : undefined);
    const isBoth = typeof found !== 'string' && isIndex(found) && ('config' in found || 'layers' in found);
    return isBoth ? 'the manifest is an index and an image at once' : found;
}
async function readConfig(session, repository, manifest) {
    const config = manifest['config'];
    const digest = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_7__/* .isRecord */ .u4)(config) ? (0,_text_json_js__WEBPACK_IMPORTED_MODULE_7__/* .textField */ .M8)(config, 'digest') : undefined;
    if (digest === undefined || (0,_reference_js__WEBPACK_IMPORTED_MODULE_2__/* .digestProblem */ .WQ)(digest) !== undefined)
        return 'the manifest names no configuration';
    const found = await fetch(session, (0,_session_js__WEBPACK_IMPORTED_MODULE_4__/* .contentOf */ .$E)(repository, 'blobs', digest, '*/*'), configLimit, digest);
    if (typeof found === 'string')
        return found;
    const inner = found['config'];
    return revisionIn((0,_text_json_js__WEBPACK_IMPORTED_MODULE_7__/* .isRecord */ .u4)(inner) ? inner['Labels'] : undefined);
}
async function fetch(session, content, limit, digest) {
    const reply = await (0,_session_js__WEBPACK_IMPORTED_MODULE_4__/* .ask */ .kA)(session, content, { method: 'GET', bodyLimit: limit });
    if (reply.kind !== 'answer')
        return reply.detail;
    const { answer } = reply;
    if (answer.status !== 200)
        return `${answer.url.host} answered with status ${answer.status}`;
    if (answer.truncated)
        return `${answer.url.host} answered with more than ${limit} bytes`;
    if (digest !== undefined && !(0,_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .hasDigest */ .t)(answer.body, digest)) {
        return `${answer.url.host} answered with something else than ${digest}`;
    }
    return (0,_text_json_js__WEBPACK_IMPORTED_MODULE_7__/* .parseObject */ .lj)(answer.body.toString('utf8')) ?? `${answer.url.host} answered with no object of JSON`;
}
function isIndex(manifest) {
    return Array.isArray(manifest['manifests']);
}
function firstImage(index) {
    const entries = index['manifests'];
    return Array.isArray(entries) ? (0,_manifest_js__WEBPACK_IMPORTED_MODULE_3__/* .imagesOf */ .I)(entries).find(digest => digest !== undefined) : undefined;
}
function revisionIn(labels) {
    const read = (name) => {
        const text = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_7__/* .isRecord */ .u4)(labels) ? (0,_text_json_js__WEBPACK_IMPORTED_MODULE_7__/* .textField */ .M8)(labels, `org.opencontainers.image.${name}`)?.trim() : undefined;
        return text === undefined || text === '' || text.length > textLimit ? undefined : text;
    };
    return { revision: read('revision'), source: read('source') };
}


/***/ })

};
