export const id = 921;
export const ids = [921];
export const modules = {

/***/ 4921:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createOrder: () => (/* binding */ createOrder)
/* harmony export */ });
/* harmony import */ var _async_once_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6919);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2600);
/* harmony import */ var _errors_result_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1246);
/* harmony import */ var _git_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4718);
/* harmony import */ var _log_log_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5384);
/* harmony import */ var _relation_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6133);
/* harmony import */ var _tag_commits_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6318);







function createOrder(options) {
    const order = (0,_async_once_js__WEBPACK_IMPORTED_MODULE_3__/* .memoize */ .B)((ours, name, tag, digest) => compare(ours, { name, tag, digest }, options));
    return {
        order: (ours, { name, tag, digest }) => order(ours, name, tag, digest),
        commitOf: async (image) => {
            const revision = await readRevision(image, options);
            return revision.ok && (0,_tag_commits_js__WEBPACK_IMPORTED_MODULE_2__/* .isWholeName */ .JN)(revision.value) ? revision.value : undefined;
        }
    };
}
async function compare(ours, running, options) {
    const { history, log } = options;
    const candidates = (0,_tag_commits_js__WEBPACK_IMPORTED_MODULE_2__/* .commitsIn */ .kS)(running.tag ?? '');
    const byTag = candidates.length === 0 ? undefined : await history.compare(ours, candidates);
    const isPinned = running.digest !== undefined && byTag?.kind === 'known' && byTag.value.relation === 'ancestor';
    if (byTag?.commit !== undefined && !isPinned)
        return byTag;
    const revision = await readRevision(running, options);
    const read = revision.ok ? revision.value : revision.problem;
    log.debug((0,_log_log_js__WEBPACK_IMPORTED_MODULE_4__/* .oneLine */ .T)(`The source commit of ${running.name} by its label: ${read}`));
    const byLabel = revision.ok ? await history.compare(ours, [revision.value]) : (0,_relation_js__WEBPACK_IMPORTED_MODULE_5__/* .unknown */ .L5)(revision.problem);
    const isNewer = byLabel.kind === 'known' && byLabel.value.relation === 'descendant';
    if (byTag?.commit !== undefined && !isNewer)
        return byTag;
    if (byLabel.commit !== undefined)
        return byLabel;
    const reasons = [
        byTag === undefined ? 'the tag names no commit' : `by the tag: ${reasonOf(byTag)}`,
        revision.ok ? `by the label of the image: ${reasonOf(byLabel)}` : revision.problem
    ];
    return (0,_relation_js__WEBPACK_IMPORTED_MODULE_5__/* .unknown */ .L5)((0,_log_log_js__WEBPACK_IMPORTED_MODULE_4__/* .oneLine */ .T)(reasons.join('; ')));
}
function reasonOf(answer) {
    return answer.kind === 'unknown' ? answer.reason : '';
}
async function readRevision(image, options) {
    const reference = image.digest ?? image.tag;
    if (reference === undefined || reference === '')
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_6__/* .failure */ .V)('the entry has neither a tag nor a digest');
    const labels = await findLabels(image.name, reference, options);
    if (labels === undefined)
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_6__/* .failure */ .V)('the registry does not tell the source of the image');
    const { revision, source } = labels;
    if (revision === undefined)
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_6__/* .failure */ .V)('the image has no label of its source commit');
    if (source !== undefined && (0,_git_index_js__WEBPACK_IMPORTED_MODULE_1__/* .sameRepository */ .RB)(source, options.sourceUrl) === false)
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_6__/* .failure */ .V)(`the image is made from ${source}`);
    return (0,_tag_commits_js__WEBPACK_IMPORTED_MODULE_2__/* .isObjectName */ .V2)(revision)
        ? (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_6__/* .success */ .k)(revision.toLowerCase())
        : (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_6__/* .failure */ .V)('the label of the image is no commit');
}
async function findLabels(image, reference, { findRevision }) {
    try {
        return await findRevision(image, reference);
    }
    catch (error) {
        if ((0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isCancellation */ .iB)(error))
            throw error;
        return undefined;
    }
}


/***/ })

};
