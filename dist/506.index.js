export const id = 506;
export const ids = [506];
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


/***/ })

};
