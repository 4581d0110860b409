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
/* harmony import */ var _log_log_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5384);
/* harmony import */ var _relation_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6133);
/* harmony import */ var _tag_commits_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6318);







function createOrder(options) {
    const { history, sourceCommit } = options;
    const readOnce = (0,_async_once_js__WEBPACK_IMPORTED_MODULE_3__/* .memoize */ .B)((name, reference) => readLabel(name, reference, options));
    const order = (0,_async_once_js__WEBPACK_IMPORTED_MODULE_3__/* .memoize */ .B)(async (ours, name, tag, digest) => {
        const found = await find({ name, tag, digest }, names => history.compare(ours, names), readOnce);
        const answer = await withReach(ours, found.answer, history);
        return found.doubt === undefined || (0,_relation_js__WEBPACK_IMPORTED_MODULE_4__/* .isNewer */ .U4)(answer) ? answer : found.doubt;
    });
    const commitOf = (0,_async_once_js__WEBPACK_IMPORTED_MODULE_3__/* .memoize */ .B)(async (name, tag, digest) => {
        const found = await find({ name, tag, digest }, names => history.compare(sourceCommit, names), readOnce);
        const { answer, doubt } = found;
        if (answer.commit !== undefined)
            return { kind: 'commit', commit: answer.commit, doubt };
        return answer.kind === 'unknown' ? answer : (0,_relation_js__WEBPACK_IMPORTED_MODULE_4__/* .unknown */ .L5)('other', 'it has no name');
    });
    return {
        order: (ours, { name, tag, digest }) => order(ours, name, tag, digest),
        commitOf: ({ name, tag, digest }) => commitOf(name, tag, digest)
    };
}
async function find({ name, tag = '', digest }, compare, read) {
    const names = (0,_tag_commits_js__WEBPACK_IMPORTED_MODULE_2__/* .commitsIn */ .kS)(tag);
    const byTag = async () => (names.length === 0 ? undefined : await compare(names));
    const tagged = digest === undefined ? await byTag() : undefined;
    if (tagged?.commit !== undefined)
        return { answer: tagged };
    const label = await read(name, digest ?? tag);
    const labelled = label.kind === 'label' ? await compare([label.revision]) : label;
    if (labelled.kind === 'known')
        return { answer: labelled };
    const isOurs = label.isOurs === true;
    const isAbout = label.kind === 'label' && (isOurs || labelled.cause !== 'absent');
    if (labelled.commit !== undefined || isAbout)
        return { answer: { ...(isAbout ? mostTelling([labelled, tagged]) : labelled), isOurs } };
    const beside = digest === undefined ? tagged : await byTag();
    if (beside?.commit === undefined)
        return { answer: { ...mostTelling([labelled, beside]), isOurs } };
    const isSilent = labelled.cause === 'unnamed' || labelled.cause === 'foreign';
    return { answer: beside, doubt: isSilent ? undefined : { ...labelled, commit: beside.commit } };
}
const telling = [
    'access',
    'ambiguous',
    'registry',
    'missing',
    'other',
    'partial',
    'absent',
    'foreign',
    'unnamed'
];
function mostTelling(reasons) {
    const unclear = reasons.flatMap(reason => (reason?.kind === 'unknown' ? [reason] : []));
    const rank = ({ cause }) => telling.indexOf(cause);
    return unclear.sort((one, other) => rank(one) - rank(other))[0] ?? (0,_relation_js__WEBPACK_IMPORTED_MODULE_4__/* .unknown */ .L5)('other', 'nothing is known');
}
async function withReach(ours, answer, history) {
    if (answer.kind === 'unknown')
        return answer;
    const { commit, value } = answer;
    const { relation } = value;
    if (relation === 'same' || relation === 'ancestor')
        return (0,_relation_js__WEBPACK_IMPORTED_MODULE_4__/* .known */ .eO)(commit, { ...value, isTakenBack: false });
    const taken = await history.isTakenBack(ours, commit);
    if (taken.kind === 'known')
        return (0,_relation_js__WEBPACK_IMPORTED_MODULE_4__/* .known */ .eO)(commit, { ...value, isTakenBack: taken.value });
    return relation === 'diverged'
        ? (0,_relation_js__WEBPACK_IMPORTED_MODULE_4__/* .known */ .eO)(commit, { ...value, isTakenBack: false })
        : (0,_relation_js__WEBPACK_IMPORTED_MODULE_4__/* .unknown */ .L5)(taken.cause, `${(0,_relation_js__WEBPACK_IMPORTED_MODULE_4__/* .short */ .h0)(commit)} is newer, but perhaps taken back: ${taken.reason}`, commit);
}
const mostShown = 40;
const mostOfAddress = 120;
async function readLabel(name, reference, options) {
    const no = (cause, reason) => (0,_relation_js__WEBPACK_IMPORTED_MODULE_4__/* .unknown */ .L5)(cause, (0,_log_log_js__WEBPACK_IMPORTED_MODULE_5__/* .oneLine */ .T)(reason));
    if (reference === '')
        return no('unnamed', `the entry of ${name} has neither a tag nor a digest`);
    const text = (0,_tag_commits_js__WEBPACK_IMPORTED_MODULE_2__/* .isWholeName */ .JN)(reference)
        ? (0,_relation_js__WEBPACK_IMPORTED_MODULE_4__/* .short */ .h0)(reference)
        : reference.slice(0, reference.includes(':') ? 19 : mostShown);
    const labels = await findLabels(name, reference, options);
    if (!labels.ok)
        return no('registry', `the registry did not say what ${text} was built from (${labels.problem})`);
    const { revision, source, isAbsent } = labels.value;
    if (isAbsent) {
        const names = (0,_tag_commits_js__WEBPACK_IMPORTED_MODULE_2__/* .commitsIn */ .kS)(reference).length === 0 ? `${text} names no commit, and ` : '';
        return no('missing', `${names}the registry does not have ${names === '' ? text : 'it'}`);
    }
    const isSame = source === undefined ? undefined : (0,_git_index_js__WEBPACK_IMPORTED_MODULE_1__/* .sameRepository */ .RB)(source, options.sourceUrl);
    if (isSame === false && revision !== undefined)
        return no('foreign', `${text} says that it was made from ${(source ?? '').slice(0, mostOfAddress)}`);
    const isOurs = isSame === true;
    if (revision === undefined)
        return { ...no('unnamed', `${text} names no commit, and its image has no revision label`), isOurs };
    if (!(0,_tag_commits_js__WEBPACK_IMPORTED_MODULE_2__/* .isObjectName */ .V2)(revision))
        return { ...no('unnamed', `${text} names no commit, and its revision label is not one`), isOurs };
    return { kind: 'label', revision: revision.toLowerCase(), isOurs };
}
async function findLabels(name, reference, { findRevision, log }) {
    try {
        const labels = await findRevision(name, reference);
        const text = labels.ok
            ? (labels.value.revision ?? (labels.value.isAbsent ? 'no such image' : 'none'))
            : labels.problem;
        log.debug((0,_log_log_js__WEBPACK_IMPORTED_MODULE_5__/* .oneLine */ .T)(`The revision label of ${name}, ${reference}: ${text}`));
        return labels;
    }
    catch (error) {
        if ((0,_errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isCancellation */ .iB)(error))
            throw error;
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_6__/* .failure */ .V)(error instanceof Error ? error.message : String(error));
    }
}


/***/ })

};
