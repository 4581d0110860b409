export const id = 41;
export const ids = [41];
export const modules = {

/***/ 5041:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   hasGhaCache: () => (/* binding */ hasGhaCache)
/* harmony export */ });
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1789);

function hasGhaCache(environment) {
    const places = [environment['ACTIONS_RESULTS_URL'], environment['ACTIONS_CACHE_URL']];
    return places.some(Boolean) && isCacheToken(environment['ACTIONS_RUNTIME_TOKEN'] ?? '');
}
function isCacheToken(token) {
    const [, payload = '', signature, ...rest] = token.split('.');
    if (signature === undefined || rest.length > 0)
        return false;
    const { ac, exp, nbf } = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseObject */ .lj)(Buffer.from(payload, 'base64url').toString('utf8')) ?? {};
    return typeof ac === 'string' && typeof exp === 'number' && typeof nbf === 'number';
}


/***/ })

};
