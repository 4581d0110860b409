export const id = 67;
export const ids = [67];
export const modules = {

/***/ 8067:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createGroupedLog: () => (/* binding */ createGroupedLog)
});

;// CONCATENATED MODULE: ./src/log/kept-lines.ts
const defaults = { all: 32_000_000, head: 64_000 };
const overhead = 100;
function createKeptLines({ all, head } = defaults) {
    const stores = new Set();
    let total = 0;
    const makeRoom = () => {
        while (total > all) {
            const longest = [...stores].reduce((one, other) => (other.size > one.size ? other : one));
            const freed = dropOldest(longest);
            if (freed === 0)
                return;
            total -= freed;
        }
    };
    return () => {
        const store = { head: [], headSize: 0, tail: [], start: 0, size: 0, dropped: 0 };
        stores.add(store);
        return {
            add: line => {
                const size = sizeOf(line);
                const isHead = store.headSize + size <= head && store.dropped === 0 && store.tail.length === 0;
                (isHead ? store.head : store.tail).push(line);
                if (isHead)
                    store.headSize += size;
                store.size += size;
                total += size;
                makeRoom();
            },
            print: log => {
                for (const { method, text } of store.head)
                    log[method](text);
                if (store.dropped > 0)
                    log.info(`[${store.dropped} lines left out while this build waited for its turn]`);
                for (const { method, text } of store.tail.slice(store.start))
                    log[method](text);
                total -= store.size;
                stores.delete(store);
                Object.assign(store, { head: [], tail: [], size: 0 });
            }
        };
    };
}
function dropOldest(store) {
    const line = store.tail[store.start] ?? store.head.pop();
    if (line === undefined)
        return 0;
    if (store.start < store.tail.length)
        store.start += 1;
    if (store.start > 1_000 && store.start * 2 > store.tail.length) {
        store.tail = store.tail.slice(store.start);
        store.start = 0;
    }
    const size = sizeOf(line);
    store.size -= size;
    store.dropped += 1;
    return size;
}
function sizeOf({ text }) {
    return text.length + overhead;
}

;// CONCATENATED MODULE: ./src/log/grouped.ts

function createGroupedLog(log, limits) {
    const keep = createKeptLines(limits);
    let last = Promise.resolve();
    return async (title, work) => {
        const kept = keep();
        let isOpen = false;
        const print = (line) => {
            if (isOpen)
                log[line.method](line.text);
            else
                kept.add(line);
        };
        const done = work(createDeferredLog(print));
        const ended = done.catch(() => undefined);
        last = last.then(() => log.group(title, async () => {
            kept.print(log);
            isOpen = true;
            await ended;
        }));
        await last;
        return await done;
    };
}
function createDeferredLog(print) {
    const defer = (method) => (text) => {
        print({ method, text });
    };
    const info = defer('info');
    return {
        debug: defer('debug'),
        info,
        warning: defer('warning'),
        foreign: defer('foreign'),
        group: async (title, work) => {
            info(title);
            return await work();
        }
    };
}


/***/ })

};
