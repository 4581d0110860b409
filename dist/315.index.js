export const id = 315;
export const ids = [315];
export const modules = {

/***/ 6315:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkPush: () => (/* binding */ checkPush)
/* harmony export */ });
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1789);
/* harmony import */ var _session_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8376);


async function checkPush(session, repository) {
    const check = await (0,_session_js__WEBPACK_IMPORTED_MODULE_0__/* .orUnavailable */ .q7)(session, () => startUpload(session, repository));
    return check.kind === 'unavailable' ? { kind: 'unclear', detail: check.detail } : check;
}
async function startUpload(session, repository) {
    const uploads = { repository, url: (0,_session_js__WEBPACK_IMPORTED_MODULE_0__/* .addressOf */ .ci)(repository, 'blobs/uploads/'), accept: '*/*' };
    const options = { method: 'POST', action: 'push' };
    const reply = await (0,_session_js__WEBPACK_IMPORTED_MODULE_0__/* .request */ .Em)(session, uploads, options);
    if (reply.kind !== 'answer')
        return reply;
    const { answer } = reply;
    const { status } = answer;
    if (status === 202) {
        await cancelUpload(session, uploads, answer.headers.location);
        return { kind: 'allowed' };
    }
    const detail = `${answer.url.host}: ${await (0,_session_js__WEBPACK_IMPORTED_MODULE_0__/* .reasonFor */ .qo)(session, uploads, answer, options)}`;
    if (status === 401 || status === 403)
        return { kind: 'denied', status, detail };
    if (status === 404 && isRegistryError(answer.body))
        return { kind: 'missing', detail };
    return { kind: 'unclear', detail: `${detail} (status ${status})` };
}
function isRegistryError(body) {
    const errors = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseObject */ .lj)(body.toString('utf8'))?.['errors'];
    const first = Array.isArray(errors) ? errors[0] : undefined;
    return (0,_text_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isRecord */ .u4)(first) && (0,_text_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textField */ .M8)(first, 'code') !== undefined;
}
async function cancelUpload(session, uploads, location) {
    if (location === undefined || !URL.canParse(location, uploads.url.href))
        return;
    const url = new URL(location, uploads.url);
    if (url.origin !== uploads.url.origin)
        return;
    const options = { method: 'DELETE', action: 'push', tries: 1 };
    await (0,_session_js__WEBPACK_IMPORTED_MODULE_0__/* .orUnavailable */ .q7)(session, () => (0,_session_js__WEBPACK_IMPORTED_MODULE_0__/* .send */ .tN)(session, { ...uploads, url }, options));
}


/***/ })

};
