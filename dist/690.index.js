export const id = 690;
export const ids = [690,506];
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

/***/ 6690:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   inspectImage: () => (/* binding */ inspectImage)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2600);
/* harmony import */ var _system_http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4908);
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1789);
/* harmony import */ var _log_log_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5384);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(506);





const atOnce = 8;
const imageLimit = 100;
async function inspectImage(session, repository, digest, log) {
    try {
        return await readFacts(session, repository, digest);
    }
    catch (error) {
        const isKnown = error instanceof _system_http_js__WEBPACK_IMPORTED_MODULE_1__/* .HttpFailure */ .HR || error instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ;
        if (!isKnown || (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isCancellation */ .iB)(error))
            throw error;
        log.debug((0,_log_log_js__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .T)(`What ${repository.name}@${digest} is made of is not known: ${error.message}`));
        return { size: undefined, config: undefined };
    }
}
async function readFacts(session, repository, digest) {
    const top = await readManifest(session, repository, digest);
    const entries = top?.['manifests'];
    if (Array.isArray(entries))
        return { size: await indexSize(session, repository, entries), config: undefined };
    const config = top?.['config'];
    return { size: imageSize(top), config: (0,_text_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(config) ? (0,_text_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textField */ .M8)(config, 'digest') : undefined };
}
async function indexSize(session, repository, entries) {
    const images = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_2__/* .imagesOf */ .I)(entries);
    if (images.length === 0 || images.length > imageLimit)
        return undefined;
    let total = 0;
    for (let start = 0; start < images.length; start += atOnce) {
        const sizes = await Promise.all(images.slice(start, start + atOnce).map(async (image) => {
            if (image === undefined)
                return undefined;
            return imageSize(await readManifest(session, repository, image));
        }));
        for (const size of sizes) {
            if (size === undefined)
                return undefined;
            total += size;
        }
    }
    return total;
}
async function readManifest(session, repository, digest) {
    const found = await (0,_manifest_js__WEBPACK_IMPORTED_MODULE_2__.fetchManifest)(session, repository, digest, { tries: 1 });
    return found.kind === 'manifest' ? (0,_text_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseObject */ .lj)(found.bytes.toString('utf8')) : undefined;
}
function imageSize(manifest) {
    const { config, layers } = manifest ?? {};
    if (!(0,_text_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(config) || !Array.isArray(layers))
        return undefined;
    let total = 0;
    for (const part of [config, ...layers]) {
        const size = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isRecord */ .u4)(part) ? part['size'] : undefined;
        if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
            return undefined;
        total += size;
    }
    return total;
}


/***/ })

};
