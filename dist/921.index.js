export const id = 921;
export const ids = [921];
export const modules = {

/***/ 4921:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createOrderGuard: () => (/* binding */ createOrderGuard)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2600);
/* harmony import */ var _log_log_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5384);
/* harmony import */ var _label_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7591);
/* harmony import */ var _tag_commits_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6318);




function createOrderGuard(options) {
    const judged = new Map();
    return {
        prepare: ours => options.history.prepare(ours),
        sourceOf: async (image) => {
            const { revision } = await findLabel(image, options);
            return revision !== undefined && (0,_tag_commits_js__WEBPACK_IMPORTED_MODULE_1__/* .isWholeName */ .JN)(revision) ? revision : undefined;
        },
        judge: (ours, current) => {
            const key = JSON.stringify([ours, current.image, current.tag, current.digest]);
            const known = judged.get(key) ?? judge(ours, current, options);
            judged.set(key, known);
            return known;
        }
    };
}
async function judge(ours, current, options) {
    const { history, log } = options;
    const candidates = (0,_tag_commits_js__WEBPACK_IMPORTED_MODULE_1__/* .commitsIn */ .kS)(current.tag ?? '');
    const byTag = candidates.length === 0 ? undefined : await history.compare(ours, candidates);
    const isPinned = current.digest !== undefined && byTag?.relation === 'older';
    if (byTag?.commit !== undefined && !isPinned)
        return { ...byTag, via: 'tag' };
    const label = await findLabel(current, options);
    log.debug((0,_log_log_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .T)(`The source commit of ${current.image} by its label: ${label.revision ?? label.reason}`));
    const byLabel = label.revision === undefined ? undefined : await history.compare(ours, [label.revision]);
    if (byTag?.commit !== undefined && byLabel?.relation !== 'newer')
        return { ...byTag, via: 'tag' };
    if (byLabel?.commit !== undefined)
        return { ...byLabel, via: 'label' };
    const reasons = [
        byTag === undefined ? 'the tag names no commit' : `by the tag: ${byTag.reason}`,
        byLabel === undefined ? label.reason : `by the label of the image: ${byLabel.reason}`
    ];
    const reason = (0,_log_log_js__WEBPACK_IMPORTED_MODULE_2__/* .oneLine */ .T)(reasons.join('; '));
    return {
        relation: 'unknown',
        commit: undefined,
        ahead: undefined,
        found: undefined,
        reason,
        via: undefined
    };
}
async function findLabel(current, options) {
    const none = (reason) => ({ revision: undefined, reason });
    const reference = current.digest ?? current.tag;
    if (reference === undefined || reference === '')
        return none('the entry has neither a tag nor a digest');
    const said = await ask(options.findRevision, current.image, reference);
    if (said === undefined)
        return none('the registry does not tell the source of the image');
    const { revision, source } = said;
    if (revision === undefined)
        return none('the image has no label of its source commit');
    if (source !== undefined && (0,_label_js__WEBPACK_IMPORTED_MODULE_3__/* .namesOther */ .z)(source, options.sourceUrl))
        return none(`the image is made from ${source}`);
    if (!(0,_tag_commits_js__WEBPACK_IMPORTED_MODULE_1__/* .isObjectName */ .V2)(revision))
        return none('the label of the image is no commit');
    return { revision: revision.toLowerCase(), reason: '' };
}
async function ask(findRevision, image, reference) {
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
