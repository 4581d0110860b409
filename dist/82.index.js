export const id = 82;
export const ids = [82];
export const modules = {

/***/ 8082:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   withThrown: () => (/* binding */ withThrown)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2600);

function withThrown(report, error) {
    return { ...report, outcome: 'failed', failure: join(error, report.failure) };
}
function join(error, failure) {
    const [first, then] = [messageOf(error), messageOf(failure)];
    if (failure === undefined || then === (0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .cancellation */ .WN)().message)
        return error;
    const message = `${first}. The run then ended with: ${then}`;
    return error instanceof _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ
        ? new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(error.code, message, { cause: error })
        : new Error(message.replace(/\.$/, ''), { cause: error });
}
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}


/***/ })

};
