export const id = 689;
export const ids = [689];
export const modules = {

/***/ 9689:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ explainRefusal),
/* harmony export */   refusalOf: () => (/* binding */ refusalOf),
/* harmony export */   y: () => (/* binding */ adviseLogin)
/* harmony export */ });
/* harmony import */ var _registry_index_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1640);
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2600);



async function explainRefusal({ error }, request, registry) {
    const check = await registry.checkPush(request.repository);
    const refusal = refusalOf(check, (0,_registry_index_js__WEBPACK_IMPORTED_MODULE_0__/* .formatReference */ .FH)({ name: request.repository.name, tag: request.tag }));
    if (refusal === undefined)
        return error;
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ(refusal.code, refusal.message, { cause: error });
}
function refusalOf(check, reference) {
    if (check.kind === 'missing') {
        return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('IMAGE_REPOSITORY_MISSING', `${reference} cannot be pushed: the registry has no such repository (${check.detail}). Create it first; Amazon ECR ` +
            'and some others do not create it with the first push.');
    }
    if (check.kind !== 'denied')
        return undefined;
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .ActionError */ .lZ('IMAGE_PUSH_DENIED', `${reference} cannot be pushed: the registry refused it (HTTP ${check.status}: ${check.detail}). ${adviseLogin(reference)}`);
}
function adviseLogin(image) {
    const parsed = (0,_registry_index_js__WEBPACK_IMPORTED_MODULE_0__/* .parseRepository */ .SU)((0,_registry_index_js__WEBPACK_IMPORTED_MODULE_0__/* .parseReference */ .F2)(image).name);
    const registry = parsed.ok ? parsed.value.configKey : '';
    if (registry === 'ghcr.io') {
        return ('Give the job `permissions: packages: write`; if the package exists already, give this repository the role Write in ' +
            'the settings of the package ("Manage Actions access"). With a login of your own, its token needs write:packages.');
    }
    if (registry === 'public.ecr.aws' || /\.dkr[.-]ecr(?:-fips)?\./.test(registry)) {
        return ('Run aws-actions/amazon-ecr-login before newtag with a role that may push to this repository; such a login ends ' +
            'after 12 hours.');
    }
    const password = registry === _registry_index_js__WEBPACK_IMPORTED_MODULE_0__/* .dockerHubKey */ .Dk ? ' (an access token for reading and writing)' : '';
    return (`Set \`registry-username\` and \`registry-password\`${password}, or run docker/login-action before newtag, with an account or ` +
        'token that may write this repository.');
}


/***/ })

};
