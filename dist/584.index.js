export const id = 584;
export const ids = [584];
export const modules = {

/***/ 2584:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createMatcher: () => (/* binding */ createMatcher)
/* harmony export */ });
/* harmony import */ var picomatch__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4006);
/* harmony import */ var picomatch__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(picomatch__WEBPACK_IMPORTED_MODULE_0__);

function createMatcher(pattern) {
    const literal = pattern.replace(/[()|+"$]/g, '\\$&');
    const classes = literal.replace(/(^|\/)\[[!^](?![\]-])/g, '$1[^.').replaceAll('[!', '[^');
    return picomatch__WEBPACK_IMPORTED_MODULE_0___default()(classes, { noextglob: true, nonegate: true, dot: false });
}


/***/ })

};
