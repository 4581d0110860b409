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
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1789);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9310);
/* harmony import */ var _detail_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9162);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8376);





const manifestLimit = 4 * 1024 * 1024;
async function fetchManifest(session, repository, reference, { anyType = false, ...login } = {}) {
    const resource = (0,_session_js__WEBPACK_IMPORTED_MODULE_2__/* .manifestAt */ .ZG)(repository, reference);
    const options = { method: 'GET', bodyLimit: manifestLimit, ...login };
    const reply = await (0,_session_js__WEBPACK_IMPORTED_MODULE_2__/* .request */ .Em)(session, resource, options);
    if (reply.kind !== 'answer')
        return reply;
    const { status, url, headers, body, truncated } = reply.answer;
    const unavailable = (detail) => ({ kind: 'unavailable', detail: `${url.host} ${detail}` });
    if (status === 404)
        return { kind: 'absent' };
    if (status === 401 || status === 403) {
        const reason = await (0,_session_js__WEBPACK_IMPORTED_MODULE_2__/* .reasonFor */ .qo)(session, resource, reply.answer, options);
        return { kind: 'denied', status, detail: `${url.host}: ${reason}` };
    }
    if (status !== 200)
        return unavailable(`answered with status ${status}`);
    const type = (0,_detail_js__WEBPACK_IMPORTED_MODULE_3__/* .plainText */ .w)((headers['content-type'] ?? '').replace(/;.*$/s, ''), session.secrets);
    if (!anyType && !_session_js__WEBPACK_IMPORTED_MODULE_2__/* .manifestTypes */ .Fm.includes(type)) {
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
    return entries.filter(_text_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4).flatMap(entry => {
        const { platform } = entry;
        const isAttestation = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(platform) && platform['os'] === 'unknown' && platform['architecture'] === 'unknown';
        const digest = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textField */ .M8)(entry, 'digest');
        const valid = digest !== undefined && (0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .digestProblem */ .WQ)(digest) === undefined ? digest : undefined;
        return isAttestation ? [] : [valid];
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
/* harmony import */ var _errors_result_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1246);
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1789);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(506);
/* harmony import */ var _reference_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9310);
/* harmony import */ var _system_http_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4908);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2600);
/* harmony import */ var _detail_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9162);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8376);








const configLimit = 4 * 1024 * 1024;
const textLimit = 2_000;
const readingMs = 30_000;
async function findRevision(session, repository, reference) {
    const { registry } = repository;
    if ((0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .digestProblem */ .WQ)(reference) !== undefined && (0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .tagProblem */ .qH)(reference) !== undefined)
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_5__/* .failure */ .V)('it is neither a tag nor a digest');
    if (session.silent.has(registry))
        return tooLong(registry);
    const reading = tryRevision(session, repository, reference);
    const result = await Promise.race([reading, waitFor(session, reading)]);
    if (result !== undefined)
        return result;
    session.silent.add(registry);
    return tooLong(registry);
}
async function waitFor({ clock }, reading) {
    const started = clock.now();
    await clock.sleep(readingMs);
    return clock.now() < started + readingMs / 2 ? await reading : undefined;
}
function tooLong(registry) {
    return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_5__/* .failure */ .V)(`${registry} gave no complete answer within ${readingMs / 1_000} s`);
}
async function tryRevision(session, repository, reference) {
    try {
        return await readRevision(session, repository, reference);
    }
    catch (error) {
        const isExpected = error instanceof _system_http_js__WEBPACK_IMPORTED_MODULE_2__/* .HttpFailure */ .HR || error instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ActionError */ .lZ;
        if (!isExpected || (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .isCancellation */ .iB)(error))
            throw error;
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_5__/* .failure */ .V)((0,_detail_js__WEBPACK_IMPORTED_MODULE_6__/* .plainText */ .w)(error.message, session.secrets));
    }
}
async function readRevision(session, repository, reference) {
    const top = await readManifest(session, repository, reference);
    if (top === 'absent')
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_5__/* .success */ .k)({ revision: undefined, source: undefined, isAbsent: true });
    if (!top.ok)
        return top;
    const revision = revisionIn(top.value['annotations']);
    if (revision.revision !== undefined)
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_5__/* .success */ .k)(revision);
    const { manifests } = top.value;
    if (!Array.isArray(manifests))
        return await readConfig(session, repository, top.value);
    const digest = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .imagesOf */ .I)(manifests).find(valid => valid !== undefined);
    if (digest === undefined)
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_5__/* .failure */ .V)('the index names no image');
    const image = await readManifest(session, repository, digest);
    if (image === 'absent')
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_5__/* .failure */ .V)(`${repository.registry} does not have the image that the index names`);
    if (!image.ok)
        return image;
    if (isIndex(image.value))
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_5__/* .failure */ .V)('the index names another index');
    const annotated = revisionIn(image.value['annotations']);
    if (annotated.revision !== undefined)
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_5__/* .success */ .k)(annotated);
    return await readConfig(session, repository, image.value);
}
async function readManifest(session, repository, reference) {
    const manifest = await (0,_manifest_js__WEBPACK_IMPORTED_MODULE_0__.fetchManifest)(session, repository, reference, { anyType: true });
    if (manifest.kind === 'absent')
        return 'absent';
    if (manifest.kind !== 'manifest')
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_5__/* .failure */ .V)(manifest.detail);
    const fields = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_7__/* .parseObject */ .lj)(manifest.bytes.toString('utf8'));
    if (fields === undefined)
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_5__/* .failure */ .V)('the manifest is no object of JSON');
    const isBoth = isIndex(fields) && ('config' in fields || 'layers' in fields);
    return isBoth ? (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_5__/* .failure */ .V)('the manifest is an index and an image at once') : (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_5__/* .success */ .k)(fields);
}
async function readConfig(session, repository, manifest) {
    const config = manifest['config'];
    const digest = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_7__/* .isRecord */ .u4)(config) ? ((0,_text_json_js__WEBPACK_IMPORTED_MODULE_7__/* .textField */ .M8)(config, 'digest') ?? '') : '';
    if ((0,_reference_js__WEBPACK_IMPORTED_MODULE_1__/* .digestProblem */ .WQ)(digest) !== undefined)
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_5__/* .failure */ .V)('the manifest names no configuration');
    const options = { method: 'GET', bodyLimit: configLimit };
    const reply = await (0,_session_js__WEBPACK_IMPORTED_MODULE_4__/* .request */ .Em)(session, (0,_session_js__WEBPACK_IMPORTED_MODULE_4__/* .blobAt */ .hb)(repository, digest), options);
    if (reply.kind !== 'answer')
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_5__/* .failure */ .V)(reply.detail);
    const { status, url, body } = reply.answer;
    if (status !== 200)
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_5__/* .failure */ .V)(`${url.host} answered with status ${status}`);
    if (!(0,_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .hasDigest */ .t)(body, digest))
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_5__/* .failure */ .V)(`${url.host} answered with something else than ${digest}`);
    const fields = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_7__/* .parseObject */ .lj)(body.toString('utf8'));
    if (fields === undefined)
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_5__/* .failure */ .V)('the configuration is no object of JSON');
    const inner = fields['config'];
    return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_5__/* .success */ .k)(revisionIn((0,_text_json_js__WEBPACK_IMPORTED_MODULE_7__/* .isRecord */ .u4)(inner) ? inner['Labels'] : undefined));
}
function isIndex(manifest) {
    return Array.isArray(manifest['manifests']);
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
