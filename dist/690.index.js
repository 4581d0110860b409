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

/***/ 6690:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   inspectImage: () => (/* binding */ inspectImage)
/* harmony export */ });
/* harmony import */ var _async_limit_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5951);
/* harmony import */ var _errors_result_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1246);
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1789);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(506);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8376);





const requestLimit = 8;
const imageLimit = 100;
async function inspectImage(session, repository, digest) {
    const facts = await (0,_session_js__WEBPACK_IMPORTED_MODULE_1__/* .orUnknown */ .uL)(session, `What ${repository.name}@${digest} is made of`, async () => (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_2__/* .success */ .k)(await readFacts(session, repository, digest)));
    return facts ?? { size: undefined, config: undefined };
}
async function readFacts(session, repository, digest) {
    const top = await readManifest(session, repository, digest);
    if (top === 'absent')
        return { size: undefined, config: undefined, isAbsent: true };
    const { manifests, config } = top ?? {};
    if (!Array.isArray(manifests))
        return { size: imageSize(top), config: (0,_text_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(config) ? (0,_text_json_js__WEBPACK_IMPORTED_MODULE_3__/* .textField */ .M8)(config, 'digest') : undefined };
    const images = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_0__/* .imagesOf */ .I)(manifests);
    const isKnown = images.length > 0 && images.length <= imageLimit;
    return { size: isKnown ? await indexSize(session, repository, images) : undefined, config: undefined };
}
async function indexSize(session, repository, images) {
    const sizes = await (0,_async_limit_js__WEBPACK_IMPORTED_MODULE_4__/* .mapLimited */ .bB)(images, requestLimit, async (image) => image === undefined ? undefined : imageSize(await readManifest(session, repository, image)));
    return sumOf(sizes);
}
async function readManifest(session, repository, digest) {
    const manifest = await (0,_manifest_js__WEBPACK_IMPORTED_MODULE_0__.fetchManifest)(session, repository, digest, { tries: 1 });
    if (manifest.kind === 'absent')
        return 'absent';
    return manifest.kind === 'manifest' ? (0,_text_json_js__WEBPACK_IMPORTED_MODULE_3__/* .parseObject */ .lj)(manifest.bytes.toString('utf8')) : undefined;
}
function imageSize(manifest) {
    if (manifest === undefined || manifest === 'absent')
        return undefined;
    const { config, layers } = manifest;
    if (!(0,_text_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(config) || !Array.isArray(layers))
        return undefined;
    return sumOf([config, ...layers].map(part => {
        const size = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isRecord */ .u4)(part) ? part['size'] : undefined;
        return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : undefined;
    }));
}
function sumOf(sizes) {
    return sizes.reduce((total, size) => (total === undefined || size === undefined ? undefined : total + size), 0);
}


/***/ })

};
