export const id = 175;
export const ids = [175];
export const modules = {

/***/ 7175:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   planOwnDeploy: () => (/* binding */ planOwnDeploy)
/* harmony export */ });
/* harmony import */ var _errors_notice_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(263);
/* harmony import */ var _git_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4718);
/* harmony import */ var _inputs_index_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1116);
/* harmony import */ var _kustomization_index_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8258);
/* harmony import */ var _registry_index_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1640);
/* harmony import */ var _source_index_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3115);
/* harmony import */ var _digests_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8074);
/* harmony import */ var _match_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4106);
/* harmony import */ var _set_images_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6250);









const unrelated = ['workflow_dispatch', 'schedule', 'repository_dispatch'];
async function planOwnDeploy(base, { sha, deploy }, options) {
    const { inputs, context, ports } = options;
    if (deploy === undefined || base.kind !== 'branch' || ports.target.isPreview)
        return undefined;
    if (!isDeployOfOwn(deploy, inputs, context))
        return undefined;
    if (inputs.building.mode === 'always' && unrelated.includes(context.eventName))
        return undefined;
    const sets = inputs.images.map(image => (0,_set_images_js__WEBPACK_IMPORTED_MODULE_7__/* .setImageOf */ .f)(image, inputs));
    const files = await (0,_match_js__WEBPACK_IMPORTED_MODULE_6__/* .matchKustomizations */ .G)(base, sets, options);
    const paths = files.map(({ path }) => path);
    const matches = files.flatMap(file => file.matches);
    const kept = [];
    for (const match of matches) {
        const since = await deployedSince(match, deploy, paths, options);
        if (since === undefined)
            return undefined;
        kept.push({ ...match, why: 'unchanged', since });
    }
    const sentence = `The commit of this run, ${(0,_source_index_js__WEBPACK_IMPORTED_MODULE_4__/* .short */ .h0)(sha)}, is a deploy that newtag made: what is deployed already is made from the same ` +
        'sources. To save such runs, exclude the kustomizations with `paths-ignore` in the workflow.';
    return kept.length === 0
        ? undefined
        : { files: [], updates: [], kept, notices: [(0,_errors_notice_js__WEBPACK_IMPORTED_MODULE_8__/* .notice */ .l)(sentence, undefined, 'info')] };
}
function isDeployOfOwn(deploy, { remote }, context) {
    const { serverUrl, repository } = context;
    return ((0,_inputs_index_js__WEBPACK_IMPORTED_MODULE_1__/* .isOwnRepository */ .nc)(remote, context) &&
        (0,_git_index_js__WEBPACK_IMPORTED_MODULE_0__/* .sameRepository */ .RB)(deploy.repository, `${serverUrl}/${repository}`) === true);
}
async function deployedSince(match, deploy, paths, { inputs, context, ports: { source } }) {
    const image = (0,_digests_js__WEBPACK_IMPORTED_MODULE_5__/* .byId */ .$H)(inputs)(match.id);
    if (image === undefined || match.index === undefined)
        return undefined;
    const { tag } = image;
    if (tag === undefined || tag.isLiteral)
        return hasAlready(match, image, inputs) ? context.sourceCommit : undefined;
    const { newTag, digest } = match.before;
    const running = { name: (0,_kustomization_index_js__WEBPACK_IMPORTED_MODULE_2__/* .runningName */ .td)(match), tag: newTag, digest };
    const commit = commitIn(deploy, running) ?? (await certainCommit(running, source));
    if (commit === undefined)
        return undefined;
    const kustomizations = _kustomization_index_js__WEBPACK_IMPORTED_MODULE_2__/* .kustomizationNames */ .KF.map(name => `**/${name}`);
    const changes = await source.changedSince(context.sourceCommit, [commit], ['.'], [...kustomizations, ...paths]);
    return changes.kind === 'known' && changes.value === 'unchanged' ? changes.commit : undefined;
}
async function certainCommit(running, source) {
    const found = await source.commitOf(running);
    return found.kind === 'commit' && found.doubt === undefined ? found.commit : undefined;
}
function hasAlready({ before, ...match }, image, { pin }) {
    const { tag, digest } = image;
    const name = (0,_inputs_index_js__WEBPACK_IMPORTED_MODULE_1__/* .isBuildable */ .$u)(image) ? undefined : image.newName;
    if (name !== undefined && (0,_kustomization_index_js__WEBPACK_IMPORTED_MODULE_2__/* .runningName */ .td)({ ...match, before }) !== name)
        return false;
    if (digest !== undefined)
        return before.digest === digest && (tag === undefined || before.newTag === tag.text);
    return pin === 'tag' && before.digest === undefined && before.newTag === tag?.text;
}
function commitIn({ images, commit }, running) {
    const isNamed = images.map(_registry_index_js__WEBPACK_IMPORTED_MODULE_3__/* .parseReference */ .F2).some(({ name, tag, digest }) => {
        const isSameTag = running.tag === undefined ? running.digest !== undefined : running.tag === tag;
        return name === running.name && isSameTag && (running.digest === undefined || running.digest === digest);
    });
    return isNamed ? commit : undefined;
}


/***/ })

};
