export const id = 217;
export const ids = [217];
export const modules = {

/***/ 7217:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseImageList: () => (/* binding */ parseImageList)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _image_list_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3609);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5541);



const mostItems = 100;
function parseImageList(text) {
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { schema: 'failsafe', logLevel: 'silent', merge: false });
    const [error] = document.errors;
    if (error !== undefined)
        return { ok: false, problems: [`is not a YAML list: ${error.message.split('\n', 1)[0] ?? ''}`] };
    const list = document.contents;
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(list))
        return {
            ok: false,
            problems: ['is not a YAML list; write one item per image: - image: ghcr.io/acme/shop']
        };
    if (list.items.length > mostItems)
        return { ok: false, problems: [`has more than ${mostItems} items`] };
    const problems = [];
    const items = list.items.map((item, index) => parseItem(item, problem => problems.push(`item ${index + 1} ${problem}`)));
    return problems.length > 0 ? { ok: false, problems } : { ok: true, items };
}
function parseItem(item, report) {
    if (isNothing(item)) {
        report(`is empty; ${_image_list_js__WEBPACK_IMPORTED_MODULE_2__/* .foundNothing */ .Om}`);
        return {};
    }
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(item)) {
        report('is not a mapping; write image: ghcr.io/acme/shop, with tag, context and so on below it');
        return {};
    }
    const fields = {};
    for (const { key, value } of item.items) {
        const name = textOf(key) ?? '';
        const input = _table_js__WEBPACK_IMPORTED_MODULE_1__/* .itemKeys */ .Gf.get(name);
        const text = input === undefined ? undefined : valueOf(value);
        if (input === undefined)
            report(`has ${JSON.stringify(name)}, which is not one of ${[..._table_js__WEBPACK_IMPORTED_MODULE_1__/* .itemKeys */ .Gf.keys()].join(', ')}`);
        else if (text === undefined)
            report(`has a value for ${name} that is neither a text, a list of texts nor a map of them`);
        else
            fields[input] = text;
    }
    const image = item.items.find(({ key }) => textOf(key) === 'image');
    if (image === undefined)
        report('is missing `image`');
    else if (isNothing(image.value))
        report(`has an empty \`image\`; ${_image_list_js__WEBPACK_IMPORTED_MODULE_2__/* .foundNothing */ .Om}`);
    return fields;
}
function isNothing(node) {
    if (node === null)
        return true;
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node))
        return node.items.length === 0;
    return ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) &&
        (node.value === '' || (node.type === 'PLAIN' && /^(?:null|~)$/i.test(String(node.value)))));
}
function textOf(node) {
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) && typeof node.value === 'string' ? node.value : undefined;
}
function valueOf(node) {
    if (node === null)
        return '';
    const text = textOf(node);
    if (text !== undefined)
        return text;
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node))
        return join(node.items.map(textOf));
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node))
        return undefined;
    return join(node.items.map(({ key, value }) => {
        const [name, content] = [textOf(key), value === null ? '' : textOf(value)];
        return name === undefined || content === undefined ? undefined : `${name}=${content}`;
    }));
}
function join(texts) {
    if (texts.some(text => text === undefined))
        return undefined;
    return texts
        .map((text = '') => (/[\r\n]|^\s*"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text))
        .join('\n');
}


/***/ })

};
