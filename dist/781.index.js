export const id = 781;
export const ids = [781];
export const modules = {

/***/ 7781:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createRetryAfter: () => (/* binding */ createRetryAfter)
/* harmony export */ });
/* unused harmony export parseRetryAfter */
/* harmony import */ var _system_http_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4908);

const longestMs = 5 * 60_000;
function createRetryAfter({ http, clock }, { remote, authentication }) {
    return {
        ask: async (service) => {
            if (remote.origin === undefined)
                return undefined;
            const url = new URL(`${remote.url.replace(/\/$/, '')}/info/refs?service=${service}`);
            try {
                const answer = await http.send({
                    method: 'GET',
                    url,
                    headers: { 'user-agent': 'git/newtag', 'git-protocol': 'version=2' },
                    authorization: authorizationOf(authentication),
                    tries: 1
                });
                const isBusy = answer.status === 429 || answer.status === 503 || answer.status === 403;
                if (!isBusy || answer.url.href !== url.href)
                    return undefined;
                return parseRetryAfter(answer.headers, clock.now());
            }
            catch (error) {
                if (error instanceof _system_http_js__WEBPACK_IMPORTED_MODULE_0__/* .HttpFailure */ .HR)
                    return undefined;
                throw error;
            }
        }
    };
}
function authorizationOf({ env }) {
    const header = Object.values(env).find(value => /^authorization:/i.test(value));
    return header?.slice(header.indexOf(':') + 1).trim();
}
function parseRetryAfter(headers, now) {
    const value = headers['retry-after']?.trim() ?? '';
    if (/^\d+$/.test(value))
        return Math.min(Number(value) * 1_000, longestMs);
    const date = parseDate(value);
    if (date === undefined)
        return undefined;
    return Math.min(Math.max(0, date - (parseDate(headers.date ?? '') ?? now)), longestMs);
}
function parseDate(text) {
    const asctime = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/;
    const others = /^[A-Z][a-z]{2,8}, \d\d[ -][A-Z][a-z]{2}[ -](?:\d\d){1,2} \d\d:\d\d:\d\d GMT$/;
    if (!asctime.test(text) && !others.test(text))
        return undefined;
    const time = Date.parse(asctime.test(text) ? `${text} GMT` : text);
    return Number.isNaN(time) ? undefined : time;
}


/***/ })

};
