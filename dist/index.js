import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 770:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

module.exports = __nccwpck_require__(218);


/***/ }),

/***/ 218:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;


var net = __nccwpck_require__(9278);
var tls = __nccwpck_require__(4756);
var http = __nccwpck_require__(8611);
var https = __nccwpck_require__(5692);
var events = __nccwpck_require__(4434);
var assert = __nccwpck_require__(2613);
var util = __nccwpck_require__(9023);


exports.httpOverHttp = httpOverHttp;
exports.httpsOverHttp = httpsOverHttp;
exports.httpOverHttps = httpOverHttps;
exports.httpsOverHttps = httpsOverHttps;


function httpOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  return agent;
}

function httpsOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}

function httpOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  return agent;
}

function httpsOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}


function TunnelingAgent(options) {
  var self = this;
  self.options = options || {};
  self.proxyOptions = self.options.proxy || {};
  self.maxSockets = self.options.maxSockets || http.Agent.defaultMaxSockets;
  self.requests = [];
  self.sockets = [];

  self.on('free', function onFree(socket, host, port, localAddress) {
    var options = toOptions(host, port, localAddress);
    for (var i = 0, len = self.requests.length; i < len; ++i) {
      var pending = self.requests[i];
      if (pending.host === options.host && pending.port === options.port) {
        // Detect the request to connect same origin server,
        // reuse the connection.
        self.requests.splice(i, 1);
        pending.request.onSocket(socket);
        return;
      }
    }
    socket.destroy();
    self.removeSocket(socket);
  });
}
util.inherits(TunnelingAgent, events.EventEmitter);

TunnelingAgent.prototype.addRequest = function addRequest(req, host, port, localAddress) {
  var self = this;
  var options = mergeOptions({request: req}, self.options, toOptions(host, port, localAddress));

  if (self.sockets.length >= this.maxSockets) {
    // We are over limit so we'll add it to the queue.
    self.requests.push(options);
    return;
  }

  // If we are under maxSockets create a new one.
  self.createSocket(options, function(socket) {
    socket.on('free', onFree);
    socket.on('close', onCloseOrRemove);
    socket.on('agentRemove', onCloseOrRemove);
    req.onSocket(socket);

    function onFree() {
      self.emit('free', socket, options);
    }

    function onCloseOrRemove(err) {
      self.removeSocket(socket);
      socket.removeListener('free', onFree);
      socket.removeListener('close', onCloseOrRemove);
      socket.removeListener('agentRemove', onCloseOrRemove);
    }
  });
};

TunnelingAgent.prototype.createSocket = function createSocket(options, cb) {
  var self = this;
  var placeholder = {};
  self.sockets.push(placeholder);

  var connectOptions = mergeOptions({}, self.proxyOptions, {
    method: 'CONNECT',
    path: options.host + ':' + options.port,
    agent: false,
    headers: {
      host: options.host + ':' + options.port
    }
  });
  if (options.localAddress) {
    connectOptions.localAddress = options.localAddress;
  }
  if (connectOptions.proxyAuth) {
    connectOptions.headers = connectOptions.headers || {};
    connectOptions.headers['Proxy-Authorization'] = 'Basic ' +
        new Buffer(connectOptions.proxyAuth).toString('base64');
  }

  debug('making CONNECT request');
  var connectReq = self.request(connectOptions);
  connectReq.useChunkedEncodingByDefault = false; // for v0.6
  connectReq.once('response', onResponse); // for v0.6
  connectReq.once('upgrade', onUpgrade);   // for v0.6
  connectReq.once('connect', onConnect);   // for v0.7 or later
  connectReq.once('error', onError);
  connectReq.end();

  function onResponse(res) {
    // Very hacky. This is necessary to avoid http-parser leaks.
    res.upgrade = true;
  }

  function onUpgrade(res, socket, head) {
    // Hacky.
    process.nextTick(function() {
      onConnect(res, socket, head);
    });
  }

  function onConnect(res, socket, head) {
    connectReq.removeAllListeners();
    socket.removeAllListeners();

    if (res.statusCode !== 200) {
      debug('tunneling socket could not be established, statusCode=%d',
        res.statusCode);
      socket.destroy();
      var error = new Error('tunneling socket could not be established, ' +
        'statusCode=' + res.statusCode);
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    if (head.length > 0) {
      debug('got illegal response body from proxy');
      socket.destroy();
      var error = new Error('got illegal response body from proxy');
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    debug('tunneling connection has established');
    self.sockets[self.sockets.indexOf(placeholder)] = socket;
    return cb(socket);
  }

  function onError(cause) {
    connectReq.removeAllListeners();

    debug('tunneling socket could not be established, cause=%s\n',
          cause.message, cause.stack);
    var error = new Error('tunneling socket could not be established, ' +
                          'cause=' + cause.message);
    error.code = 'ECONNRESET';
    options.request.emit('error', error);
    self.removeSocket(placeholder);
  }
};

TunnelingAgent.prototype.removeSocket = function removeSocket(socket) {
  var pos = this.sockets.indexOf(socket)
  if (pos === -1) {
    return;
  }
  this.sockets.splice(pos, 1);

  var pending = this.requests.shift();
  if (pending) {
    // If we have pending requests and a socket gets closed a new one
    // needs to be created to take over in the pool for the one that closed.
    this.createSocket(pending, function(socket) {
      pending.request.onSocket(socket);
    });
  }
};

function createSecureSocket(options, cb) {
  var self = this;
  TunnelingAgent.prototype.createSocket.call(self, options, function(socket) {
    var hostHeader = options.request.getHeader('host');
    var tlsOptions = mergeOptions({}, self.options, {
      socket: socket,
      servername: hostHeader ? hostHeader.replace(/:.*$/, '') : options.host
    });

    // 0 is dummy port for v0.6
    var secureSocket = tls.connect(0, tlsOptions);
    self.sockets[self.sockets.indexOf(socket)] = secureSocket;
    cb(secureSocket);
  });
}


function toOptions(host, port, localAddress) {
  if (typeof host === 'string') { // since v0.10
    return {
      host: host,
      port: port,
      localAddress: localAddress
    };
  }
  return host; // for v0.11 or later
}

function mergeOptions(target) {
  for (var i = 1, len = arguments.length; i < len; ++i) {
    var overrides = arguments[i];
    if (typeof overrides === 'object') {
      var keys = Object.keys(overrides);
      for (var j = 0, keyLen = keys.length; j < keyLen; ++j) {
        var k = keys[j];
        if (overrides[k] !== undefined) {
          target[k] = overrides[k];
        }
      }
    }
  }
  return target;
}


var debug;
if (process.env.NODE_DEBUG && /\btunnel\b/.test(process.env.NODE_DEBUG)) {
  debug = function() {
    var args = Array.prototype.slice.call(arguments);
    if (typeof args[0] === 'string') {
      args[0] = 'TUNNEL: ' + args[0];
    } else {
      args.unshift('TUNNEL:');
    }
    console.error.apply(console, args);
  }
} else {
  debug = function() {};
}
__webpack_unused_export__ = debug; // for test


/***/ }),

/***/ 9151:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* reexport */ main)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
;// CONCATENATED MODULE: external "crypto"
const external_crypto_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");
;// CONCATENATED MODULE: external "fs"
const external_fs_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_namespaceObject.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_namespaceObject.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_namespaceObject.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: external "path"
const external_path_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 2 modules
var lib = __nccwpck_require__(7769);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/auth.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
class BasicCredentialHandler {
    constructor(username, password) {
        this.username = username;
        this.password = password;
    }
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class auth_BearerCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Bearer ${this.token}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class PersonalAccessTokenCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`PAT:${this.token}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
//# sourceMappingURL=auth.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var oidc_utils_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class oidc_utils_OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new HttpClient('actions/oidc-client', [new BearerCredentialHandler(oidc_utils_OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = oidc_utils_OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = oidc_utils_OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield oidc_utils_OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_namespaceObject.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_namespaceObject.constants.R_OK | external_fs_namespaceObject.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_namespaceObject.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary_summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, path.sep);
}
//# sourceMappingURL=path-utils.js.map
;// CONCATENATED MODULE: external "string_decoder"
const external_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");
// EXTERNAL MODULE: external "events"
var external_events_ = __nccwpck_require__(4434);
;// CONCATENATED MODULE: external "child_process"
const external_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");
// EXTERNAL MODULE: external "assert"
var external_assert_ = __nccwpck_require__(2613);
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io-util.js
var io_util_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { chmod, copyFile, lstat, mkdir, open: io_util_open, readdir, rename, rm, rmdir, stat, symlink, unlink } = external_fs_namespaceObject.promises;
// export const {open} = 'fs'
const IS_WINDOWS = process.platform === 'win32';
/**
 * Custom implementation of readlink to ensure Windows junctions
 * maintain trailing backslash for backward compatibility with Node.js < 24
 *
 * In Node.js 20, Windows junctions (directory symlinks) always returned paths
 * with trailing backslashes. Node.js 24 removed this behavior, which breaks
 * code that relied on this format for path operations.
 *
 * This implementation restores the Node 20 behavior by adding a trailing
 * backslash to all junction results on Windows.
 */
function readlink(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        const result = yield fs.promises.readlink(fsPath);
        // On Windows, restore Node 20 behavior: add trailing backslash to all results
        // since junctions on Windows are always directory links
        if (IS_WINDOWS && !result.endsWith('\\')) {
            return `${result}\\`;
        }
        return result;
    });
}
// See https://github.com/nodejs/node/blob/d0153aee367422d0858105abec186da4dff0a0c5/deps/uv/include/uv/win.h#L691
const UV_FS_O_EXLOCK = 0x10000000;
const READONLY = external_fs_namespaceObject.constants.O_RDONLY;
function exists(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        try {
            yield stat(fsPath);
        }
        catch (err) {
            if (err.code === 'ENOENT') {
                return false;
            }
            throw err;
        }
        return true;
    });
}
function isDirectory(fsPath_1) {
    return io_util_awaiter(this, arguments, void 0, function* (fsPath, useStat = false) {
        const stats = useStat ? yield stat(fsPath) : yield lstat(fsPath);
        return stats.isDirectory();
    });
}
/**
 * On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
 * \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
 */
function isRooted(p) {
    p = normalizeSeparators(p);
    if (!p) {
        throw new Error('isRooted() parameter "p" cannot be empty');
    }
    if (IS_WINDOWS) {
        return (p.startsWith('\\') || /^[A-Z]:/i.test(p) // e.g. \ or \hello or \\hello
        ); // e.g. C: or C:\hello
    }
    return p.startsWith('/');
}
/**
 * Best effort attempt to determine whether a file exists and is executable.
 * @param filePath    file path to check
 * @param extensions  additional file extensions to try
 * @return if file exists and is executable, returns the file path. otherwise empty string.
 */
function tryGetExecutablePath(filePath, extensions) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        let stats = undefined;
        try {
            // test file exists
            stats = yield stat(filePath);
        }
        catch (err) {
            if (err.code !== 'ENOENT') {
                // eslint-disable-next-line no-console
                console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
            }
        }
        if (stats && stats.isFile()) {
            if (IS_WINDOWS) {
                // on Windows, test for valid extension
                const upperExt = external_path_namespaceObject.extname(filePath).toUpperCase();
                if (extensions.some(validExt => validExt.toUpperCase() === upperExt)) {
                    return filePath;
                }
            }
            else {
                if (isUnixExecutable(stats)) {
                    return filePath;
                }
            }
        }
        // try each extension
        const originalFilePath = filePath;
        for (const extension of extensions) {
            filePath = originalFilePath + extension;
            stats = undefined;
            try {
                stats = yield stat(filePath);
            }
            catch (err) {
                if (err.code !== 'ENOENT') {
                    // eslint-disable-next-line no-console
                    console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
                }
            }
            if (stats && stats.isFile()) {
                if (IS_WINDOWS) {
                    // preserve the case of the actual file (since an extension was appended)
                    try {
                        const directory = external_path_namespaceObject.dirname(filePath);
                        const upperName = external_path_namespaceObject.basename(filePath).toUpperCase();
                        for (const actualName of yield readdir(directory)) {
                            if (upperName === actualName.toUpperCase()) {
                                filePath = external_path_namespaceObject.join(directory, actualName);
                                break;
                            }
                        }
                    }
                    catch (err) {
                        // eslint-disable-next-line no-console
                        console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
                    }
                    return filePath;
                }
                else {
                    if (isUnixExecutable(stats)) {
                        return filePath;
                    }
                }
            }
        }
        return '';
    });
}
function normalizeSeparators(p) {
    p = p || '';
    if (IS_WINDOWS) {
        // convert slashes on Windows
        p = p.replace(/\//g, '\\');
        // remove redundant slashes
        return p.replace(/\\\\+/g, '\\');
    }
    // remove redundant slashes
    return p.replace(/\/\/+/g, '/');
}
// on Mac/Linux, test the execute bit
//     R   W  X  R  W X R W X
//   256 128 64 32 16 8 4 2 1
function isUnixExecutable(stats) {
    return ((stats.mode & 1) > 0 ||
        ((stats.mode & 8) > 0 &&
            process.getgid !== undefined &&
            stats.gid === process.getgid()) ||
        ((stats.mode & 64) > 0 &&
            process.getuid !== undefined &&
            stats.uid === process.getuid()));
}
// Get the path of cmd.exe in windows
function getCmdPath() {
    var _a;
    return (_a = process.env['COMSPEC']) !== null && _a !== void 0 ? _a : `cmd.exe`;
}
//# sourceMappingURL=io-util.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io.js
var io_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



/**
 * Copies a file or folder.
 * Based off of shelljs - https://github.com/shelljs/shelljs/blob/9237f66c52e5daa40458f94f9565e18e8132f5a6/src/cp.js
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See CopyOptions.
 */
function cp(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        const { force, recursive, copySourceDirectory } = readCopyOptions(options);
        const destStat = (yield ioUtil.exists(dest)) ? yield ioUtil.stat(dest) : null;
        // Dest is an existing file, but not forcing
        if (destStat && destStat.isFile() && !force) {
            return;
        }
        // If dest is an existing directory, should copy inside.
        const newDest = destStat && destStat.isDirectory() && copySourceDirectory
            ? path.join(dest, path.basename(source))
            : dest;
        if (!(yield ioUtil.exists(source))) {
            throw new Error(`no such file or directory: ${source}`);
        }
        const sourceStat = yield ioUtil.stat(source);
        if (sourceStat.isDirectory()) {
            if (!recursive) {
                throw new Error(`Failed to copy. ${source} is a directory, but tried to copy without recursive flag.`);
            }
            else {
                yield cpDirRecursive(source, newDest, 0, force);
            }
        }
        else {
            if (path.relative(source, newDest) === '') {
                // a file cannot be copied to itself
                throw new Error(`'${newDest}' and '${source}' are the same file`);
            }
            yield io_copyFile(source, newDest, force);
        }
    });
}
/**
 * Moves a path.
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See MoveOptions.
 */
function mv(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        if (yield ioUtil.exists(dest)) {
            let destExists = true;
            if (yield ioUtil.isDirectory(dest)) {
                // If dest is directory copy src into dest
                dest = path.join(dest, path.basename(source));
                destExists = yield ioUtil.exists(dest);
            }
            if (destExists) {
                if (options.force == null || options.force) {
                    yield rmRF(dest);
                }
                else {
                    throw new Error('Destination already exists');
                }
            }
        }
        yield mkdirP(path.dirname(dest));
        yield ioUtil.rename(source, dest);
    });
}
/**
 * Remove a path recursively with force
 *
 * @param inputPath path to remove
 */
function rmRF(inputPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (ioUtil.IS_WINDOWS) {
            // Check for invalid characters
            // https://docs.microsoft.com/en-us/windows/win32/fileio/naming-a-file
            if (/[*"<>|]/.test(inputPath)) {
                throw new Error('File path must not contain `*`, `"`, `<`, `>` or `|` on Windows');
            }
        }
        try {
            // note if path does not exist, error is silent
            yield ioUtil.rm(inputPath, {
                force: true,
                maxRetries: 3,
                recursive: true,
                retryDelay: 300
            });
        }
        catch (err) {
            throw new Error(`File was unable to be removed ${err}`);
        }
    });
}
/**
 * Make a directory.  Creates the full path with folders in between
 * Will throw if it fails
 *
 * @param   fsPath        path to create
 * @returns Promise<void>
 */
function mkdirP(fsPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        ok(fsPath, 'a path argument must be provided');
        yield ioUtil.mkdir(fsPath, { recursive: true });
    });
}
/**
 * Returns path of a tool had the tool actually been invoked.  Resolves via paths.
 * If you check and the tool does not exist, it will throw.
 *
 * @param     tool              name of the tool
 * @param     check             whether to check if tool exists
 * @returns   Promise<string>   path to tool
 */
function which(tool, check) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // recursive when check=true
        if (check) {
            const result = yield which(tool, false);
            if (!result) {
                if (IS_WINDOWS) {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
                }
                else {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
                }
            }
            return result;
        }
        const matches = yield findInPath(tool);
        if (matches && matches.length > 0) {
            return matches[0];
        }
        return '';
    });
}
/**
 * Returns a list of all occurrences of the given tool on the system path.
 *
 * @returns   Promise<string[]>  the paths of the tool
 */
function findInPath(tool) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // build the list of extensions to try
        const extensions = [];
        if (IS_WINDOWS && process.env['PATHEXT']) {
            for (const extension of process.env['PATHEXT'].split(external_path_namespaceObject.delimiter)) {
                if (extension) {
                    extensions.push(extension);
                }
            }
        }
        // if it's rooted, return it if exists. otherwise return empty.
        if (isRooted(tool)) {
            const filePath = yield tryGetExecutablePath(tool, extensions);
            if (filePath) {
                return [filePath];
            }
            return [];
        }
        // if any path separators, return empty
        if (tool.includes(external_path_namespaceObject.sep)) {
            return [];
        }
        // build the list of directories
        //
        // Note, technically "where" checks the current directory on Windows. From a toolkit perspective,
        // it feels like we should not do this. Checking the current directory seems like more of a use
        // case of a shell, and the which() function exposed by the toolkit should strive for consistency
        // across platforms.
        const directories = [];
        if (process.env.PATH) {
            for (const p of process.env.PATH.split(external_path_namespaceObject.delimiter)) {
                if (p) {
                    directories.push(p);
                }
            }
        }
        // find all matches
        const matches = [];
        for (const directory of directories) {
            const filePath = yield tryGetExecutablePath(external_path_namespaceObject.join(directory, tool), extensions);
            if (filePath) {
                matches.push(filePath);
            }
        }
        return matches;
    });
}
function readCopyOptions(options) {
    const force = options.force == null ? true : options.force;
    const recursive = Boolean(options.recursive);
    const copySourceDirectory = options.copySourceDirectory == null
        ? true
        : Boolean(options.copySourceDirectory);
    return { force, recursive, copySourceDirectory };
}
function cpDirRecursive(sourceDir, destDir, currentDepth, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        // Ensure there is not a run away recursive copy
        if (currentDepth >= 255)
            return;
        currentDepth++;
        yield mkdirP(destDir);
        const files = yield ioUtil.readdir(sourceDir);
        for (const fileName of files) {
            const srcFile = `${sourceDir}/${fileName}`;
            const destFile = `${destDir}/${fileName}`;
            const srcFileStat = yield ioUtil.lstat(srcFile);
            if (srcFileStat.isDirectory()) {
                // Recurse
                yield cpDirRecursive(srcFile, destFile, currentDepth, force);
            }
            else {
                yield io_copyFile(srcFile, destFile, force);
            }
        }
        // Change the mode for the newly created directory
        yield ioUtil.chmod(destDir, (yield ioUtil.stat(sourceDir)).mode);
    });
}
// Buffered file copy
function io_copyFile(srcFile, destFile, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        if ((yield ioUtil.lstat(srcFile)).isSymbolicLink()) {
            // unlink/re-link it
            try {
                yield ioUtil.lstat(destFile);
                yield ioUtil.unlink(destFile);
            }
            catch (e) {
                // Try to override file permission
                if (e.code === 'EPERM') {
                    yield ioUtil.chmod(destFile, '0666');
                    yield ioUtil.unlink(destFile);
                }
                // other errors = it doesn't exist, no work to do
            }
            // Copy over symlink
            const symlinkFull = yield ioUtil.readlink(srcFile);
            yield ioUtil.symlink(symlinkFull, destFile, ioUtil.IS_WINDOWS ? 'junction' : null);
        }
        else if (!(yield ioUtil.exists(destFile)) || force) {
            yield ioUtil.copyFile(srcFile, destFile);
        }
    });
}
//# sourceMappingURL=io.js.map
;// CONCATENATED MODULE: external "timers"
const external_timers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/toolrunner.js
var toolrunner_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};







/* eslint-disable @typescript-eslint/unbound-method */
const toolrunner_IS_WINDOWS = process.platform === 'win32';
/*
 * Class for running command line tools. Handles quoting and arg parsing in a platform agnostic way.
 */
class ToolRunner extends external_events_.EventEmitter {
    constructor(toolPath, args, options) {
        super();
        if (!toolPath) {
            throw new Error("Parameter 'toolPath' cannot be null or empty.");
        }
        this.toolPath = toolPath;
        this.args = args || [];
        this.options = options || {};
    }
    _debug(message) {
        if (this.options.listeners && this.options.listeners.debug) {
            this.options.listeners.debug(message);
        }
    }
    _getCommandString(options, noPrefix) {
        const toolPath = this._getSpawnFileName();
        const args = this._getSpawnArgs(options);
        let cmd = noPrefix ? '' : '[command]'; // omit prefix when piped to a second tool
        if (toolrunner_IS_WINDOWS) {
            // Windows + cmd file
            if (this._isCmdFile()) {
                cmd += toolPath;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows + verbatim
            else if (options.windowsVerbatimArguments) {
                cmd += `"${toolPath}"`;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows (regular)
            else {
                cmd += this._windowsQuoteCmdArg(toolPath);
                for (const a of args) {
                    cmd += ` ${this._windowsQuoteCmdArg(a)}`;
                }
            }
        }
        else {
            // OSX/Linux - this can likely be improved with some form of quoting.
            // creating processes on Unix is fundamentally different than Windows.
            // on Unix, execvp() takes an arg array.
            cmd += toolPath;
            for (const a of args) {
                cmd += ` ${a}`;
            }
        }
        return cmd;
    }
    _processLineBuffer(data, strBuffer, onLine) {
        try {
            let s = strBuffer + data.toString();
            let n = s.indexOf(external_os_namespaceObject.EOL);
            while (n > -1) {
                const line = s.substring(0, n);
                onLine(line);
                // the rest of the string ...
                s = s.substring(n + external_os_namespaceObject.EOL.length);
                n = s.indexOf(external_os_namespaceObject.EOL);
            }
            return s;
        }
        catch (err) {
            // streaming lines to console is best effort.  Don't fail a build.
            this._debug(`error processing line. Failed with error ${err}`);
            return '';
        }
    }
    _getSpawnFileName() {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                return process.env['COMSPEC'] || 'cmd.exe';
            }
        }
        return this.toolPath;
    }
    _getSpawnArgs(options) {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
                for (const a of this.args) {
                    argline += ' ';
                    argline += options.windowsVerbatimArguments
                        ? a
                        : this._windowsQuoteCmdArg(a);
                }
                argline += '"';
                return [argline];
            }
        }
        return this.args;
    }
    _endsWith(str, end) {
        return str.endsWith(end);
    }
    _isCmdFile() {
        const upperToolPath = this.toolPath.toUpperCase();
        return (this._endsWith(upperToolPath, '.CMD') ||
            this._endsWith(upperToolPath, '.BAT'));
    }
    _windowsQuoteCmdArg(arg) {
        // for .exe, apply the normal quoting rules that libuv applies
        if (!this._isCmdFile()) {
            return this._uvQuoteCmdArg(arg);
        }
        // otherwise apply quoting rules specific to the cmd.exe command line parser.
        // the libuv rules are generic and are not designed specifically for cmd.exe
        // command line parser.
        //
        // for a detailed description of the cmd.exe command line parser, refer to
        // http://stackoverflow.com/questions/4094699/how-does-the-windows-command-interpreter-cmd-exe-parse-scripts/7970912#7970912
        // need quotes for empty arg
        if (!arg) {
            return '""';
        }
        // determine whether the arg needs to be quoted
        const cmdSpecialChars = [
            ' ',
            '\t',
            '&',
            '(',
            ')',
            '[',
            ']',
            '{',
            '}',
            '^',
            '=',
            ';',
            '!',
            "'",
            '+',
            ',',
            '`',
            '~',
            '|',
            '<',
            '>',
            '"'
        ];
        let needsQuotes = false;
        for (const char of arg) {
            if (cmdSpecialChars.some(x => x === char)) {
                needsQuotes = true;
                break;
            }
        }
        // short-circuit if quotes not needed
        if (!needsQuotes) {
            return arg;
        }
        // the following quoting rules are very similar to the rules that by libuv applies.
        //
        // 1) wrap the string in quotes
        //
        // 2) double-up quotes - i.e. " => ""
        //
        //    this is different from the libuv quoting rules. libuv replaces " with \", which unfortunately
        //    doesn't work well with a cmd.exe command line.
        //
        //    note, replacing " with "" also works well if the arg is passed to a downstream .NET console app.
        //    for example, the command line:
        //          foo.exe "myarg:""my val"""
        //    is parsed by a .NET console app into an arg array:
        //          [ "myarg:\"my val\"" ]
        //    which is the same end result when applying libuv quoting rules. although the actual
        //    command line from libuv quoting rules would look like:
        //          foo.exe "myarg:\"my val\""
        //
        // 3) double-up slashes that precede a quote,
        //    e.g.  hello \world    => "hello \world"
        //          hello\"world    => "hello\\""world"
        //          hello\\"world   => "hello\\\\""world"
        //          hello world\    => "hello world\\"
        //
        //    technically this is not required for a cmd.exe command line, or the batch argument parser.
        //    the reasons for including this as a .cmd quoting rule are:
        //
        //    a) this is optimized for the scenario where the argument is passed from the .cmd file to an
        //       external program. many programs (e.g. .NET console apps) rely on the slash-doubling rule.
        //
        //    b) it's what we've been doing previously (by deferring to node default behavior) and we
        //       haven't heard any complaints about that aspect.
        //
        // note, a weakness of the quoting rules chosen here, is that % is not escaped. in fact, % cannot be
        // escaped when used on the command line directly - even though within a .cmd file % can be escaped
        // by using %%.
        //
        // the saving grace is, on the command line, %var% is left as-is if var is not defined. this contrasts
        // the line parsing rules within a .cmd file, where if var is not defined it is replaced with nothing.
        //
        // one option that was explored was replacing % with ^% - i.e. %var% => ^%var^%. this hack would
        // often work, since it is unlikely that var^ would exist, and the ^ character is removed when the
        // variable is used. the problem, however, is that ^ is not removed when %* is used to pass the args
        // to an external program.
        //
        // an unexplored potential solution for the % escaping problem, is to create a wrapper .cmd file.
        // % can be escaped within a .cmd file.
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\'; // double the slash
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '"'; // double the quote
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _uvQuoteCmdArg(arg) {
        // Tool runner wraps child_process.spawn() and needs to apply the same quoting as
        // Node in certain cases where the undocumented spawn option windowsVerbatimArguments
        // is used.
        //
        // Since this function is a port of quote_cmd_arg from Node 4.x (technically, lib UV,
        // see https://github.com/nodejs/node/blob/v4.x/deps/uv/src/win/process.c for details),
        // pasting copyright notice from Node within this function:
        //
        //      Copyright Joyent, Inc. and other Node contributors. All rights reserved.
        //
        //      Permission is hereby granted, free of charge, to any person obtaining a copy
        //      of this software and associated documentation files (the "Software"), to
        //      deal in the Software without restriction, including without limitation the
        //      rights to use, copy, modify, merge, publish, distribute, sublicense, and/or
        //      sell copies of the Software, and to permit persons to whom the Software is
        //      furnished to do so, subject to the following conditions:
        //
        //      The above copyright notice and this permission notice shall be included in
        //      all copies or substantial portions of the Software.
        //
        //      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
        //      IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
        //      FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
        //      AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
        //      LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING
        //      FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
        //      IN THE SOFTWARE.
        if (!arg) {
            // Need double quotation for empty argument
            return '""';
        }
        if (!arg.includes(' ') && !arg.includes('\t') && !arg.includes('"')) {
            // No quotation needed
            return arg;
        }
        if (!arg.includes('"') && !arg.includes('\\')) {
            // No embedded double quotes or backslashes, so I can just wrap
            // quote marks around the whole thing.
            return `"${arg}"`;
        }
        // Expected input/output:
        //   input : hello"world
        //   output: "hello\"world"
        //   input : hello""world
        //   output: "hello\"\"world"
        //   input : hello\world
        //   output: hello\world
        //   input : hello\\world
        //   output: hello\\world
        //   input : hello\"world
        //   output: "hello\\\"world"
        //   input : hello\\"world
        //   output: "hello\\\\\"world"
        //   input : hello world\
        //   output: "hello world\\" - note the comment in libuv actually reads "hello world\"
        //                             but it appears the comment is wrong, it should be "hello world\\"
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\';
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '\\';
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _cloneExecOptions(options) {
        options = options || {};
        const result = {
            cwd: options.cwd || process.cwd(),
            env: options.env || process.env,
            silent: options.silent || false,
            windowsVerbatimArguments: options.windowsVerbatimArguments || false,
            failOnStdErr: options.failOnStdErr || false,
            ignoreReturnCode: options.ignoreReturnCode || false,
            delay: options.delay || 10000
        };
        result.outStream = options.outStream || process.stdout;
        result.errStream = options.errStream || process.stderr;
        return result;
    }
    _getSpawnOptions(options, toolPath) {
        options = options || {};
        const result = {};
        result.cwd = options.cwd;
        result.env = options.env;
        result['windowsVerbatimArguments'] =
            options.windowsVerbatimArguments || this._isCmdFile();
        if (options.windowsVerbatimArguments) {
            result.argv0 = `"${toolPath}"`;
        }
        return result;
    }
    /**
     * Exec a tool.
     * Output will be streamed to the live console.
     * Returns promise with return code
     *
     * @param     tool     path to tool to exec
     * @param     options  optional exec options.  See ExecOptions
     * @returns   number
     */
    exec() {
        return toolrunner_awaiter(this, void 0, void 0, function* () {
            // root the tool path if it is unrooted and contains relative pathing
            if (!isRooted(this.toolPath) &&
                (this.toolPath.includes('/') ||
                    (toolrunner_IS_WINDOWS && this.toolPath.includes('\\')))) {
                // prefer options.cwd if it is specified, however options.cwd may also need to be rooted
                this.toolPath = external_path_namespaceObject.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
            }
            // if the tool is only a file name, then resolve it from the PATH
            // otherwise verify it exists (add extension on Windows if necessary)
            this.toolPath = yield which(this.toolPath, true);
            return new Promise((resolve, reject) => toolrunner_awaiter(this, void 0, void 0, function* () {
                this._debug(`exec tool: ${this.toolPath}`);
                this._debug('arguments:');
                for (const arg of this.args) {
                    this._debug(`   ${arg}`);
                }
                const optionsNonNull = this._cloneExecOptions(this.options);
                if (!optionsNonNull.silent && optionsNonNull.outStream) {
                    optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + external_os_namespaceObject.EOL);
                }
                const state = new ExecState(optionsNonNull, this.toolPath);
                state.on('debug', (message) => {
                    this._debug(message);
                });
                if (this.options.cwd && !(yield exists(this.options.cwd))) {
                    return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
                }
                const fileName = this._getSpawnFileName();
                const cp = external_child_process_namespaceObject.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
                let stdbuffer = '';
                if (cp.stdout) {
                    cp.stdout.on('data', (data) => {
                        if (this.options.listeners && this.options.listeners.stdout) {
                            this.options.listeners.stdout(data);
                        }
                        if (!optionsNonNull.silent && optionsNonNull.outStream) {
                            optionsNonNull.outStream.write(data);
                        }
                        stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.stdline) {
                                this.options.listeners.stdline(line);
                            }
                        });
                    });
                }
                let errbuffer = '';
                if (cp.stderr) {
                    cp.stderr.on('data', (data) => {
                        state.processStderr = true;
                        if (this.options.listeners && this.options.listeners.stderr) {
                            this.options.listeners.stderr(data);
                        }
                        if (!optionsNonNull.silent &&
                            optionsNonNull.errStream &&
                            optionsNonNull.outStream) {
                            const s = optionsNonNull.failOnStdErr
                                ? optionsNonNull.errStream
                                : optionsNonNull.outStream;
                            s.write(data);
                        }
                        errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.errline) {
                                this.options.listeners.errline(line);
                            }
                        });
                    });
                }
                cp.on('error', (err) => {
                    state.processError = err.message;
                    state.processExited = true;
                    state.processClosed = true;
                    state.CheckComplete();
                });
                cp.on('exit', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                cp.on('close', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    state.processClosed = true;
                    this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                state.on('done', (error, exitCode) => {
                    if (stdbuffer.length > 0) {
                        this.emit('stdline', stdbuffer);
                    }
                    if (errbuffer.length > 0) {
                        this.emit('errline', errbuffer);
                    }
                    cp.removeAllListeners();
                    if (error) {
                        reject(error);
                    }
                    else {
                        resolve(exitCode);
                    }
                });
                if (this.options.input) {
                    if (!cp.stdin) {
                        throw new Error('child process missing stdin');
                    }
                    cp.stdin.end(this.options.input);
                }
            }));
        });
    }
}
/**
 * Convert an arg string to an array of args. Handles escaping
 *
 * @param    argString   string of arguments
 * @returns  string[]    array of arguments
 */
function argStringToArray(argString) {
    const args = [];
    let inQuotes = false;
    let escaped = false;
    let arg = '';
    function append(c) {
        // we only escape double quotes.
        if (escaped && c !== '"') {
            arg += '\\';
        }
        arg += c;
        escaped = false;
    }
    for (let i = 0; i < argString.length; i++) {
        const c = argString.charAt(i);
        if (c === '"') {
            if (!escaped) {
                inQuotes = !inQuotes;
            }
            else {
                append(c);
            }
            continue;
        }
        if (c === '\\' && escaped) {
            append(c);
            continue;
        }
        if (c === '\\' && inQuotes) {
            escaped = true;
            continue;
        }
        if (c === ' ' && !inQuotes) {
            if (arg.length > 0) {
                args.push(arg);
                arg = '';
            }
            continue;
        }
        append(c);
    }
    if (arg.length > 0) {
        args.push(arg.trim());
    }
    return args;
}
class ExecState extends external_events_.EventEmitter {
    constructor(options, toolPath) {
        super();
        this.processClosed = false; // tracks whether the process has exited and stdio is closed
        this.processError = '';
        this.processExitCode = 0;
        this.processExited = false; // tracks whether the process has exited
        this.processStderr = false; // tracks whether stderr was written to
        this.delay = 10000; // 10 seconds
        this.done = false;
        this.timeout = null;
        if (!toolPath) {
            throw new Error('toolPath must not be empty');
        }
        this.options = options;
        this.toolPath = toolPath;
        if (options.delay) {
            this.delay = options.delay;
        }
    }
    CheckComplete() {
        if (this.done) {
            return;
        }
        if (this.processClosed) {
            this._setResult();
        }
        else if (this.processExited) {
            this.timeout = (0,external_timers_namespaceObject.setTimeout)(ExecState.HandleTimeout, this.delay, this);
        }
    }
    _debug(message) {
        this.emit('debug', message);
    }
    _setResult() {
        // determine whether there is an error
        let error;
        if (this.processExited) {
            if (this.processError) {
                error = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
            }
            else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
                error = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
            }
            else if (this.processStderr && this.options.failOnStdErr) {
                error = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
            }
        }
        // clear the timeout
        if (this.timeout) {
            clearTimeout(this.timeout);
            this.timeout = null;
        }
        this.done = true;
        this.emit('done', error, this.processExitCode);
    }
    static HandleTimeout(state) {
        if (state.done) {
            return;
        }
        if (!state.processClosed && state.processExited) {
            const message = `The STDIO streams did not close within ${state.delay / 1000} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
            state._debug(message);
        }
        state._setResult();
    }
}
//# sourceMappingURL=toolrunner.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/exec.js
var exec_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


/**
 * Exec a command.
 * Output will be streamed to the live console.
 * Returns promise with return code
 *
 * @param     commandLine        command to execute (can include additional args). Must be correctly escaped.
 * @param     args               optional arguments for tool. Escaping is handled by the lib.
 * @param     options            optional exec options.  See ExecOptions
 * @returns   Promise<number>    exit code
 */
function exec_exec(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        const commandArgs = tr.argStringToArray(commandLine);
        if (commandArgs.length === 0) {
            throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
        }
        // Path to tool to execute should be first arg
        const toolPath = commandArgs[0];
        args = commandArgs.slice(1).concat(args || []);
        const runner = new tr.ToolRunner(toolPath, args, options);
        return runner.exec();
    });
}
/**
 * Exec a command and get the output.
 * Output will be streamed to the live console.
 * Returns promise with the exit code and collected stdout and stderr
 *
 * @param     commandLine           command to execute (can include additional args). Must be correctly escaped.
 * @param     args                  optional arguments for tool. Escaping is handled by the lib.
 * @param     options               optional exec options.  See ExecOptions
 * @returns   Promise<ExecOutput>   exit code, stdout, and stderr
 */
function getExecOutput(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        var _a, _b;
        let stdout = '';
        let stderr = '';
        //Using string decoder covers the case where a mult-byte character is split
        const stdoutDecoder = new StringDecoder('utf8');
        const stderrDecoder = new StringDecoder('utf8');
        const originalStdoutListener = (_a = options === null || options === void 0 ? void 0 : options.listeners) === null || _a === void 0 ? void 0 : _a.stdout;
        const originalStdErrListener = (_b = options === null || options === void 0 ? void 0 : options.listeners) === null || _b === void 0 ? void 0 : _b.stderr;
        const stdErrListener = (data) => {
            stderr += stderrDecoder.write(data);
            if (originalStdErrListener) {
                originalStdErrListener(data);
            }
        };
        const stdOutListener = (data) => {
            stdout += stdoutDecoder.write(data);
            if (originalStdoutListener) {
                originalStdoutListener(data);
            }
        };
        const listeners = Object.assign(Object.assign({}, options === null || options === void 0 ? void 0 : options.listeners), { stdout: stdOutListener, stderr: stdErrListener });
        const exitCode = yield exec_exec(commandLine, args, Object.assign(Object.assign({}, options), { listeners }));
        //flush any remaining characters
        stdout += stdoutDecoder.end();
        stderr += stderrDecoder.end();
        return {
            exitCode,
            stdout,
            stderr
        };
    });
}
//# sourceMappingURL=exec.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield exec.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_namespaceObject.platform();
const arch = external_os_namespaceObject.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function core_setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_namespaceObject.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function core_debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    command_issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    command_issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    command_issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __nccwpck_require__(2600);
// EXTERNAL MODULE: ./src/text/branch-name.ts
var branch_name = __nccwpck_require__(783);
;// CONCATENATED MODULE: ./src/context/payload.ts
function readPayload(path, readEvent) {
    if (path === undefined || path === '')
        return undefined;
    try {
        return JSON.parse(readEvent(path));
    }
    catch {
        return undefined;
    }
}
function textAt(payload, ...path) {
    const value = valueAt(payload, path);
    return typeof value === 'string' && value !== '' ? value : undefined;
}
function isTrueAt(payload, ...path) {
    return valueAt(payload, path) === true;
}
function valueAt(payload, path) {
    let current = payload;
    for (const key of path) {
        if (typeof current !== 'object' || current === null || !Object.hasOwn(current, key))
            return undefined;
        current = Reflect.get(current, key);
    }
    return current;
}

;// CONCATENATED MODULE: ./src/context/event.ts


function readEventContext(env, payload) {
    const event = {
        name: env.GITHUB_EVENT_NAME ?? '',
        commit: env.GITHUB_SHA ?? '',
        ref: env.GITHUB_REF ?? '',
        refName: env.GITHUB_REF_NAME ?? '',
        payload
    };
    const isRerun = !/^1?$/.test(env.GITHUB_RUN_ATTEMPT ?? '');
    return {
        ...readRef(event),
        isTag: event.ref.startsWith('refs/tags/'),
        isRerun,
        isByHand: event.name === 'workflow_dispatch' && !isRerun && !isByBot(env, payload),
        takenBack: isRerun ? undefined : readTakenBack(event)
    };
}
function readRef(event) {
    const { commit, payload, ref, refName } = event;
    if (mergesPullRequest(event)) {
        return {
            sourceCommit: commitAt(payload, 'pull_request', 'head', 'sha') ?? commit,
            refName: textAt(payload, 'pull_request', 'head', 'ref') ?? refName,
            branch: branchAt(payload, 'pull_request', 'base', 'ref'),
            historyRef: /^refs\/pull\/\d+\/(?=merge$)/.exec(ref)?.[0].concat('head')
        };
    }
    if (event.name === 'merge_group') {
        const branch = targetOfQueue(event);
        return { sourceCommit: commit, refName: branch ?? '', branch, historyRef: headOf(branch) };
    }
    const isBranch = ref.startsWith('refs/heads/') && refName !== '';
    const branch = isBranch ? refName : undefined;
    return { sourceCommit: commit, refName, branch, historyRef: headOf(branch) };
}
function headOf(branch) {
    return isBranchName(branch) ? `refs/heads/${branch}` : undefined;
}
function mergesPullRequest({ name, ref }) {
    if (!ref.startsWith('refs/pull/'))
        return false;
    return ['pull_request', 'pull_request_review', 'pull_request_review_comment'].includes(name);
}
function targetOfQueue({ payload, ref }) {
    const base = textAt(payload, 'merge_group', 'base_ref');
    const named = (0,branch_name/* branchOf */.W)(base);
    if (isBranchName(named))
        return named;
    const parsed = /^refs\/heads\/gh-readonly-queue\/(.+)\/pr-[^/]+$/s.exec(ref)?.[1];
    return isBranchName(parsed) ? parsed : undefined;
}
function isByBot(env, payload) {
    const type = textAt(payload, 'sender', 'type');
    if (type === 'Bot' || type === 'Organization')
        return true;
    const names = [env.GITHUB_ACTOR, env.GITHUB_TRIGGERING_ACTOR, textAt(payload, 'sender', 'login')];
    return names.some(name => name?.endsWith('[bot]') === true);
}
function readTakenBack({ name, ref, payload }) {
    if (name !== 'push' || !ref.startsWith('refs/heads/') || !isTrueAt(payload, 'forced'))
        return undefined;
    if ((textAt(payload, 'ref') ?? ref) !== ref)
        return undefined;
    const before = commitAt(payload, 'before');
    return before === undefined || /^0+$/.test(before) ? undefined : before;
}
function commitAt(payload, ...path) {
    const text = textAt(payload, ...path);
    return text !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text) ? text : undefined;
}
function branchAt(payload, ...path) {
    const text = textAt(payload, ...path);
    return isBranchName(text) ? text : undefined;
}
function isBranchName(name) {
    return name !== undefined && (0,branch_name/* branchProblem */.M)(name) === undefined;
}

// EXTERNAL MODULE: ./src/log/log.ts
var log = __nccwpck_require__(5384);
;// CONCATENATED MODULE: ./src/context/github-actions.ts




function readContext(env, readEvent) {
    const problems = [];
    const need = (name, pattern = /./) => {
        const value = env[name] ?? '';
        if (!pattern.test(value))
            problems.push(value === '' ? `${name} is not set` : `${name} is malformed`);
        return value;
    };
    const repository = need('GITHUB_REPOSITORY', /^[\w.-]+\/[\w.-]+$/);
    const commit = need('GITHUB_SHA', /^([0-9a-f]{40}|[0-9a-f]{64})$/);
    const workspace = need('GITHUB_WORKSPACE');
    const temporary = need('RUNNER_TEMP');
    const server = need('GITHUB_SERVER_URL', /^https?:\/\/[^\s/@]+\/?$/);
    const event = readPayload(env.GITHUB_EVENT_PATH, readEvent);
    if (problems.length > 0) {
        throw new errors/* ActionError */.lZ('CONTEXT_INVALID', `The environment of a GitHub Actions step is incomplete: ${problems.join('; ')}. ` +
            'Run newtag with `uses:` in a workflow.');
    }
    const serverUrl = new URL(server).origin;
    return {
        repository,
        serverUrl,
        apiUrl: readApiUrl(env),
        eventName: env.GITHUB_EVENT_NAME ?? '',
        triggerCommit: commit,
        ...readEventContext(env, event),
        defaultBranch: textAt(event, 'repository', 'default_branch'),
        runNumber: env.GITHUB_RUN_NUMBER ?? '',
        runUrl: `${serverUrl}/${repository}/actions/runs/${env.GITHUB_RUN_ID ?? ''}`,
        workspace,
        temporary,
        headCommit: headCommit(event),
        about: readAbout(event, repository),
        actor: env.GITHUB_ACTOR ?? '',
        workflowFile: readWorkflowFile(env.GITHUB_WORKFLOW_REF, repository)
    };
}
function readAbout(event, repository) {
    const description = textAt(event, 'repository', 'description');
    const license = textAt(event, 'repository', 'license', 'spdx_id');
    return {
        title: repository.replace(/^.*\//, ''),
        description: description === undefined ? undefined : (0,log/* oneLine */.T)(description).slice(0, 500),
        license: license === undefined || license === 'NOASSERTION' ? undefined : (0,log/* oneLine */.T)(license).slice(0, 100)
    };
}
function readWorkflowFile(reference, repository) {
    const file = /^[^/]+\/[^/]+\/(\.github\/workflows\/[^@]+)@/.exec(reference ?? '')?.[1];
    return reference?.startsWith(`${repository}/`) === true ? file : undefined;
}
function readApiUrl({ GITHUB_API_URL: url = '' }) {
    return /^https?:\/\/[^\s@?#]+$/.test(url) && URL.canParse(url) ? url.replace(/\/$/, '') : undefined;
}
function headCommit(event) {
    return headCommitAt(event, 'head_commit') ?? headCommitAt(event, 'workflow_run', 'head_commit');
}
function headCommitAt(event, ...path) {
    const id = textAt(event, ...path, 'id');
    const timestamp = textAt(event, ...path, 'timestamp');
    if (id === undefined || timestamp === undefined)
        return undefined;
    return {
        id,
        timestamp,
        message: textAt(event, ...path, 'message') ?? '',
        authorName: textAt(event, ...path, 'author', 'name') ?? '',
        authorEmail: textAt(event, ...path, 'author', 'email') ?? ''
    };
}

// EXTERNAL MODULE: ./src/inputs/image-list.ts
var image_list = __nccwpck_require__(3609);
;// CONCATENATED MODULE: ./src/inputs/commit-template.ts
const messagePlaceholders = ['image', 'tag', 'previous-tag', 'repository', 'sha'];
function messageProblem(template) {
    const allowed = messagePlaceholders.map(name => `{${name}}`);
    const unknown = [...template.matchAll(/\{[a-z][a-z-]*\}/g)].find(([text]) => !allowed.includes(text));
    if (unknown !== undefined)
        return `has ${unknown[0]}, which is not one of ${allowed.join(', ')}`;
    if (template.split('\n', 1)[0]?.trim() === '')
        return 'starts with an empty line; its first line is the subject';
    return undefined;
}

// EXTERNAL MODULE: ./src/text/units.ts
var units = __nccwpck_require__(4492);
// EXTERNAL MODULE: ./src/errors/notice.ts
var errors_notice = __nccwpck_require__(263);
// EXTERNAL MODULE: ./src/inputs/table.ts
var table = __nccwpck_require__(5541);
;// CONCATENATED MODULE: ./src/inputs/problems.ts




class Problems {
    #lines = [];
    #notices = [];
    add(input, problem) {
        const line = `\`${input}\`: ${problem}`;
        if (!this.#lines.includes(line))
            this.#lines.push(line);
    }
    within(input, part, isOwn) {
        const place = (inner, text) => `${part}: ${inner === input ? '' : `\`${inner}\` `}${text}`;
        return {
            add: (inner, problem) => {
                if (isOwn(inner))
                    this.add(input, place(inner, problem));
                else
                    this.add(inner, problem);
            },
            note: (inner, message, level) => {
                if (isOwn(inner))
                    this.note(input, place(inner, message), level);
                else
                    this.note(inner, message, level);
            }
        };
    }
    note(input, message, level) {
        this.#notices.push((0,errors_notice/* notice */.lm)(`\`${input}\`: ${message}`, undefined, level));
    }
    notices() {
        return this.#notices;
    }
    any() {
        return this.#lines.length > 0;
    }
    error() {
        const [first = ''] = this.#lines;
        const message = this.#lines.length === 1
            ? `The input ${first}.`
            : `${this.#lines.length} inputs need a change:\n${this.#lines.map(line => `- ${line}`).join('\n')}`;
        return new errors/* ActionError */.lZ('INPUT_INVALID', message);
    }
}
function parseTimeout(text, problems) {
    const ms = (0,units/* parseDuration */.E9)(text);
    if (ms !== undefined && ms > 86_400_000)
        problems.add('publish-timeout', `is ${text}; the longest is 24h`);
    if (ms === undefined)
        problems.add('publish-timeout', `is ${JSON.stringify(text)}; write a duration such as 10m, 90s or 1h30m`);
    return ms ?? 0;
}
function parseChoice(input, raw, problems) {
    const choices = table/* inputTable */.Fu[input].choices;
    const found = choices.find(choice => choice === raw[input]);
    if (found === undefined)
        problems.add(input, `is ${JSON.stringify(raw[input])}; it must be one of ${choices.join(', ')}`);
    return found ?? table/* inputTable */.Fu[input].choices[0];
}
function parseCount(input, raw, problems) {
    const { least, most } = table/* inputTable */.Fu[input].range;
    const count = /^\d{1,3}$/.test(raw[input]) ? Number(raw[input]) : NaN;
    if (!(count >= least && count <= most))
        problems.add(input, `is ${JSON.stringify(raw[input])}; it must be a number from ${least} to ${most}`);
    return count;
}
function parseBoolean(input, raw, problems) {
    const text = raw[input];
    if (!/^(?:true|True|TRUE|false|False|FALSE)$/.test(text))
        problems.add(input, `is ${JSON.stringify(text)}; it must be true or false`);
    return text.toLowerCase() === 'true';
}
function singleLine(input, raw, problems) {
    if (/\p{Cc}/u.test(raw[input]))
        problems.add(input, 'has a line break or another control character in it');
    return raw[input];
}
function lines(text) {
    return text
        .split(/\r\n|\n|\r/)
        .map(line => line.trim())
        .filter(line => line !== '');
}
function optional(text) {
    return text === '' ? undefined : text;
}

;// CONCATENATED MODULE: ./src/inputs/lists.ts
function listItems(text, { commas }) {
    const items = [];
    const plain = commas ? /[^\r\n,]*/y : /[^\r\n]*/y;
    let at = 0;
    const take = (pattern) => {
        pattern.lastIndex = at;
        const match = pattern.exec(text);
        if (match === null)
            return undefined;
        at = pattern.lastIndex;
        return match[1] ?? match[0];
    };
    for (; at < text.length; take(commas ? /[\r\n,]+/y : /[\r\n]+/y)) {
        take(/[^\S\r\n]+/y);
        if (text[at] !== '"') {
            items.push((take(plain) ?? '').trim());
            continue;
        }
        const quoted = take(/"((?:[^"]|"")*)"[^\S\r\n]*(?=[\r\n,]|$)/y);
        if (quoted === undefined) {
            if (!/^"[^"\r\n]*"/.test(text.slice(at)))
                return { ok: false, items };
            items.push((take(plain) ?? '').trim());
            continue;
        }
        items.push(quoted.replaceAll('""', '"'));
    }
    return { ok: true, items: items.filter(item => item !== '') };
}
function pairs(input, text, problems, { pattern, example, commas = false, isSecret = false }) {
    const { ok, items } = listItems(text, { commas });
    if (!ok)
        problems.add(input, 'has a quote that is never closed');
    for (const [index, item] of items.entries()) {
        if (pattern.test(item))
            continue;
        const name = /^[^=]{0,100}/s.exec(item)?.[0] ?? '';
        const shown = JSON.stringify(item.includes('=') ? `${name}=…` : name);
        const quotes = isSecret ? '; a value with line breaks is put in quotes, "id=value"' : '';
        problems.add(input, `has ${isSecret ? `item ${index + 1}, which is something else` : shown}; write ${example}, one per line${quotes}`);
    }
    return items;
}

;// CONCATENATED MODULE: ./src/inputs/build.ts


function parseBuildInputs(raw, problems) {
    const list = (input, commas = false) => parseList(input, raw[input], problems, commas);
    const paired = (input, pattern, example) => pairs(input, raw[input], problems, { pattern, example });
    return {
        context: parseContext(raw, problems),
        file: optional(singleLine('file', raw, problems)),
        target: optional(singleLine('target', raw, problems)),
        platforms: parsePlatforms(raw.platforms, problems),
        buildArgs: paired('build-args', /^[^\s=]+(?:=|$)/, 'NAME=value'),
        buildContexts: paired('build-contexts', /^[^\s=]+=\S/, 'name=path or name=docker-image://alpine:3.22'),
        labels: paired('labels', /^[^\s=]+=/, 'name=value'),
        annotations: paired('annotations', /^[^\s=]+=/, 'name=value'),
        secrets: parseSecrets(raw, problems),
        ssh: list('ssh', true),
        network: optional(singleLine('network', raw, problems)),
        pull: parseBoolean('pull', raw, problems),
        noCache: parseBoolean('no-cache', raw, problems),
        provenance: singleLine('provenance', raw, problems),
        sbom: singleLine('sbom', raw, problems),
        cacheFrom: list('cache-from'),
        cacheTo: list('cache-to')
    };
}
function parseContext(raw, problems) {
    const context = singleLine('context', raw, problems);
    if (/^(?:[a-z][a-z0-9+.-]*:\/\/|git@|\{\{)/i.test(context)) {
        const advice = 'check it out before this step and write the folder, relative to the workspace';
        problems.add('context', `is ${JSON.stringify(context)}, which is not a folder; ${advice}`);
    }
    return context;
}
function parseList(input, text, problems, commas) {
    const { ok, items } = listItems(text, { commas });
    if (!ok)
        problems.add(input, 'has a quote that is never closed');
    return [...new Set(items)];
}
function parsePlatforms(text, problems) {
    const platforms = parseList('platforms', text, problems, true);
    for (const platform of platforms) {
        if (!/^[\w.()-]+(?:\/[\w.-]+){0,2}$/.test(platform))
            problems.add('platforms', `has ${JSON.stringify(platform)}; write linux/amd64,linux/arm64`);
    }
    return platforms;
}
function parseSecrets(raw, problems) {
    const split = (input, example) => splitSecrets(input, raw, example, problems);
    const secrets = [
        ...split('secrets', 'id=value').map(({ id, value }) => ({ kind: 'value', id, value })),
        ...split('secret-envs', 'id=VARIABLE').map(({ id, value }) => ({
            ...{ kind: 'variable', id },
            variable: value
        })),
        ...split('secret-files', 'id=path').map(({ id, value }) => ({ kind: 'file', id, path: value }))
    ];
    const ids = secrets.map(({ id }) => id);
    for (const id of new Set(ids.filter((each, index) => ids.indexOf(each) !== index)))
        problems.add('secrets', `with \`secret-envs\` and \`secret-files\` has ${JSON.stringify(id)} twice`);
    return secrets;
}
function splitSecrets(input, raw, example, problems) {
    const commas = input === 'secret-envs';
    const items = pairs(input, raw[input], problems, {
        ...{ pattern: /^[^\s=,"]+=/, example, commas },
        isSecret: true
    });
    return items.flatMap(item => {
        if (!item.includes('='))
            return [];
        const equals = item.indexOf('=');
        const [id, value] = [item.slice(0, equals), item.slice(equals + 1)];
        if (value !== '')
            return [{ id, value }];
        problems.note(input, `${JSON.stringify(id)} is empty (the secret is not set, or not given to this event); the image is built without it.`, 'warning');
        return [];
    });
}

// EXTERNAL MODULE: ./src/errors/result.ts
var result = __nccwpck_require__(1246);
// EXTERNAL MODULE: ./src/registry/index.ts + 3 modules
var src_registry = __nccwpck_require__(1640);
;// CONCATENATED MODULE: ./src/inputs/tag-template.ts


const movingTags = new Set(['latest', 'edge', 'nightly', 'master', 'main']);
const placeholders = '{sha}, {sha:N}, {ref}, {run-number} and {timestamp}';
function renderTag(template, values) {
    const problems = [];
    const tag = template.replace(/\{([^{}]*)\}/g, (_, placeholder) => {
        const value = resolve(placeholder, values);
        if (typeof value === 'string')
            return value;
        problems.push(value.problem);
        return '';
    });
    const [problem] = problems;
    if (problem !== undefined)
        return (0,result/* failure */.V)(problem);
    const isLiteral = tag === template;
    const invalid = (0,src_registry/* tagProblem */.qH)(tag);
    if (invalid !== undefined)
        return (0,result/* failure */.V)(isLiteral ? invalid : `gives ${JSON.stringify(tag)}: ${invalid}`);
    const isWhole = tag.includes(values.sha);
    const namesCommit = isWhole || /\{sha[:}]/.test(template);
    const moves = movingProblem(template, tag, values);
    return (0,result/* success */.k)({ text: tag, isLiteral, namesCommit, isShortened: namesCommit && !isWhole, moves });
}
function movingProblem(template, tag, values) {
    if (tag === template && (movingTags.has(tag) || (values.refMoves && tag === tagOfRef(values.ref))))
        return `is ${JSON.stringify(tag)}, which every build moves; use a tag of the commit, such as {sha}, or pin the digest with \`pin: tag+digest\``;
    const unique = /\{(?:sha[:}]|run-number\}|timestamp\})/.test(template);
    if (unique || !template.includes('{ref}') || !values.refMoves)
        return undefined;
    return `gives ${JSON.stringify(tag)} for every commit of this branch; add the commit: {ref}-{sha:12}`;
}
function tagOfRef(ref) {
    return ref
        .replace(/[^\w.-]+/g, '-')
        .replace(/^[.-]+/, '')
        .slice(0, 128);
}
function resolve(placeholder, values) {
    const [name, length] = placeholder.split(/:(.*)/s, 2);
    if (name === 'sha' && length !== undefined) {
        const count = /^\d{1,2}$/.test(length) ? Number(length) : 0;
        if (count >= 7 && count <= values.sha.length)
            return values.sha.slice(0, count);
        return {
            problem: `has {${placeholder}}; a short SHA has from 7 to ${values.sha.length} characters: {sha:12}`
        };
    }
    switch (placeholder) {
        case 'sha':
            return values.sha;
        case 'ref':
            if (values.ref !== '')
                return tagOfRef(values.ref);
            return { problem: 'has {ref}, and the event of this run names neither a branch nor a tag; use {sha}' };
        case 'run-number':
            return values.runNumber;
        case 'timestamp':
            return values.now.toISOString().replace(/\D/g, '').slice(0, 14);
        default:
            return { problem: `has {${placeholder}}, which is not one of ${placeholders}` };
    }
}

;// CONCATENATED MODULE: ./src/inputs/image-line.ts



function parseImageLine(text, values, isPinned = false) {
    const equals = text.indexOf('=');
    const key = equals === -1 ? undefined : text.slice(0, equals).trim();
    const parts = split(text.slice(equals + 1).trim());
    const subject = key ?? parts.name;
    const newName = key === undefined || parts.name === '*' || parts.name === '' ? undefined : parts.name;
    const tag = parts.tag === '*' ? undefined : parts.tag;
    const digest = parts.digest === '*' ? undefined : parts.digest;
    const problem = subjectProblem(text, subject) ??
        (key === undefined ? nameProblem(subject) : undefined) ??
        (newName === undefined ? undefined : nameProblem(newName)) ??
        (digest === undefined ? undefined : (0,src_registry/* digestProblem */.WQ)(digest)) ??
        togetherProblem({ newName, tag, digest, keepsDigest: parts.digest === '*' });
    if (problem !== undefined)
        return { ok: false, problem };
    const rendered = tag === undefined ? undefined : renderTag(tag, values);
    if (rendered?.ok === false)
        return { ok: false, problem: tagProblem(rendered.problem) };
    if (rendered?.ok === true && rendered.value.moves !== undefined && digest === undefined && !isPinned)
        return { ok: false, problem: tagProblem(rendered.value.moves) };
    return (0,result/* success */.k)({
        ...{ kind: 'prebuilt', id: text, newName, digest },
        entryName: key,
        image: key === undefined ? subject : undefined,
        tag: rendered?.value,
        keepsTag: parts.tag === '*'
    });
}
function split(value) {
    const at = value.indexOf('@');
    const head = at === -1 ? value : value.slice(0, at);
    const digest = at === -1 ? undefined : value.slice(at + 1);
    const colon = head.indexOf(':', Math.max(0, head.indexOf('/')));
    if (colon === -1)
        return { name: head, tag: undefined, digest };
    return { name: head.slice(0, colon), tag: head.slice(colon + 1), digest };
}
function subjectProblem(text, subject) {
    if (/^-\s/.test(text))
        return 'it is YAML, and a list in YAML has nothing else in it';
    if (subject === '')
        return 'it names no entry';
    if (/[\s\p{Cc}]/u.test(subject))
        return 'the name has white space in it';
    return undefined;
}
function tagProblem(problem) {
    return problem.startsWith('the tag') ? problem : `the tag ${problem}`;
}
function nameProblem(name) {
    const parsed = (0,src_registry/* parseRepository */.SU)(name);
    return parsed.ok ? undefined : parsed.problem;
}
function togetherProblem({ newName, tag, digest, keepsDigest }) {
    if (tag !== undefined && keepsDigest)
        return 'an old digest beside a new tag keeps the old image running';
    if (newName === undefined && tag === undefined && digest === undefined)
        return 'it sets nothing; write name:tag, name=newName:tag or name@digest';
    return undefined;
}

;// CONCATENATED MODULE: ./src/inputs/images.ts







function isBuildable(image) {
    return image.kind === 'buildable';
}
function parseBuildableImages(request, problems) {
    const { raw, list } = request;
    const first = raw.image === '' ? undefined : parseBuildableImage('image', request, raw, problems);
    if (raw.image === '')
        reportMissing(raw, problems);
    const empty = (0,image_list/* describeEmpty */.tS)(raw.images, list);
    if (empty !== undefined)
        problems.add('images', `${empty}; ${image_list/* foundNothing */.Om}`);
    if (list?.ok === false)
        for (const problem of list.problems)
            problems.add('images', problem);
    const others = list?.ok === true ? list.items : [];
    const parsed = others.map((item, index) => {
        const part = problems.within('images', `item ${index + 1} (${item.image ?? ''})`, name => name in item);
        return parseBuildableImage(`images[${index + 1}]`, request, (0,table/* withItem */.mp)(raw, item), part);
    });
    const images = [first, ...parsed].flatMap(image => image ?? []);
    reportTwice(images, problems);
    return images;
}
function reportMissing(raw, problems) {
    if (raw['image-name'] !== '')
        problems.add('image-name', 'names the entry of `image`, which is not set; in `images` write name=*:tag');
    if (raw.digest !== '')
        problems.add('digest', 'is that of `image`, which is not set');
    if (raw.images.trim() === '')
        problems.add('image', 'is empty, and so is `images`: set one of them, for example image: ghcr.io/acme/shop; if they come from ' +
            'expressions, the expressions found nothing');
}
function reportTwice(images, problems) {
    const references = images.flatMap(({ repository, tag, extraTags }) => [tag.text, ...extraTags].map(each => `${repository.name}:${each}`));
    for (const reference of new Set(references.filter((each, index) => references.indexOf(each) !== index)))
        problems.add('images', `has ${reference} twice; each image needs a repository or tags of its own`);
}
function parseBuildableImage(id, { values, isPinned }, raw, problems) {
    const tag = renderTag(raw.tag, values);
    if (!tag.ok)
        problems.add('tag', tag.problem);
    else if (tag.value.moves !== undefined && !isPinned)
        problems.add('tag', tag.value.moves);
    const repository = (0,src_registry/* parseRepository */.SU)(lowerCase(raw.image, problems));
    if (!repository.ok)
        problems.add('image', repository.problem);
    const digest = optional(raw.digest);
    const wrongDigest = digest === undefined ? undefined : (0,src_registry/* digestProblem */.WQ)(digest);
    if (wrongDigest !== undefined)
        problems.add('digest', wrongDigest);
    const details = {
        entryName: optional(singleLine('image-name', raw, problems)),
        digest,
        build: parseBuildInputs(raw, problems)
    };
    const extraTags = parseExtraTags(raw, values, problems);
    if (!tag.ok || !repository.ok)
        return undefined;
    return {
        ...{ kind: 'buildable', id },
        ...details,
        repository: repository.value,
        tag: tag.value,
        extraTags: extraTags.filter(each => each !== tag.value.text)
    };
}
function lowerCase(image, problems) {
    const lower = image.toLowerCase();
    if (lower === image || !(0,src_registry/* parseRepository */.SU)(lower).ok)
        return image;
    problems.note('image', `${JSON.stringify(image)} is taken as ${lower}; registries take lower case only.`, 'notice');
    return lower;
}
function parseExtraTags(raw, values, problems) {
    const tags = parseList('extra-tags', raw['extra-tags'], problems, true).map(template => {
        const tag = renderTag(template, values);
        if (!tag.ok)
            problems.add('extra-tags', `has ${JSON.stringify(template)}: it ${tag.problem}`.replace('it the', 'the'));
        return tag.ok ? tag.value.text : '';
    });
    return [...new Set(tags)];
}
function parsePrebuiltImages({ raw, list, values, isPinned }, problems) {
    const parsed = [];
    if (list !== undefined || (0,image_list/* describeEmpty */.tS)(raw.images, list) !== undefined)
        return parsed;
    if (/^\s*[\w-]+:\s*(?:[|>]|$)/m.test(raw.images)) {
        problems.add('images', 'is neither a YAML list, which begins with "- image: …", nor one image per line; if the tag of a line comes ' +
            'from an expression, the expression found nothing');
        return [];
    }
    for (const line of new Set(lines(raw.images))) {
        const result = parseImageLine(line, values, isPinned);
        if (!result.ok) {
            problems.add('images', `has ${JSON.stringify(line)}: ${result.problem}`);
            continue;
        }
        const { entryName, image } = result.value;
        const other = parsed.find(each => each.entryName === entryName && each.image === image);
        if (other === undefined)
            parsed.push(result.value);
        else
            problems.add('images', `has ${JSON.stringify(entryName ?? image)} twice: ${JSON.stringify(other.id)} and ${JSON.stringify(line)}`);
    }
    return parsed;
}

;// CONCATENATED MODULE: ./src/inputs/builder.ts

function parseBuilderInputs(raw, images, problems) {
    const engine = parseChoice('engine', raw, problems);
    const builder = optional(singleLine('builder', raw, problems));
    if (builder !== undefined && engine !== 'buildx')
        problems.add('builder', 'names a builder of buildx, and `engine` is buildah');
    if (builder !== undefined && !/^[A-Za-z0-9][\w.-]*$/.test(builder))
        problems.add('builder', `is ${JSON.stringify(builder)}, which cannot be the name of a builder`);
    const build = parseChoice('build', raw, problems);
    if (build === 'never')
        reportUnused(raw, problems);
    return {
        ...{ mode: build, engine, builder },
        login: parseRegistryLogin(raw, images, problems),
        skipExisting: parseChoice('skip-existing', { ...raw, 'skip-existing': lowerBoolean(raw['skip-existing']) }, problems),
        skipUnchanged: parseBoolean('skip-unchanged', raw, problems),
        cache: parseChoice('cache', raw, problems),
        pushRetries: parseCount('push-retries', raw, problems),
        maxParallel: parseCount('max-parallel', raw, problems)
    };
}
function lowerBoolean(text) {
    return /^(?:True|TRUE|False|FALSE)$/.test(text) ? text.toLowerCase() : text;
}
function reportUnused(raw, problems) {
    for (const name of ['secrets', 'secret-envs', 'secret-files'])
        if (raw[name] !== '')
            problems.add(name, 'is for a build, and `build: never` is set');
}
function parseRegistryLogin(raw, images, problems) {
    const username = singleLine('registry-username', raw, problems);
    const password = raw['registry-password'];
    if (username === '' && password === '')
        return undefined;
    if (images.length === 0)
        problems.add('registry-username', 'is for the registry of `image`, which is not set');
    if (username === '')
        problems.add('registry-username', 'is not set, and `registry-password` is');
    if (password === '')
        problems.add('registry-password', 'is not set (or a secret that is empty), and `registry-username` is');
    if (/\p{Cc}/u.test(password))
        problems.add('registry-password', 'has a line break or another control character in it');
    if (username.includes(':'))
        problems.add('registry-username', 'has a colon in it, which no registry takes');
    const registries = new Set(images.map(({ repository }) => repository.registry));
    if (registries.size > 1)
        problems.add('registry-username', `is for one registry, and the images are in ${[...registries].join(', ')}; log in with docker/login-action before this step`);
    return { username, password };
}

;// CONCATENATED MODULE: ./src/inputs/token.ts
const personal = /^(?:gh[opu]_|github_pat_)/;
function tokenOriginOf(raw, { repository }, isOwn) {
    if (raw.token === '')
        return { kind: 'none' };
    return isShared(raw) && !personal.test(raw.token) && !isOwn
        ? { kind: 'job', repository }
        : { kind: 'given' };
}
function strayTokenProblem(raw, { origin }, { serverUrl }) {
    if (!isShared(raw) || origin === undefined || origin === serverUrl)
        return undefined;
    const isSameHost = new URL(origin).hostname === new URL(serverUrl).hostname;
    const advice = isSameHost ? `write \`repository\` with ${serverUrl}` : 'set `token` to one of that server';
    return `is not set, or the same as \`github-token\`, which belongs to ${serverUrl}; \`repository\` is on ${origin}: ${advice}`;
}
function isShared(raw) {
    return raw.token !== '' && raw.token === raw['github-token'];
}

// EXTERNAL MODULE: ./src/context/context.ts
var context_context = __nccwpck_require__(5848);
// EXTERNAL MODULE: ./src/git/index.ts + 17 modules
var src_git = __nccwpck_require__(4718);
// EXTERNAL MODULE: ./src/async/once.ts
var once = __nccwpck_require__(6919);
;// CONCATENATED MODULE: ./src/kustomization/kustomizations.ts


const keptParses = 64;
function createKustomizations(system, given) {
    const options = { ...system, ...given };
    const find = (0,once/* once */.O)(() => findKustomize(options));
    const load = (0,once/* once */.O)(() => Promise.all(/* import() */[__nccwpck_require__.e(815), __nccwpck_require__.e(196), __nccwpck_require__.e(882)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7882)));
    load().catch(() => undefined);
    let isPrefetched = false;
    let matched = 0;
    return {
        match: async (file, sets, ifMissing) => {
            matched += 1;
            const keepsParse = matched <= keptParses;
            return (await load()).matchKustomization(file, sets, { ifMissing, keepsParse });
        },
        edit: options.editor === 'yaml'
            ? async (file, wanted) => await Promise.resolve(file.edit(wanted))
            : createCliEditor(options, find),
        prefetch: async (tree, paths) => {
            if (isPrefetched)
                return [];
            isPrefetched = true;
            return await prefetch(tree, paths);
        },
        advise: (tree, files) => advise(tree, files, options.log),
        render: (tree, files) => render(tree, files, options, find)
    };
}
async function findKustomize(options) {
    const { kustomizePath, workspace, processes, env, log } = options;
    const binary = await __nccwpck_require__.e(/* import() */ 339).then(__nccwpck_require__.bind(__nccwpck_require__, 5339));
    const found = await binary.findKustomize({
        path: kustomizePath,
        searchPath: env['PATH'] ?? '',
        workspace,
        processes,
        env
    });
    if (found !== undefined)
        log.info(`kustomize ${found.version} (${found.path})`);
    return found;
}
function createCliEditor(options, find) {
    const create = (0,once/* once */.O)(async () => {
        const kustomize = await find();
        if (kustomize === undefined) {
            throw new errors/* ActionError */.lZ('KUSTOMIZE_MISSING', '`editor: kustomize` needs the kustomize CLI, and there is none on PATH. Install it in a step before this one ' +
                '(outside the checkout), set `kustomize-path`, or leave `editor` out.');
        }
        return (await Promise.all(/* import() */[__nccwpck_require__.e(815), __nccwpck_require__.e(196), __nccwpck_require__.e(882), __nccwpck_require__.e(9)]).then(__nccwpck_require__.bind(__nccwpck_require__, 8009))).createCliEditor(kustomize, options);
    });
    return async (file, wanted) => await (await create())(file, wanted);
}
async function prefetch(tree, paths) {
    try {
        return await (await __nccwpck_require__.e(/* import() */ 631).then(__nccwpck_require__.bind(__nccwpck_require__, 2631))).filesToPrefetch(tree, paths);
    }
    catch (error) {
        if ((0,errors/* isCancellation */.iB)(error))
            throw error;
        return [];
    }
}
async function advise(tree, files, log) {
    try {
        const { advise: adviseOn } = await Promise.all(/* import() */[__nccwpck_require__.e(815), __nccwpck_require__.e(196), __nccwpck_require__.e(257)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5257));
        return await adviseOn(tree, files.filter(({ entries }) => entries.length > 0));
    }
    catch (error) {
        log.debug(`No advice: ${String(error)}`);
        return [];
    }
}
const maxRendered = 50;
async function render(tree, files, options, find) {
    const { log } = options;
    const kustomize = await findForPreview(options, find);
    if (kustomize === undefined)
        return [];
    const { previewRender } = await Promise.all(/* import() */[__nccwpck_require__.e(815), __nccwpck_require__.e(982)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5982));
    const rendered = [];
    const changed = files.filter(({ before, after }) => before !== after);
    const texts = new Map(changed.map(each => [each.path, each.after]));
    const edits = files.flatMap(({ entries }) => entries);
    for (const { path: file } of changed.slice(0, maxRendered)) {
        const result = await previewRender(kustomize, tree, file, texts, edits, options);
        const images = result.kind === 'rendered' ? result.images : [];
        rendered.push({ path: file, images, skipped: result.kind === 'skipped' ? result.reason : undefined });
        for (const { resource, from, to } of images)
            log.info(`${file}: ${resource}: ${from} -> ${to}`);
        if (result.kind === 'skipped')
            log.info(result.reason);
        else if (images.length === 0)
            log.info(`${file}: no image changes in the manifests.`);
    }
    if (changed.length > maxRendered)
        log.info(`${changed.length - maxRendered} more kustomizations were not rendered.`);
    return rendered;
}
async function findForPreview({ editor, kustomizePath, log }, find) {
    try {
        const found = await find();
        if (found === undefined)
            log.info('There is no kustomize on PATH, so the manifests are not rendered.');
        return found;
    }
    catch (error) {
        const isOptional = editor === 'yaml' && kustomizePath === undefined;
        if (!isOptional || !(error instanceof errors/* ActionError */.lZ) || error.code !== 'KUSTOMIZE_MISSING')
            throw error;
        log.info(`The manifests are not rendered: ${error.message}`);
        return undefined;
    }
}

// EXTERNAL MODULE: ./src/yaml/file.ts
var yaml_file = __nccwpck_require__(9549);
// EXTERNAL MODULE: ./src/kustomization/edit/set-image.ts
var set_image = __nccwpck_require__(9170);
// EXTERNAL MODULE: ./src/kustomization/read/entry.ts
var read_entry = __nccwpck_require__(94);
;// CONCATENATED MODULE: ./src/kustomization/edit/wanted.ts



function want(match, set, digestOf) {
    const { name, before, namesakes } = match;
    const present = match.index === undefined ? { ...before, newName: (0,set_image/* newNameOf */.V)(name, set) } : before;
    return { ...match, after: wantedValues(name, present, set, namesakes, digestOf) };
}
function wantedValues(name, before, set, namesakes, digestOf) {
    const { newTag, digest, pin } = set;
    const newName = set.newName ?? before.newName;
    const repository = set.newName ?? namesakes.find(each => each.newName !== undefined)?.newName ?? newName ?? name;
    if (newTag === undefined) {
        if (digest === undefined)
            return { ...before, newName };
        return { newName, newTag: set.keepsTag === true ? before.newTag : undefined, digest };
    }
    const isPinned = namesakes.some(each => each.digest !== undefined);
    const found = digest ?? digestOf(repository, newTag);
    const known = found ?? namesakes.find(each => each.newTag === newTag && each.digest !== undefined)?.digest;
    switch (pin) {
        case 'tag':
            return { newName, newTag, digest: isPinned ? known : undefined };
        case 'tag+digest':
            return { newName, newTag, digest: known };
        case 'digest':
            return found === undefined
                ? { newName, newTag, digest: undefined }
                : { newName, newTag: undefined, digest: found };
    }
}
function firstOfEachEntry(wanted) {
    const owners = new Map();
    for (const entry of wanted) {
        const key = JSON.stringify([entry.path, entry.index ?? entry.name]);
        const owner = owners.get(key);
        if (owner === undefined)
            owners.set(key, entry);
        else if (read_entry/* entryFields */.o.some(field => owner.after[field] !== entry.after[field]))
            throw conflict(owner, entry);
    }
    return [...owners.values()];
}
function conflict(owner, other) {
    const sentence = `the inputs ask for two values of the entry ${(0,yaml_file/* show */.WU)(other.name)}: ${wanted_render(owner.after)} and ${wanted_render(other.after)}. Name it once.`;
    return (0,yaml_file/* failureIn */.Q6)('INPUT_INVALID', other.location, sentence);
}
function wanted_render({ newName = '', newTag, digest }) {
    return (0,yaml_file/* show */.WU)(`${newName}${newTag === undefined ? '' : `:${newTag}`}${digest === undefined ? '' : `@${digest}`}`);
}

;// CONCATENATED MODULE: ./src/kustomization/entry-text.ts

function renderVersion({ newTag, digest }) {
    const short = digest === undefined ? '' : (0,log/* oneLine */.T)(digest).slice(0, 19);
    if (newTag === undefined)
        return short === '' ? '(no tag)' : short;
    return short === '' ? (0,log/* oneLine */.T)(newTag) : `${(0,log/* oneLine */.T)(newTag)}@${short}`;
}
function runningName(edit) {
    return edit.before.newName ?? edit.name;
}
function deployedName(edit) {
    return edit.after.newName ?? edit.name;
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/kustomization/paths.ts
var kustomization_paths = __nccwpck_require__(9717);
// EXTERNAL MODULE: ./src/text/nearest.ts
var nearest = __nccwpck_require__(613);
;// CONCATENATED MODULE: ./src/kustomization/locate/path-pattern.ts
const maxLength = 1000;
const maxStars = 3;
const maxFurtherStars = 3;
const maxDoubleStars = 4;
const maxBraces = 3;
const problems = [
    [line => line === '', 'is empty; name a directory or a file, or . for the root of the repository'],
    [line => line.length > maxLength, `is longer than ${maxLength} characters`],
    [line => /\p{Cc}/u.test(line), 'holds a control character; remove it'],
    [line => line.includes('\\'), 'holds a backslash; separate directories with /'],
    [
        line => line.startsWith('/') || /^[A-Za-z]:\//.test(line),
        "is an absolute path; write it relative to the GitOps repository's root"
    ],
    [line => segmentsOf(line).includes('..'), 'leads out of a directory with ..; write the path without it'],
    [
        line => segmentsOf(line).some(each => each.toLowerCase() === '.git'),
        'names the .git directory, which is not content'
    ],
    [
        line => segmentsOf(line).some(each => starsOf(each) > maxStars),
        `has more than ${maxStars} stars in one path segment; use fewer`
    ],
    [
        line => segmentsOf(line).reduce((sum, each) => sum + Math.max(0, starsOf(each) - 1), 0) > maxFurtherStars,
        `has too many path segments with several stars; use fewer, or several lines`
    ],
    [
        line => line.split('**').length > maxDoubleStars + 1,
        `has ** more than ${maxDoubleStars} times; use fewer`
    ],
    [
        line => line.split('{').length > maxBraces + 1,
        `has more than ${maxBraces} groups of alternatives in braces; use several lines`
    ]
];
function parsePattern(line) {
    const trimmed = line.trim();
    const found = problems.find(([test]) => test(trimmed));
    if (found)
        return { problem: `has ${JSON.stringify(trimmed.slice(0, 100))}, which ${found[1]}` };
    return { pattern: segmentsOf(trimmed).join('/') || '.' };
}
function isGlob(pattern) {
    return /[*?[{]/.test(pattern);
}
function literalPrefix(pattern) {
    const segments = pattern.split('/');
    const glob = segments.findIndex(isGlob);
    return glob === -1 ? pattern : segments.slice(0, glob).join('/');
}
function namesFiles(pattern) {
    const last = pattern.slice(pattern.lastIndexOf('/') + 1);
    return !isGlob(last) || /\.(?:[A-Za-z0-9]+|\{[A-Za-z0-9,]+\})$/.test(last);
}
function starsOf(segment) {
    return segment.match(/\*+/g)?.length ?? 0;
}
function segmentsOf(line) {
    return line.split('/').filter(segment => segment !== '' && segment !== '.');
}

;// CONCATENATED MODULE: ./src/kustomization/locate/locate.ts






async function locate(tree, patterns) {
    const createMatcher = await loadMatcher(patterns);
    try {
        return locateKustomizations(patterns, await tree.list(literalPrefixes(patterns)), createMatcher);
    }
    catch (error) {
        if (!(error instanceof errors/* ActionError */.lZ) || error.code !== 'KUSTOMIZATION_NOT_FOUND')
            throw error;
        return locateKustomizations(patterns, await tree.list(['']), createMatcher);
    }
}
async function loadMatcher(patterns) {
    if (patterns.some(isGlob))
        return (await Promise.all(/* import() */[__nccwpck_require__.e(6), __nccwpck_require__.e(584)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2584))).createMatcher;
    return () => () => false;
}
function literalPrefixes(patterns) {
    const prefixes = patterns.flatMap(pattern => {
        if (pattern === '.')
            return kustomization_paths/* kustomizationNames */.KF;
        const [directory, name] = [(0,kustomization_paths/* folderOf */.yS)(pattern), external_node_path_.posix.basename(pattern)];
        if (isGlob(pattern) || !(0,kustomization_paths/* isKustomizationName */.ZE)(name))
            return [literalPrefix(pattern)];
        return (0,kustomization_paths/* kustomizationsIn */.oX)(directory);
    });
    const unique = [...new Set(prefixes)].sort();
    if (unique.includes(''))
        return [''];
    return unique.filter(path => !(0,kustomization_paths/* foldersAbove */.Zv)(path).some(folder => unique.includes(folder)));
}
function locateKustomizations(patterns, entries, createMatcher) {
    const tree = indexListing(entries);
    const found = new Set();
    for (const pattern of patterns) {
        const exists = tree.modes.has(pattern) || tree.directories.has(pattern);
        const paths = isGlob(pattern) && !exists ? locateGlob(pattern, tree, createMatcher) : [locatePath(pattern, tree)];
        paths.forEach(path => found.add(path));
    }
    return [...found].sort();
}
function indexListing(entries) {
    const modes = new Map();
    const directories = new Map([['', []]]);
    for (const { path, mode } of entries) {
        if (mode === '040000') {
            addDirectory(path, directories);
            continue;
        }
        modes.set(path, mode);
        const [directory, name] = [(0,kustomization_paths/* folderOf */.yS)(path), external_node_path_.posix.basename(path)];
        addDirectory(directory, directories);
        if ((0,kustomization_paths/* isKustomizationName */.ZE)(name))
            directories.get(directory)?.push(path);
    }
    return { modes, directories };
}
function addDirectory(path, directories) {
    for (const each of [path, ...(0,kustomization_paths/* foldersAbove */.Zv)(path)]) {
        if (directories.has(each))
            return;
        directories.set(each, []);
    }
}
function locatePath(pattern, tree) {
    const path = pattern === '.' ? '' : pattern;
    refuseIndirect(path, tree);
    if (tree.modes.has(path))
        return refuseSibling(path, tree);
    const inside = tree.directories.get(path);
    if (!inside)
        throw notFound(`${(0,yaml_file/* show */.WU)(pattern)} does not exist in the GitOps repository`, pattern, tree);
    const only = onlyOne(inside, pattern);
    if (only !== undefined) {
        refuseIndirect(only, tree);
        return only;
    }
    throw notFound(`The directory ${(0,yaml_file/* show */.WU)(pattern)} holds no ${kustomization_paths/* kustomizationNames */.KF.join(', ')}`, pattern, tree);
}
function locateGlob(pattern, tree, createMatcher) {
    const matches = createMatcher(pattern);
    const byName = namesFiles(pattern);
    refuseIndirect(literalPrefix(pattern), tree);
    const found = new Set();
    for (const [directory, inside] of tree.directories) {
        if (inside.length === 0)
            continue;
        const matched = inside.filter(path => matches(path));
        const only = (directory !== '' && matches(directory)) || (matched.length > 0 && !byName);
        const paths = only ? [onlyOne(inside, directory)] : matched;
        paths.forEach(path => path !== undefined && found.add(path));
    }
    if (byName) {
        for (const [path, mode] of tree.modes)
            if (!isPassedOver(path, mode, pattern) && matches(path))
                found.add(path);
    }
    if (found.size === 0)
        throw notFound(`No kustomization matches ${(0,yaml_file/* show */.WU)(pattern)}`, pattern, tree);
    found.forEach(path => {
        refuseIndirect(path, tree);
        refuseSibling(path, tree);
    });
    return [...found];
}
function isPassedOver(path, mode, pattern) {
    const isIndirect = mode === '120000' || mode === '160000';
    return isIndirect && isGlob(external_node_path_.posix.basename(pattern)) && !(0,kustomization_paths/* isKustomizationName */.ZE)(external_node_path_.posix.basename(path));
}
function refuseSibling(path, tree) {
    const directory = (0,kustomization_paths/* folderOf */.yS)(path);
    const inside = tree.directories.get(directory) ?? [];
    if (inside.includes(path))
        onlyOne(inside, directory);
    return path;
}
function onlyOne(inside, directory) {
    const [first, second] = inside;
    if (first === undefined || second === undefined)
        return first;
    const message = `The directory ${(0,yaml_file/* show */.WU)(directory || '.')} holds both ${external_node_path_.posix.basename(first)} and ${external_node_path_.posix.basename(second)}, which kustomize refuses too. Remove one of them.`;
    throw new errors/* ActionError */.lZ('KUSTOMIZATION_AMBIGUOUS', message, { location: { path: first } });
}
function refuseIndirect(path, tree) {
    for (const each of [...(0,kustomization_paths/* foldersAbove */.Zv)(path).toReversed(), path]) {
        const mode = tree.modes.get(each);
        if (mode === '120000') {
            throw located('PATH_NOT_ALLOWED', path, `${(0,yaml_file/* show */.WU)(each)} is a symbolic link. Name the path it leads to instead.`);
        }
        if (mode === '160000') {
            throw located('PATH_NOT_ALLOWED', path, `${(0,yaml_file/* show */.WU)(each)} is a submodule, so its files belong to another repository. Set repository to that one.`);
        }
    }
}
function notFound(problem, pattern, tree) {
    const directories = [...tree.directories]
        .filter(([, inside]) => inside.length > 0)
        .map(([path]) => path || '.');
    const near = (0,nearest/* nearest */.p)(literalPrefix(pattern), directories, 3).map(yaml_file/* show */.WU);
    const hint = near.length > 0 ? ` Kustomizations are in: ${near.join(', ')}.` : '';
    return located('KUSTOMIZATION_NOT_FOUND', pattern, `${problem}.${hint} Correct the input kustomization.`);
}
function located(code, path, sentence) {
    return new errors/* ActionError */.lZ(code, sentence, { location: { path } });
}

;// CONCATENATED MODULE: ./src/kustomization/index.ts







;// CONCATENATED MODULE: ./src/inputs/inputs.ts








function parseInputs(raw, context, { now, list }) {
    const problems = new Problems();
    const values = {
        sha: context.sourceCommit,
        ref: context.refName,
        refMoves: !context.isTag,
        runNumber: context.runNumber,
        now
    };
    const remote = parseTarget(raw, context, problems);
    const committer = (0,src_git/* defaultIdentity */.yY)(context.serverUrl);
    const pin = parseChoice('pin', raw, problems);
    const imagesRequest = { raw, list, values, isPinned: pin !== 'tag' };
    const buildable = parseBuildableImages(imagesRequest, problems);
    const parsed = {
        images: [...buildable, ...parsePrebuiltImages(imagesRequest, problems)],
        building: parseBuilderInputs(raw, buildable, problems),
        kustomization: parsePatterns(raw.kustomization, problems),
        branch: parseBranch(raw, remote, context, problems),
        token: raw.token,
        tokenOrigin: tokenOriginOf(raw, context, isOwnRepository(remote, context)),
        editor: parseChoice('editor', raw, problems),
        kustomizePath: optional(singleLine('kustomize-path', raw, problems)),
        ifMissing: parseChoice('if-missing', raw, problems),
        pin,
        publish: parseChoice('publish', raw, problems),
        allowOlder: parseAllowOlder(raw, context, problems),
        githubToken: raw['github-token'],
        commitMessage: parseMessage(raw['commit-message'], problems),
        author: parseAuthor(raw['commit-author'], problems) ?? committer,
        committer,
        publishTimeoutMs: parseTimeout(raw['publish-timeout'], problems)
    };
    if (remote === undefined || problems.any())
        throw problems.error();
    return Object.freeze({ ...parsed, remote, notices: problems.notices() });
}
function parseTarget(raw, context, problems) {
    if (raw.repository !== '' && raw.publish === 'workspace') {
        const advice = 'check it out before this step and name its files in `kustomization`';
        problems.add('repository', `cannot be used with \`publish: workspace\`, which makes no commit; ${advice}`);
    }
    const parsed = (0,src_git/* parseRemote */.M8)(raw.repository || context.repository, context.serverUrl);
    if (!parsed.ok) {
        problems.add('repository', parsed.problem);
        return undefined;
    }
    if (/[\p{Cc}\s]/u.test(raw.token))
        problems.add('token', 'has white space or control characters in it');
    if (/[\p{Cc}\s]/u.test(raw['github-token']))
        problems.add('github-token', 'has white space or control characters in it');
    const problem = strayTokenProblem(raw, parsed.value, context) ?? (0,src_git/* tokenProblem */.jV)(parsed.value, raw.token, context.serverUrl);
    if (problem !== undefined)
        problems.add('token', problem);
    return parsed.value;
}
function parseBranch(raw, remote, context, problems) {
    if (raw.branch !== '') {
        const problem = (0,src_git/* branchProblem */.MT)(raw.branch);
        if (problem !== undefined)
            problems.add('branch', problem);
        return raw.branch;
    }
    return isOwnRepository(remote, context) ? (context.branch ?? context.defaultBranch) : undefined;
}
function isOwnRepository(remote, context) {
    return remote !== undefined && (0,src_git/* sameRepository */.RB)(remote.url, (0,context_context/* repositoryUrl */.E)(context)) === true;
}
function parseAllowOlder(raw, context, problems) {
    const mode = parseChoice('allow-older', raw, problems);
    return mode === 'auto' ? context.isByHand : mode === 'true';
}
function parsePatterns(text, problems) {
    const patterns = [];
    for (const line of lines(text)) {
        const parsed = parsePattern(line);
        if ('pattern' in parsed)
            patterns.push(parsed.pattern);
        else
            problems.add('kustomization', parsed.problem);
    }
    if (lines(text).length === 0) {
        problems.add('kustomization', 'is required: folders or files in the GitOps repository, one per line, for example apps/shop/overlays/prod');
    }
    return [...new Set(patterns)];
}
function parseMessage(text, problems) {
    if (text === '')
        return undefined;
    const message = text.replaceAll('\r\n', '\n');
    const problem = messageProblem(message);
    if (problem !== undefined)
        problems.add('commit-message', problem);
    return message;
}
function parseAuthor(text, problems) {
    if (text === '')
        return undefined;
    const [, name = '', email = ''] = /^([^<>\p{Cc}]*[^<>\p{Cc}\s])\s*<([^<>\s\p{Cc}]+@[^<>\s\p{Cc}]+)>$/u.exec(text) ?? [];
    const isIdentity = [name, email].every(part => /[^\s.,:;<>"\\']/.test(part));
    if (!isIdentity)
        problems.add('commit-author', `is ${JSON.stringify(text)}; write Name <name@example.com>`);
    return { name, email };
}

;// CONCATENATED MODULE: ./src/inputs/index.ts





async function readImageList(text) {
    return (0,image_list/* isImageList */.IG)(text) ? (await Promise.all(/* import() */[__nccwpck_require__.e(815), __nccwpck_require__.e(217)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7217))).parseImageList(text) : undefined;
}

;// CONCATENATED MODULE: ./src/plan/choose-image.ts

function chooseImage(request, found, log) {
    if (request.digest !== undefined)
        return chooseGiven(request, request.digest, found, log);
    if (request.mode === 'always' || found === undefined)
        return requireSource(request);
    const mayReplace = request.mode === 'auto' && !request.redeploy && request.source.kind === 'found';
    if (mayReplace && (request.skipExisting === 'false' || request.moves))
        return { kind: 'build' };
    switch (found.kind) {
        case 'present':
            refuseForeign(request);
            return { kind: 'use', digest: found.digest };
        case 'absent':
            return chooseAbsent(request);
        case 'denied':
        case 'unavailable':
            return chooseUnclear(request, found, log);
    }
}
function refuseForeign(request) {
    const { madeFrom, commit } = request;
    if (madeFrom === undefined || madeFrom === commit || !/^[0-9a-f]{40,64}$/.test(madeFrom))
        return;
    throw new errors/* ActionError */.lZ('SOURCE_MISMATCH', `${request.reference} is already in the registry and was built from ${madeFrom}, but the commit of this run is ` +
        `${commit}. Nothing was built or deployed; make the tag unique to the commit: {sha}.`);
}
function chooseGiven(request, digest, found, log) {
    const { reference } = request;
    if (found?.kind === 'absent') {
        throw new errors/* ActionError */.lZ('IMAGE_NOT_FOUND', `${reference} is not in the registry, and with \`digest\` newtag builds nothing. Push it first, or correct \`tag\` and \`digest\`.`);
    }
    if (found?.kind === 'present' && found.digest !== digest) {
        throw new errors/* ActionError */.lZ('DIGEST_MISMATCH', `${reference} is ${found.digest} in the registry, and \`digest\` is ${digest}. Nothing was deployed; set \`tag\` ` +
            'to the tag that was pushed with this digest, or `pin: digest` to deploy the digest alone.');
    }
    if (found?.kind !== 'present')
        warnUnchecked(reference, found, log);
    return { kind: 'use', digest };
}
function chooseUnclear(request, found, log) {
    const { reference } = request;
    if (request.mode === 'never') {
        warnUnchecked(reference, found, log);
        return { kind: 'use', digest: undefined };
    }
    const buildsTheSame = request.namesCommit && !request.redeploy && request.source.kind === 'found';
    if (found.kind === 'denied' && request.skipExisting === 'true' && buildsTheSame) {
        log.info(`The registry does not let us see whether ${reference} exists (${said(found)}); it is built.`);
        return { kind: 'build' };
    }
    throw unclearAnswer(found, reference);
}
function warnUnchecked(reference, found, log) {
    const why = found === undefined ? 'it was not asked' : said(found);
    log.warning(`Could not check whether ${reference} exists (${why}). Deploying it anyway.`);
}
function said(found) {
    return found.kind === 'denied' ? `HTTP ${found.status}: ${found.detail}` : found.detail;
}
function unclearAnswer(found, reference) {
    return found.kind === 'denied'
        ? new errors/* ActionError */.lZ('REGISTRY_DENIED', `The registry did not say whether ${reference} exists (${said(found)}). Set \`registry-username\` and ` +
            '`registry-password`, or log in before this step (docker/login-action), with an account that may read it; if ' +
            'the repository is new and empty, set `build: always` once.')
        : new errors/* ActionError */.lZ('REGISTRY_UNAVAILABLE', `The registry did not say whether ${reference} exists (${said(found)}). Run the job again when it answers; ` +
            '`build: always` builds without asking.');
}
function chooseAbsent(request) {
    const { reference } = request;
    if (request.mode === 'never') {
        throw new errors/* ActionError */.lZ('IMAGE_NOT_FOUND', `${reference} is not in the registry, and \`build: never\` is set. Push it first, or correct \`tag\`.`);
    }
    if (request.redeploy) {
        throw new errors/* ActionError */.lZ('IMAGE_NOT_FOUND', `${reference} is not in the registry. A workflow_dispatch run with a fixed \`tag\` deploys an image that exists and ` +
            'builds nothing, because the checkout need not be what the tag stands for. Correct `tag`, or set `build: always`.');
    }
    if (request.source.kind === 'found')
        return { kind: 'build' };
    throw new errors/* ActionError */.lZ('IMAGE_NOT_FOUND', `${reference} is not in the registry, and it cannot be built: ${request.source.problem} ` +
        'Check out the source before this step, or set `context` and `file`.');
}
function requireSource({ source }) {
    if (source.kind === 'found')
        return { kind: 'build' };
    throw new errors/* ActionError */.lZ(source.missing === 'context' ? 'CONTEXT_NOT_FOUND' : 'DOCKERFILE_NOT_FOUND', `The image cannot be built: ${source.problem} Check out the source before this step, or set \`context\` and \`file\`.`);
}

;// CONCATENATED MODULE: ./src/plan/choose-images.ts



function chooseImages(observed, options) {
    const { context, ports } = options;
    const { isPreview } = ports.target;
    const failures = [];
    const images = observed.map((image) => {
        const unknown = {
            digest: undefined,
            built: false,
            facts: undefined,
            kept: [],
            commit: context.sourceCommit
        };
        const used = { ...image, ...unknown, choice: 'use' };
        try {
            const choice = chooseImage(requestOf(image, options), image.found, ports.log);
            if (choice.kind === 'use')
                return { ...used, digest: choice.digest };
            const commit = commitOfBuild(image.input, image.checkedOut, context);
            return { ...used, commit, choice: isPreview ? 'use' : 'build' };
        }
        catch (error) {
            if (!(error instanceof errors/* ActionError */.lZ))
                throw error;
            failures.push(error);
            return used;
        }
    });
    const [first, ...others] = failures;
    if (first !== undefined && !isPreview)
        throw (0,errors/* combine */.kg)([first, ...others]);
    return { images, problems: failures.map(({ message }) => `A deploy would fail now: ${message}`) };
}
function requestOf({ input, source, madeFrom }, { inputs, context }) {
    const { repository, tag, digest } = input;
    const { mode, skipExisting } = inputs.building;
    return {
        reference: (0,src_registry/* formatReference */.FH)({ name: repository.name, ...versionAsked(input, inputs) }),
        ...{ mode, skipExisting, digest, madeFrom, source },
        redeploy: context.eventName === 'workflow_dispatch' && tag.isLiteral && !tag.namesCommit,
        namesCommit: tag.namesCommit,
        moves: tag.moves !== undefined,
        commit: context.sourceCommit
    };
}
function versionAsked({ tag, digest }, { pin }) {
    return digest !== undefined && pin === 'digest' ? { digest } : { tag: tag.text };
}
function commitOfBuild({ repository, tag }, checkedOut, context) {
    const { sourceCommit, triggerCommit } = context;
    if (checkedOut === undefined || [sourceCommit, triggerCommit].includes(checkedOut.commit))
        return sourceCommit;
    const { commit } = checkedOut;
    if (!tag.namesCommit)
        return commit;
    const reference = (0,src_registry/* formatReference */.FH)({ name: repository.name, tag: tag.text });
    const [what, wayOut] = checkedOut.kind === 'ours'
        ? [`${commit}, the commit that is checked out`, 'Check out the commit of this run, or']
        : [
            `${commit} of ${checkedOut.address ?? 'a repository without a remote'}, which is checked out there and is not ${context.repository}`,
            'Correct `context`, or'
        ];
    throw new errors/* ActionError */.lZ('SOURCE_MISMATCH', `${reference} would be built from ${what}, but its tag names ${sourceCommit}, the commit of this run. ${wayOut} set ` +
        '`tag` to the commit that is checked out.');
}

;// CONCATENATED MODULE: ./src/plan/plan.ts


function entriesOf({ files }) {
    return files.flatMap(({ entries }) => entries);
}
function changedEntries(entries) {
    return entries.filter(({ fields }) => fields.length > 0);
}
function newerEntries({ kept }) {
    return kept.filter(entry => entry.why === 'newer');
}
function unchangedEntries({ kept }) {
    return kept.filter(entry => entry.why === 'unchanged');
}
function isSuperseded(plan) {
    return plan.updates.length === 0 && newerEntries(plan).length > 0;
}
function renderEdit({ path, name, before, after }) {
    const renamed = before.newName === after.newName ? '' : ` (${before.newName ?? name} -> ${after.newName ?? name})`;
    return (0,log/* oneLine */.T)(`${path}: ${name}${renamed} ${renderVersion(before)} -> ${renderVersion(after)}`);
}

;// CONCATENATED MODULE: ./src/plan/digests.ts





function referencesOf(wanted, inputs, imageOf) {
    return wanted.flatMap((entry) => {
        const image = imageOf(entry.id);
        const name = deployedName(entry);
        if (image === undefined)
            return [];
        if (isBuildable(image)) {
            const isAsked = !deploysItself(entry, image) && needsDigest(entry, image, inputs);
            return isAsked ? [{ name, tag: image.tag.text }] : [];
        }
        if (image.digest !== undefined)
            return [{ name, digest: image.digest }];
        if (image.tag === undefined && entry.after.digest !== undefined)
            return [{ name, digest: entry.after.digest }];
        const tag = image.tag?.text ?? entry.after.newTag;
        return tag === undefined ? [] : [{ name, tag }];
    });
}
function pinnedBy(wanted, imageOf) {
    return wanted.flatMap((entry) => {
        const { tag, digest } = imageOf(entry.id) ?? {};
        const isNew = entry.after.digest !== undefined && entry.after.digest !== entry.before.digest;
        if (!isNew || tag === undefined || digest !== undefined)
            return [];
        return [{ name: deployedName(entry), tag: tag.text }];
    });
}
function requireDigests(plan, inputs, images) {
    const imageOf = byId(inputs);
    const unpinned = entriesOf(plan).find(entry => {
        const image = imageOf(entry.id);
        if (image === undefined || entry.after.digest !== undefined || !needsDigest(entry, image, inputs))
            return false;
        const state = images.find(({ input }) => input === image);
        return !(isBuildable(image) && state?.choice === 'build' && deploysItself(entry, image));
    });
    if (unpinned === undefined)
        return;
    const { path, name, line, before } = unpinned;
    const [reason, wayOut] = before.digest === undefined
        ? [`\`pin\` requires a digest for the entry ${name}`, 'set `pin: tag`']
        : [`the entry ${name} is pinned by a digest`, 'remove `digest:` from the entry'];
    throw new errors/* ActionError */.lZ('DIGEST_UNKNOWN', `${path}: ${reason}, but newtag could not get the digest of the new tag from ` +
        `${deployedName(unpinned)}. Log in to the registry before this step, or ${wayOut}.`, { location: { path, line } });
}
function mirrorNotices(plan, inputs) {
    const imageOf = byId(inputs);
    return entriesOf(plan).flatMap(entry => {
        const image = imageOf(entry.id);
        if (image === undefined || !isBuildable(image) || deploysItself(entry, image))
            return [];
        return atEntry(entry, `the entry ${entry.name} deploys ${deployedName(entry)}, and \`image\` is ${image.repository.name}. If that is no mirror of it, correct \`image-name\`, or the entry's newName.`);
    });
}
function unbuiltNotices(plan, inputs) {
    const imageOf = byId(inputs);
    const unknown = entriesOf(plan).find(entry => {
        const image = imageOf(entry.id);
        return image !== undefined && needsDigest(entry, image, inputs) && entry.after.digest === undefined;
    });
    if (unknown === undefined)
        return [];
    return atEntry(unknown, `the digest of ${deployedName(unknown)} is not known yet: a deploy writes it where this preview shows the tag alone.`);
}
function atEntry({ path, line }, sentence) {
    return [(0,errors_notice/* noticeAt */.SC)({ path, line }, sentence)];
}
function byId({ images }) {
    const known = new Map(images.map(image => [image.id, image]));
    return id => known.get(id);
}
function deploysItself(entry, image) {
    return deployedName(entry) === image.repository.name;
}
function needsDigest({ before }, image, { pin }) {
    return image.tag !== undefined && (pin !== 'tag' || before.digest !== undefined);
}

// EXTERNAL MODULE: ./src/async/limit.ts
var async_limit = __nccwpck_require__(5951);
// EXTERNAL MODULE: ./src/source/tag-commits.ts
var tag_commits = __nccwpck_require__(6318);
;// CONCATENATED MODULE: ./src/source/deploy-trailers.ts

const deployTrailers = {
    repository: 'Source-Repository',
    commit: 'Source-Commit',
    run: 'Source-Run',
    image: 'Image'
};
function readDeploy(message) {
    const last = message
        .trimEnd()
        .split(/\n[^\S\n]*\n/)
        .at(-1) ?? '';
    const values = (key) => last.split('\n').flatMap(line => (line.startsWith(`${key}: `) ? [line.slice(key.length + 2).trim()] : []));
    const repository = values(deployTrailers.repository).at(-1);
    const run = values(deployTrailers.run).at(-1);
    const commit = values(deployTrailers.commit).at(-1);
    const images = values(deployTrailers.image);
    if (repository === undefined || run === undefined || images.length === 0)
        return undefined;
    return { repository, images, commit: (0,tag_commits/* isWholeName */.JN)(commit ?? '') ? commit : undefined };
}

// EXTERNAL MODULE: ./src/source/git/reader.ts
var reader = __nccwpck_require__(375);
;// CONCATENATED MODULE: ./src/source/commit.ts




async function readSourceCommit(system, context) {
    const { sourceCommit: sha, workspace } = context;
    try {
        const object = await (0,reader/* readerOfCheckout */.ph)(system, workspace)(['cat-file', 'commit', sha]);
        if (object !== undefined)
            return fromObject(sha, object.toString('utf8'));
    }
    catch (error) {
        if (!(error instanceof errors/* ActionError */.lZ) || error.code !== 'GIT_MISSING')
            throw error;
    }
    return fromEvent(context);
}
function fromObject(sha, object) {
    const { author, committer, message } = (0,src_git/* parseCommit */.L5)(object);
    return {
        sha,
        committedAt: committer.time || undefined,
        authoredAt: author.time || undefined,
        author: clean(author.person),
        subject: clean(message.split('\n', 1)[0]),
        deploy: readDeploy(message)
    };
}
function fromEvent({ sourceCommit: sha, headCommit }) {
    if (headCommit?.id !== sha) {
        return nothingBut(sha);
    }
    const { timestamp, message, authorName, authorEmail } = headCommit;
    const author = authorName !== '' && authorEmail !== '' ? `${authorName} <${authorEmail}>` : undefined;
    return {
        sha,
        committedAt: timestamp,
        authoredAt: timestamp,
        author: clean(author),
        subject: clean(message.split('\n', 1)[0]),
        deploy: readDeploy(message)
    };
}
function nothingBut(sha) {
    const unknown = { committedAt: undefined, authoredAt: undefined, author: undefined, subject: undefined };
    return { sha, ...unknown, deploy: undefined };
}
function clean(text) {
    const cleaned = text
        ?.replace(/\p{Cc}+/gu, ' ')
        .trim()
        .slice(0, 300);
    return cleaned === '' ? undefined : cleaned;
}

// EXTERNAL MODULE: ./src/source/relation.ts
var relation = __nccwpck_require__(6133);
;// CONCATENATED MODULE: ./src/source/index.ts







function createSource(system, options) {
    const { context, token, findRevision } = options;
    const history = (0,once/* once */.O)(async () => (await Promise.all(/* import() */[__nccwpck_require__.e(238), __nccwpck_require__.e(264)]).then(__nccwpck_require__.bind(__nccwpck_require__, 8264))).createHistory(system, options));
    const order = (0,once/* once */.O)(async () => {
        const { createOrder } = await __nccwpck_require__.e(/* import() */ 921).then(__nccwpck_require__.bind(__nccwpck_require__, 4921));
        const sourceUrl = (0,context_context/* repositoryUrl */.E)(context);
        const { sourceCommit } = context;
        return createOrder({ history: await history(), findRevision, sourceCommit, sourceUrl, log: system.log });
    });
    const changes = (0,once/* once */.O)(async () => (await Promise.all(/* import() */[__nccwpck_require__.e(238), __nccwpck_require__.e(840)]).then(__nccwpck_require__.bind(__nccwpck_require__, 1840))).createChanges(system, { ...context, token }));
    const checkedOut = (0,once/* once */.O)(async () => (await __nccwpck_require__.e(/* import() */ 793).then(__nccwpck_require__.bind(__nccwpck_require__, 9793))).createCheckedOut(system, context));
    return {
        commit: () => readSourceCommit(system, context),
        checkedOut: async (folder) => await (await checkedOut())(folder),
        prepare: async (ours) => {
            const loading = order();
            await (await history()).prepare(ours);
            await loading;
        },
        order: async (...question) => await (await order()).order(...question),
        commitOf: async (image) => await (await order()).commitOf(image),
        changedSince: async (...question) => await (await changes()).changedSince(...question),
        dirty: async (...question) => await (await changes()).dirty(...question)
    };
}

;// CONCATENATED MODULE: ./src/plan/match.ts


async function matchKustomizations({ kind, tree }, sets, { inputs, ports: { kustomizations } }) {
    const paths = await locate(tree, inputs.kustomization);
    const prefetched = kind === 'branch' ? await kustomizations.prefetch(tree, paths) : [];
    const contents = await tree.read([...paths, ...prefetched]);
    const files = [];
    for (const path of paths) {
        const bytes = contents.get(path);
        if (bytes === undefined)
            throw new Error(`${path} was listed but could not be read`);
        const file = { path, text: (0,yaml_file/* decodeUtf8 */._6)(bytes, path) };
        files.push(await kustomizations.match(file, sets, inputs.ifMissing));
    }
    return files;
}

;// CONCATENATED MODULE: ./src/plan/set-images.ts

function setImageOf(image, { pin }) {
    const { id, entryName, tag } = image;
    if (isBuildable(image))
        return { id, image: image.repository.name, entryName, newTag: tag?.text, pin };
    const { image: name, newName, digest, keepsTag } = image;
    return { id, image: name, entryName, newName, newTag: tag?.text, digest, keepsTag, pin: pinOf(image, pin) };
}
function pinOf({ digest, tag }, pin) {
    return digest !== undefined && tag !== undefined && pin === 'tag' ? 'tag+digest' : pin;
}

;// CONCATENATED MODULE: ./src/plan/running.ts



function runningImage(entry) {
    const { newTag: tag, digest } = entry.before;
    return { name: runningName(entry), tag, digest };
}
async function runningOn(base, images, { inputs, ports }) {
    const kustomizations = { ...ports.kustomizations, prefetch: () => Promise.resolve([]) };
    const sets = images.map(image => setImageOf(image, inputs));
    const files = await matchKustomizations(base, sets, { inputs, ports: { kustomizations } });
    const matches = files.flatMap(file => file.matches).filter(({ index }) => index !== undefined);
    return new Map(images.map(({ id }) => {
        const own = matches.filter(match => match.id === id);
        const versions = own.map(runningImage);
        return [id, [...new Map(versions.map(each => [JSON.stringify(each), each])).values()]];
    }));
}

;// CONCATENATED MODULE: ./src/plan/images.ts





function builtFrom(image) {
    const isBuilt = image?.built === true || image?.choice === 'build';
    return isBuilt && otherSource(image) === undefined ? image.commit : undefined;
}
function otherSource({ checkedOut, commit }) {
    return checkedOut?.kind === 'another' && checkedOut.commit === commit ? checkedOut : undefined;
}
function skipUnused(images, plan) {
    const used = new Set(entriesOf(plan).map(({ id }) => id));
    return images.map(image => {
        const { id } = image.input;
        if (image.choice !== 'build' || used.has(id))
            return image;
        return { ...image, choice: 'skip', kept: plan.kept.filter(entry => entry.id === id) };
    });
}
function reportedImages(inputs, plan, images, digests) {
    const entries = entriesOf(plan);
    return inputs.images.flatMap(image => {
        const own = entries.filter(({ id }) => id === image.id);
        if (!isBuildable(image))
            return prebuilt(image, own, digests, entries.length > 0);
        const kept = own.length > 0 ? undefined : unchangedEntries(plan).find(({ id }) => id === image.id);
        if (kept !== undefined)
            return [keptImage(kept)];
        const state = images.find(({ input }) => input === image);
        const isElsewhere = state?.built !== true && own.length === 0 && isChange(entries);
        return isElsewhere ? [] : [buildable(image, own, state)];
    });
}
function buildable({ repository, tag }, entries, state) {
    const { digest, built = false, facts } = state ?? {};
    return {
        ...{ image: repository.name, tag: tag.text, digest: digest ?? '', built, facts },
        held: digest !== undefined,
        inEntry: entries.length > 0,
        changed: isChange(entries)
    };
}
function prebuilt(image, entries, digests, isAnythingSet) {
    const entry = entries.find(each => isChange([each])) ?? entries[0];
    if (entry === undefined) {
        if (isAnythingSet)
            return [];
        const name = image.newName ?? image.image ?? image.entryName ?? '';
        return [{ ...inNoEntry, image: name, tag: image.tag?.text ?? '', digest: image.digest ?? '' }];
    }
    const name = deployedName(entry);
    const { newTag, digest } = entry.after;
    const known = newTag === undefined ? undefined : digests.get((0,src_registry/* formatReference */.FH)({ name, tag: newTag }));
    const references = [{ tag: newTag }, { digest }, { tag: image.tag?.text }];
    const held = references.some(version => Object.values(version)[0] !== undefined && digests.has((0,src_registry/* formatReference */.FH)({ name, ...version })));
    return [
        {
            ...{ image: (0,log/* oneLine */.T)(name), tag: (0,log/* oneLine */.T)(newTag ?? ''), digest: (0,log/* oneLine */.T)(digest ?? known ?? '') },
            ...{ built: false, held, inEntry: true, changed: isChange(entries) }
        }
    ];
}
const inNoEntry = { built: false, held: false, inEntry: false, changed: false };
function isChange(entries) {
    return entries.some(({ fields }) => fields.length > 0);
}
function keptImage(entry) {
    const { newTag = '', digest = '' } = entry.before;
    const names = { image: (0,log/* oneLine */.T)(runningName(entry)), tag: (0,log/* oneLine */.T)(newTag), digest: (0,log/* oneLine */.T)(digest) };
    return { ...inNoEntry, ...names, inEntry: true };
}
function imageReference({ image, tag, digest }) {
    return (0,src_registry/* formatReference */.FH)({ name: image, tag, digest });
}

;// CONCATENATED MODULE: ./src/plan/source-commit.ts






async function incomingOf(entry, images, options) {
    const { inputs, context, source } = options;
    const image = inputs.images.find(({ id }) => id === entry.id);
    if (image === undefined)
        throw new Error(`nobody wants ${entry.id}`);
    const built = builtFrom(images.find(({ input }) => input === image));
    if (built !== undefined)
        return commitOf(built);
    if (image.tag !== undefined && image.digest === undefined && isOfRun(image.tag, context)) {
        if (!isBuildable(image) && image.tag.isShortened)
            await refuseOther(entry, image.tag, options);
        return commitOf(context.sourceCommit);
    }
    const { newTag: tag, digest } = entry.after;
    const found = await source.commitOf({ name: deployedName(entry), tag, digest });
    if (found.kind === 'commit')
        return { ...found, isNamed: true };
    return assume(image, found, context);
}
function assume(image, why, context) {
    const { tag, digest } = image;
    const isMadeForRun = tag !== undefined && (!tag.isLiteral || tag.namesCommit || isRelease(tag.text, context));
    if (isMadeForRun && digest === undefined)
        return commitOf(context.sourceCommit, tag.namesCommit);
    return { kind: 'unknown', isOurs: isBuildable(image) || isOfOurs(why), why };
}
function isOfOurs({ isOurs, cause }) {
    return isOurs === true || cause === 'ambiguous';
}
async function refuseOther(entry, { text }, { source, context, digests }) {
    const name = deployedName(entry);
    const { newTag = '' } = entry.after;
    const digest = digests.get((0,src_registry/* formatReference */.FH)({ name, tag: newTag }));
    if (digest === undefined)
        return;
    const found = await source.commitOf({ name, digest });
    const commit = found.kind === 'commit' ? found.commit : undefined;
    const isOther = commit !== undefined && commit !== context.sourceCommit && commit !== context.triggerCommit;
    if (!isOther || !(0,tag_commits/* commitsIn */.kS)(text).some(beginning => commit.startsWith(beginning)))
        return;
    throw new errors/* ActionError */.lZ('SOURCE_MISMATCH', `${(0,src_registry/* formatReference */.FH)({ name, tag: newTag })} was built from ${commit}, but the commit of this run, which begins alike, is ` +
        `${context.sourceCommit}. Nothing was deployed; make the tag of the whole commit: {sha}.`, { location: entry.location });
}
function isOfRun({ text, namesCommit }, { sourceCommit, triggerCommit }) {
    return namesCommit || (triggerCommit !== sourceCommit && text.includes(triggerCommit));
}
function commitOf(commit, isNamed = true) {
    return { kind: 'commit', commit, isNamed, doubt: undefined };
}
function needsOrder({ images, allowOlder }, context) {
    if (allowOlder)
        return false;
    return images.some(image => {
        const { tag } = image;
        if (tag === undefined)
            return false;
        return tag.namesCommit || !tag.isLiteral || namesOurs(tag.text, context);
    });
}
function namesOurs(tag, { sourceCommit, triggerCommit }) {
    return (0,tag_commits/* commitsIn */.kS)(tag).some(name => sourceCommit.startsWith(name) || triggerCommit.startsWith(name));
}
function isRelease(tag, { isTag, refName }) {
    return isTag && (tag === refName || `v${tag}` === refName);
}

;// CONCATENATED MODULE: ./src/plan/guards/guard.ts


function withoutKept(wanted, kept) {
    const keyOf = ({ path, id }) => JSON.stringify([path, id]);
    const keys = new Set(kept.map(keyOf));
    return wanted.filter(entry => !keys.has(keyOf(entry)));
}
function remarkNotices(remarks, files) {
    const topics = new Map();
    for (const { entry, topic, unless, level, sentence } of remarks) {
        const { path, id, index, name } = entry;
        const file = files.find(each => each.path === path);
        const edit = file?.entries.find(each => each.id === id && each.index === index && each.name === name);
        if (edit === undefined)
            continue;
        const known = topics.get(topic);
        if (known !== undefined)
            known.count += 1;
        else {
            const { line } = edit;
            topics.set(topic, { first: (0,errors_notice/* noticeAt */.SC)({ path, line }, (0,log/* oneLine */.T)(sentence), level), unless, count: 1 });
        }
    }
    const made = [...topics.values()].filter(({ unless }) => unless === undefined || !topics.has(unless));
    return made.map(({ first, count }) => {
        return { ...first, message: `${first.message}${(0,errors_notice/* andOthers */.dI)(count - 1)}.` };
    });
}

;// CONCATENATED MODULE: ./src/plan/guards/order-remarks.ts



const accessTopic = topicOf('access');
function topicOf(cause) {
    return `order unknown: ${cause}`;
}
function noAccess({ githubToken }, { repository }) {
    return githubToken === ''
        ? `there is no \`github-token\` that may read ${repository}: set it`
        : `\`github-token\` may not read ${repository}: give the job \`contents: read\``;
}
function remarkOnDoubt({ entry, isNamed }, { cause, reason }, inputs, context) {
    const topic = topicOf(cause);
    const say = (because, level) => {
        const isFirst = isNamed && isNobodys(entry, cause);
        const [which, then] = isFirst
            ? ['this first deploy', '; from the next one on it is']
            : ['this deploy', ''];
        const sentence = `the order of ${which} could not be checked, because ${because}${then}`;
        return { entry, topic, level, sentence };
    };
    if (cause === 'access')
        return say(noAccess(inputs, context), 'warning');
    const isShort = (0,tag_commits/* commitsIn */.kS)(entry.after.newTag ?? '').some(name => name.length < 40);
    return cause === 'ambiguous' && isShort
        ? say(`${reason}: use the whole one, \`{sha}\``, 'warning')
        : say(reason, 'notice');
}
function isNobodys({ before }, cause) {
    if (cause === 'missing')
        return before.digest === undefined && (0,tag_commits/* commitsIn */.kS)(before.newTag ?? '').length === 0;
    return cause === 'unnamed' || cause === 'foreign';
}
function remarksOnOrder({ entry, ours }, { commit, value }, { allowOlder }, context) {
    if (ours === undefined)
        return [];
    if (value.isTakenBack)
        return [remarkOnTakenBack(entry, commit, context)];
    if (value.relation === 'descendant' && allowOlder)
        return [remarkOnBack(entry, ours, { commit, ahead: value.ahead }, context)];
    if (value.relation !== 'diverged' || allowOlder)
        return [];
    const sentence = `neither of the two is newer: ${(0,relation/* short */.h0)(commit)}, which was deployed, and ${(0,relation/* short */.h0)(ours)}, which is now, are on different ` +
        'lines of history';
    return [{ entry, topic: 'order open', level: 'notice', sentence }];
}
function remarkOnTakenBack(entry, commit, { historyRef = '' }) {
    const ref = (0,branch_name/* branchOf */.W)(historyRef) ?? historyRef;
    const sentence = `${runningName(entry)} had ${renderVersion(entry.before)} of commit ${(0,relation/* short */.h0)(commit)}, which was taken back or is of another branch: ${ref} does not lead to it`;
    return { entry, topic: `taken back: ${commit}`, level: 'info', sentence };
}
function remarkOnBack(entry, ours, { commit, ahead }, { isByHand }) {
    const { before, after } = entry;
    const by = ahead === undefined ? '' : ` by ${ahead} commit(s)`;
    const why = isByHand ? 'the run was started by hand' : '`allow-older` allows it';
    const sentence = `${deployedName(entry)} goes back${by}, from ${renderVersion(before)} of commit ${(0,relation/* short */.h0)(commit)} to ` +
        `${renderVersion(after)} of commit ${(0,relation/* short */.h0)(ours)}, because ${why}`;
    return { entry, topic: `back: ${commit} ${ours}`, level: 'info', sentence };
}
function mayBothBeOurs(coming, replaced) {
    const isElsewhere = (cause) => cause === 'foreign' || cause === 'absent';
    return ![coming, replaced].some(isElsewhere) && [coming, replaced].some(cause => cause !== 'unnamed');
}

;// CONCATENATED MODULE: ./src/plan/guards/newer.ts








const atOnce = 8;
async function keepNewer(wanted, images, options) {
    const kept = new Map();
    for (let rest = wanted;;) {
        const judged = await judgeAll(firstOfEachEntry(rest), images, options);
        const newer = options.inputs.allowOlder ? [] : judged.flatMap(keptEntry);
        if (newer.length === 0) {
            return {
                wanted: rest,
                kept: [...kept.values()],
                remarks: judged.flatMap(each => remark(each, options))
            };
        }
        for (const entry of newer)
            kept.set(JSON.stringify([entry.path, entry.index]), entry);
        rest = withoutKept(rest, newer);
    }
}
async function judgeAll(entries, images, options) {
    const changed = entries.filter(({ index, before, after }) => index !== undefined &&
        (before.newName !== after.newName || before.newTag !== after.newTag || before.digest !== after.digest));
    const limit = (0,async_limit/* createLimit */.KG)(atOnce);
    const judged = await Promise.all(changed.map(entry => limit(() => judge(entry, images, options))));
    return judged.flatMap(each => each ?? []);
}
async function judge(entry, images, options) {
    const { source, hasTime } = options;
    const running = runningImage(entry);
    const open = { entry, ours: undefined, isNamed: false };
    if (!hasTime())
        return { ...open, answer: (0,relation/* unknown */.L5)('other', 'there was no time left') };
    const incoming = await incomingOf(entry, images, options);
    switch (incoming.kind) {
        case 'commit':
            return judgeCommit(entry, incoming, await source.order(incoming.commit, running));
        case 'unknown': {
            const judged = { ...open, answer: incoming.why };
            if (incoming.isOurs)
                return judged;
            const replaced = await source.commitOf(running);
            if (replaced.kind === 'commit' || isOfOurs(replaced))
                return judged;
            return mayBothBeOurs(incoming.why.cause, replaced.cause) ? judged : undefined;
        }
    }
}
function judgeCommit(entry, { commit, isNamed, doubt }, answer) {
    const judged = { entry, ours: commit, isNamed, answer };
    return doubt === undefined || keptEntry(judged).length > 0 ? judged : { ...judged, answer: doubt };
}
function keptEntry({ entry, ours, answer }) {
    if (answer.kind === 'unknown' || ours === undefined || !(0,relation/* isNewer */.U4)(answer))
        return [];
    return [{ ...entry, why: 'newer', commit: answer.commit, ours, ahead: answer.value.ahead }];
}
function remark(judged, { inputs, context }) {
    const { answer } = judged;
    if (answer.kind === 'known')
        return remarksOnOrder(judged, answer, inputs, context);
    return inputs.allowOlder ? [] : [remarkOnDoubt(judged, answer, inputs, context)];
}
const wayBack = 'To go back on purpose, set `allow-older: true`, or leave it at `auto` and start the workflow by hand ' +
    '(workflow_dispatch); "Re-run" is not a run by hand.';
function renderSuperseded(entry) {
    const { path, before, commit, ours, ahead } = entry;
    const by = ahead === undefined ? '' : ` by ${ahead} commit(s)`;
    return (0,log/* oneLine */.T)(`${path}: ${runningName(entry)} keeps ${renderVersion(before)}: its commit ${(0,relation/* short */.h0)(commit)} is newer than ${(0,relation/* short */.h0)(ours)}${by}`);
}

;// CONCATENATED MODULE: ./src/plan/guards/unchanged.ts









async function keepUnchanged(wanted, images, options) {
    const { inputs } = options;
    if (!inputs.building.skipUnchanged)
        return { wanted, kept: [], remarks: [] };
    const imageOf = byId(inputs);
    const entries = firstOfEachEntry(wanted).flatMap(entry => {
        const image = imageOf(entry.id);
        return image !== undefined && isBuildable(image) && isNewVersionOnly(entry, image, inputs)
            ? [{ entry, image }]
            : [];
    });
    const judged = await Promise.all(entries.map(async ({ entry, image }) => {
        const state = images.find(({ input }) => input === image);
        return { entry, answer: await unchanged_judge(entry, image, state, options) };
    }));
    const kept = judged.flatMap(({ entry, answer }) => answer !== undefined && 'since' in answer ? [{ ...entry, why: 'unchanged', since: answer.since }] : []);
    const remarks = judged.flatMap(({ entry, answer }) => {
        return answer === undefined || !('reason' in answer) ? [] : [unchanged_remarkOnDoubt(entry, answer, options)];
    });
    return { wanted: withoutKept(wanted, kept), kept, remarks };
}
function unchanged_remarkOnDoubt(entry, { reason, cause }, { inputs, context }) {
    const isAccess = cause === 'access';
    const why = isAccess ? noAccess(inputs, context) : reason;
    const sentence = `whether the sources of ${deployedName(entry)} have changed since ${renderVersion(entry.before)} is not known ` +
        `(${why}); it is deployed`;
    const topic = `unchanged unknown: ${why}`;
    return {
        entry,
        topic,
        sentence,
        ...(isAccess ? { level: 'warning', unless: accessTopic } : { level: 'notice' })
    };
}
async function unchanged_judge(entry, image, state, { inputs, context, source }) {
    const { newTag: tag = '', digest } = entry.before;
    const ownIgnoreFile = state?.source.kind === 'found' ? state.source.ignoreFile : undefined;
    const paths = sourcesOf(image, context, ownIgnoreFile);
    if (digest === undefined && (0,tag_commits/* commitsIn */.kS)(tag).length === 0)
        return { reason: 'its tag names no commit' };
    if (paths === undefined)
        return { reason: 'it is built from outside of the workspace' };
    const place = relativeTo(context.workspace, image.build.context);
    const ignoreFile = inputs.building.engine === 'buildah'
        ? undefined
        : relativeTo(context.workspace, ownIgnoreFile ?? external_node_path_default().join(place, '.dockerignore'));
    const dirty = await source.dirty(context.sourceCommit, { paths, context: place, ignoreFile });
    if (dirty === undefined)
        return { reason: 'the checkout is not that of the source commit' };
    if (dirty.length > 0) {
        return {
            reason: `${dirty[0] ?? ''} is in the build context and not in the commit as it is; if the build does not need it, name it in .dockerignore`
        };
    }
    const named = await namesOf(entry, source);
    if ('reason' in named)
        return named;
    const changes = await source.changedSince(context.sourceCommit, named.candidates, paths);
    if (changes.kind === 'unknown')
        return changes;
    return changes.value === 'unchanged' ? { since: changes.commit } : undefined;
}
async function namesOf(entry, source) {
    const { newTag: tag, digest } = entry.before;
    if (digest === undefined)
        return { candidates: (0,tag_commits/* commitsIn */.kS)(tag ?? '') };
    const found = await source.commitOf(runningImage(entry));
    if (found.kind === 'unknown')
        return found;
    return found.doubt ?? { candidates: [found.commit] };
}
function isNewVersionOnly(entry, { tag, digest }, { pin }) {
    const isOfThisCommit = digest === undefined && (!tag.isLiteral || tag.namesCommit);
    const isPinned = entry.before.digest !== undefined;
    return (isOfThisCommit &&
        entry.index !== undefined &&
        runningName(entry) === deployedName(entry) &&
        isPinned === (pin !== 'tag'));
}
function sourcesOf({ build }, { workflowFile, workspace }, ignoreFile) {
    const contexts = build.buildContexts.map(each => each.slice(each.indexOf('=') + 1));
    if (contexts.some(each => each.startsWith('oci-layout://')))
        return undefined;
    const local = contexts.filter(each => !/^[a-z][a-z0-9+-]*:\/\//.test(each));
    const file = build.file ?? external_node_path_default().posix.join(build.context, 'Dockerfile');
    const read = [build.context, file, ...local, ...[ignoreFile, workflowFile].flatMap(each => each ?? [])];
    const plain = read.map(each => relativeTo(workspace, each));
    const isOutside = plain.some(each => external_node_path_default().isAbsolute(each) || each === '..' || each.startsWith('../'));
    return isOutside ? undefined : [...new Set(plain)];
}
function relativeTo(workspace, file) {
    return external_node_path_default().relative(workspace, external_node_path_default().resolve(workspace, file)) || '.';
}
function renderUnchanged(entry) {
    const { path: file, before, since } = entry;
    return (0,log/* oneLine */.T)(`${file}: ${runningName(entry)} keeps ${renderVersion(before)}: its sources have not changed since ${(0,relation/* short */.h0)(since)}`);
}

;// CONCATENATED MODULE: ./src/plan/own-deploy.ts













const unrelated = ['workflow_dispatch', 'schedule', 'repository_dispatch'];
async function planOwnDeploy({ base, images, commit: { sha, deploy } }, options) {
    const { inputs, context, ports } = options;
    if (deploy === undefined || base.kind !== 'branch' || ports.target.isPreview)
        return undefined;
    if (!isDeployOfOwn(deploy, inputs, context))
        return undefined;
    if (context.isTag)
        return undefined;
    if (inputs.building.mode === 'always' && unrelated.includes(context.eventName))
        return undefined;
    const sets = inputs.images.map(image => setImageOf(image, inputs));
    const files = await matchKustomizations(base, sets, options);
    const paths = files.map(({ path }) => path);
    const matches = files.flatMap(file => file.matches);
    const kept = [];
    for (const match of matches) {
        const since = await deployedSince(match, deploy, { ...options, paths, images });
        if (since === undefined)
            return undefined;
        kept.push({ ...match, why: 'unchanged', since });
    }
    const sentence = `The commit of this run, ${(0,relation/* short */.h0)(sha)}, is a deploy that newtag made: what is deployed already is made from the same ` +
        'sources. To save such runs, exclude the kustomizations with `paths-ignore` in the workflow.';
    return kept.length === 0
        ? undefined
        : { files: [], updates: [], kept, notices: [(0,errors_notice/* notice */.lm)(sentence, undefined, 'info')] };
}
function isDeployOfOwn(deploy, { remote }, context) {
    return (isOwnRepository(remote, context) && (0,src_git/* sameRepository */.RB)(deploy.repository, (0,context_context/* repositoryUrl */.E)(context)) === true);
}
async function deployedSince(match, deploy, options) {
    const { inputs, context, images, paths, ports, resolver } = options;
    const image = byId(inputs)(match.id);
    if (image === undefined || match.index === undefined)
        return undefined;
    const seen = images.find(({ input }) => input === image);
    if (!own_deploy_isOfRun(image, seen, options)) {
        const wanted = await wantedOf(match, image, seen, { inputs, resolver });
        if (hasAlready(wanted))
            return context.sourceCommit;
        if (!(await isMadeFromRun(wanted, options)))
            return undefined;
    }
    const running = runningImage(match);
    const commit = commitIn(deploy, running) ?? (await certainCommit(running, ports.source));
    if (commit === undefined)
        return undefined;
    const ignored = [...kustomization_paths/* kustomizationNames */.KF.map(name => `**/${name}`), ...paths];
    const sources = sourcesOfOne(image, seen, options);
    const changes = await ports.source.changedSince(context.sourceCommit, [commit], sources, ignored);
    return changes.kind === 'known' && changes.value === 'unchanged' ? changes.commit : undefined;
}
function own_deploy_isOfRun({ tag, digest }, seen, { inputs: { building }, context }) {
    if (tag === undefined || digest !== undefined)
        return false;
    if (tag.namesCommit || namesOurs(tag.text, context))
        return true;
    if (unrelated.includes(context.eventName))
        return false;
    if (!tag.isLiteral)
        return true;
    if (seen === undefined || building.mode === 'never')
        return false;
    const isReplaced = building.mode === 'always' || building.skipExisting === 'false';
    return isReplaced || tag.moves !== undefined || seen.found?.kind === 'absent';
}
async function wantedOf(match, image, seen, { inputs, resolver }) {
    if (seen?.found?.kind === 'present')
        resolver.note({ name: seen.input.repository.name, tag: seen.input.tag.text }, seen.found.digest);
    const set = setImageOf(image, inputs);
    const draft = want(match, set, () => undefined);
    const digests = await resolver.resolve(referencesOf([draft], inputs, byId(inputs)));
    return want(match, set, (name, tag) => digests.get((0,src_registry/* formatReference */.FH)({ name, tag })));
}
function hasAlready({ before, after }) {
    return before.newName === after.newName && before.newTag === after.newTag && before.digest === after.digest;
}
async function isMadeFromRun(wanted, { context, ports: { source } }) {
    if (unrelated.includes(context.eventName))
        return false;
    const { newTag: tag, digest } = wanted.after;
    return (await certainCommit({ name: deployedName(wanted), tag, digest }, source)) === context.sourceCommit;
}
function sourcesOfOne(image, seen, { inputs, context }) {
    const isWhole = !inputs.building.skipUnchanged || !isBuildable(image);
    const ignoreFile = seen?.source.kind === 'found' ? seen.source.ignoreFile : undefined;
    return (isWhole ? undefined : sourcesOf(image, context, ignoreFile)) ?? ['.'];
}
async function certainCommit(running, source) {
    const found = await source.commitOf(running);
    return found.kind === 'commit' && found.doubt === undefined ? found.commit : undefined;
}
function commitIn({ images, commit }, running) {
    const isNamed = images.map(src_registry/* parseReference */.F2).some(({ name, tag, digest }) => {
        const isSameTag = running.tag === undefined ? running.digest !== undefined : running.tag === tag;
        return name === running.name && isSameTag && (running.digest === undefined || running.digest === digest);
    });
    return isNamed ? commit : undefined;
}

;// CONCATENATED MODULE: ./src/plan/commit-message.ts








function commitText(plan, images, digests, { inputs, context, commit }) {
    const edits = changedEntries(entriesOf(plan));
    const imageOf = byId(inputs);
    const [source] = edits.flatMap(({ id }) => {
        const built = builtFrom(images.find(({ input }) => input.id === id));
        if (built !== undefined)
            return [built];
        return imageOf(id)?.tag?.namesCommit === true ? [commit.sha] : [];
    });
    const details = {
        sourceRepository: context.repository,
        sourceRepositoryUrl: (0,context_context/* repositoryUrl */.E)(context),
        runUrl: context.runUrl,
        template: inputs.commitMessage,
        author: inputs.author,
        committer: inputs.committer,
        source: source === undefined ? undefined : source === commit.sha ? commit : nothingBut(source),
        images: reportedImages(inputs, { files: plan.files, kept: [] }, images, digests).filter(({ changed }) => changed)
    };
    return renderCommitText(details, edits);
}
function renderCommitText(details, edits) {
    const message = details.template === undefined ? defaultMessage(details, edits) : fill(details.template, details, edits);
    const body = message.replace(/\s+$/, '');
    const separator = endsWithTrailers(body) ? '\n' : '\n\n';
    return {
        message: `${body}${separator}${trailers(details).join('\n')}\n`,
        author: details.author,
        committer: details.committer
    };
}
function defaultMessage({ images }, edits) {
    const [first] = images;
    const subject = first !== undefined && images.length === 1
        ? `Deploy ${(0,log/* oneLine */.T)(first.image)} ${(0,log/* oneLine */.T)(commit_message_short(first.tag || first.digest))}`
        : `Deploy ${images.length} images`;
    return [subject, '', ...edits.map(renderEdit)].join('\n');
}
function fill(template, details, edits) {
    const [first] = details.images;
    const tag = (0,log/* oneLine */.T)(first?.tag ?? '');
    const values = {
        image: (0,log/* oneLine */.T)(first?.image ?? ''),
        tag,
        'previous-tag': (0,log/* oneLine */.T)(edits[0]?.before.newTag ?? ''),
        repository: details.sourceRepository,
        sha: details.source?.sha ?? tag
    };
    return template.replace(/\{([a-z-]+)\}/g, (text, name) => {
        const known = messagePlaceholders.find(placeholder => placeholder === name);
        return known === undefined ? text : values[known];
    });
}
function trailers({ images, source, ...details }) {
    const list = [
        [deployTrailers.repository, details.sourceRepositoryUrl],
        [deployTrailers.commit, source?.sha],
        [deployTrailers.run, details.runUrl],
        ...images.map(image => [deployTrailers.image, (0,log/* oneLine */.T)(imageReference(image))])
    ];
    if (source !== undefined) {
        list.push(['Argocd-reference-commit-repourl', details.sourceRepositoryUrl], ['Argocd-reference-commit-sha', source.sha], ['Argocd-reference-commit-author', source.author], ['Argocd-reference-commit-date', source.authoredAt], ['Argocd-reference-commit-subject', source.subject]);
    }
    return list.flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`]));
}
function endsWithTrailers(message) {
    const paragraphs = message.split(/\n{2,}/);
    const last = paragraphs.length > 1 ? (paragraphs.at(-1) ?? '') : '';
    return last !== '' && last.split('\n').every(line => /^[A-Za-z][A-Za-z0-9-]*: \S/.test(line));
}
function commit_message_short(tag) {
    return /^[0-9a-f]{40,64}$/.test(tag) ? tag.slice(0, 12) : tag;
}

;// CONCATENATED MODULE: ./src/plan/planner.ts









function createPlanner(options, commit) {
    const { inputs, context, ports, resolver } = options;
    const { source, kustomizations, clock } = ports;
    const guarding = { inputs, context, source, digests: resolver.digests };
    return async (base, images, until) => {
        for (const { input, digest, built } of images)
            resolver.note({ name: input.repository.name, tag: input.tag.text }, digest, built);
        const skipped = images.filter(({ choice }) => choice === 'skip');
        const sets = inputs.images
            .filter(image => !skipped.some(({ input }) => input === image))
            .map(image => setImageOf(image, inputs));
        const files = sets.length === 0 ? [] : await matchKustomizations(base, sets, options);
        const matches = files.flatMap(file => file.matches);
        const draft = firstOfEachEntry(wantAll(matches, sets, resolver.digests));
        const digests = await resolver.resolve(referencesOf(draft, inputs, byId(inputs)));
        const wanted = wantAll(matches, sets, digests);
        const unchanged = await keepUnchanged(wanted, images, guarding);
        const newer = await keepNewer(unchanged.wanted, images, {
            ...guarding,
            hasTime: () => clock.now() < until
        });
        const set = firstOfEachEntry(newer.wanted);
        await resolver.confirm(pinnedBy(set, byId(inputs)));
        const edits = await editAll(files, set, kustomizations);
        const kept = [...skipped.flatMap(image => image.kept), ...unchanged.kept, ...newer.kept];
        return {
            files: edits,
            updates: edits.flatMap(({ path, before, after }) => before === after ? [] : [{ path, content: Buffer.from(after) }]),
            kept,
            commit: commitText({ files: edits, kept }, images, digests, { inputs, context, commit }),
            notices: [
                ...edits.flatMap(({ notices }) => notices),
                ...remarkNotices([...unchanged.remarks, ...newer.remarks], edits)
            ]
        };
    };
}
function wantAll(matches, sets, digests) {
    const setOf = new Map(sets.map(set => [set.id, set]));
    return matches.flatMap(match => {
        const set = setOf.get(match.id);
        return set === undefined
            ? []
            : [want(match, set, (name, tag) => digests.get((0,src_registry/* formatReference */.FH)({ name, tag })))];
    });
}
async function editAll(files, wanted, { edit }) {
    const byPath = new Map();
    for (const entry of wanted)
        byPath.set(entry.path, [...(byPath.get(entry.path) ?? []), entry]);
    const edits = [];
    for (const file of files) {
        const entries = byPath.get(file.path);
        if (entries !== undefined)
            edits.push(await edit(file, entries));
    }
    return edits;
}

;// CONCATENATED MODULE: ./src/plan/index.ts











// EXTERNAL MODULE: ./src/builder/context.ts
var context = __nccwpck_require__(8648);
;// CONCATENATED MODULE: ./src/builder/create-builder.ts


function createBuilder(system, options) {
    let isUsed = false;
    const engine = (0,once/* once */.O)(() => {
        isUsed = true;
        return load(system, options);
    });
    return {
        findSource: inputs => (0,context/* findBuildSource */.N)(options.workspace, inputs),
        prepare: () => {
            engine().then(builder => {
                builder.prepare();
            }, () => undefined);
        },
        check: async (request) => await (await engine()).check(request),
        build: async (request, log) => await (await engine()).build(request, log),
        close: async () => {
            if (isUsed)
                await (await engine()).close();
        }
    };
}
async function buildAndVerify(task, ports) {
    const module = await __nccwpck_require__.e(/* import() */ 552).then(__nccwpck_require__.bind(__nccwpck_require__, 9552));
    return await module.buildAndVerify(task, ports);
}
async function explainPushCheck(check, reference) {
    if (check.kind === 'allowed' || check.kind === 'unclear')
        return undefined;
    const { refusalOf } = await __nccwpck_require__.e(/* import() */ 689).then(__nccwpck_require__.bind(__nccwpck_require__, 9689));
    return refusalOf(check, reference);
}
async function load(system, options) {
    const { engine, repositories, logins } = options;
    const environment = (0,once/* once */.O)(async () => ({
        ...system.env,
        ...(await logins.environment(engine, repositories))
    }));
    if (engine === 'buildah') {
        const { createBuildah } = await Promise.all(/* import() */[__nccwpck_require__.e(441), __nccwpck_require__.e(523)]).then(__nccwpck_require__.bind(__nccwpck_require__, 523));
        return createBuildah(system, { ...options, environment });
    }
    const { createBuildx, hasGhaCache } = await Promise.all(/* import() */[__nccwpck_require__.e(441), __nccwpck_require__.e(230)]).then(__nccwpck_require__.bind(__nccwpck_require__, 230));
    return createBuildx(system, { ...options, environment, hasGhaCache: hasGhaCache(system.env) });
}

;// CONCATENATED MODULE: ./src/builder/labels.ts
function imageLabels(values) {
    const { commit, sourceUrl, committedAt, version, about } = values;
    const labels = {
        revision: commit,
        source: sourceUrl,
        url: sourceUrl,
        created: committedAt,
        version,
        title: about.title,
        description: about.description,
        licenses: about.license
    };
    return Object.fromEntries(Object.entries(labels).flatMap(([name, value]) => value === undefined ? [] : [[`org.opencontainers.image.${name}`, value]]));
}

;// CONCATENATED MODULE: ./src/builder/index.ts



;// CONCATENATED MODULE: ./src/errors/settle-all.ts

async function settleAll(promises) {
    const results = await Promise.allSettled(promises);
    const failures = results.flatMap((result) => result.status === 'rejected' ? [result.reason] : []);
    const foremost = failures.find(failure => !(failure instanceof errors/* ActionError */.lZ) || (0,errors/* isCancellation */.iB)(failure));
    if (foremost !== undefined)
        throw foremost instanceof Error
            ? foremost
            : new Error('a failure that is not an error', { cause: foremost });
    const expected = failures.filter(failure => failure instanceof errors/* ActionError */.lZ);
    const [first, ...others] = [...new Map(expected.map(failure => [failure.message, failure])).values()];
    if (first !== undefined)
        throw (0,errors/* combine */.kg)([first, ...others]);
    return results.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
}

;// CONCATENATED MODULE: ./src/run/build-task.ts




function buildTask(image, previous, details) {
    const { inputs } = details;
    return {
        build: { ...buildRequest(image, details), cache: cacheRequest(image.input, previous, details) },
        before: image.found,
        retries: inputs.building.pushRetries,
        commit: image.commit,
        namesCommit: image.input.tag.namesCommit && !image.input.tag.isShortened
    };
}
function buildRequest(image, details) {
    const { input, source } = image;
    if (source.kind !== 'found')
        throw new Error('a build without a source');
    const { repository, tag, build } = input;
    return {
        ...build,
        ...{ repository, tag: tag.text },
        context: source.context,
        file: source.file,
        labels: { ...ownLabels(image, details), ...Object.fromEntries(build.labels.map(build_task_split)) }
    };
}
function build_task_split(label) {
    const equals = label.indexOf('=');
    return [label.slice(0, equals), label.slice(equals + 1)];
}
function ownLabels(image, { context, commit }) {
    const other = otherSource(image);
    const about = {
        title: image.input.repository.name.replace(/^.*\//, ''),
        description: undefined,
        license: undefined
    };
    return imageLabels({
        commit: image.commit,
        sourceUrl: other === undefined ? (0,context_context/* repositoryUrl */.E)(context) : other.address,
        committedAt: image.commit === commit.sha ? commit.committedAt : undefined,
        version: image.input.tag.text,
        about: other === undefined ? context.about : about
    });
}
function cacheRequest(image, previous, { inputs, context }) {
    const { name } = image.repository;
    return {
        mode: inputs.building.cache,
        from: image.build.cacheFrom,
        to: image.build.cacheTo,
        importOnly: context.eventName.startsWith('pull_request'),
        scope: name,
        previous
    };
}
function runningReference({ id, repository }, plan) {
    const { name } = repository;
    const running = entriesOf(plan).find(entry => entry.id === id && runningName(entry) === name);
    const { newTag: tag, digest } = running?.before ?? {};
    if (digest !== undefined)
        return { name, digest };
    return tag === undefined ? undefined : { name, tag };
}

;// CONCATENATED MODULE: ./src/run/build-images.ts






async function buildImages(job, { base, commit }, images, plan, onBuild) {
    const { inputs, context, ports, learn } = job;
    const missing = images.filter(({ choice }) => choice === 'build');
    if (missing.length === 0)
        return { images, hasBuilt: false };
    onBuild();
    const running = await (0,async_limit/* allOf */.bn)(missing.map(image => findRunning(image, plan, job)));
    const tasks = missing.map((image, index) => buildTask(image, running[index], { inputs, context, commit }));
    const check = ports.target.check(base, plan).then(() => []);
    const notices = await settleAll([check, checkBuilds(tasks, ports)]);
    learn({ notices: notices.flat() });
    const built = new Map();
    const known = () => images.map(image => withBuild(image, built.get(image)));
    await buildAll(tasks, inputs.building.maxParallel, {
        ...ports,
        onBuilt: (index, result) => {
            const image = missing[index];
            if (image !== undefined)
                built.set(image, result);
            learn({ images: known() });
        }
    });
    learn({ notices: missing.flatMap(image => built.get(image)?.notices ?? []) });
    return { images: known(), hasBuilt: true };
}
function withBuild(image, result) {
    if (result === undefined)
        return image;
    const { digest, built, facts } = result;
    return { ...image, choice: 'use', digest, built, facts };
}
async function findRunning({ input }, plan, { inputs, ports }) {
    const running = runningReference(input, plan);
    const version = running?.digest ?? running?.tag;
    if (running === undefined || version === undefined || !['auto', 'inline'].includes(inputs.building.cache))
        return undefined;
    const found = await ports.registry.findTag(input.repository, version);
    return found.kind === 'present' ? (0,src_registry/* formatReference */.FH)(running) : undefined;
}
async function checkBuilds(tasks, { registry, builder }) {
    const repositories = new Map(tasks.map(task => [task.build.repository.name, task]));
    const results = await settleAll([
        ...tasks.map(({ build }) => builder.check(build)),
        ...[...repositories.values()].map(async ({ build }) => {
            const refusal = await explainPushCheck(await registry.checkPush(build.repository), referenceOf(build));
            if (refusal !== undefined)
                throw refusal;
            return [];
        })
    ]);
    return results.flat();
}
async function buildAll(tasks, atOnce, { onBuilt, ...ports }) {
    const { createGroupedLog } = await __nccwpck_require__.e(/* import() */ 67).then(__nccwpck_require__.bind(__nccwpck_require__, 8067));
    const grouped = createGroupedLog(ports.log);
    const limit = (0,async_limit/* createLimit */.KG)(atOnce);
    await settleAll(tasks.map((task, index) => grouped(`Build and push ${referenceOf(task.build)}`, log => limit(async () => {
        const result = await buildAndVerify(task, { ...ports, log });
        log.info(describe(task, result));
        onBuilt(index, result);
    }))));
}
function describe({ build }, { digest, built, facts }) {
    const parts = [
        `${built ? 'Pushed' : 'In the registry'} ${referenceOf(build)}@${digest}`,
        ...(facts?.size === undefined ? [] : [(0,units/* renderBytes */.UP)(facts.size)]),
        ...(facts === undefined ? [] : [(0,units/* renderDuration */.PP)(facts.durationMs)]),
        ...(facts === undefined || facts.steps.total === 0
            ? []
            : [`${facts.steps.cached} of ${facts.steps.total} steps cached`])
    ];
    return parts.join(', ');
}
function referenceOf({ repository, tag }) {
    return (0,src_registry/* formatReference */.FH)({ name: repository.name, tag });
}

;// CONCATENATED MODULE: ./src/run/compare.ts
const diffBytes = 900_000;
async function compare({ files }, log) {
    const changed = files.filter(({ before, after }) => before !== after);
    if (changed.length === 0)
        return '';
    try {
        const { limitDiff, unifiedDiff } = await __nccwpck_require__.e(/* import() */ 248).then(__nccwpck_require__.bind(__nccwpck_require__, 3248));
        const { text, omitted } = limitDiff(await unifiedDiff(changed), diffBytes);
        if (omitted > 0)
            log.warning(`The output diff leaves out ${omitted} file(s): it would be larger than GitHub takes.`);
        return text;
    }
    catch (error) {
        log.warning(`The difference could not be shown: ${String(error)}`);
        return '';
    }
}

;// CONCATENATED MODULE: ./src/run/move-tag.ts




async function moveTag(image, tag, { isForced, isFirst, because = '' }, { registry, source, log }) {
    const { repository, from, commit } = image;
    const { name } = repository;
    const reference = (0,src_registry/* formatReference */.FH)({ name, tag });
    const found = await registry.findTag(repository, tag);
    if (found.kind === 'present' && found.digest === from) {
        if (isFirst)
            log.info(`${reference} is ${found.digest} already`);
        return { kind: 'left' };
    }
    if (found.kind === 'present' && commit !== undefined && !isForced) {
        const answer = await source.order(commit, { name, tag: undefined, digest: found.digest });
        if ((0,relation/* isNewer */.U4)(answer)) {
            const { commit: newer = '' } = answer;
            log.info(`${reference} stays ${found.digest}: its commit ${(0,relation/* short */.h0)(newer)} is newer than ${(0,relation/* short */.h0)(commit)}`);
            return { kind: 'left' };
        }
    }
    const copy = await registry.copyTag(repository, from, tag);
    if (copy.kind === 'copied') {
        log.info(`${reference} is ${copy.digest} now${because}`);
        return { kind: 'moved', digest: copy.digest };
    }
    const why = copy.kind === 'absent' ? 'the image is not in the registry any more' : copy.detail;
    return { kind: 'failed', why };
}
async function taggedImage(running, repository, { registry, source }) {
    const { name, tag = '', digest } = running;
    const text = (0,log/* oneLine */.T)((0,src_registry/* formatReference */.FH)(running));
    if (name !== repository.name)
        return `what is deployed is ${text}, in another repository`;
    const found = digest === undefined ? await registry.findTag(repository, tag) : { kind: 'present', digest };
    if (found.kind === 'absent')
        return `what is deployed, ${text}, is not in the registry`;
    if (found.kind !== 'present')
        return `the digest of what is deployed, ${text}, is not known: ${found.detail}`;
    const made = await source.commitOf({ ...running, digest: found.digest });
    const commit = made.kind === 'commit' ? made.commit : undefined;
    return { repository, from: found.digest, commit };
}
async function newestOf([first, ...others], source) {
    let best = first;
    for (const other of others) {
        const made = best === undefined ? undefined : await source.commitOf(best);
        if (made?.kind === 'commit' && (0,relation/* isNewer */.U4)(await source.order(made.commit, other)))
            best = other;
    }
    return best;
}
async function orWhy(work) {
    try {
        return await work;
    }
    catch (error) {
        if (!(error instanceof errors/* ActionError */.lZ))
            throw error;
        return error.message;
    }
}

;// CONCATENATED MODULE: ./src/run/tag-wish.ts



async function wishOf(state, images, plan, { inputs, context, ports, resolver }) {
    const { id, repository, extraTags: tags, tag } = state.input;
    const set = entriesOf(plan).filter(entry => entry.id === id);
    const kept = unchangedEntries(plan).filter(entry => entry.id === id);
    const versions = [
        ...set.map(entry => ({ name: deployedName(entry), tag: entry.after.newTag, digest: entry.after.digest })),
        ...kept.map(runningImage)
    ];
    const [entry] = set;
    if (entry !== undefined) {
        const options = { inputs, context, source: ports.source, digests: resolver.digests };
        const incoming = await orWhy(incomingOf(entry, images, options));
        const isKnown = typeof incoming !== 'string' && incoming.kind === 'commit' && incoming.doubt === undefined;
        const commit = isKnown ? incoming.commit : undefined;
        return { state, versions, tags, image: { repository, from: state.digest ?? tag.text, commit } };
    }
    const newest = (await newestOf(versions, ports.source)) ?? { name: '' };
    return { state, versions, tags, image: await orWhy(taggedImage(newest, repository, ports)) };
}

;// CONCATENATED MODULE: ./src/run/extra-tags.ts






const rounds = 6;
const betweenMs = 500;
async function setExtraTags(job, base, images, plan) {
    const wanted = images.filter(({ input }) => input.extraTags.length > 0);
    if (wanted.length === 0)
        return [];
    if (base.kind === 'workspace')
        return [notSetYet];
    const mayHave = wanted.filter(({ input }) => {
        const isOwn = ({ id }) => id === input.id;
        const isDeployed = [...entriesOf(plan), ...unchangedEntries(plan)].some(isOwn);
        return isDeployed && !newerEntries(plan).some(isOwn);
    });
    if (mayHave.length === 0)
        return [];
    return await job.ports.log.group('Set the extra tags', async () => {
        const wishes = await Promise.all(mayHave.map(state => wishOf(state, images, plan, job)));
        return await setAll({ job, problems: new Map() }, wishes);
    });
}
const notSetYet = (0,errors_notice/* notice */.lm)('`extra-tags` are not set with `publish: workspace`: they follow what is deployed, and nothing is deployed yet.', undefined, 'notice');
async function setAll(work, wishes) {
    let open = await moveAll(work, wishes, 0);
    for (let round = 1; open.length > 0; round += 1) {
        if (round === rounds) {
            fail(work, open, `after ${rounds} attempts the registry still names another image`);
            break;
        }
        if (round > 1)
            await work.job.ports.clock.sleep(betweenMs);
        open = await moveAll(work, open, round);
    }
    return [...work.problems.values()];
}
async function moveAll(work, wishes, round) {
    const { inputs, ports } = work.job;
    const images = wishes.map(({ state }) => state.input);
    const look = async () => await runningOn(await ports.target.read(), images, { inputs, ports });
    const running = await orWhy(look());
    if (typeof running === 'string') {
        fail(work, wishes, `what the branch deploys now could not be read: ${running}`);
        return [];
    }
    return (await Promise.all(wishes.map(wish => moveOne(work, wish, running, round)))).flat();
}
async function moveOne(work, wish, running, round) {
    const { inputs, ports } = work.job;
    const { state, tags } = wish;
    const now = await deployed(work, wish, running.get(state.input.id) ?? []);
    if (round === 0 && now !== 'ours' && !inputs.allowOlder) {
        const names = tags.map(tag => (0,src_registry/* formatReference */.FH)({ name: state.input.repository.name, tag })).join(', ');
        ports.log.info(`${names}: not set, because the branch does not deploy this image any more`);
        return [];
    }
    const image = now === 'ours' ? wish.image : await findOther(work, now, wish);
    if (typeof image === 'string') {
        fail(work, [wish], image);
        return [];
    }
    const other = { isForced: true, because: ', which the branch deploys' };
    const options = { ...(now === 'ours' ? { isForced: inputs.allowOlder } : other), isFirst: round === 0 };
    const again = await Promise.all(tags.map(async (tag) => {
        const moved = await orWhy(moveTag(image, tag, options, ports));
        if (typeof moved === 'string' || moved.kind === 'failed')
            fail(work, [{ ...wish, tags: [tag] }], typeof moved === 'string' ? moved : moved.why);
        if (typeof moved === 'string' || moved.kind !== 'moved')
            return [];
        return [
            { ...wish, tags: [tag], ...(now === 'ours' ? { image: { ...image, from: moved.digest } } : {}) }
        ];
    }));
    return again.flat();
}
async function deployed(work, { versions }, running) {
    const known = new Set(versions.map(each => JSON.stringify(each)));
    const isOurs = (each) => known.has(JSON.stringify(each));
    if (running.length > 0 && running.every(isOurs))
        return 'ours';
    const newest = await newestOf(running, work.job.ports.source);
    return newest !== undefined && isOurs(newest) ? 'ours' : newest;
}
async function findOther(work, now, { state }) {
    if (now === undefined)
        return 'the branch does not deploy it any more';
    return await orWhy(taggedImage(now, state.input.repository, work.job.ports));
}
function fail(work, wishes, why) {
    for (const { state, tags } of wishes) {
        for (const tag of tags) {
            const reference = (0,src_registry/* formatReference */.FH)({ name: state.input.repository.name, tag });
            const message = `The tag ${reference} could not be set (${why}); the deploy itself is done.`;
            work.problems.set(reference, (0,errors_notice/* notice */.lm)((0,log/* oneLine */.T)(message)));
        }
    }
}

;// CONCATENATED MODULE: ./src/run/observe.ts







async function observe(job) {
    return await job.ports.log.group('Read the GitOps repository and the registry', () => askAll(job));
}
async function askAll(job) {
    const { inputs, context, ports } = job;
    const { log, source, target } = ports;
    if (needsOrder(inputs, context))
        source.prepare(context.sourceCommit).catch(() => undefined);
    const [base, images, commit] = await (0,async_limit/* allOf */.bn)([
        target.read(),
        (0,async_limit/* allOf */.bn)(inputs.images.filter(isBuildable).map(image => observeImage(image, job))),
        source.commit()
    ]);
    if (base.kind === 'branch')
        log.info(`${inputs.remote.name}: ${base.tree.branch} is at ${base.tree.commit}`);
    for (const { input, found } of images) {
        const reference = (0,src_registry/* formatReference */.FH)({ name: input.repository.name, tag: input.tag.text });
        if (found !== undefined)
            log.info(`${reference}: ${observe_describe(found)}`);
    }
    return { base, images, commit };
}
async function observeImage(input, { inputs, context, ports }) {
    const { registry, builder, source, target } = ports;
    const { repository, tag, digest } = input;
    const { digest: version = tag.text } = versionAsked(input, inputs);
    const isAsked = inputs.building.mode !== 'always' || digest !== undefined;
    const look = async () => {
        const found = isAsked ? await registry.findTag(repository, version) : undefined;
        const unknown = { found, checkedOut: undefined, madeFrom: undefined };
        if (target.isPreview || digest !== undefined)
            return unknown;
        const builds = inputs.building.mode !== 'never';
        const isThere = found?.kind === 'present' &&
            (!builds || (tag.moves === undefined && inputs.building.skipExisting !== 'false'));
        if (isThere ? !mayBeAnothers(input, builds) : !builds)
            return unknown;
        if (!isThere)
            builder.prepare();
        const [checkedOut, label] = await (0,async_limit/* allOf */.bn)([
            source.checkedOut(input.build.context),
            isThere ? registry.findRevision(repository, found.digest) : undefined
        ]);
        const madeFrom = label?.ok === true ? otherCommit(label.value, input, checkedOut, context) : undefined;
        return { found, checkedOut, madeFrom };
    };
    const [looked, buildSource] = await (0,async_limit/* allOf */.bn)([look(), builder.findSource(input.build)]);
    return { input, source: buildSource, ...looked };
}
function mayBeAnothers({ tag, build }, builds) {
    const isOwnLabel = build.labels.some(label => label.startsWith('org.opencontainers.image.revision='));
    if (tag.isLiteral || isOwnLabel)
        return false;
    return tag.isShortened || (builds && !tag.namesCommit && tag.moves === undefined);
}
function otherCommit({ revision, source }, { tag }, checkedOut, context) {
    const { sourceCommit, triggerCommit } = context;
    if (revision === undefined)
        return undefined;
    if (source !== undefined && (0,src_git/* sameRepository */.RB)(source, (0,context_context/* repositoryUrl */.E)(context)) === false)
        return undefined;
    if ([sourceCommit, triggerCommit, checkedOut?.commit].includes(revision))
        return undefined;
    const isMeant = !tag.isShortened || (0,tag_commits/* commitsIn */.kS)(tag.text).some(name => revision.startsWith(name));
    return isMeant ? revision : undefined;
}
function observe_describe(found) {
    switch (found.kind) {
        case 'present':
            return `in the registry, ${found.digest}`;
        case 'absent':
            return 'not in the registry yet';
        case 'denied':
        case 'unavailable':
            return 'the registry gave no clear answer';
    }
}

;// CONCATENATED MODULE: ./src/run/preview.ts



async function preview({ inputs, ports, learn }, { tree }, plan, problems) {
    const { kustomizations, log } = ports;
    const wouldFail = problems.map(message => (0,errors_notice/* notice */.lm)(message));
    const notices = Promise.resolve([...wouldFail, ...unbuiltNotices(plan, inputs)]);
    learn({ advice: [kustomizations.advise(tree, plan.files), notices] });
    await log.group('Preview', async () => {
        learn({ diff: await compare(plan, log) });
        learn({ rendered: await kustomizations.render(tree, plan.files) });
    });
    return 'previewed';
}

;// CONCATENATED MODULE: ./src/run/deploy.ts







async function deploy(job) {
    const { inputs, ports, learn } = job;
    const seen = await observe(job);
    if (await endsLoop(job, seen))
        return 'unchanged';
    const choices = chooseImages(seen.images, job);
    const planOn = createPlanner(job, seen.commit);
    const plan = await planOn(seen.base, choices.images, ports.clock.now() + inputs.publishTimeoutMs);
    learn({ plan, images: choices.images });
    if (ports.target.isPreview)
        return await preview(job, seen.base, plan, choices.problems);
    if (isSuperseded(plan))
        return 'superseded';
    const images = skipUnused(choices.images, plan);
    requireDigests(plan, inputs, images);
    const advise = (0,once/* once */.O)(() => {
        learn({ advice: [ports.kustomizations.advise(seen.base.tree, plan.files)] });
    });
    const built = await buildImages(job, seen, images, plan, advise);
    const planAgain = async (base, until) => {
        const final = base === seen.base && !built.hasBuilt ? plan : await planOn(base, built.images, until);
        requireDigests(final, inputs, built.images);
        if (base.kind === 'workspace')
            learn({ diff: await compare(final, ports.log) });
        return final;
    };
    const published = await ports.target.publish({
        ...{ base: seen.base, isStale: built.hasBuilt, planOn: planAgain, meanwhile: advise },
        onAttempt: attempts => {
            learn({ attempts });
        }
    });
    advise();
    learn({ plan: published.plan, published });
    if (seen.base.kind === 'branch')
        learn({ diff: await compare(published.plan, ports.log) });
    learn({ notices: await setExtraTags(job, seen.base, built.images, published.plan) });
    return outcomeOf(published);
}
async function endsLoop(job, seen) {
    const plan = await planOwnDeploy(seen, job);
    if (plan !== undefined)
        job.learn({ plan });
    return plan !== undefined;
}
function outcomeOf({ kind, plan }) {
    switch (kind) {
        case 'landed':
            return 'deployed';
        case 'written':
            return 'written';
        case 'unchanged':
            return isSuperseded(plan) ? 'superseded' : 'unchanged';
    }
}

;// CONCATENATED MODULE: ./src/run/facts.ts
const nothingYet = {
    images: [],
    plan: undefined,
    published: undefined,
    attempts: 0,
    diff: '',
    rendered: [],
    notices: [],
    advice: []
};
function merge(facts, news) {
    return {
        ...facts,
        ...news,
        notices: [...facts.notices, ...(news.notices ?? [])],
        advice: [...facts.advice, ...(news.advice ?? [])]
    };
}

;// CONCATENATED MODULE: ./src/run/report.ts




const shownNotices = 20;
function reportOf(facts, ending, inputs, resolver) {
    const { outcome, failure, durationMs, advice } = ending;
    const { published, diff, rendered } = facts;
    const plan = facts.plan ?? { files: [], updates: [], kept: [], notices: [] };
    const landed = published?.kind === 'landed' ? published : undefined;
    const commitSha = landed?.commit ?? '';
    const ofPlan = facts.plan === undefined ? [] : mirrorNotices(facts.plan, inputs);
    return {
        ...{ outcome, failure, diff, rendered, durationMs, commitSha },
        images: reportedImages(inputs, plan, facts.images, resolver.digests),
        entries: entriesOf(plan),
        kept: plan.kept,
        changedFiles: outcome === 'deployed' || outcome === 'written' ? plan.updates.map(({ path }) => path) : [],
        branch: landed?.branch ?? inputs.branch ?? '',
        commitUrl: commitSha === '' ? '' : (0,src_git/* commitUrl */.Bg)(inputs.remote, commitSha),
        attempts: landed?.attempts ?? facts.attempts,
        contentionMs: landed?.contentionMs ?? 0,
        notices: limit([...resolver.notices(), ...facts.notices, ...plan.notices, ...ofPlan, ...advice])
    };
}
function limit(notices) {
    const lines = notices.map(each => ({ ...each, message: (0,log/* oneLine */.T)(each.message) }));
    const unique = [...new Map(lines.map(each => [each.message, each])).values()];
    if (unique.length <= shownNotices)
        return unique;
    const sorted = unique.toSorted((one, other) => levelOf(one) - levelOf(other));
    const rest = sorted.slice(shownNotices - 1);
    const level = levels[levelOf(rest[0])] ?? 'warning';
    return [...sorted.slice(0, shownNotices - 1), (0,errors_notice/* notice */.lm)(`${rest.length} more like these.`, undefined, level)];
}
const levels = ['warning', 'notice', 'info'];
function levelOf(each) {
    return levels.indexOf(each?.level ?? 'warning');
}

;// CONCATENATED MODULE: ./src/run/run.ts




const adviceMs = 10_000;
async function run(inputs, context, ports) {
    const { clock, target } = ports;
    const started = clock.now();
    const resolver = (0,src_registry/* createResolver */.Tw)({ ...ports, isPreview: target.isPreview });
    let facts = { ...nothingYet, notices: inputs.notices };
    const learn = news => {
        facts = merge(facts, news);
    };
    const ending = await deploy({ inputs, context, ports, resolver, learn }).then(outcome => ({ outcome, failure: undefined }), (failure) => ({ outcome: 'failed', failure }));
    const durationMs = clock.now() - started;
    const advice = await collect(facts.advice, clock);
    return reportOf(facts, { ...ending, durationMs, advice }, inputs, resolver);
}
async function collect(advice, clock) {
    const none = [];
    const late = clock.sleep(adviceMs).then(() => none, () => none);
    return (await Promise.all(advice.map(each => Promise.race([each, late])))).flat();
}

;// CONCATENATED MODULE: ./src/run/index.ts


;// CONCATENATED MODULE: ./src/system/secrets.ts
function createSecrets(mask) {
    let known = [];
    return {
        add: secret => {
            if (secret === '' || known.includes(secret))
                return;
            known = [...known, secret].sort((a, b) => b.length - a.length);
            mask(secret);
        },
        hide: text => known.reduce((hidden, secret) => hidden.replaceAll(secret, '***'), text)
    };
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
;// CONCATENATED MODULE: ./src/system/clock.ts
function createClock(cancelled) {
    const origin = Date.now() - performance.now();
    return {
        now: () => origin + performance.now(),
        random: () => Math.random(),
        sleep: ms => new Promise(resolve => {
            const done = () => {
                clearTimeout(timer);
                cancelled.removeEventListener('abort', done);
                resolve();
            };
            const timer = setTimeout(done, cancelled.aborted ? 0 : ms);
            cancelled.addEventListener('abort', done);
        })
    };
}

// EXTERNAL MODULE: ./src/system/environment.ts
var system_environment = __nccwpck_require__(9364);
// EXTERNAL MODULE: ./src/system/http.ts + 3 modules
var http = __nccwpck_require__(4908);
// EXTERNAL MODULE: ./src/system/process.ts + 4 modules
var system_process = __nccwpck_require__(9767);
;// CONCATENATED MODULE: ./src/gitops/back-off.ts
const shortestMs = 200;
const longestMs = 5_000;
const limitMs = 60_000;
function delayBefore(attempt, kind, clock, cycleMs = 0) {
    const longest = Math.min(limitMs, Math.max(longestMs, 16 * cycleMs));
    const first = Math.max(shortestMs, 2 * cycleMs);
    if (kind === 'race')
        return clock.random() * Math.min(longest, first * attempt);
    const window = Math.min(longest, first * 2 ** Math.min(attempt - 1, 10));
    return window / 2 + clock.random() * window;
}

;// CONCATENATED MODULE: ./src/gitops/give-up.ts


const stalledLimit = 6;
function isOver({ late, stalled }) {
    return late || stalled >= stalledLimit;
}
function giveUp({ attempts, pushed, stalled, timeoutMs, branch }, mayArrive) {
    const but = (advice) => (mayArrive ? '' : ` Nothing was committed${advice}.`);
    if (stalled >= stalledLimit) {
        return new errors/* ActionError */.lZ('GIT_FAILED', `The server refuses to move ${branch} although nobody else has (${pushed.detail}). Look at the server: a lock ` +
            `that was left behind, for example.${but('')}`);
    }
    const within = `within ${(0,units/* renderDuration */.PP)(timeoutMs)}`;
    return pushed.kind === 'unknown'
        ? new errors/* ActionError */.lZ('GIT_UNREACHABLE', `The push to ${branch} got no clear answer ${within} (${pushed.detail}).` +
            but('; run the job again when the server answers'))
        : new errors/* ActionError */.lZ('PUSH_CONFLICT', `Other writers were faster on ${branch} in all ${attempts} attempts ${within} (${pushed.detail}).` +
            but('; raise `publish-timeout` or run the job again'));
}
function uncertain(error, pending) {
    const [first, ...others] = error.parts;
    if (first !== undefined)
        return (0,errors/* combine */.kg)([first, ...others, new errors/* ActionError */.lZ(error.code, pending)]);
    const { code, message, location } = error;
    return new errors/* ActionError */.lZ(code, `${message} ${pending}`, { cause: error, location });
}

;// CONCATENATED MODULE: ./src/gitops/pending.ts
const mostNamed = 3;
class PendingPushes {
    #repository;
    #pushes = new Map();
    constructor(repository) {
        this.#repository = repository;
    }
    any() {
        return this.#pushes.size > 0;
    }
    add(commit, plan, { commit: base, branch }) {
        const isNew = !this.#pushes.has(commit);
        this.#pushes.set(commit, { plan, base, branch, state: 'unknown' });
        return isNew;
    }
    remove(commit) {
        this.#pushes.delete(commit);
    }
    clear() {
        this.#pushes.clear();
    }
    async find(tip, until) {
        if (!this.any())
            return undefined;
        const commit = await this.#repository.findLanded(tip, [...this.#pushes.keys()], until);
        const push = commit === undefined ? undefined : this.#pushes.get(commit);
        if (commit !== undefined && push !== undefined)
            return { commit, plan: push.plan };
        const passed = new Set();
        for (const base of new Set(this.#open().map(([, push]) => push.base)))
            if (await this.#isPassed(base, tip, until))
                passed.add(base);
        for (const [, push] of this.#open())
            push.state = passed.has(push.base) ? 'passed' : 'absent';
        return undefined;
    }
    async #isPassed(base, tip, until) {
        if (base === tip.commit)
            return false;
        return (await this.#repository.findLanded(tip, [base], until).catch(() => undefined)) === base;
    }
    #open() {
        return [...this.#pushes].filter(([, { state }]) => state !== 'passed');
    }
    describe() {
        const open = this.#open();
        const branch = open.at(-1)?.[1].branch;
        if (branch === undefined)
            return undefined;
        const wasLookedFor = open.every(([, { state }]) => state === 'absent');
        const said = tell(open.map(([commit]) => commit).reverse(), branch, wasLookedFor);
        return `${said}. Run the job again: it finds out.`;
    }
}
function tell(commits, branch, wasLookedFor) {
    const seen = `on ${branch} when newtag looked last`;
    const unseen = `may be on ${branch} already, or may still arrive`;
    if (commits.length === 1) {
        const subject = `Commit ${commits.join()}, whose push got no clear answer,`;
        return wasLookedFor ? `${subject} was not ${seen}, but may still arrive` : `${subject} ${unseen}`;
    }
    const more = commits.length > mostNamed ? ` and ${commits.length - mostNamed} more` : '';
    const subject = `of the commits ${commits.slice(0, mostNamed).join(', ')}${more}, whose pushes got no clear answer,`;
    return wasLookedFor
        ? `None ${subject} was ${seen}, but one of them may still arrive`
        : `One ${subject} ${unseen}`;
}

;// CONCATENATED MODULE: ./src/gitops/push-loop.ts






const graceMs = 30_000;
async function pushPlan(options) {
    const loop = new PushLoop(options);
    try {
        return await loop.run();
    }
    catch (error) {
        throw loop.withPending(error);
    }
}
class PushLoop {
    #options;
    #deadline;
    #pending;
    #attempt = 0;
    #failedSince;
    #lostSince;
    #stalled = { tip: '', count: 0 };
    constructor(options) {
        this.#options = options;
        this.#pending = new PendingPushes(options.repository);
        this.#deadline = options.clock.now() + options.timeoutMs;
    }
    async run() {
        const { clock, log, onAttempt } = this.#options;
        let next = this.#options.tip;
        let before;
        for (;;) {
            this.#attempt += 1;
            const started = clock.now();
            onAttempt?.(this.#attempt);
            const tip = next ?? (await this.#fetchTip());
            next = undefined;
            const arrived = await this.#findArrived(tip);
            if (arrived !== undefined)
                return this.#landed(arrived, tip, this.#attempt - 1);
            if (before !== undefined && before.commit !== tip.commit)
                await this.#lostTo(tip);
            before = tip;
            const planning = clock.now();
            const plan = await this.#options.plan(tip, this.#limit());
            const planned = clock.now() - planning;
            if (plan.updates.length === 0) {
                log.info(`Nothing to change on ${tip.branch}`);
                const pending = this.#pending.describe();
                if (pending !== undefined)
                    log.warning(pending);
                return { kind: 'unchanged', plan, ...this.#ended(tip, this.#attempt) };
            }
            const failed = await this.#tryOnce(tip, plan);
            if ('commit' in failed)
                return this.#landed(failed, tip, this.#attempt);
            const late = await this.#waitOrGiveUp(failed, tip, clock.now() - started - planned);
            if (late !== undefined)
                return this.#landed(late, tip, this.#attempt);
        }
    }
    withPending(error) {
        const pending = this.#pending.describe();
        if (pending === undefined)
            return error;
        if (error instanceof errors/* ActionError */.lZ)
            return uncertain(error, pending);
        this.#options.log.warning(pending);
        return error;
    }
    async #tryOnce(tip, plan) {
        const { repository, log } = this.#options;
        const commit = await repository.commit(tip, plan.updates, plan.commit);
        log.info(`Commit ${commit} on top of ${tip.commit}: ${plan.updates.length} file(s)`);
        const pushing = this.#push(commit, plan, tip);
        this.#options.onPush?.();
        const pushed = await pushing;
        if ('commit' in pushed)
            return pushed;
        if (pushed.kind === 'unknown' || pushed.mayHaveArrived)
            this.#pending.add(commit, plan, tip);
        return pushed;
    }
    async #push(commit, plan, tip) {
        const { repository } = this.#options;
        try {
            const pushed = await repository.push(commit, tip, this.#limit());
            return pushed.kind === 'landed' ? { commit, plan } : pushed;
        }
        catch (error) {
            const isNew = this.#pending.add(commit, plan, tip);
            if (!(error instanceof errors/* ActionError */.lZ) || (0,errors/* isCancellation */.iB)(error))
                throw error;
            const look = await this.#lookOnceMore().catch(() => undefined);
            if (look?.arrived !== undefined)
                return look.arrived;
            if (look !== undefined && isNew && error.code !== 'GIT_FAILED')
                this.#pending.remove(commit);
            throw error;
        }
    }
    async #waitOrGiveUp(failed, tip, cycleMs) {
        const { clock, log, timeoutMs } = this.#options;
        this.#failedSince ??= clock.now();
        const isStalled = failed.kind === 'race' && this.#stalled.tip === tip.commit;
        this.#stalled = { tip: tip.commit, count: isStalled ? this.#stalled.count + 1 : 0 };
        const asked = failed.kind === 'unknown' ? (failed.retryAfterMs ?? 0) : 0;
        const delay = Math.max(asked, delayBefore(this.#attempt, failed.kind, clock, cycleMs));
        const attempts = {
            ...{ attempts: this.#attempt, pushed: failed, stalled: this.#stalled.count, timeoutMs },
            late: clock.now() + delay >= this.#deadline,
            branch: tip.branch
        };
        if (isOver(attempts)) {
            const look = this.#pending.any() ? await this.#lookOnceMore() : undefined;
            if (look?.arrived !== undefined)
                return look.arrived;
            throw giveUp(attempts, this.#pending.describe() !== undefined);
        }
        const what = failed.kind === 'race'
            ? 'the branch is not where it was read'
            : `the push got no clear answer (${failed.detail})`;
        if (failed.kind === 'race')
            log.debug(failed.detail);
        log.info(`Attempt ${this.#attempt}: ${what}; next try in ${(0,units/* renderDuration */.PP)(delay)}`);
        await clock.sleep(delay);
        return undefined;
    }
    async #lookOnceMore() {
        const tip = await this.#options.repository.fetchTip(this.#looking());
        return { arrived: await this.#findArrived(tip) };
    }
    #looking() {
        return { until: this.#limit(), withHistory: this.#pending.any() };
    }
    #limit() {
        return Math.max(this.#deadline, this.#options.clock.now() + graceMs);
    }
    async #fetchTip() {
        const { repository, clock, log } = this.#options;
        for (let attempt = 1;; attempt += 1) {
            try {
                return await repository.fetchTip(this.#looking());
            }
            catch (error) {
                if (!(error instanceof errors/* ActionError */.lZ) || error.code !== 'GIT_UNREACHABLE')
                    throw error;
                const delay = delayBefore(attempt + 2, 'unknown', clock);
                if (clock.now() + delay >= this.#deadline)
                    throw error;
                log.info(`The server cannot be reached; next try in ${(0,units/* renderDuration */.PP)(delay)}`);
                await clock.sleep(delay);
            }
        }
    }
    async #findArrived(tip) {
        const arrived = await this.#pending.find(tip, this.#limit());
        if (arrived !== undefined)
            this.#options.log.info('The answer to the push was lost, but the commit is on the branch.');
        return arrived;
    }
    async #lostTo(now) {
        this.#lostSince ??= this.#failedSince;
        const who = (0,log/* oneLine */.T)(await this.#options.repository.describe(now)).slice(0, 120);
        this.#options.log.info(`${now.branch} has moved on to ${now.commit} (${who})`);
    }
    #landed({ commit, plan }, tip, attempts) {
        const ended = this.#ended(tip, attempts);
        const lost = ended.contentionMs === 0 ? '' : `; ${(0,units/* renderDuration */.PP)(ended.contentionMs)} went to other writers`;
        this.#options.log.info(`Pushed to ${tip.branch} in ${attempts === 1 ? 'one attempt' : `${attempts} attempts`}${lost}`);
        this.#pending.clear();
        return { kind: 'landed', commit, plan, ...ended };
    }
    #ended(tip, attempts) {
        const { clock } = this.#options;
        const contentionMs = this.#lostSince === undefined ? 0 : clock.now() - this.#lostSince;
        return { branch: tip.branch, attempts, contentionMs };
    }
}

;// CONCATENATED MODULE: ./src/gitops/create-target.ts

function createBranchTarget({ repository, name, timeoutMs, clock, log }) {
    const baseOf = (tip) => ({ kind: 'branch', tree: tip });
    return {
        isPreview: false,
        read: async () => baseOf(await repository.fetchTip()),
        check: async (base) => {
            if (base.kind === 'branch')
                await repository.checkPush(base.tree);
        },
        publish: async ({ base, isStale, planOn, onAttempt, meanwhile }) => {
            if (base.kind !== 'branch')
                throw new Error('a base of another target');
            const first = base.tree;
            return await log.group(`Land on ${first.branch} of ${name}`, () => pushPlan({
                ...{ repository, timeoutMs, clock, log, onAttempt, onPush: meanwhile },
                tip: isStale ? undefined : first,
                plan: (tip, until) => planOn(tip === first ? base : baseOf(tip), until)
            }));
        }
    };
}
function createPreviewTarget(options) {
    return {
        ...createBranchTarget(options),
        isPreview: true,
        check: () => Promise.resolve(),
        publish: () => Promise.reject(new Error('a preview publishes nothing'))
    };
}
function createWorkspaceTarget(workspace) {
    return {
        isPreview: false,
        read: async () => ({ kind: 'workspace', tree: await workspace.tree() }),
        check: async (_, { updates }) => {
            await workspace.check(updates);
        },
        publish: async ({ base, planOn, meanwhile }) => {
            meanwhile();
            const plan = await planOn(base, Infinity);
            if (plan.updates.length === 0)
                return { kind: 'unchanged', plan };
            await workspace.write(plan.updates);
            return { kind: 'written', plan };
        }
    };
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
;// CONCATENATED MODULE: ./src/gitops/git-tip.ts





const historyDepth = 50;
const tipRef = 'refs/newtag/tip';
const firstFilter = 'blob:none';
const laterFilter = 'blob:limit=256k';
function createTipReader(log, options) {
    const { server, remote, directory } = options;
    let { branch } = options;
    let isFirst = true;
    let withoutFilter = false;
    const initialize = (0,once/* once */.O)(() => (0,src_git/* initializeDirectory */.av)(directory, remote.url));
    const tellAllFiles = (0,once/* once */.O)(() => {
        log.info(`${remote.name}: the server has no partial clone, so all files of the tip were fetched.`);
    });
    const commitOf = async (answer) => {
        if (!answer.ok)
            throw await server.failure(answer.failure, 'read');
        isFirst = false;
        if (answer.result.stderr.includes('filtering not recognized by server'))
            tellAllFiles();
        return await readFetchHead(directory);
    };
    const fetchRef = async (ref, { until, withHistory = false }) => {
        const command = (0,src_git/* fetchCommand */.GW)({
            refspecs: [`+${ref}:${tipRef}`],
            depth: withHistory ? historyDepth : 1,
            filter: withoutFilter ? undefined : isFirst ? firstFilter : laterFilter,
            tellsHaves: !withoutFilter,
            writesFetchHead: true
        });
        return await server.ask(command, { withoutFilter, until });
    };
    const fetchDefault = async (fetchOptions) => {
        const { until } = fetchOptions;
        const [head, answer] = await Promise.all([
            server.ask(['ls-remote', '--symref', 'origin', 'HEAD'], { until }),
            fetchRef('HEAD', fetchOptions)
        ]);
        if (isOtherFormat(answer))
            return answer;
        if (!head.ok)
            throw await server.failure(head.failure, 'read');
        const tip = parseHead(head.result.stdout.toString());
        if (tip === undefined)
            throw noDefaultBranch(remote);
        branch = tip.branch;
        const isSame = answer.ok && (await commitOf(answer)) === tip.commit;
        return isSame ? answer : await fetchRef(`refs/heads/${branch}`, fetchOptions);
    };
    const fetchBranch = (fetchOptions) => branch === undefined ? fetchDefault(fetchOptions) : fetchRef(`refs/heads/${branch}`, fetchOptions);
    return {
        branch: () => branch,
        fetch: async (fetchOptions = {}) => {
            await initialize();
            let answer = await fetchBranch(fetchOptions);
            if (isOtherFormat(answer)) {
                await (0,promises_.rm)(directory, { recursive: true });
                await (0,src_git/* initializeDirectory */.av)(directory, remote.url, 'sha256');
                answer = await fetchBranch(fetchOptions);
            }
            return { commit: await commitOf(answer), branch: branch ?? 'HEAD' };
        },
        fetchAllFiles: async () => {
            withoutFilter = true;
            tellAllFiles();
            await commitOf(await fetchBranch({}));
        }
    };
}
function parseHead(listed) {
    const [, branch] = /^ref: refs\/heads\/(.+)\tHEAD$/m.exec(listed) ?? [];
    const [, commit] = /^([0-9a-f]+)\tHEAD$/m.exec(listed) ?? [];
    return branch === undefined || commit === undefined ? undefined : { branch, commit };
}
const otherFormat = /mismatched algorithms: client sha1; server sha256|does not support this repository's object format/;
function isOtherFormat(answer) {
    return !answer.ok && otherFormat.test(answer.failure.raw);
}
async function readFetchHead(directory) {
    const text = await (0,promises_.readFile)(external_node_path_default().join(directory, 'FETCH_HEAD'), 'latin1');
    const [, commit] = /^([0-9a-f]{40,64})\t/.exec(text) ?? [];
    if (commit === undefined)
        throw new Error('Git fetched nothing');
    return commit;
}
function noDefaultBranch(remote) {
    return new errors/* ActionError */.lZ('BRANCH_NOT_FOUND', `${remote.name} has no default branch: it is empty, or its HEAD names a branch that does not ` +
        'exist. Push a first commit, or set `branch`.');
}

;// CONCATENATED MODULE: ./src/gitops/git-backend.ts



function createGitRepository(system, options) {
    const directory = external_node_path_default().join(system.temporary, 'gitops.git');
    const git = (0,src_git/* createGit */.lD)(system, directory);
    const server = (0,src_git/* createGitRemote */.Ri)(system, { ...options, git, branch: () => tips.branch() });
    const tips = createTipReader(system.log, { ...options, directory, server });
    const objects = (0,src_git/* createObjects */.hl)({
        git,
        fetch: async (oids) => {
            const answer = await server.ask((0,src_git/* fetchCommand */.GW)({ filter: 'blob:none' }), {
                input: `${oids.join('\n')}\n`
            });
            if (answer.ok)
                return;
            if (!answer.failure.raw.includes('unadvertised object'))
                throw await server.failure(answer.failure, 'read');
            await tips.fetchAllFiles();
        }
    });
    return {
        fetchTip: async (fetchOptions) => {
            const { branch, commit } = await tips.fetch(fetchOptions);
            return {
                branch,
                commit,
                list: prefixes => objects.list(commit, prefixes),
                read: paths => objects.read(commit, paths)
            };
        },
        describe: async ({ commit }) => {
            const { author, message } = await (0,src_git/* readCommit */.kN)(git, commit);
            return `${author.name}: ${message.split('\n', 1)[0] ?? ''}`;
        },
        checkPush: async (tip) => {
            const failure = await server.send(pushCommand(tip.commit, tip, ['--dry-run']));
            if (failure !== undefined && (0,src_git/* isFinal */.dR)(failure))
                throw await server.failure(failure, 'push');
        },
        commit: async (tip, files, text) => await objects.commit(tip.commit, files, text, Math.floor(system.clock.now() / 1_000)),
        push: async (commit, tip, until) => {
            const lease = `--force-with-lease=${refOf(tip)}:${tip.commit}`;
            const command = pushCommand(commit, tip, ['--porcelain', lease]);
            const failure = await server.send(command, { until });
            if (failure === undefined)
                return { kind: 'landed' };
            const { detail } = failure;
            if (failure.kind === 'race')
                return { kind: 'race', mayHaveArrived: failure.remote, detail };
            if (failure.kind !== 'transient')
                throw await server.failure(failure, 'push');
            const retryAfterMs = await server.retryAfterMs(failure, 'git-receive-pack');
            return { kind: 'unknown', detail, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
        },
        findLanded: async (tip, commits, until) => await (0,src_git/* findOnBranch */.Pu)(git, server, tip.commit, commits, until)
    };
}
function pushCommand(commit, tip, options) {
    return ['push', '--no-verify', ...options, 'origin', `${commit}:${refOf(tip)}`];
}
function refOf(tip) {
    return `refs/heads/${tip.branch}`;
}

;// CONCATENATED MODULE: ./src/gitops/workspace/index.ts

function createWorkspace(directory) {
    const open = (0,once/* once */.O)(async () => (await __nccwpck_require__.e(/* import() */ 344).then(__nccwpck_require__.bind(__nccwpck_require__, 9344))).createWorkspace(directory));
    return {
        tree: async () => await (await open()).tree(),
        write: async (files) => {
            await (await open()).write(files);
        },
        check: async (files) => {
            await (await open()).check(files);
        }
    };
}

;// CONCATENATED MODULE: ./src/gitops/index.ts




;// CONCATENATED MODULE: ./src/wiring/registry-logins.ts

function registryLogins({ images, building, githubToken }, { serverUrl, actor }) {
    const repositories = images.filter(isBuildable).map(({ repository }) => repository);
    const [first] = repositories;
    const { login } = building;
    const given = login === undefined || first === undefined ? undefined : { configKey: first.configKey, ...login };
    const isOnGhcr = repositories.some(({ registry }) => registry === 'ghcr.io');
    const fallback = isOnGhcr && serverUrl === 'https://github.com' && githubToken !== ''
        ?
            { configKey: 'ghcr.io', username: actor === '' ? 'github-actions' : actor, password: githubToken }
        : undefined;
    return { given, fallback };
}

;// CONCATENATED MODULE: ./src/wiring/source-token.ts

function sourceToken({ githubToken, remote, token }, context) {
    if (githubToken !== '')
        return githubToken;
    return remote.origin === context.serverUrl && isOwnRepository(remote, context) ? token : '';
}

;// CONCATENATED MODULE: ./src/wiring/create-ports.ts














const commandMs = 60_000;
const requestMs = 10_000;
function createSystem({ cancelled, environment, workspace, ...parts }) {
    const { secrets, log, temporary } = parts;
    const clock = createClock(cancelled);
    return {
        ...{ clock, log, secrets, temporary },
        processes: (0,system_process/* createProcesses */.E)(cancelled, { workspace }),
        http: (0,http/* createHttp */.V0)({ log, clock, cancelled, timeoutMs: requestMs }),
        env: (0,system_environment/* childEnvironment */.Q)(environment)
    };
}
function createPorts(system, inputs, context) {
    const { log, clock } = system;
    const { workspace } = context;
    const logins = createRunLogins(system, inputs, context);
    const registry = (0,src_registry/* createRegistry */.Iq)(system, logins);
    return {
        ...{ log, clock, registry },
        kustomizations: createKustomizations(system, { ...inputs, workspace }),
        source: createSource(system, {
            context,
            token: sourceToken(inputs, context),
            findRevision: async (image, reference) => {
                const repository = (0,src_registry/* parseRepository */.SU)(image);
                return repository.ok ? await registry.findRevision(repository.value, reference) : repository;
            }
        }),
        builder: createBuilder(system, {
            engine: inputs.building.engine,
            builder: inputs.building.builder,
            repositories: inputs.images.filter(isBuildable).map(({ repository }) => repository),
            ...{ workspace, logins }
        }),
        target: createTarget(system, inputs, workspace)
    };
}
function createTarget(system, inputs, workspace) {
    const { remote, publish, publishTimeoutMs } = inputs;
    const branch = {
        ...system,
        repository: createGitRepository(system, {
            ...inputs,
            timeoutMs: Math.max(publishTimeoutMs, commandMs)
        }),
        name: remote.name,
        timeoutMs: publishTimeoutMs
    };
    switch (publish) {
        case 'push':
            return createBranchTarget(branch);
        case 'none':
            return createPreviewTarget(branch);
        case 'workspace':
            return createWorkspaceTarget(createWorkspace(workspace));
    }
}
function createRunLogins(system, inputs, context) {
    const { env } = system;
    return (0,src_registry/* createLogins */.DM)(system, {
        configDirectory: env['DOCKER_CONFIG'] || external_node_path_default().join((0,external_node_os_.homedir)(), '.docker'),
        podmanFiles: inputs.building.engine === 'buildah'
            ? (0,src_registry/* podmanAuthFiles */.xw)(env, { home: (0,external_node_os_.homedir)(), id: process.getuid?.() ?? 0 })
            : [],
        ...registryLogins(inputs, context)
    });
}

;// CONCATENATED MODULE: ./src/wiring/lifetime.ts




const lifetime_graceMs = 5_000;
function watchLifetime(log) {
    const controller = new AbortController();
    const end = () => {
        controller.abort();
    };
    const cancel = () => {
        if (!controller.signal.aborted)
            log.info('Cancelled; stopping what is under way.');
        end();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
        process.on(signal, cancel);
    let thrown;
    let isClosed = false;
    let isLost = false;
    const { promise: lost, reject } = withReject();
    const lose = (error) => {
        isLost = true;
        reject(thrown?.error ?? error);
    };
    process.on('uncaughtException', (error) => {
        if (isClosed) {
            process.exitCode = 1;
            process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
            return;
        }
        if (thrown !== undefined)
            return;
        thrown = { error };
        end();
        setTimeout(() => {
            lose(error);
        }, lifetime_graceMs).unref();
    });
    process.on('beforeExit', () => {
        if (!isClosed)
            lose(new Error('The run waits for something that never comes'));
    });
    const close = () => {
        isClosed = true;
    };
    return { ending: controller.signal, end, thrown: () => thrown, lost, isLost: () => isLost, close };
}
function withReject() {
    let reject = () => undefined;
    const promise = new Promise((_, rejectIt) => {
        reject = rejectIt;
    });
    promise.catch(() => undefined);
    return { promise, reject };
}
async function withTemporaryFolder(parent, log, work) {
    const folder = await (0,promises_.mkdtemp)(external_node_path_default().join(parent, 'newtag-')).catch((error) => {
        throw new errors/* ActionError */.lZ('CONTEXT_INVALID', `No folder could be made in RUNNER_TEMP (${parent}). Check that it exists and can be written.`, { cause: error });
    });
    const removeNow = () => {
        (0,external_node_fs_.rmSync)(folder, { recursive: true, force: true });
    };
    process.on('exit', removeNow);
    try {
        return await work(folder);
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true, maxRetries: 3 }).catch((error) => {
            log.warning(`The temporary folder ${folder} could not be removed: ${String(error)}. Remove it.`);
        });
        process.off('exit', removeNow);
    }
}

;// CONCATENATED MODULE: ./src/wiring/index.ts



;// CONCATENATED MODULE: ./src/action/inputs.ts



function readRawInputs(secrets) {
    const raw = (0,table/* toRawInputs */.rU)(name => getInput(name));
    addTexts(table/* secretNames */.XG.map(name => raw[name]), secrets);
    return raw;
}
async function readInputs(raw, context, secrets) {
    const inputs = parseInputs(raw, context, { now: new Date(), list: await readImageList(raw.images) });
    const ofBuilds = inputs.images.filter(isBuildable).flatMap(({ build }) => build.secrets);
    addTexts(ofBuilds.flatMap(secret => (secret.kind === 'value' ? [secret.value] : [])), secrets);
    return inputs;
}
function addTexts(texts, secrets) {
    for (const text of texts) {
        const lines = text.split(/\r\n|\n|\r/).flatMap(line => [line, line.slice(line.indexOf('=') + 1)]);
        for (const part of [text, ...lines.map(line => line.trim()).filter(line => line.length >= 8)])
            secrets.add(part);
    }
}
function describeTask({ images, publish, remote }) {
    const names = images.map(image => isBuildable(image) ? (0,src_registry/* formatReference */.FH)({ name: image.repository.name, tag: image.tag.text }) : image.id);
    const what = names.join(', ');
    switch (publish) {
        case 'push':
            return `Deploy ${what} to ${remote.name}`;
        case 'none':
            return `Preview ${what} for ${remote.name}`;
        case 'workspace':
            return `Write ${what} into the workspace`;
    }
}

;// CONCATENATED MODULE: ./src/action/log.ts


function createActionsLog() {
    let open = 0;
    return {
        debug: message => {
            core_debug(message);
        },
        info: message => {
            info((0,log/* neutralizeCommands */.K)(message));
        },
        warning: message => {
            warning(message);
        },
        foreign: line => {
            info((0,log/* neutralizeCommands */.K)(line));
        },
        group: async (title, work) => {
            open += 1;
            if (open === 1)
                startGroup((0,log/* oneLine */.T)(title));
            else
                info((0,log/* neutralizeCommands */.K)(title));
            try {
                return await work();
            }
            finally {
                open -= 1;
                if (open === 0)
                    endGroup();
            }
        }
    };
}

;// CONCATENATED MODULE: ./src/errors/describe.ts

const shownErrors = 10;
function annotatedFailures(failure) {
    const { parts } = failure;
    return parts.length > 0 && parts.length <= shownErrors ? parts : [failure];
}
function describeFailure(error) {
    if (error instanceof errors/* ActionError */.lZ) {
        const { code, message, location, parts } = error;
        return { code, message, location, stack: causes(error), parts: parts.map(describeFailure) };
    }
    const message = error instanceof Error ? error.message : String(error);
    return {
        code: 'UNEXPECTED',
        message: `${message}. This is a bug in newtag, please report it with the log of a run with debug logging.`,
        location: undefined,
        stack: causes(error),
        parts: []
    };
}
function causes(error) {
    const stacks = [];
    for (let current = error; current instanceof Error && stacks.length < 5; current = current.cause) {
        stacks.push(current.stack ?? current.message);
    }
    return stacks.length === 0 ? undefined : stacks.join('\ncaused by ');
}

;// CONCATENATED MODULE: ./src/report/outputs.ts



const outputNames = (/* unused pure expression or super */ null && ([
    'outcome',
    'image',
    'tag',
    'digest',
    'image-ref',
    'previous-tag',
    'built',
    'images',
    'changed-files',
    'diff',
    'commit-sha',
    'commit-url',
    'attempts',
    'duration-ms'
]));
function renderOutputs(report) {
    const isMeant = ({ inEntry }) => inEntry === (report.outcome !== 'superseded');
    const first = report.images.find(isMeant) ?? report.images[0];
    const isDone = report.outcome !== 'failed' && report.outcome !== 'previewed';
    const changed = changedEntries(report.entries);
    return {
        outcome: report.outcome,
        image: first?.image ?? '',
        tag: first?.tag ?? '',
        digest: first?.digest ?? '',
        'image-ref': first === undefined ? '' : imageReference(first),
        'previous-tag': (0,log/* oneLine */.T)((changed[0] ?? report.entries[0])?.before.newTag ?? ''),
        built: String(report.images.some(({ built }) => built)),
        images: JSON.stringify(report.images.map(each => {
            const { image, tag, digest, built, inEntry } = each;
            return { image, tag, digest, ref: imageReference(each), built, deployed: isDone && inEntry };
        })),
        'changed-files': JSON.stringify(report.changedFiles),
        diff: report.diff,
        'commit-sha': report.commitSha,
        'commit-url': report.commitUrl,
        attempts: String(report.attempts),
        'duration-ms': String(Math.round(report.durationMs))
    };
}
function renderKept(report) {
    const [first, ...others] = newerEntries(report);
    return first && `${renderSuperseded(first)}${(0,errors_notice/* andOthers */.dI)(others.length)}.`;
}
function renderClosing(report, repository) {
    const files = [
        ...changedEntries(report.entries).map(renderEdit),
        ...newerEntries(report).map(renderSuperseded),
        ...unchangedEntries(report).map(renderUnchanged)
    ].map(line => `  ${line}`);
    switch (report.outcome) {
        case 'unchanged': {
            if (unchangedEntries(report).length > 0)
                return ['Unchanged: nothing was built or written.', ...files];
            const count = new Set(report.entries.map(({ path }) => path)).size;
            const images = report.images
                .filter(({ inEntry }) => inEntry)
                .map(imageReference)
                .join(', ');
            return [`Unchanged: all ${count} kustomization(s) already have ${images}; nothing was written.`];
        }
        case 'superseded':
            return ['Superseded: nothing to deploy, because what is deployed is newer:', ...files, wayBack];
        case 'previewed':
            return ['Preview, nothing was built, pushed or committed:', ...files];
        case 'written':
            return ['Written into the workspace, nothing was committed:', ...files];
        case 'deployed': {
            const where = report.commitUrl === '' ? report.commitSha : report.commitUrl;
            const kept = newerEntries(report).length;
            const note = kept === 0 ? '' : ` (${kept} newer left as it is)`;
            return [`Deployed with commit ${where} on ${report.branch} of ${repository}${note}`, ...files];
        }
        case 'failed':
            return [];
    }
}

;// CONCATENATED MODULE: ./src/report/markdown.ts
function code(text) {
    return `<code>${markdown_escape(text)}</code>`;
}
function markdown_escape(text) {
    return text
        .replace(/\p{Cc}+/gu, ' ')
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replace(/[\\`*_[\]|~]/g, character => `&#${character.charCodeAt(0)};`);
}
function quote(text) {
    return text.split('\n').map(markdown_escape).join('<br>');
}

;// CONCATENATED MODULE: ./src/report/summary.ts




const shownDiff = 60_000;
const shownRows = 200;
function renderSummary({ report, repository, failure }) {
    const { notices, entries, kept } = report;
    const changed = changedEntries(entries);
    const rows = changed.length > 0 ? changed : entries;
    return [
        `### ${headline(report, repository)}`,
        ...(failure === undefined ? [] : [renderFailure(failure)]),
        ...(rows.length + kept.length === 0 ? [] : [summary_table(rows, report)]),
        ...(report.outcome === 'superseded' ? [wayBack] : []),
        ...(notices.length === 0 ? [] : [warnings(notices)]),
        ...(report.rendered.length === 0 ? [] : [renderedTable(report.rendered)]),
        ...(isShown(report) ? [renderDiff(report.diff)] : []),
        details(report, repository)
    ].join('\n\n');
}
function renderEarlyFailure(failure) {
    return `### Not deployed\n\n${renderFailure(failure)}`;
}
function renderFailure({ code, message }) {
    return `> **${code}** ${quote(message)}`;
}
function headline({ outcome, images, kept }, repository) {
    const superseded = newerEntries({ kept });
    const changed = images.filter(each => each.changed);
    const named = changed.length > 0 ? changed : images;
    const [first] = named;
    const name = first !== undefined && named.length === 1 ? shortReference(first) : `${named.length} images`;
    switch (outcome) {
        case 'deployed':
            return `Deployed ${name} to ${markdown_escape(repository)}${superseded.length === 0 ? '' : `; ${superseded.length} newer left as it is`}`;
        case 'unchanged':
            return `Unchanged: ${markdown_escape(repository)} already has ${name}`;
        case 'superseded':
            return `Superseded: ${markdown_escape(repository)} keeps ${[...new Set(superseded.map(keptName))].slice(0, 3).join(', ')}`;
        case 'previewed':
            return `Preview: ${name} for ${markdown_escape(repository)}`;
        case 'written':
            return `Written into the workspace: ${name}`;
        case 'failed':
            return `Not deployed: ${name} to ${markdown_escape(repository)}`;
    }
}
function keptName(entry) {
    const { newTag = '', digest = '' } = entry.before;
    return `${code(runningName(entry))} ${code(shortTag(newTag) || digest.slice(0, 19))}, which is newer`;
}
function shortReference({ image, tag, digest }) {
    return `${code(image)} ${code(shortTag(tag) || digest.slice(0, 19))}`;
}
function summary_table(entries, report) {
    const rows = entries.slice(0, shownRows).map(entry => {
        const { path, before, after, fields, index } = entry;
        const name = code(entry.name) + renamed(entry);
        const note = before.digest !== undefined && after.digest === undefined ? ' (digest removed)' : '';
        const change = fields.length === 0
            ? `${version(after)} (no change)`
            : `${index === undefined ? '(new)' : version(before)} → ${version(after)}${note}`;
        return `| ${code(path)} | ${name} | ${change} |`;
    });
    const superseded = newerEntries(report)
        .slice(0, shownRows)
        .map(entry => {
        const newer = code(entry.commit.slice(0, 12));
        const kept = `kept: commit ${newer} is newer than ${code(entry.ours.slice(0, 12))}`;
        return `| ${code(entry.path)} | ${code(runningName(entry))} | ${version(entry.before)} (${kept}) |`;
    });
    const same = unchangedEntries(report)
        .slice(0, shownRows)
        .map(entry => {
        const kept = `kept: its sources have not changed since ${code(entry.since.slice(0, 12))}`;
        return `| ${code(entry.path)} | ${code(runningName(entry))} | ${version(entry.before)} (${kept}) |`;
    });
    const more = entries.length > shownRows ? [`| and ${entries.length - shownRows} more | | |`] : [];
    return ['| File | Image | Version |', '| --- | --- | --- |', ...rows, ...superseded, ...same, ...more].join('\n');
}
function renamed({ name, before, after }) {
    if (before.newName === after.newName)
        return after.newName === undefined ? '' : ` (${code(after.newName)})`;
    return ` (${code(before.newName ?? name)} → ${code(after.newName ?? name)})`;
}
function version(values) {
    const text = renderVersion(values);
    return text === '(no tag)' ? '(none)' : code(text);
}
function warnings(notices) {
    return notices
        .map(({ message, level }) => `> ${level === 'notice' || level === 'info' ? 'ℹ️' : '⚠️'} ${quote(message)}`)
        .join('\n>\n');
}
function renderedTable(files) {
    const rows = files.flatMap(({ path, images, skipped }) => {
        if (skipped !== undefined)
            return [`| ${code(path)} | ${markdown_escape(skipped)} |`];
        if (images.length === 0)
            return [`| ${code(path)} | no image changes in the manifests |`];
        return images.map(({ resource, from, to }) => {
            return `| ${code(path)} | ${code(resource)}: ${code(from)} → ${code(to)} |`;
        });
    });
    const shown = rows.slice(0, shownRows);
    const more = rows.length > shownRows ? [`| and ${rows.length - shownRows} more | |`] : [];
    return ['| File | Rendered manifests |', '| --- | --- |', ...shown, ...more].join('\n');
}
function isShown({ outcome, diff }) {
    return diff !== '' && (outcome === 'previewed' || outcome === 'written');
}
function renderDiff(diff) {
    const cut = diff.length > shownDiff ? `${diff.slice(0, shownDiff)}\n… (cut; the output diff has all of it)\n` : diff;
    const longest = Math.max(2, ...(cut.match(/`+/g) ?? []).map(run => run.length));
    const fence = '`'.repeat(longest + 1);
    return `${fence}diff\n${cut.replace(/\n$/, '').replaceAll('\r', '␍')}\n${fence}`;
}
function details(report, repository) {
    const { commitSha, commitUrl, branch } = report;
    const commit = commitUrl === '' ? code(commitSha.slice(0, 12)) : `[${code(commitSha.slice(0, 12))}](${commitUrl})`;
    const images = report.images
        .filter(({ held, built }) => held || built)
        .map(image => {
        const built = `built and pushed${renderFacts(image.facts)}${image.inEntry ? '' : ', not deployed'}`;
        const how = image.built ? built : 'already in the registry';
        return `- Image: ${code(imageReference(image))}, ${how}`;
    });
    const lines = [
        ...(commitSha === ''
            ? []
            : [`- Commit: ${commit} on ${code(branch)} of ${markdown_escape(repository)}${attempts(report)}`]),
        ...images.slice(0, shownRows),
        `- Time: ${(0,units/* renderDuration */.PP)(report.durationMs)}`
    ];
    return lines.join('\n');
}
function renderFacts(facts) {
    if (facts === undefined)
        return '';
    const { size, durationMs, steps } = facts;
    const what = `${size === undefined ? '' : `${(0,units/* renderBytes */.UP)(size)} `}in ${(0,units/* renderDuration */.PP)(durationMs)}`;
    return `: ${what}${steps.total === 0 ? '' : `, ${steps.cached} of ${steps.total} steps cached`}`;
}
function attempts({ attempts: count, contentionMs }) {
    if (count <= 1)
        return '';
    const lost = contentionMs === 0 ? '' : ` (${(0,units/* renderDuration */.PP)(contentionMs)} went to other writers)`;
    return `, landed at attempt ${count}${lost}`;
}
function shortTag(tag) {
    return /^[0-9a-f]{40,64}$/.test(tag) ? tag.slice(0, 12) : tag;
}

;// CONCATENATED MODULE: ./src/report/index.ts



;// CONCATENATED MODULE: ./src/action/write-report.ts




async function writeReport(report, writing) {
    const { repository, isOwn, log } = writing;
    const unwritten = setOutputs(renderOutputs(report));
    const problem = report.failure ?? unwritten;
    const failure = problem === undefined ? undefined : describeFailure(problem);
    const kept = renderKept(report);
    if (kept !== undefined)
        notice(kept);
    for (const notice of report.notices)
        warn(notice, isOwn, log);
    await writeSummary(renderSummary({ report, repository, failure }), writing);
    if (failure !== undefined) {
        annotate(failure, isOwn);
        return false;
    }
    for (const line of renderClosing(report, repository))
        log.info(line);
    return true;
}
async function writeEarlyFailure(error, writing) {
    const failure = describeFailure(error);
    annotate(failure, false);
    await writeSummary(renderEarlyFailure(failure), writing);
    setOutputs({ outcome: 'failed' });
}
function setOutputs(outputs) {
    try {
        for (const [name, value] of Object.entries(outputs))
            setOutput(name, value);
        return undefined;
    }
    catch (error) {
        const { code = '' } = error;
        const isFull = ['ENOSPC', 'EDQUOT'].includes(code);
        return new errors/* ActionError */.lZ(isFull ? 'STORAGE_FULL' : 'CONTEXT_INVALID', `The outputs of this step could not be written (${String(error)}); what was done is in the log above. ` +
            (isFull ? 'Free space on the runner before this step.' : 'Check that GITHUB_OUTPUT can be written.'), { cause: error });
    }
}
async function writeSummary(summary, { hasSummary, log }) {
    if (!hasSummary)
        return;
    try {
        await summary_summary.addRaw(summary, true).write();
    }
    catch (error) {
        log.warning(`The job summary could not be written: ${String(error)}`);
    }
}
function annotate(failure, isOwn) {
    if (failure.stack !== undefined)
        core_debug(failure.stack);
    for (const { code, message, location } of annotatedFailures(failure))
        error(message, { title: code, ...annotationAt(shown(location, isOwn)) });
}
function shown(location, isOwn) {
    return isOwn || location?.inSource === true ? location : undefined;
}
function warn({ message, location, level }, isOwn, log) {
    if (level === 'info') {
        log.info(message);
        return;
    }
    const show = level === 'notice' ? notice : warning;
    show(message, annotationAt(shown(location, isOwn)));
}
function annotationAt(location) {
    return {
        ...(location === undefined ? {} : { file: location.path }),
        ...(location?.line === undefined ? {} : { startLine: location.line }),
        ...(location?.column === undefined ? {} : { startColumn: location.column })
    };
}

;// CONCATENATED MODULE: ./src/action/main.ts










async function main() {
    process.env = { ...process.env };
    const log = createActionsLog();
    const life = watchLifetime(log);
    const hasSummary = (process.env.GITHUB_STEP_SUMMARY ?? '') !== '';
    try {
        const isGreen = await Promise.race([act(log, life, hasSummary), life.lost]);
        if (!isGreen)
            process.exitCode = 1;
    }
    catch (error) {
        await writeEarlyFailure(error, { hasSummary, log });
        process.exitCode = 1;
        if (life.isLost())
            process.exit();
    }
    finally {
        life.close();
    }
}
async function act(log, life, hasSummary) {
    const secrets = createSecrets(core_setSecret);
    const raw = readRawInputs(secrets);
    const context = readContext(process.env, file => (0,external_node_fs_.readFileSync)(file, 'utf8'));
    const inputs = await readInputs(raw, context, secrets);
    log.info(describeTask(inputs));
    const ended = await runOnce(inputs, context, { secrets, log, life });
    const thrown = life.thrown();
    const report = thrown === undefined ? ended : (await __nccwpck_require__.e(/* import() */ 82).then(__nccwpck_require__.bind(__nccwpck_require__, 8082))).withThrown(ended, thrown.error);
    const isOwn = inputs.publish === 'workspace' || isOwnRepository(inputs.remote, context);
    return await writeReport(report, { repository: inputs.remote.name, isOwn, hasSummary, log });
}
async function runOnce(inputs, context, { secrets, log, life }) {
    return await withTemporaryFolder(context.temporary, log, async (temporary) => {
        const system = createSystem({
            ...{ secrets, log, temporary },
            cancelled: life.ending,
            workspace: context.workspace,
            environment: process.env
        });
        const ports = createPorts(system, inputs, context);
        try {
            return await run(inputs, context, ports);
        }
        finally {
            await ports.builder.close().catch((error) => {
                log.debug(`What the builder kept could not be removed: ${String(error)}`);
            });
            life.end();
        }
    });
}

;// CONCATENATED MODULE: ./src/action/index.ts



/***/ }),

/***/ 5951:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   KG: () => (/* binding */ createLimit),
/* harmony export */   bB: () => (/* binding */ mapLimited),
/* harmony export */   bn: () => (/* binding */ allOf)
/* harmony export */ });
function createLimit(atOnce) {
    const waiting = [];
    let free = atOnce;
    return async (work) => {
        if (free > 0)
            free -= 1;
        else
            await new Promise(resolve => waiting.push(resolve));
        try {
            return await work();
        }
        finally {
            const next = waiting.shift();
            if (next === undefined)
                free += 1;
            else
                next();
        }
    };
}
async function mapLimited(items, atOnce, work) {
    const results = [];
    for (let start = 0; start < items.length; start += atOnce) {
        results.push(...(await allOf(items.slice(start, start + atOnce).map(work))));
    }
    return results;
}
async function allOf(promises) {
    await Promise.allSettled(promises);
    return await Promise.all(promises);
}


/***/ }),

/***/ 6919:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ memoize),
/* harmony export */   O: () => (/* binding */ once)
/* harmony export */ });
function once(make) {
    let made;
    return () => (made ??= { value: make() }).value;
}
function memoize(call) {
    const results = new Map();
    return (...args) => {
        const key = JSON.stringify(args);
        const result = results.get(key) ?? call(...args);
        results.set(key, result);
        return result;
    };
}


/***/ }),

/***/ 2890:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ fullJitter),
/* harmony export */   L: () => (/* binding */ retry)
/* harmony export */ });
async function retry(work, rule) {
    const { attempts, clock, until = Infinity } = rule;
    for (let attempt = 1;; attempt += 1) {
        const result = await work(attempt);
        if (attempt >= attempts || clock.now() >= until)
            return result;
        const wait = await rule.waitAfter(result, attempt);
        if (wait === undefined || clock.now() + wait >= until)
            return result;
        await clock.sleep(wait);
    }
}
function fullJitter(chance, firstMs, attempt) {
    return chance.random() * firstMs * 2 ** (attempt - 1);
}


/***/ }),

/***/ 8648:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ findBuildSource),
/* harmony export */   X: () => (/* binding */ workspacePath)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);


async function findBuildSource(workspace, inputs) {
    const context = node_path__WEBPACK_IMPORTED_MODULE_1___default().resolve(workspace, inputs.context);
    const file = inputs.file === undefined ? node_path__WEBPACK_IMPORTED_MODULE_1___default().join(context, 'Dockerfile') : node_path__WEBPACK_IMPORTED_MODULE_1___default().resolve(workspace, inputs.file);
    if (!(await is(context, 'directory'))) {
        return {
            kind: 'missing',
            missing: 'context',
            problem: `the build context ${inputs.context} is not a folder of the workspace.`
        };
    }
    if (!(await is(file, 'file'))) {
        const name = inputs.file ?? node_path__WEBPACK_IMPORTED_MODULE_1___default().posix.join(inputs.context, 'Dockerfile');
        return {
            kind: 'missing',
            missing: 'file',
            problem: `there is no Dockerfile at ${name} in the workspace.`
        };
    }
    const ignoreFile = `${inputs.file ?? node_path__WEBPACK_IMPORTED_MODULE_1___default().posix.join(inputs.context, 'Dockerfile')}.dockerignore`;
    const hasIgnoreFile = await is(`${file}.dockerignore`, 'file');
    return { kind: 'found', context, file, ignoreFile: hasIgnoreFile ? ignoreFile : undefined };
}
async function is(file, kind) {
    try {
        const stats = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(file);
        return kind === 'file' ? stats.isFile() : stats.isDirectory();
    }
    catch {
        return false;
    }
}
function workspacePath(file, workspace) {
    const relative = node_path__WEBPACK_IMPORTED_MODULE_1___default().relative(workspace, file);
    const isOutside = relative === '..' || relative.startsWith(`..${(node_path__WEBPACK_IMPORTED_MODULE_1___default().sep)}`) || node_path__WEBPACK_IMPORTED_MODULE_1___default().isAbsolute(relative);
    return isOutside ? undefined : relative.split((node_path__WEBPACK_IMPORTED_MODULE_1___default().sep)).join('/');
}


/***/ }),

/***/ 5848:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ repositoryUrl)
/* harmony export */ });
function repositoryUrl({ serverUrl, repository }) {
    return `${serverUrl}/${repository}`;
}


/***/ }),

/***/ 2600:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   WN: () => (/* binding */ cancellation),
/* harmony export */   iB: () => (/* binding */ isCancellation),
/* harmony export */   kg: () => (/* binding */ combine),
/* harmony export */   lZ: () => (/* binding */ ActionError)
/* harmony export */ });
/* unused harmony export errorCodes */
const errorCodes = (/* unused pure expression or super */ null && ([
    'INPUT_INVALID',
    'CONTEXT_INVALID',
    'IMAGE_NOT_FOUND',
    'REGISTRY_DENIED',
    'REGISTRY_UNAVAILABLE',
    'CREDENTIAL_HELPER_FAILED',
    'DOCKER_MISSING',
    'DOCKER_UNREACHABLE',
    'BUILDX_MISSING',
    'CONTEXT_NOT_FOUND',
    'DOCKERFILE_NOT_FOUND',
    'SOURCE_MISMATCH',
    'BUILDAH_MISSING',
    'BUILDER_UNAVAILABLE',
    'BUILDER_UNSUPPORTED',
    'BUILD_SECRET_MISSING',
    'DOCKERFILE_INVALID',
    'BUILD_FILE_NOT_FOUND',
    'BUILD_STEP_FAILED',
    'BASE_IMAGE_UNAVAILABLE',
    'BUILD_FAILED',
    'CACHE_EXPORT_FAILED',
    'IMAGE_PUSH_DENIED',
    'IMAGE_PUSH_FAILED',
    'IMAGE_REPOSITORY_MISSING',
    'IMAGE_TAG_IMMUTABLE',
    'IMAGE_TOO_LARGE',
    'DIGEST_UNKNOWN',
    'DIGEST_MISMATCH',
    'KUSTOMIZATION_NOT_FOUND',
    'KUSTOMIZATION_AMBIGUOUS',
    'PATH_NOT_ALLOWED',
    'YAML_INVALID',
    'NOT_A_KUSTOMIZATION',
    'ENTRY_NOT_FOUND',
    'ENTRY_AMBIGUOUS',
    'EDIT_REFUSED',
    'EDIT_NOT_PROVEN',
    'KUSTOMIZE_MISSING',
    'KUSTOMIZE_FAILED',
    'RENDER_UNEXPECTED',
    'WORKSPACE_FAILED',
    'GIT_MISSING',
    'GIT_UNREACHABLE',
    'GIT_FAILED',
    'TLS_FAILED',
    'HOST_KEY_UNKNOWN',
    'PROXY_REFUSED',
    'AUTH_FAILED',
    'ACCESS_RESTRICTED',
    'REPOSITORY_NOT_FOUND',
    'REPOSITORY_MOVED',
    'REPOSITORY_READ_ONLY',
    'STORAGE_FULL',
    'BRANCH_NOT_FOUND',
    'PUSH_DENIED',
    'BRANCH_PROTECTED',
    'PUSH_REJECTED',
    'PUSH_CONFLICT',
    'CANCELLED'
]));
class ActionError extends Error {
    name = 'ActionError';
    code;
    location;
    parts;
    constructor(code, message, options = {}) {
        super(message, 'cause' in options ? { cause: options.cause } : undefined);
        this.code = code;
        this.location = options.location;
        this.parts = options.parts ?? [];
    }
}
function combine(failures) {
    const [first] = failures;
    if (failures.length === 1)
        return first;
    const parts = failures.flatMap(each => (each.parts.length === 0 ? [each] : each.parts));
    const message = parts.map(each => `- ${each.message}`).join('\n');
    return new ActionError(first.code, message, { cause: first, location: first.location, parts });
}
function isCancellation(error) {
    return error instanceof ActionError && error.code === 'CANCELLED';
}
function cancellation() {
    return new ActionError('CANCELLED', 'The run was cancelled; what was under way has been stopped.');
}


/***/ }),

/***/ 263:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   SC: () => (/* binding */ noticeAt),
/* harmony export */   dI: () => (/* binding */ andOthers),
/* harmony export */   lm: () => (/* binding */ notice)
/* harmony export */ });
function notice(message, location, level) {
    return { message, location, ...(level && { level }) };
}
function noticeAt(location, sentence, level) {
    const { path, line } = location;
    return notice(`${path}${line === undefined ? '' : `:${line}`}: ${sentence}`, location, level);
}
function andOthers(count, [one, many] = ['entry', 'entries']) {
    return count === 0 ? '' : `; the same goes for ${count} more ${count === 1 ? one : many}`;
}


/***/ }),

/***/ 1246:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ failure),
/* harmony export */   k: () => (/* binding */ success)
/* harmony export */ });
function success(value) {
    return { ok: true, value };
}
function failure(problem) {
    return { ok: false, problem };
}


/***/ }),

/***/ 6812:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Bg: () => (/* binding */ commitUrl),
/* harmony export */   M8: () => (/* binding */ parseRemote),
/* harmony export */   RB: () => (/* binding */ sameRepository),
/* harmony export */   w4: () => (/* binding */ hostOf)
/* harmony export */ });
/* harmony import */ var _errors_result_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1246);

const scpForm = /^(\w[\w.-]*@)?([A-Za-z0-9][\w.-]*):(?!\/\/)(\S+)$/;
function parseRemote(text, serverUrl) {
    if (/[\s\p{Cc}]/u.test(text))
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V)('has white space or control characters in it');
    if (/^\w[\w.-]*\/\w[\w.-]*$/.test(text)) {
        return parseUrl(new URL(`${serverUrl}/${text.replace(/\.git$/, '')}`), text, serverUrl);
    }
    const [, user, host = '', path = ''] = scpForm.exec(text) ?? [];
    if (user !== undefined) {
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_0__/* .success */ .k)({
            ...{ url: text, name: text, origin: undefined, protocol: 'ssh' },
            webUrl: webUrl(host, path, serverUrl)
        });
    }
    if (!/^[a-z]+:\/\//.test(text) || !URL.canParse(text)) {
        return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V)('is neither owner/name nor a clone URL (https://…, ssh://…, git@host:…, git://…, file:///…)');
    }
    return parseUrl(new URL(text), text, serverUrl);
}
function parseUrl(url, name, serverUrl) {
    const ok = (remote) => (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_0__/* .success */ .k)({ url: url.href, name, origin: undefined, webUrl: undefined, ...remote });
    switch (url.protocol) {
        case 'https:':
        case 'http:': {
            if (url.username !== '' || url.password !== '')
                return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V)('holds a credential; remove it from the URL and give it as the input `token`');
            if (url.search !== '' || url.hash !== '')
                return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V)('has a query or a fragment');
            const page = `${url.origin}/${pathOf(url.pathname)}`;
            const protocol = url.protocol === 'https:' ? 'https' : 'http';
            return ok({ origin: url.origin, webUrl: page, protocol });
        }
        case 'ssh:':
            if (url.password !== '')
                return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V)('holds a password; use a key instead');
            if (url.hostname.startsWith('-'))
                return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V)('has a host that starts with a dash');
            return ok({ webUrl: webUrl(url.hostname, url.pathname, serverUrl), protocol: 'ssh' });
        case 'git:':
            return ok({ protocol: 'git' });
        case 'file:':
            return ok({ url: name, protocol: 'file' });
        default:
            return (0,_errors_result_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V)(`uses ${url.protocol}//, which is not one of https, http, ssh, git and file`);
    }
}
function webUrl(host, path, serverUrl) {
    const hostname = webHost(host.toLowerCase());
    if (hostname === new URL(serverUrl).hostname)
        return `${serverUrl}/${pathOf(path)}`;
    const hosts = ['github.com', 'gitlab.com', 'bitbucket.org', 'codeberg.org'];
    return hosts.includes(hostname) ? `https://${hostname}/${pathOf(path)}` : undefined;
}
function webHost(host) {
    return /^(?:ssh\.github\.com|altssh\.gitlab\.com|altssh\.bitbucket\.org)$/.test(host)
        ? host.replace(/^\w+\./, '')
        : host;
}
function pathOf(pathname) {
    return pathname.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
}
function commitUrl(remote, commit) {
    if (remote.webUrl === undefined)
        return '';
    const host = new URL(remote.webUrl).hostname;
    if (host === 'bitbucket.org')
        return `${remote.webUrl}/commits/${commit}`;
    if (/(^|\.)gitlab\./.test(host))
        return `${remote.webUrl}/-/commit/${commit}`;
    return `${remote.webUrl}/commit/${commit}`;
}
function sameRepository(address, repository) {
    const [one, other] = [address, repository].map(splitAddress);
    if (!one?.path || !other?.path)
        return undefined;
    if (one.host !== other.host)
        return one.isAlias ? undefined : false;
    return `${one.path}/`.startsWith(`${other.path}/`);
}
function hostOf(address) {
    return splitAddress(address)?.host ?? '';
}
function splitAddress(text) {
    const [, user, scpHost = '', scpPath = ''] = scpForm.exec(text) ?? [];
    const isScp = user !== undefined || scpHost.includes('.');
    const address = isScp ? `ssh://${scpHost}/${scpPath}` : text.replace(/^git\+/, '');
    if (!URL.canParse(address))
        return undefined;
    const { protocol, hostname, pathname } = new URL(address.toLowerCase());
    if (hostname === '')
        return undefined;
    const isAlias = protocol === 'ssh:' && !/\.(?:[a-z]+|xn--[a-z0-9-]+|\d+)$/.test(hostname);
    const path = pathname.replace(/^\/+|\/+$/g, '').replace(/\.git(?=\/|$)/, '');
    return { host: webHost(hostname), path, isAlias };
}


/***/ }),

/***/ 4718:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  MT: () => (/* reexport */ branch_name/* branchProblem */.M),
  Bg: () => (/* reexport */ address/* commitUrl */.Bg),
  lD: () => (/* reexport */ createGit),
  Ri: () => (/* reexport */ createGitRemote),
  hl: () => (/* reexport */ createObjects),
  e4: () => (/* reexport */ decodeName),
  yY: () => (/* reexport */ defaultIdentity),
  GW: () => (/* reexport */ fetchCommand),
  Pu: () => (/* reexport */ findOnBranch),
  av: () => (/* reexport */ initializeDirectory),
  dR: () => (/* reexport */ isFinal),
  L5: () => (/* reexport */ parseCommit),
  M8: () => (/* reexport */ address/* parseRemote */.M8),
  Ev: () => (/* reexport */ parseTreeListing),
  kN: () => (/* reexport */ readCommit),
  RB: () => (/* reexport */ address/* sameRepository */.RB),
  jV: () => (/* reexport */ tokenProblem)
});

// EXTERNAL MODULE: ./src/text/branch-name.ts
var branch_name = __nccwpck_require__(783);
// EXTERNAL MODULE: ./src/git/address.ts
var address = __nccwpck_require__(6812);
;// CONCATENATED MODULE: ./src/git/commands.ts
function fetchCommand({ refspecs, depth, filter, ...options }) {
    return [
        ...(options.tellsHaves === true ? [] : ['-c', 'fetch.negotiationAlgorithm=noop']),
        'fetch',
        ...(depth === undefined ? [] : [`--depth=${depth}`]),
        ...['--no-tags', '--recurse-submodules=no'],
        ...(options.writesFetchHead === true ? [] : ['--no-write-fetch-head']),
        ...(filter === undefined ? [] : [`--filter=${filter}`]),
        ...(refspecs === undefined ? ['--stdin', 'origin'] : ['origin', ...refspecs])
    ];
}
async function readBatch(git, names) {
    if (names.length === 0)
        return [];
    const output = await git.run(['cat-file', '--batch'], { input: `${names.join('\n')}\n` });
    const objects = [];
    for (let start = 0; start < output.length;) {
        const end = output.indexOf(10, start);
        const head = output.subarray(start, end).toString('latin1');
        start = end + 1;
        const [, oid = '', type = '', size] = /^([0-9a-f]{40,64}) (\w+) (\d+)$/.exec(head) ?? [];
        if (size === undefined) {
            objects.push(undefined);
            continue;
        }
        objects.push({ oid, type, content: output.subarray(start, start + Number(size)) });
        start += Number(size) + 1;
    }
    return objects;
}
function parseTreeListing(output) {
    const entries = [];
    for (let start = 0; start < output.length;) {
        const end = output.indexOf(0, start);
        const line = output.subarray(start, end);
        start = end + 1;
        const path = decodeName(line.subarray(line.indexOf(9) + 1));
        if (path !== undefined)
            entries.push({ mode: line.subarray(0, 6).toString('latin1'), path });
    }
    return entries;
}
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
function decodeName(name) {
    try {
        return decoder.decode(name);
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./src/system/loopback.ts + 1 modules
var loopback = __nccwpck_require__(3951);
;// CONCATENATED MODULE: ./src/git/credentials.ts

const variable = 'NEWTAG_AUTHORIZATION';
const emptyVariable = 'NEWTAG_NONE';
function authentication(remote, token) {
    if (token === '' || remote.origin === undefined)
        return { args: [], env: {}, secrets: [] };
    const user = new URL(remote.origin).hostname === 'bitbucket.org' ? 'x-token-auth' : 'x-access-token';
    const basic = Buffer.from(`${user}:${token}`).toString('base64');
    const key = `http.${remote.url}.extraheader`;
    return {
        args: [`--config-env=${key}=${emptyVariable}`, `--config-env=${key}=${variable}`],
        env: { [emptyVariable]: '', [variable]: `Authorization: Basic ${basic}` },
        secrets: [token, basic]
    };
}
function tokenProblem(remote, token, serverUrl) {
    if (token === '' || remote.origin === undefined)
        return undefined;
    if (remote.origin !== serverUrl && token.startsWith('ghs_')) {
        const isSameHost = new URL(remote.origin).hostname === new URL(serverUrl).hostname;
        const advice = isSameHost ? `write repository with ${serverUrl}` : 'set token to one of that host';
        return `is a token of ${serverUrl}, and repository is on ${remote.origin}; ${advice}`;
    }
    if (remote.protocol === 'http' && !(0,loopback/* isLoopback */.U)(new URL(remote.origin).hostname)) {
        return `would be sent unencrypted to ${remote.origin}; use https`;
    }
    return undefined;
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __nccwpck_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
var external_node_path_default = /*#__PURE__*/__nccwpck_require__.n(external_node_path_);
// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __nccwpck_require__(2600);
;// CONCATENATED MODULE: ./src/git/storage-full.ts

function runnerFull(words, cause) {
    return new errors/* ActionError */.lZ('STORAGE_FULL', `The disk of this runner is full: Git could not store what it made or fetched (${words}). ` +
        'Free space before this step, or use a runner with a larger disk.', { cause });
}
async function withRoom(work) {
    try {
        return await work();
    }
    catch (error) {
        const code = error instanceof Error && 'code' in error ? error.code : undefined;
        if (code === 'ENOSPC' || code === 'EDQUOT')
            throw runnerFull(String(error), error);
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/git/directory.ts



async function initializeDirectory(directory, url, format = 'sha1') {
    await withRoom(() => writeFiles(directory, url, format));
}
async function writeFiles(directory, url, format) {
    for (const folder of ['objects', 'refs'])
        await (0,promises_.mkdir)(external_node_path_default().join(directory, folder), { recursive: true, mode: 0o700 });
    await (0,promises_.writeFile)(external_node_path_default().join(directory, 'HEAD'), 'ref: refs/heads/none\n');
    const config = [
        '[core]\n\trepositoryFormatVersion = 1\n\tbare = true\n\thooksPath = /dev/null\n\tfsmonitor = false\n\taskPass =',
        `[extensions]\n\tobjectFormat = ${format}`,
        `[remote "origin"]\n\turl = ${quote(url)}`,
        '[credential]\n\thelper =',
        '[gc]\n\tauto = 0\n[maintenance]\n\tauto = false',
        '[push]\n\tgpgSign = false\n\trecurseSubmodules = no\n\tfollowTags = false',
        '[http]\n\tfollowRedirects = false\n\tlowSpeedLimit = 1\n\tlowSpeedTime = 30',
        '[protocol "ext"]\n\tallow = never'
    ];
    await (0,promises_.writeFile)(external_node_path_default().join(directory, 'config'), `${config.join('\n')}\n`, { mode: 0o600 });
}
function quote(value) {
    return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

;// CONCATENATED MODULE: ./src/git/failure/kinds.ts
function isFinal({ kind }) {
    return kind !== 'race' && kind !== 'transient' && kind !== 'other';
}

// EXTERNAL MODULE: ./src/system/process.ts + 4 modules
var process = __nccwpck_require__(9767);
// EXTERNAL MODULE: ./src/system/program-errors.ts
var program_errors = __nccwpck_require__(293);
// EXTERNAL MODULE: ./src/system/environment.ts
var environment = __nccwpck_require__(9364);
;// CONCATENATED MODULE: ./src/git/environment.ts

const keptGitVariables = new Set([
    'GIT_SSH',
    'GIT_SSH_COMMAND',
    'GIT_SSH_VARIANT',
    'GIT_SSL_CAINFO',
    'GIT_SSL_CAPATH',
    'GIT_SSL_CERT',
    'GIT_SSL_KEY',
    'GIT_PROXY_COMMAND',
    'GIT_EXEC_PATH',
    'GIT_CONFIG_GLOBAL',
    'GIT_CONFIG_SYSTEM',
    'GIT_CONFIG_NOSYSTEM'
]);
function gitEnvironment(env) {
    const result = (0,environment/* childEnvironment */.Q)(env);
    for (const name of Object.keys(result)) {
        const foreign = name.startsWith('GIT_') && !keptGitVariables.has(name);
        if (foreign || name === 'SSH_ASKPASS' || name.startsWith('ACTIONS_') || name === 'LANGUAGE') {
            Reflect.deleteProperty(result, name);
        }
    }
    return {
        ...result,
        LC_ALL: 'C',
        GIT_TERMINAL_PROMPT: '0',
        GIT_LITERAL_PATHSPECS: '1',
        GCM_INTERACTIVE: 'Never'
    };
}

;// CONCATENATED MODULE: ./src/git/git.ts





function createGit({ processes, env }, directory) {
    const ownEnvironment = gitEnvironment(env);
    const start = async (command, { args = [], ...rest }) => await processes
        .run('git', [`--git-dir=${directory}`, ...args, ...command], {
        ...rest,
        env: { ...ownEnvironment, ...rest.env }
    })
        .catch(missing);
    return {
        try: async (command, options = {}) => {
            const result = await start(command, options);
            const { ending, stderr } = result;
            return ending === undefined ? result : { ...result, stderr: `${stderr}\nfatal: git ${ending}\n` };
        },
        run: async (command, options = {}) => {
            const result = await start(command, options);
            const { stdout, stderr } = result;
            if (result.exitCode !== 0) {
                if (await isDiskFull(stderr))
                    throw runnerFull(stderr.trim());
                throw new errors/* ActionError */.lZ('GIT_FAILED', `\`git ${command[0] ?? ''}\` ${(0,process/* describeEnd */.l)(result)}: ${stderr.trim() || 'no message'}. ` +
                    'If the reason is not clear from this, please report it.');
            }
            return stdout;
        }
    };
}
const missing = (0,program_errors/* orMissing */.Mr)('GIT_MISSING', {
    instead: 'Install Git 2.31 or newer on the runner; GitHub-hosted runners have it.'
});
async function isDiskFull(stderr) {
    const { explainGitFailure } = await __nccwpck_require__.e(/* import() */ 520).then(__nccwpck_require__.bind(__nccwpck_require__, 4520));
    return explainGitFailure('', stderr).kind === 'runner-full';
}

;// CONCATENATED MODULE: ./src/git/objects/commit-object.ts
async function readCommit(git, commit) {
    return parseCommit((await git.run(['cat-file', 'commit', commit])).toString());
}
function parseCommit(text) {
    const end = text.indexOf('\n\n');
    const headers = end === -1 ? text : text.slice(0, end);
    return {
        tree: /^tree ([0-9a-f]+)$/m.exec(headers)?.[1] ?? '',
        parents: [...headers.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent = '']) => parent),
        author: parseSignature(headers, 'author'),
        committer: parseSignature(headers, 'committer'),
        message: end === -1 ? '' : text.slice(end + 2)
    };
}
function parseSignature(headers, role) {
    const [, name = ''] = new RegExp(`^${role} (.*) <.*$`, 'm').exec(headers) ?? [];
    const [, person = '', seconds, zone = ''] = new RegExp(`^${role} (.*) (\\d+) ([+-]\\d{4})$`, 'm').exec(headers) ?? [];
    return { name, person, time: seconds === undefined ? '' : rfc3339(Number(seconds), zone) };
}
function rfc3339(seconds, zone) {
    const offset = (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3)));
    const date = new Date((seconds + offset * 60) * 1_000);
    if (Number.isNaN(date.getTime()))
        return '';
    return `${date.toISOString().slice(0, 19)}${zone.slice(0, 3)}:${zone.slice(3)}`;
}

;// CONCATENATED MODULE: ./src/git/objects/history.ts


const depths = [200, 2_000, 20_000];
async function findOnBranch(git, remote, tip, commits, until) {
    const bases = (await Promise.all(commits.map(async (commit) => (await readCommit(git, commit)).parents))).flat();
    for (const depth of [0, ...depths]) {
        if (depth > 0) {
            const command = fetchCommand({ depth, filter: 'tree:0', refspecs: [tip], tellsHaves: true });
            await remote.read(command, { until });
        }
        const reachable = new Set((await git.run(['rev-list', tip])).toString().trim().split('\n'));
        const arrived = commits.find(commit => reachable.has(commit));
        if (arrived !== undefined || bases.every(base => reachable.has(base)))
            return arrived;
        const { parents } = await readCommit(git, tip);
        const isNear = (base) => reachable.has(base) || parents.includes(base);
        if (parents.length === 1 && bases.every(isNear))
            return undefined;
        if (reachable.size < depth)
            return undefined;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./src/git/objects/trees.ts


const treeMode = /^0?40000$/;
function createTrees(git, fetch) {
    const cache = new Map();
    const load = async (names) => {
        const wanted = [...new Set(names)].filter(name => !cache.has(name));
        const objects = await readBatch(git, wanted);
        wanted.forEach((name, index) => {
            const object = objects[index];
            if (object?.type !== 'tree')
                return;
            const tree = createTree(parseTree(object.content, object.oid.length / 2));
            cache.set(object.oid, tree);
            cache.set(name, tree);
        });
    };
    const need = async (oid) => {
        await load([oid]);
        if (!cache.has(oid)) {
            await fetch([oid]);
            await load([oid]);
        }
        const tree = cache.get(oid);
        if (tree === undefined)
            throw new Error(`The tree ${oid} could not be read`);
        return tree;
    };
    return {
        readFolders: async (commit, folders) => {
            const root = `${commit}^{tree}`;
            const all = [...new Set(folders.flatMap(folder => [...foldersOf(folder), folder]))]
                .filter(folder => folder !== '')
                .sort((a, b) => depthOf(a) - depthOf(b));
            await load([root, ...all.filter(folder => !folder.includes('\n')).map(folder => `${commit}:${folder}`)]);
            const top = cache.get(root) ?? (await need((await readCommit(git, commit)).tree));
            const result = new Map([['', { path: '', ...top }]]);
            for (const folder of all) {
                const item = findItem(result, folder);
                if (item !== undefined && isTree(item))
                    result.set(folder, { path: folder, ...(await need(item.oid)) });
            }
            return result;
        }
    };
}
function createTree(items) {
    let index;
    return {
        items,
        find: name => {
            index ??= new Map(items.map(item => [item.name.toString('latin1'), item]));
            return index.get(Buffer.from(name).toString('latin1'));
        }
    };
}
function depthOf(folder) {
    return folder === '' ? 0 : folder.split('/').length;
}
function findItem(trees, path) {
    const slash = path.lastIndexOf('/');
    return trees.get(slash === -1 ? '' : path.slice(0, slash))?.find(path.slice(slash + 1));
}
function foldersOf(path) {
    const folders = [];
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1))
        folders.push(path.slice(0, at));
    return folders;
}
function isTree({ mode }) {
    return treeMode.test(mode);
}
function parseTree(content, oidBytes) {
    const items = [];
    for (let start = 0; start < content.length;) {
        const space = content.indexOf(32, start);
        const zero = content.indexOf(0, space);
        const end = zero + 1 + oidBytes;
        items.push({
            mode: content.subarray(start, space).toString('latin1'),
            name: content.subarray(space + 1, zero),
            oid: content.subarray(zero + 1, end).toString('hex')
        });
        start = end;
    }
    return items;
}
function renderTree(items) {
    return Buffer.concat(items.flatMap(({ mode, name, oid }) => [
        Buffer.from(`${mode} `),
        name,
        Buffer.from([0]),
        Buffer.from(oid, 'hex')
    ]));
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __nccwpck_require__(7598);
;// CONCATENATED MODULE: external "node:zlib"
const external_node_zlib_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");
;// CONCATENATED MODULE: ./src/git/objects/pack.ts


function objectId({ type, content }, format) {
    return (0,external_node_crypto_.createHash)(format).update(`${type} ${content.length}\0`).update(content).digest('hex');
}
const types = { commit: 1, tree: 2, blob: 3 };
function packObjects(objects, format) {
    const head = Buffer.alloc(12);
    head.write('PACK', 'latin1');
    head.writeUInt32BE(2, 4);
    head.writeUInt32BE(objects.length, 8);
    const body = objects.flatMap(({ type, content }) => [
        entryHead(types[type], content.length),
        (0,external_node_zlib_namespaceObject.deflateSync)(content, { level: 1 })
    ]);
    const pack = Buffer.concat([head, ...body]);
    return Buffer.concat([pack, (0,external_node_crypto_.createHash)(format).update(pack).digest()]);
}
function entryHead(type, size) {
    const bytes = [(type << 4) | (size & 15)];
    for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
        bytes.push(rest & 127);
    }
    return Buffer.from(bytes.map((byte, index) => (index < bytes.length - 1 ? byte | 128 : byte)));
}

;// CONCATENATED MODULE: ./src/git/objects/commit.ts



async function writeCommit(git, trees, commit) {
    const { parent, files, text } = commit;
    const format = parent.length === 64 ? 'sha256' : 'sha1';
    const onPaths = await trees.readFolders(parent, files.flatMap(file => foldersOf(file.path)));
    const objects = new Map();
    const add = object => {
        const id = objectId(object, format);
        objects.set(id, object);
        return id;
    };
    const replaced = new Map(files.map(({ path, content }) => [path, add({ type: 'blob', content })]));
    const root = rewriteTrees(onPaths, replaced, add);
    const id = add({ type: 'commit', content: renderCommit(root, parent, text, commit.time) });
    await git.run(['index-pack', '--stdin'], { input: packObjects([...objects.values()], format) });
    await proveCommit(git, parent, id, replaced);
    return id;
}
function rewriteTrees(onPaths, replacedFiles, add) {
    const bytes = (name) => Buffer.from(name).toString('latin1');
    const replaced = new Map([...replacedFiles].map(([file, oid]) => [bytes(file), oid]));
    const times = new Map();
    for (const { path: folder, items } of [...onPaths.values()].sort((a, b) => depthOf(b.path) - depthOf(a.path))) {
        const prefix = folder === '' ? '' : `${bytes(folder)}/`;
        const content = renderTree(items.map(item => {
            const path = prefix + item.name.toString('latin1');
            const oid = replaced.get(path);
            if (oid !== undefined)
                times.set(path, (times.get(path) ?? 0) + 1);
            return { ...item, oid: oid ?? item.oid };
        }));
        replaced.set(bytes(folder), add({ type: 'tree', content }));
    }
    const isOnce = [...replaced.keys()].every(path => path === '' || times.get(path) === 1);
    if (!isOnce)
        throw notProven(replacedFiles.size);
    return replaced.get('') ?? '';
}
function renderCommit(tree, parent, text, time) {
    const person = ({ name, email }) => `${name} <${email}> ${time} +0000`;
    const message = text.message.endsWith('\n') ? text.message : `${text.message}\n`;
    const head = [
        `tree ${tree}`,
        `parent ${parent}`,
        `author ${person(text.author)}`,
        `committer ${person(text.committer)}`
    ];
    return Buffer.from(`${head.join('\n')}\n\n${message}`);
}
async function proveCommit(git, parent, commit, replaced) {
    const output = (await git.run(['diff-tree', '-r', '-t', '-z', '--no-renames', parent, commit])).toString();
    const fields = output.split('\0');
    const folders = new Set([...replaced.keys()].flatMap(foldersOf));
    const files = new Set();
    let meant = true;
    for (let index = 0; index + 1 < fields.length; index += 2) {
        const [oldMode, newMode, , oid, status] = (fields[index] ?? '').slice(1).split(' ');
        const file = fields[index + 1] ?? '';
        if (oldMode !== newMode || status !== 'M')
            meant = false;
        else if (newMode === '040000')
            meant &&= folders.has(file);
        else if (replaced.get(file) === oid)
            files.add(file);
        else
            meant = false;
    }
    if (meant && files.size === replaced.size)
        return;
    throw notProven(replaced.size);
}
function notProven(count) {
    return new errors/* ActionError */.lZ('EDIT_NOT_PROVEN', `The commit would change other things than the ${count} file(s) that were meant, so it was not made. ` +
        'Please report this with the layout of the repository; `git fsck` may say more.');
}

;// CONCATENATED MODULE: ./src/git/objects/listing.ts


const argumentsLimit = 200_000;
async function listFiles(git, trees, commit, prefixes) {
    if (prefixes.includes(''))
        return await listDeep(git, commit, []);
    const read = await trees.readFolders(commit, prefixes);
    const above = prefixes.flatMap(foldersOf);
    const shallow = [];
    const deep = [];
    for (const path of new Set([...above, ...prefixes])) {
        const item = findItem(read, path);
        if (item !== undefined)
            shallow.push({ path, mode: modeOf(item) });
    }
    for (const prefix of prefixes) {
        const folder = read.get(prefix);
        if (folder === undefined)
            continue;
        if (folder.items.some(isTree))
            deep.push(prefix);
        else
            shallow.push(...filesIn(folder));
    }
    const lists = await Promise.all(chunks(deep).map(paths => listDeep(git, commit, paths)));
    return [...shallow, ...lists.flat()];
}
function modeOf({ mode }) {
    return mode.padStart(6, '0');
}
function filesIn({ path, items }) {
    return items.flatMap(item => {
        const name = decodeName(item.name);
        return name === undefined ? [] : [{ path: `${path}/${name}`, mode: modeOf(item) }];
    });
}
function chunks(paths) {
    const result = [];
    let size = Infinity;
    for (const path of paths) {
        size += path.length + 1;
        if (size > argumentsLimit) {
            result.push([]);
            size = path.length;
        }
        result.at(-1)?.push(path);
    }
    return result;
}
async function listDeep(git, commit, paths) {
    return parseTreeListing(await git.run(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...paths]));
}

;// CONCATENATED MODULE: ./src/git/objects/objects.ts





function createObjects({ git, fetch }) {
    const trees = createTrees(git, fetch);
    const blobs = createBlobs(git, fetch);
    return {
        list: (commit, prefixes) => listFiles(git, trees, commit, prefixes),
        commit: (parent, files, text, time) => writeCommit(git, trees, { parent, files, text, time }),
        read: async (commit, paths) => {
            const onPaths = await trees.readFolders(commit, paths.flatMap(foldersOf));
            const oids = new Map(paths.flatMap(path => {
                const item = findItem(onPaths, path);
                return item === undefined ? [] : [[path, item.oid]];
            }));
            const contents = await blobs([...new Set(oids.values())]);
            return new Map([...oids].flatMap(([path, oid]) => {
                const content = contents.get(oid);
                return content === undefined ? [] : [[path, content]];
            }));
        }
    };
}
function moved() {
    return new errors/* ActionError */.lZ('GIT_UNREACHABLE', 'The branch moved while its files were read, and the server gives no others than those of its tip. Run the job again.');
}
function createBlobs(git, fetch) {
    const cache = new Map();
    let isEmpty = true;
    const load = async (oids) => {
        const objects = await readBatch(git, oids.filter(oid => !cache.has(oid)));
        for (const object of objects)
            if (object?.type === 'blob')
                cache.set(object.oid, object.content);
    };
    return async (oids) => {
        if (!isEmpty)
            await load(oids);
        const missing = oids.filter(oid => !cache.has(oid));
        if (missing.length > 0) {
            await fetch(missing);
            await load(missing);
            isEmpty = false;
            if (missing.some(oid => !cache.has(oid)))
                throw moved();
        }
        return cache;
    };
}

// EXTERNAL MODULE: ./src/async/retry.ts
var retry = __nccwpck_require__(2890);
;// CONCATENATED MODULE: ./src/git/transport.ts


const readAttempts = 3;
const firstDelayMs = 1_000;
const promisor = ['-c', 'remote.origin.promisor=true', '-c', 'remote.origin.partialCloneFilter=blob:none'];
function createGitRemote(system, { git, remote, token, tokenOrigin, timeoutMs, branch }) {
    const { clock, secrets } = system;
    const login = authentication(remote, token);
    for (const secret of login.secrets)
        secrets.add(secret);
    const deadlineOf = (until) => Math.min(until ?? Infinity, clock.now() + timeoutMs);
    const run = async (command, deadline, { input, withoutFilter = false }) => {
        const result = await git.try(command, {
            args: [...(withoutFilter ? [] : promisor), ...login.args],
            env: login.env,
            timeoutMs: Math.max(1, deadline - clock.now()),
            ...(input === undefined ? {} : { input })
        });
        if (result.exitCode === 0)
            return { ok: true, result };
        const { explainGitFailure } = await __nccwpck_require__.e(/* import() */ 520).then(__nccwpck_require__.bind(__nccwpck_require__, 4520));
        return { ok: false, failure: explainGitFailure(result.stdout.toString(), result.stderr, secrets.hide) };
    };
    const server = {
        retryAfterMs: async ({ busy }, service) => {
            if (!busy)
                return undefined;
            const { createRetryAfter } = await __nccwpck_require__.e(/* import() */ 781).then(__nccwpck_require__.bind(__nccwpck_require__, 7781));
            return await createRetryAfter(system, { remote, authentication: login }).ask(service);
        },
        failure: async (failure, during) => {
            const { failureError } = await __nccwpck_require__.e(/* import() */ 795).then(__nccwpck_require__.bind(__nccwpck_require__, 5795));
            const { name, url, origin } = remote;
            const given = tokenOrigin ?? { kind: token === '' ? 'none' : 'given' };
            const sent = origin === undefined ? { kind: 'unused' } : given;
            return failureError(failure, { during, repository: name, url, branch: branch() ?? 'HEAD', token: sent });
        },
        ask: async (command, options = {}) => {
            const until = deadlineOf(options.until);
            return await (0,retry/* retry */.L)(() => run(command, until, options), {
                ...{ attempts: readAttempts, clock, until },
                waitAfter: async (answer, count) => {
                    if (answer.ok || answer.failure.kind !== 'transient')
                        return undefined;
                    const asked = (await server.retryAfterMs(answer.failure, 'git-upload-pack')) ?? 0;
                    return Math.max(asked, (0,retry/* fullJitter */.G)(clock, firstDelayMs, count));
                }
            });
        },
        read: async (command, options) => {
            const answer = await server.ask(command, options);
            if (answer.ok)
                return answer.result;
            throw await server.failure(answer.failure, 'read');
        },
        send: async (command, options = {}) => {
            const answer = await run(command, deadlineOf(options.until), options);
            return answer.ok ? undefined : answer.failure;
        }
    };
    return server;
}

;// CONCATENATED MODULE: ./src/git/types.ts
function defaultIdentity(serverUrl) {
    const { hostname } = new URL(serverUrl);
    const number = hostname === 'github.com' ? '41898282+' : '';
    return { name: 'github-actions[bot]', email: `${number}github-actions[bot]@users.noreply.${hostname}` };
}

;// CONCATENATED MODULE: ./src/git/index.ts














/***/ }),

/***/ 9407:
/***/ ((module, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(module, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var _action_index_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9151);

await (0,_action_index_js__WEBPACK_IMPORTED_MODULE_0__/* .main */ .i)();

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 3609:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   IG: () => (/* binding */ isImageList),
/* harmony export */   Om: () => (/* binding */ foundNothing),
/* harmony export */   tS: () => (/* binding */ describeEmpty)
/* harmony export */ });
function isImageList(text) {
    const first = text.split(/\r\n|\n|\r/).find(line => !/^\s*(?:#.*|---.*)?$/.test(line));
    return first !== undefined && /^\s*(?:-(?:\s|$)|\[)/.test(first);
}
const nothing = /^(["']?)(?:\[\s*\]|\{\s*\}|null|~|false|)\1$/i;
function describeEmpty(text, list) {
    if (list !== undefined)
        return list.ok && list.items.length === 0 ? 'is an empty list' : undefined;
    const lines = text.split(/\r\n|\n|\r/).map(line => line.trim());
    const written = lines.filter(line => line !== '' && !line.startsWith('#'));
    const content = written
        .map(line => line.replace(/^(?:---|\.\.\.)(?:\s+|$)/, ''))
        .filter(line => line !== '');
    const [first = '', ...others] = content;
    if (others.length > 0 || !nothing.test(first) || text.trim() === '')
        return undefined;
    if (first !== '')
        return /^\[\s*\]$/.test(first) ? 'is an empty list' : `is ${first}`;
    return lines.some(line => line.startsWith('#')) ? 'is nothing but comments' : 'is an empty document';
}
const foundNothing = 'if it comes from an expression, the expression found nothing: correct it, or skip this step with `if:`';


/***/ }),

/***/ 5541:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Fu: () => (/* binding */ inputTable),
/* harmony export */   Gf: () => (/* binding */ itemKeys),
/* harmony export */   XG: () => (/* binding */ secretNames),
/* harmony export */   mp: () => (/* binding */ withItem),
/* harmony export */   rU: () => (/* binding */ toRawInputs)
/* harmony export */ });
/* unused harmony export inputNames */
const inputTable = {
    image: { default: '', key: 'image' },
    tag: { default: '{sha}', key: 'tag' },
    digest: { default: '', key: 'digest' },
    images: { default: '' },
    'image-name': { default: '', key: 'name' },
    'extra-tags': { default: '', key: 'extra-tags' },
    build: { default: 'auto', choices: ['auto', 'always', 'never'] },
    'skip-existing': { default: 'true', choices: ['true', 'false', 'strict'] },
    'skip-unchanged': { default: 'false' },
    engine: { default: 'buildx', choices: ['buildx', 'buildah'] },
    builder: { default: '' },
    context: { default: '.', key: 'context' },
    file: { default: '', key: 'file' },
    target: { default: '', key: 'target' },
    platforms: { default: '', key: 'platforms' },
    'build-args': { default: '', key: 'build-args' },
    'build-contexts': { default: '', key: 'build-contexts' },
    labels: { default: '', key: 'labels' },
    annotations: { default: '', key: 'annotations' },
    secrets: { default: '', isSecret: true, key: 'secrets' },
    'secret-envs': { default: '', key: 'secret-envs' },
    'secret-files': { default: '', key: 'secret-files' },
    ssh: { default: '', key: 'ssh' },
    network: { default: '', key: 'network' },
    pull: { default: 'false', key: 'pull' },
    'no-cache': { default: 'false', key: 'no-cache' },
    provenance: { default: 'false', key: 'provenance' },
    sbom: { default: 'false', key: 'sbom' },
    cache: { default: 'auto', choices: ['auto', 'gha', 'registry', 'inline', 'none'] },
    'cache-from': { default: '', key: 'cache-from' },
    'cache-to': { default: '', key: 'cache-to' },
    'registry-username': { default: '' },
    'registry-password': { default: '', isSecret: true },
    'push-retries': { default: '3', range: { least: 0, most: 10 } },
    'max-parallel': { default: '4', range: { least: 1, most: 32 } },
    kustomization: { default: '' },
    repository: { default: '' },
    branch: { default: '' },
    token: { default: '', isSecret: true },
    editor: { default: 'yaml', choices: ['yaml', 'kustomize'] },
    'kustomize-path': { default: '' },
    'if-missing': { default: 'error', choices: ['error', 'add'] },
    pin: { default: 'tag', choices: ['tag', 'tag+digest', 'digest'] },
    publish: { default: 'push', choices: ['push', 'workspace', 'none'] },
    'allow-older': { default: 'auto', choices: ['auto', 'true', 'false'] },
    'github-token': { default: '', isSecret: true },
    'commit-message': { default: '' },
    'commit-author': { default: '' },
    'publish-timeout': { default: '10m' }
};
const rows = inputTable;
const inputNames = Object.keys(inputTable);
const secretNames = inputNames.filter(name => rows[name].isSecret === true);
const itemKeys = new Map(inputNames.flatMap(name => {
    const { key } = rows[name];
    return key === undefined ? [] : [[key, name]];
}));
function toRawInputs(read) {
    return Object.fromEntries(inputNames.map(name => [name, read(name) || rows[name].default]));
}
function withItem(raw, item) {
    const own = Object.entries(item).map(([name, text]) => [name, text || rows[name].default]);
    return { ...raw, 'image-name': '', digest: '', ...Object.fromEntries(own) };
}


/***/ }),

/***/ 9170:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ newNameOf),
/* harmony export */   g: () => (/* binding */ refuseMalformed)
/* harmony export */ });
function newNameOf(name, set) {
    return set.newName ?? (set.image === name ? undefined : set.image);
}
function refuseMalformed({ image, entryName, newName, newTag, digest }) {
    if (newTag !== undefined && !/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/.test(newTag))
        throw new Error(`Not a tag: ${JSON.stringify(newTag)}`);
    if (digest !== undefined && !/^sha(?:256:[0-9a-f]{64}|384:[0-9a-f]{96}|512:[0-9a-f]{128})$/.test(digest))
        throw new Error(`Not a digest: ${JSON.stringify(digest)}`);
    const bad = [image, entryName, newName].find(name => name !== undefined && /^$|[\p{Cc}\p{Z}]/u.test(name));
    if (bad !== undefined)
        throw new Error(`Not an image name: ${JSON.stringify(bad)}`);
}


/***/ }),

/***/ 9717:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   KF: () => (/* binding */ kustomizationNames),
/* harmony export */   ZE: () => (/* binding */ isKustomizationName),
/* harmony export */   Zv: () => (/* binding */ foldersAbove),
/* harmony export */   oX: () => (/* binding */ kustomizationsIn),
/* harmony export */   yS: () => (/* binding */ folderOf)
/* harmony export */ });
const kustomizationNames = [
    'kustomization.yaml',
    'kustomization.yml',
    'Kustomization'
];
function isKustomizationName(name) {
    return kustomizationNames.includes(name);
}
function kustomizationsIn(folder) {
    return kustomizationNames.map(name => (folder === '' ? name : `${folder}/${name}`));
}
function foldersAbove(path) {
    const folders = [];
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1))
        folders.push(path.slice(0, at));
    return folders;
}
function folderOf(path) {
    return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}


/***/ }),

/***/ 94:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ noValues),
/* harmony export */   o: () => (/* binding */ entryFields)
/* harmony export */ });
const entryFields = ['newName', 'newTag', 'digest'];
const noValues = { newName: undefined, newTag: undefined, digest: undefined };


/***/ }),

/***/ 5384:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ neutralizeCommands),
/* harmony export */   T: () => (/* binding */ oneLine)
/* harmony export */ });
function neutralizeCommands(text) {
    return text
        .split(/\r\n|\n|\r/)
        .map(line => line.replace(/^([\s\p{Cc}\p{Z}]*)::/u, '$1\u200b::').replaceAll('##[', '##\u200b['))
        .join('\n');
}
function oneLine(text) {
    return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}


/***/ }),

/***/ 9162:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ detailOf),
/* harmony export */   w: () => (/* binding */ plainText)
/* harmony export */ });
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1789);

const textLimit = 300;
function detailOf(answer, secrets) {
    const text = answer.body.toString('utf8');
    if (/^\s*</.test(text))
        return undefined;
    const clean = plainText(errorText(text) ?? text, secrets);
    return clean === '' ? undefined : clean;
}
function plainText(text, secrets) {
    const clean = secrets.hide(text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim());
    return clean.length > textLimit ? `${clean.slice(0, textLimit)}…` : clean;
}
function errorText(text) {
    const object = (0,_text_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseObject */ .lj)(text);
    if (object === undefined)
        return undefined;
    const first = Array.isArray(object['errors']) ? object['errors'][0] : undefined;
    if ((0,_text_json_js__WEBPACK_IMPORTED_MODULE_0__/* .isRecord */ .u4)(first)) {
        const parts = [(0,_text_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textField */ .M8)(first, 'code'), (0,_text_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textField */ .M8)(first, 'message')];
        return parts.filter(part => part !== undefined).join(': ');
    }
    const names = ['error_description', 'message', 'details', 'error'];
    return names.map(name => (0,_text_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textField */ .M8)(object, name)).find(value => value !== undefined) ?? '';
}


/***/ }),

/***/ 1640:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  DM: () => (/* reexport */ createLogins),
  Iq: () => (/* reexport */ createRegistry),
  Tw: () => (/* reexport */ createResolver),
  WQ: () => (/* reexport */ registry_reference/* digestProblem */.WQ),
  bI: () => (/* reexport */ registry_reference/* dockerHubHosts */.bI),
  Dk: () => (/* reexport */ registry_reference/* dockerHubKey */.Dk),
  FH: () => (/* reexport */ registry_reference/* formatReference */.FH),
  F2: () => (/* reexport */ registry_reference/* parseReference */.F2),
  SU: () => (/* reexport */ registry_reference/* parseRepository */.SU),
  xw: () => (/* reexport */ podmanAuthFiles),
  qH: () => (/* reexport */ registry_reference/* tagProblem */.qH)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./src/async/once.ts
var once = __nccwpck_require__(6919);
// EXTERNAL MODULE: ./src/registry/login/credential.ts
var credential = __nccwpck_require__(5968);
;// CONCATENATED MODULE: ./src/registry/login/logins.ts



function createLogins(system, options) {
    for (const login of [options.given, options.fallback]) {
        if (login === undefined)
            continue;
        system.secrets.add(login.password);
        system.secrets.add((0,credential/* encodeBasic */.r)(login));
    }
    const load = (0,once/* once */.O)(async () => (await __nccwpck_require__.e(/* import() */ 5).then(__nccwpck_require__.bind(__nccwpck_require__, 8005))).findLogins(system, options));
    return {
        lookup: async (repository, action) => await (await load()).lookup(repository, action),
        environment: async (engine, repositories) => await (await load()).environment(engine, repositories)
    };
}
function podmanAuthFiles(env, user) {
    const read = (name) => (env[name] === '' ? undefined : env[name]);
    const named = read('REGISTRY_AUTH_FILE');
    if (named !== undefined)
        return [named];
    if (read('DOCKER_CONFIG') !== undefined)
        return [];
    const runtime = read('XDG_RUNTIME_DIR');
    const config = read('XDG_CONFIG_HOME') ?? (0,external_node_path_.join)(user.home, '.config');
    return [
        runtime === undefined ? `/run/containers/${user.id}/auth.json` : (0,external_node_path_.join)(runtime, 'containers/auth.json'),
        (0,external_node_path_.join)(config, 'containers/auth.json')
    ];
}

// EXTERNAL MODULE: ./src/registry/reference.ts
var registry_reference = __nccwpck_require__(9310);
// EXTERNAL MODULE: ./src/registry/session.ts + 2 modules
var registry_session = __nccwpck_require__(8376);
;// CONCATENATED MODULE: ./src/registry/registry.ts


function createRegistry(system, credentials) {
    const session = { ...system, credentials, headers: new Map(), silent: new Set() };
    const lookUp = (repository, tag) => (0,registry_session/* orUnavailable */.q7)(session, () => findTag(session, repository, tag));
    return {
        findTag: lookUp,
        readDigest: (repository, tag) => (0,registry_session/* orUnavailable */.q7)(session, () => readManifest(session, repository, tag)),
        findRevision: async (repository, reference) => {
            const { findRevision } = await __nccwpck_require__.e(/* import() */ 90).then(__nccwpck_require__.bind(__nccwpck_require__, 3090));
            return await findRevision(session, repository, reference);
        },
        checkPush: async (repository) => {
            const { checkPush } = await __nccwpck_require__.e(/* import() */ 315).then(__nccwpck_require__.bind(__nccwpck_require__, 6315));
            return await checkPush(session, repository);
        },
        copyTag: async (repository, from, to) => {
            const { copyTag } = await __nccwpck_require__.e(/* import() */ 190).then(__nccwpck_require__.bind(__nccwpck_require__, 9190));
            return await copyTag(session, repository, { from, to }, tag => lookUp(repository, tag));
        },
        inspect: async (repository, digest) => {
            const { inspectImage } = await __nccwpck_require__.e(/* import() */ 690).then(__nccwpck_require__.bind(__nccwpck_require__, 6690));
            return await inspectImage(session, repository, digest);
        }
    };
}
async function findTag(session, repository, tag) {
    const resource = (0,registry_session/* manifestAt */.ZG)(repository, tag);
    const options = { method: 'HEAD' };
    const reply = await (0,registry_session/* request */.Em)(session, resource, options);
    if (reply.kind !== 'answer')
        return reply;
    const { answer } = reply;
    const { status } = answer;
    const server = answer.url.host;
    switch (status) {
        case 200:
            return await digestIn(session, repository, tag, answer);
        case 405:
        case 501:
            return await readManifest(session, repository, tag);
        case 404:
            return { kind: 'absent' };
        case 401:
        case 403: {
            const reason = await (0,registry_session/* reasonFor */.qo)(session, resource, answer, options);
            return { kind: 'denied', status, detail: `${server}: ${reason}` };
        }
        default:
            return { kind: 'unavailable', detail: `${server} answered with status ${status}` };
    }
}
async function digestIn(session, repository, tag, { url, headers }) {
    const digest = headers['docker-content-digest'];
    if (typeof digest === 'string' && (0,registry_reference/* digestProblem */.WQ)(digest) === undefined)
        return { kind: 'present', digest };
    if (digest !== undefined)
        return { kind: 'unavailable', detail: `${url.host} answered with a digest that is none` };
    const read = await readManifest(session, repository, tag);
    if (read.kind !== 'absent')
        return read;
    return { kind: 'unavailable', detail: `${url.host} holds the tag and answered with status 404` };
}
async function readManifest(session, repository, tag) {
    const { fetchManifest } = await __nccwpck_require__.e(/* import() */ 506).then(__nccwpck_require__.bind(__nccwpck_require__, 506));
    const manifest = await fetchManifest(session, repository, tag);
    return manifest.kind === 'manifest' ? { kind: 'present', digest: manifest.digest } : manifest;
}

// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __nccwpck_require__(2600);
// EXTERNAL MODULE: ./src/log/log.ts
var log_log = __nccwpck_require__(5384);
// EXTERNAL MODULE: ./src/errors/notice.ts
var notice = __nccwpck_require__(263);
// EXTERNAL MODULE: ./src/async/limit.ts
var async_limit = __nccwpck_require__(5951);
;// CONCATENATED MODULE: ./src/registry/resolver.ts





const requestLimit = 8;
function createResolver({ registry, log, isPreview }) {
    const digests = new Map();
    const known = new Set();
    const missed = [];
    const ask = async (reference) => {
        const text = (0,log_log/* oneLine */.T)((0,registry_reference/* formatReference */.FH)(reference));
        const repository = (0,registry_reference/* parseRepository */.SU)(reference.name);
        if (!repository.ok) {
            log.info(`${text} is a name for kustomize only; no registry was asked.`);
            return undefined;
        }
        const answer = await registry.findTag(repository.value, reference.digest ?? reference.tag ?? '');
        if (answer.kind === 'present') {
            log.info(`${text}: in the registry, ${answer.digest}`);
            digests.set((0,registry_reference/* formatReference */.FH)(reference), answer.digest);
            return undefined;
        }
        if (answer.kind === 'absent' && !isPreview)
            return missing(text);
        missed.push({ text, registry: repository.value.registry, answer });
        return undefined;
    };
    const confirmed = new Map();
    const confirm = async (reference) => {
        const text = (0,registry_reference/* formatReference */.FH)(reference);
        const digest = digests.get(text);
        const repository = (0,registry_reference/* parseRepository */.SU)(reference.name);
        if (digest === undefined || !repository.ok || confirmed.get(text) === digest)
            return undefined;
        const problem = differenceOf((0,log_log/* oneLine */.T)(text), digest, await registry.readDigest(repository.value, reference.tag ?? ''));
        if (problem === undefined)
            confirmed.set(text, digest);
        return problem;
    };
    return {
        digests,
        confirm: async (references) => {
            if (isPreview)
                return;
            const unique = new Map(references.map(reference => [(0,registry_reference/* formatReference */.FH)(reference), reference]));
            await throwAll([...unique.values()], confirm);
        },
        resolve: async (references) => {
            const unknown = new Map(references.map(reference => [(0,registry_reference/* formatReference */.FH)(reference), reference]));
            for (const text of known)
                unknown.delete(text);
            for (const text of unknown.keys())
                known.add(text);
            await throwAll([...unknown.values()], ask);
            return digests;
        },
        note: (reference, digest, isOwn = false) => {
            const text = (0,registry_reference/* formatReference */.FH)(reference);
            known.add(text);
            if (digest !== undefined)
                digests.set(text, digest);
            if (digest !== undefined && isOwn)
                confirmed.set(text, digest);
        },
        notices: () => noticesOf(missed, isPreview)
    };
}
async function throwAll(references, ask) {
    const limit = (0,async_limit/* createLimit */.KG)(requestLimit);
    const answers = references.map(reference => limit(() => ask(reference)));
    const failures = (await Promise.all(answers)).flatMap(failure => failure ?? []);
    const [first, ...others] = failures.sort((a, b) => (a.message < b.message ? -1 : 1));
    if (first)
        throw (0,errors/* combine */.kg)([first, ...others]);
}
function differenceOf(text, digest, read) {
    if (read.kind === 'present' && read.digest === digest)
        return undefined;
    if (read.kind === 'present') {
        const message = `${text} is ${digest} by the header of the registry, and ${read.digest} by its manifest. Nothing was deployed; run ` +
            'the job again, and if that does not help, look at what stands between the runner and the registry.';
        return new errors/* ActionError */.lZ('DIGEST_MISMATCH', message);
    }
    const why = read.kind === 'absent' ? 'it answered with status 404' : (0,log_log/* oneLine */.T)(read.detail);
    const message = `The registry named ${digest} for ${text}, and its manifest could not be read to check that (${why}). Nothing was ` +
        'deployed; run the job again when the registry answers, or set `pin: tag` and remove `digest:` from the entry.';
    return new errors/* ActionError */.lZ('DIGEST_UNKNOWN', message);
}
function missing(text) {
    const message = `${text} is not in the registry, and an image of \`images\` is built elsewhere. Push it first, or correct the line.`;
    return new errors/* ActionError */.lZ('IMAGE_NOT_FOUND', message);
}
function noticesOf(missed, isPreview) {
    const groups = new Map();
    for (const each of missed) {
        const key = each.answer.kind === 'absent' ? each.text : `${each.answer.kind} ${each.registry}`;
        groups.set(key, [...(groups.get(key) ?? []), each]);
    }
    return [...groups.values()].flatMap(group => {
        const [first] = group.toSorted((one, other) => (one.text < other.text ? -1 : 1));
        return first === undefined ? [] : [(0,notice/* notice */.lm)(describe(first, group.length - 1, isPreview))];
    });
}
function describe({ text, answer }, others, isPreview) {
    if (answer.kind === 'absent')
        return `${text} is not in the registry: a deploy would fail now.`;
    const also = (0,notice/* andOthers */.dI)(others, ['image', 'images']);
    const then = isPreview ? also : `. Deploying it anyway${also}`;
    return `Could not check whether ${text} exists (${(0,log_log/* oneLine */.T)(answer.detail)})${then}.`;
}

;// CONCATENATED MODULE: ./src/registry/index.ts






/***/ }),

/***/ 5968:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ encodeBasic)
/* harmony export */ });
function encodeBasic({ username, password }) {
    return Buffer.from(`${username}:${password}`).toString('base64');
}


/***/ }),

/***/ 9310:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Dk: () => (/* binding */ dockerHubKey),
/* harmony export */   F2: () => (/* binding */ parseReference),
/* harmony export */   FH: () => (/* binding */ formatReference),
/* harmony export */   SU: () => (/* binding */ parseRepository),
/* harmony export */   WQ: () => (/* binding */ digestProblem),
/* harmony export */   bI: () => (/* binding */ dockerHubHosts),
/* harmony export */   qH: () => (/* binding */ tagProblem)
/* harmony export */ });
/* harmony import */ var _system_loopback_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3951);

function formatReference({ name, tag = '', digest = '' }) {
    return `${name}${tag === '' ? '' : `:${tag}`}${digest === '' ? '' : `@${digest}`}`;
}
function parseReference(text) {
    const [, name = '', tag, digest] = /^([^@]*?)(?::([^:/@]*))?(?:@(.*))?$/s.exec(text) ?? [];
    return { name, tag, digest };
}
const dockerHubHosts = ['docker.io', 'index.docker.io'];
const dockerHubKey = 'https://index.docker.io/v1/';
const component = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/;
const hostLabel = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const host = new RegExp(`^(?:${hostLabel}(?:\\.${hostLabel})*|\\[[0-9a-f:]+\\])(?::[0-9]{1,5})?$`);
const tagGrammar = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const digestLengths = new Map([
    ['sha256', 64],
    ['sha384', 96],
    ['sha512', 128]
]);
const nameLimit = 255;
const tagLimit = 128;
function parseRepository(text) {
    const problem = shapeProblem(text) ?? versionProblem(text) ?? nameProblem(text);
    if (problem !== undefined)
        return { ok: false, problem };
    const { domain, path } = split(text);
    if (domain === undefined || isDockerHub(domain)) {
        return {
            ok: true,
            value: {
                name: text,
                registry: 'registry-1.docker.io',
                configKey: dockerHubKey,
                path: path.includes('/') ? path : `library/${path}`,
                insecure: false
            }
        };
    }
    const insecure = (0,_system_loopback_js__WEBPACK_IMPORTED_MODULE_0__/* .isLoopback */ .U)(new URL(`http://${domain}`).hostname);
    return { ok: true, value: { name: text, registry: domain, configKey: domain, path, insecure } };
}
function tagProblem(tag) {
    if (tagGrammar.test(tag))
        return undefined;
    if (tag === '')
        return 'the tag is empty';
    if (tag.length > tagLimit)
        return `the tag is ${tag.length} characters long; a registry takes ${tagLimit} at most`;
    const bad = /[^A-Za-z0-9_.-]/u.exec(tag)?.[0];
    if (bad === undefined)
        return `the tag ${quote(tag)} begins with "${tag.charAt(0)}"; it must begin with a letter, a digit or "_"`;
    return `the tag ${quote(tag)} contains ${quote(bad)}; a tag takes letters, digits, "_", "." and "-" only`;
}
function digestProblem(digest) {
    const [algorithm = '', hex, ...rest] = digest.split(':');
    const length = digestLengths.get(algorithm);
    if (hex === undefined || rest.length > 0 || length === undefined) {
        return `${quote(digest)} is not a digest; one looks like "sha256:" followed by 64 hexadecimal digits`;
    }
    if (hex.length === length && /^[0-9a-f]+$/.test(hex))
        return undefined;
    return `the digest ${quote(digest)} must have exactly ${length} lower-case hexadecimal digits after "${algorithm}:"`;
}
function isDockerHub(domain) {
    return dockerHubHosts.some(hub => hub === domain);
}
function shapeProblem(text) {
    if (text.trim() === '')
        return 'the repository is empty; write it like "ghcr.io/acme/shop"';
    if (/[\r\n]/.test(text.trim()))
        return `${quote(text)} has several lines; give one repository`;
    if (/[\s\p{Cc}]/u.test(text))
        return `${quote(text)} contains white space; write it like "ghcr.io/acme/shop"`;
    const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(text)?.[0];
    if (scheme !== undefined) {
        return `${quote(text)} is a URL; write the repository without "${scheme}": ${quote(text.slice(scheme.length))}`;
    }
    return undefined;
}
function versionProblem(text) {
    const { name, tag, digest } = parseReference(text);
    if (digest !== undefined) {
        return `${quote(text)} has a digest; write the repository alone, ${quote(name)}, and ${quote(digest)} in \`digest\``;
    }
    if (tag === undefined)
        return undefined;
    if (/^[0-9]+$/.test(tag) && isBareHost(name))
        return bareHostProblem(text);
    return `${quote(text)} has a tag; write the repository alone, ${quote(name)}, and ${quote(tag)} in \`tag\``;
}
function isBareHost(text) {
    return !text.includes('/') && (text.includes('.') || text === 'localhost');
}
function bareHostProblem(text) {
    return `${quote(text)} names a registry but no repository; write it like ${quote(`${text}/acme/shop`)}`;
}
function nameProblem(text) {
    if (isBareHost(text))
        return bareHostProblem(text);
    if (text.split('/').includes('')) {
        return `${quote(text)} has an empty part between its slashes; is an expression in it empty?`;
    }
    if (/[A-Z]/.test(text)) {
        const parts = text.split('/').filter(part => /[A-Z]/.test(part));
        const lower = quote(text.toLowerCase());
        return `${quote(text)} has upper case in ${parts.map(quote).join(' and ')}; registries take lower case only: write ${lower}`;
    }
    if (text.length > nameLimit) {
        return `the repository is ${text.length} characters long; registries take ${nameLimit} at most`;
    }
    const { domain, path } = split(text);
    if (domain !== undefined && !isHost(domain)) {
        return `${quote(domain)} in ${quote(text)} is not a host name, or its port is not a number from 1 to 65535`;
    }
    const bad = path.split('/').find(part => !component.test(part));
    if (bad !== undefined) {
        return `${quote(bad)} in ${quote(text)} is not a valid part of a name: lower-case letters and digits, with single ".", "_", "__" or "-" between them`;
    }
    return /^[0-9a-f]{64}$/.test(text) ? `${quote(text)} is the ID of an image, not a repository` : undefined;
}
function isHost(domain) {
    const url = `http://${domain}`;
    return host.test(domain) && URL.canParse(url) && !/:0*$/.test(domain);
}
function split(name) {
    const slash = name.indexOf('/');
    const first = name.slice(0, Math.max(slash, 0));
    const isDomain = first === 'localhost' || /[.:]/.test(first);
    return isDomain ? { domain: first, path: name.slice(slash + 1) } : { domain: undefined, path: name };
}
function quote(text) {
    return JSON.stringify(text.length > 300 ? `${text.slice(0, 300)}…` : text);
}


/***/ }),

/***/ 8376:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  ci: () => (/* binding */ addressOf),
  hb: () => (/* binding */ blobAt),
  ZG: () => (/* binding */ manifestAt),
  Fm: () => (/* binding */ manifestTypes),
  q7: () => (/* binding */ orUnavailable),
  uL: () => (/* binding */ orUnknown),
  qo: () => (/* binding */ reasonFor),
  Em: () => (/* binding */ request),
  tN: () => (/* binding */ send)
});

// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __nccwpck_require__(2600);
// EXTERNAL MODULE: ./src/system/http.ts + 3 modules
var http = __nccwpck_require__(4908);
// EXTERNAL MODULE: ./src/log/log.ts
var log_log = __nccwpck_require__(5384);
;// CONCATENATED MODULE: ./src/registry/challenge.ts
function parseChallenges(header) {
    const challenges = [];
    let at = 0;
    const take = (pattern) => {
        pattern.lastIndex = at;
        const match = pattern.exec(header);
        if (match === null)
            return undefined;
        at = pattern.lastIndex;
        return match[1] ?? match[0];
    };
    for (;;) {
        take(/[\s,]*/y);
        const name = take(/[\w!#$%&'*+.^`|~-]+/y);
        if (name === undefined)
            return challenges;
        if (take(/\s*=\s*/y) === undefined) {
            challenges.push({ scheme: name.toLowerCase(), parameters: new Map() });
            take(/ +[\w.~+/-]+=*(?=\s*(?:,|$))/y);
            continue;
        }
        const quoted = take(/"((?:[^"\\]|\\[^])*)"/y);
        const value = quoted?.replace(/\\([^])/g, '$1') ?? take(/[\w!#$%&'*+.^`|~:/-]+/y);
        const parameters = challenges.at(-1)?.parameters;
        if (value === undefined || parameters === undefined)
            return challenges;
        if (!parameters.has(name.toLowerCase()))
            parameters.set(name.toLowerCase(), value);
    }
}

// EXTERNAL MODULE: ./src/registry/login/credential.ts
var credential = __nccwpck_require__(5968);
// EXTERNAL MODULE: ./src/text/json.ts
var json = __nccwpck_require__(1789);
// EXTERNAL MODULE: ./src/system/loopback.ts + 1 modules
var loopback = __nccwpck_require__(3951);
// EXTERNAL MODULE: ./src/registry/detail.ts
var detail = __nccwpck_require__(9162);
;// CONCATENATED MODULE: ./src/registry/auth.ts





const tokenLimit = 256 * 1024;
async function authorize(challenged, options) {
    const challenges = parseChallenges(challenged.headers['www-authenticate'] ?? '');
    const realms = challenges.filter(({ scheme }) => scheme === 'bearer');
    const bearer = realms.find(challenge => realmProblem(challenge, options.repository) === undefined);
    if (bearer !== undefined)
        return await fetchToken(bearer, options);
    if (challenges.some(({ scheme }) => scheme === 'basic'))
        return basic(options);
    const [refused] = realms;
    const problem = refused === undefined ? undefined : realmProblem(refused, options.repository);
    const detail = problem ?? `${options.repository.registry} asks for a login but offers neither Basic nor Bearer`;
    return { kind: 'denied', status: 401, detail };
}
function realmProblem(challenge, { registry, insecure }) {
    const realm = challenge.parameters.get('realm') ?? '';
    const refusal = `${registry} sends its users to a login address that is not safe, so no credentials were sent`;
    if (!URL.canParse(realm))
        return `${refusal}: it is no URL`;
    const url = new URL(realm);
    if (url.username !== '' || url.password !== '')
        return `${refusal}: it has a user in it`;
    if (url.protocol === 'https:')
        return undefined;
    if (url.protocol !== 'http:')
        return `${refusal}: it is neither https nor http`;
    return insecure && (0,loopback/* isLoopback */.U)(url.hostname) ? undefined : `${refusal}: it is plain http (${url.host})`;
}
function basic({ repository, credential, secrets }) {
    if (credential?.kind === 'basic')
        return { kind: 'authorized', header: basicHeader(credential, secrets) };
    const what = credential === undefined ? 'none were found' : 'only an identity token was found';
    const detail = `${repository.registry} asks for a user name and a password, and ${what}`;
    return { kind: 'denied', status: 401, detail };
}
function basicHeader(login, secrets) {
    const value = (0,credential/* encodeBasic */.r)(login);
    secrets.add(value);
    return `Basic ${value}`;
}
async function fetchToken(challenge, options) {
    const { credential, http, repository, secrets } = options;
    const request = tokenRequest(challenge, options);
    const answer = await http.send({ ...request, bodyLimit: tokenLimit });
    const server = answer.url.host;
    const words = () => (0,detail/* detailOf */.R)(answer, secrets) ?? `status ${answer.status}`;
    if (answer.status === 200) {
        const token = readToken(answer);
        if (token === undefined)
            return { kind: 'unavailable', detail: `${server} answered without a token` };
        secrets.add(token);
        return { kind: 'authorized', header: `Bearer ${token}` };
    }
    if ([400, 401, 403].includes(answer.status)) {
        const subject = credential === undefined
            ? `no credentials for ${repository.registry} were found, and ${server} gives no token without`
            : `${server} refused the credentials for ${repository.registry}`;
        return { kind: 'denied', status: answer.status, detail: `${subject}: ${words()}` };
    }
    return { kind: 'unavailable', detail: `${server} gave no token (status ${answer.status}): ${words()}` };
}
function tokenRequest(challenge, options) {
    const { credential, secrets } = options;
    const url = new URL(challenge.parameters.get('realm') ?? '');
    const service = challenge.parameters.get('service');
    const scope = scopeOf(challenge, options);
    if (credential?.kind === 'identity-token') {
        const form = new URLSearchParams({
            grant_type: 'refresh_token',
            client_id: 'newtag',
            refresh_token: credential.token,
            scope
        });
        if (service !== undefined)
            form.set('service', service);
        const headers = { 'content-type': 'application/x-www-form-urlencoded' };
        return { method: 'POST', url, headers, body: form.toString() };
    }
    if (service !== undefined)
        url.searchParams.set('service', service);
    for (const one of scope.split(' ').filter(part => part !== ''))
        url.searchParams.append('scope', one);
    return {
        method: 'GET',
        url,
        authorization: credential === undefined ? undefined : basicHeader(credential, secrets)
    };
}
function scopeOf(challenge, { repository, action }) {
    const scope = challenge.parameters.get('scope') ?? `repository:${repository.path}:pull`;
    return action === 'push' ? scope.replace(/(repository:\S+):pull(?=\s|$)/g, '$1:pull,push') : scope;
}
function readToken(answer) {
    const object = answer.truncated ? undefined : (0,json/* parseObject */.lj)(answer.body.toString('utf8'));
    if (object === undefined)
        return undefined;
    const names = ['token', 'access_token'];
    const token = names.map(name => (0,json/* textField */.M8)(object, name)).find(value => value !== undefined && value !== '');
    return token !== undefined && /^[\x21-\x7e]+$/.test(token) ? token : undefined;
}

;// CONCATENATED MODULE: ./src/registry/session.ts





const detailLimit = 16 * 1024;
const manifestTypes = [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v2+json'
];
function manifestAt(repository, reference, accept = manifestTypes.join(', ')) {
    return { repository, url: addressOf(repository, `manifests/${encode(reference)}`), accept };
}
function blobAt(repository, digest) {
    return { repository, url: addressOf(repository, `blobs/${encode(digest)}`), accept: '*/*' };
}
function encode(reference) {
    return encodeURIComponent(reference).replaceAll('%3A', ':');
}
function addressOf({ insecure, registry, path }, inner) {
    return new URL(`${insecure ? 'http' : 'https'}://${registry}/v2/${path}/${inner}`);
}
async function request(session, resource, options) {
    const { repository, url } = resource;
    const { action = 'pull' } = options;
    const sentKey = headerKey(session, repository, action);
    const first = await send(session, resource, options);
    if (first.status !== 401 || first.url.origin !== url.origin)
        return { kind: 'answer', answer: first };
    session.headers.delete(sentKey);
    const credential = await session.credentials.lookup(repository, action);
    const reply = await requestWithLogin(session, resource, options, { challenged: first, credential });
    const isRefused = reply.kind === 'denied' || (reply.kind === 'answer' && reply.answer.status === 403);
    if (!isRefused || action === 'push' || credential?.isFallback !== true)
        return reply;
    const anonymous = { challenged: first, credential: undefined };
    const open = await requestWithLogin(session, resource, options, anonymous);
    return open.kind === 'answer' && open.answer.status !== 403 ? open : reply;
}
async function requestWithLogin(session, resource, options, { challenged, credential }) {
    const { repository } = resource;
    const { action = 'pull' } = options;
    if (credential !== undefined) {
        session.secrets.add(credential.kind === 'basic' ? credential.password : credential.token);
    }
    const authorization = await authorize(challenged, { ...session, repository, credential, action });
    if (authorization.kind !== 'authorized')
        return authorization;
    const { header } = authorization;
    const keys = (header.startsWith('Basic ') ? ['pull', 'push'] : [action]).map(allowed => keyOf(repository, allowed));
    for (const key of keys)
        session.headers.set(key, header);
    const answer = await send(session, resource, options);
    if (answer.status !== 401)
        return { kind: 'answer', answer };
    const reason = await reasonFor(session, resource, answer, options);
    for (const key of keys)
        session.headers.delete(key);
    const { registry } = repository;
    const problem = credential === undefined
        ? `no credentials for ${registry} were found`
        : `the credentials for ${registry} were refused`;
    return { kind: 'denied', status: 401, detail: `${problem}: ${reason}` };
}
async function reasonFor(session, resource, answer, { method }) {
    try {
        const withBody = method === 'HEAD' ? await send(session, resource, { method: 'GET' }) : answer;
        const reason = withBody.status === answer.status ? (0,detail/* detailOf */.R)(withBody, session.secrets) : undefined;
        return reason ?? 'no reason given';
    }
    catch (error) {
        if (error instanceof http/* HttpFailure */.HR)
            return 'no reason given';
        throw error;
    }
}
async function orUnavailable({ secrets }, work) {
    try {
        return await work();
    }
    catch (error) {
        if (!(error instanceof http/* HttpFailure */.HR))
            throw error;
        return { kind: 'unavailable', detail: (0,detail/* plainText */.w)(error.message, secrets) };
    }
}
async function orUnknown({ log }, what, work) {
    let reason;
    try {
        const result = await work();
        if (result.ok)
            return result.value;
        reason = `${result.problem}.`;
    }
    catch (error) {
        const isExpected = error instanceof http/* HttpFailure */.HR || error instanceof errors/* ActionError */.lZ;
        if (!isExpected || (0,errors/* isCancellation */.iB)(error))
            throw error;
        reason = error.message;
    }
    log.debug((0,log_log/* oneLine */.T)(`${what} is not known: ${reason}`));
    return undefined;
}
function keyOf({ name }, action) {
    return `${action} ${name}`;
}
function headerKey({ headers }, repository, action) {
    const key = keyOf(repository, action);
    return action === 'push' || headers.has(key) ? key : keyOf(repository, 'push');
}
async function send(session, { repository, url, accept }, options) {
    const { method, action = 'pull', body, contentType, bodyLimit = detailLimit, tries } = options;
    return await session.http.send({
        ...{ method, url, bodyLimit },
        headers: { accept, ...(contentType === undefined ? {} : { 'content-type': contentType }) },
        authorization: session.headers.get(headerKey(session, repository, action)),
        ...(body === undefined ? {} : { body }),
        ...(tries === undefined ? {} : { tries })
    });
}


/***/ }),

/***/ 375:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Uo: () => (/* binding */ headOf),
/* harmony export */   WF: () => (/* binding */ createReader),
/* harmony export */   ph: () => (/* binding */ readerOfCheckout)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _git_index_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(4718);
/* harmony import */ var _tag_commits_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6318);



const readingEnvironment = {
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: 'none',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: '/dev/null',
    GIT_OPTIONAL_LOCKS: '0'
};
const args = ['--no-pager', '-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];
const checkoutMs = 15_000;
function readerOfCheckout(system, workTree) {
    return createReader((0,_git_index_js__WEBPACK_IMPORTED_MODULE_1__/* .createGit */ .lD)(system, node_path__WEBPACK_IMPORTED_MODULE_0___default().join(workTree, '.git')), checkoutMs, workTree);
}
function createReader(git, timeoutMs, workTree) {
    const location = workTree === undefined ? [] : ['-C', workTree, `--work-tree=${workTree}`];
    return async (command, { input, config = [] } = {}) => {
        const { exitCode, stdout } = await git.try(command, {
            args: [...args, ...location, ...config.flatMap(setting => ['-c', setting])],
            env: readingEnvironment,
            timeoutMs,
            ...(input === undefined ? {} : { input })
        });
        return exitCode === 0 ? stdout : undefined;
    };
}
async function headOf(read) {
    const commit = (await read(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']))
        ?.toString('latin1')
        .trim();
    return commit !== undefined && (0,_tag_commits_js__WEBPACK_IMPORTED_MODULE_2__/* .isWholeName */ .JN)(commit) ? commit : undefined;
}


/***/ }),

/***/ 6133:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   L5: () => (/* binding */ unknown),
/* harmony export */   U4: () => (/* binding */ isNewer),
/* harmony export */   eO: () => (/* binding */ known),
/* harmony export */   h0: () => (/* binding */ short)
/* harmony export */ });
function known(commit, value) {
    return { kind: 'known', commit, value };
}
function unknown(cause, reason, commit) {
    return { kind: 'unknown', cause, reason, commit };
}
function short(commit) {
    return commit.slice(0, 12);
}
function isNewer(answer) {
    return answer.kind === 'known' && answer.value.relation === 'descendant' && !answer.value.isTakenBack;
}


/***/ }),

/***/ 6318:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Et: () => (/* binding */ isNumber),
/* harmony export */   JN: () => (/* binding */ isWholeName),
/* harmony export */   V2: () => (/* binding */ isObjectName),
/* harmony export */   kS: () => (/* binding */ commitsIn)
/* harmony export */ });
const shortest = 7;
const longest = 64;
const wholeLengths = [40, longest];
const most = 4;
function commitsIn(tag) {
    const runs = tag.match(/[0-9A-Za-z]+/g) ?? [];
    const names = runs
        .map(run => run.replace(/^g(?=[0-9A-Fa-f]+$)/, ''))
        .filter(name => isObjectName(name))
        .map(name => name.toLowerCase());
    const rank = (name) => (wholeLengths.includes(name.length) ? 0 : isNumber(name) ? 2 : 1);
    return [...new Set(names)]
        .sort((one, other) => rank(one) - rank(other) || other.length - one.length)
        .slice(0, most);
}
function isObjectName(text) {
    return text.length >= shortest && text.length <= longest && /^[0-9A-Fa-f]+$/.test(text);
}
function isWholeName(text) {
    return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
function isNumber(name) {
    return /^[0-9]+$/.test(name);
}


/***/ }),

/***/ 1039:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ isBusyStatus)
/* harmony export */ });
function isBusyStatus(status) {
    if (status >= 500)
        return status !== 501 && status !== 505;
    return status === 408 || status === 425 || status === 429;
}


/***/ }),

/***/ 9364:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ childEnvironment)
/* harmony export */ });
const runnerSecrets = new Set(['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ACTIONS_ID_TOKEN_REQUEST_URL']);
function childEnvironment(env, extra = {}) {
    const result = {};
    for (const [name, value] of Object.entries(env)) {
        if (value === undefined || name.startsWith('INPUT_') || runnerSecrets.has(name))
            continue;
        result[name] = value;
    }
    return { ...result, ...extra };
}


/***/ }),

/***/ 4908:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  HR: () => (/* binding */ HttpFailure),
  V0: () => (/* binding */ createHttp)
});

// UNUSED EXPORTS: redirectTarget

;// CONCATENATED MODULE: external "node:http"
const external_node_http_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");
;// CONCATENATED MODULE: external "node:https"
const external_node_https_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");
;// CONCATENATED MODULE: external "node:stream"
const external_node_stream_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 2 modules
var lib = __nccwpck_require__(7769);
// EXTERNAL MODULE: ./src/async/retry.ts
var retry = __nccwpck_require__(2890);
// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __nccwpck_require__(2600);
// EXTERNAL MODULE: ./src/system/busy-status.ts
var busy_status = __nccwpck_require__(1039);
// EXTERNAL MODULE: ./src/system/loopback.ts + 1 modules
var loopback = __nccwpck_require__(3951);
// EXTERNAL MODULE: ./src/text/json.ts
var json = __nccwpck_require__(1789);
;// CONCATENATED MODULE: ./src/system/http.ts









class HttpFailure extends Error {
    name = 'HttpFailure';
    isFinal;
    constructor(message, options = {}) {
        super(message, options);
        this.isFinal = options.isFinal ?? false;
    }
}
const defaultTries = 3;
const firstDelayMs = 500;
const redirectLimit = 5;
function createHttp(options) {
    const exchange = createExchange(options);
    return {
        send: async (request) => {
            const outcome = await (0,retry/* retry */.L)(() => attempt(request, exchange), {
                attempts: request.tries ?? defaultTries,
                clock: options.clock,
                waitAfter: (last, count) => isPassing(last) ? (0,retry/* fullJitter */.G)(options.clock, firstDelayMs, count) : undefined
            });
            if (outcome instanceof HttpFailure)
                throw outcome;
            return outcome;
        }
    };
}
async function attempt(request, exchange) {
    try {
        return await follow(request, exchange);
    }
    catch (error) {
        if (error instanceof HttpFailure)
            return error;
        throw error;
    }
}
function isPassing(outcome) {
    return outcome instanceof HttpFailure ? !outcome.isFinal : (0,busy_status/* isBusyStatus */.G)(outcome.status);
}
function redirectTarget(from, location) {
    if (!URL.canParse(location, from.href))
        return undefined;
    const target = new URL(location, from);
    if (target.protocol === 'https:')
        return target;
    const isLocal = target.protocol === 'http:' && from.protocol === 'http:' && (0,loopback/* isLoopback */.U)(target.hostname);
    return isLocal ? target : undefined;
}
function isRead({ method }) {
    return method === 'HEAD' || method === 'GET';
}
async function follow(request, exchange) {
    let current = request;
    for (let left = redirectLimit;; left -= 1) {
        const answer = await exchange(current);
        const location = answer.headers.location;
        const isRedirect = [301, 302, 303, 307, 308].includes(answer.status) && location !== undefined;
        if (!isRedirect || !isRead(current))
            return answer;
        const target = redirectTarget(current.url, location);
        if (target === undefined || left === 0) {
            const why = left === 0 ? 'too often' : 'to an address that must not be followed';
            throw new HttpFailure(`${current.url.host} redirects ${why}`, { isFinal: true });
        }
        const isSameOrigin = target.origin === request.url.origin;
        current = { ...request, url: target, authorization: isSameOrigin ? request.authorization : undefined };
    }
}
function createExchange({ log, timeoutMs, cancelled }) {
    const clients = new Map();
    return async (request) => {
        const { method, url } = request;
        const timeout = AbortSignal.timeout(timeoutMs);
        const signal = cancelled === undefined ? timeout : AbortSignal.any([timeout, cancelled]);
        try {
            const client = clients.get(url.origin) ?? new lib/* HttpClient */.Qq('newtag', [], { keepAlive: true, socketTimeout: timeoutMs });
            clients.set(url.origin, client);
            const { message } = await client.requestRaw(describe(request, client, signal), bodyOf(request));
            const status = message.statusCode ?? 0;
            log.debug(`${method} ${url.origin}${url.pathname}: ${status}`);
            const body = await readBody(message, request.bodyLimit ?? 0);
            return { url, status, headers: message.headers, ...body };
        }
        catch (error) {
            if (cancelled?.aborted === true)
                throw (0,errors/* cancellation */.WN)();
            const why = timeout.aborted ? `no complete answer within ${timeoutMs / 1000} s` : reason(error);
            log.debug(`${method} ${url.origin}${url.pathname}: ${why}`);
            throw new HttpFailure(`${url.host}: ${why}`, { cause: error });
        }
    };
}
function bodyOf({ body }) {
    return Buffer.isBuffer(body) ? external_node_stream_namespaceObject.Readable.from([body]) : (body ?? null);
}
function describe(request, client, signal) {
    const { url, authorization, body } = request;
    return {
        parsedUrl: url,
        httpModule: url.protocol === 'https:' ? external_node_https_namespaceObject : external_node_http_namespaceObject,
        options: {
            method: request.method,
            host: url.hostname.replace(/^\[|\]$/g, ''),
            port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
            path: `${url.pathname}${url.search}`,
            headers: {
                'user-agent': 'newtag',
                ...request.headers,
                ...(Buffer.isBuffer(body) ? { 'content-length': String(body.length) } : {}),
                ...(authorization === undefined ? {} : { authorization })
            },
            agent: client.getAgent(url.href),
            signal
        }
    };
}
async function readBody(message, limit) {
    const stream = message;
    const chunks = [];
    let size = 0;
    for await (const chunk of stream) {
        chunks.push(chunk);
        size += chunk.length;
        if (size > limit)
            return { body: Buffer.concat(chunks).subarray(0, limit), truncated: true };
    }
    return { body: Buffer.concat(chunks), truncated: false };
}
function reason(error) {
    const all = (0,json/* isRecord */.u4)(error) && Array.isArray(error['errors']) ? error['errors'][0] : error;
    const message = (0,json/* isRecord */.u4)(all) ? (0,json/* textField */.M8)(all, 'message') : undefined;
    return message === undefined || message === '' ? 'the connection failed' : message;
}


/***/ }),

/***/ 3951:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  U: () => (/* binding */ isLoopback)
});

;// CONCATENATED MODULE: external "node:net"
const external_node_net_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");
;// CONCATENATED MODULE: ./src/system/loopback.ts

function isLoopback(hostname) {
    return hostname === 'localhost' || hostname === '[::1]' || ((0,external_node_net_namespaceObject.isIPv4)(hostname) && hostname.startsWith('127.'));
}


/***/ }),

/***/ 9767:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  E: () => (/* binding */ createProcesses),
  l: () => (/* binding */ describeEnd)
});

;// CONCATENATED MODULE: external "node:child_process"
const external_node_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");
;// CONCATENATED MODULE: external "node:events"
const external_node_events_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __nccwpck_require__(2600);
// EXTERNAL MODULE: ./src/text/units.ts
var units = __nccwpck_require__(4492);
;// CONCATENATED MODULE: ./src/system/output.ts

const outputLimits = { head: 1_000_000, tail: 2_000_000, whole: 256_000_000 };
function collectWhole({ whole }, onExcess) {
    const chunks = [];
    let size = 0;
    return {
        write: chunk => {
            size += chunk.length;
            if (size > whole)
                onExcess();
            else
                chunks.push(chunk);
        },
        end: () => Buffer.concat(chunks)
    };
}
const maxPieces = 1_024;
function collectEnds(limits) {
    const head = [];
    let room = limits.head;
    let tail = [];
    let tailSize = 0;
    let dropped = 0;
    const trim = () => {
        for (let first = tail[0]; first !== undefined && tailSize - first.length >= limits.tail; first = tail[0]) {
            tail.shift();
            tailSize -= first.length;
            dropped += first.length;
        }
        if (tail.length > maxPieces)
            tail = [Buffer.concat(tail)];
    };
    return {
        write: chunk => {
            const first = chunk.subarray(0, room);
            const rest = chunk.subarray(first.length);
            room -= first.length;
            if (first.length > 0)
                head.push(first);
            if (rest.length === 0)
                return;
            tail.push(rest);
            tailSize += rest.length;
            trim();
        },
        end: () => {
            if (dropped === 0)
                return Buffer.concat([...head, ...tail]);
            const end = Buffer.concat(tail);
            const start = end.indexOf(10) + 1;
            const note = `\n[${(0,units/* renderBytes */.UP)(dropped + start)} left out]\n`;
            return Buffer.concat([...head, Buffer.from(note), end.subarray(start)]);
        }
    };
}
const longestLine = 65_536;
function splitLines(onLine) {
    const decoder = new TextDecoder();
    let rest = '';
    const push = (text, last) => {
        const parts = (rest + text).split(/\r\n|\n|\r(?!$)/);
        rest = last ? '' : (parts.pop() ?? '');
        if (rest.length > longestLine) {
            parts.push(rest);
            rest = '';
        }
        for (const part of parts)
            if (!last || part !== '')
                onLine(part);
    };
    return {
        write: chunk => {
            push(decoder.decode(chunk, { stream: true }), false);
        },
        end: () => {
            push(decoder.decode(), true);
        }
    };
}
function collectOutput({ stdout, stderr }, { onLine, limits, onExcess, onThrown }) {
    const attempt = (work) => {
        try {
            work();
        }
        catch (error) {
            onThrown(error);
        }
    };
    const follow = (stream, keep) => {
        const lines = onLine === undefined ? undefined : splitLines(onLine);
        stream.on('data', (chunk) => {
            keep.write(chunk);
            attempt(() => lines?.write(chunk));
        });
        return () => {
            attempt(() => lines?.end());
            return keep.end();
        };
    };
    const ends = [
        follow(stdout, onLine === undefined ? collectWhole(limits, onExcess) : collectEnds(limits)),
        follow(stderr, collectEnds(limits))
    ];
    return { end: () => ({ stdout: ends[0](), stderr: ends[1]().toString('utf8') }) };
}

// EXTERNAL MODULE: ./src/system/programs.ts
var system_programs = __nccwpck_require__(9784);
;// CONCATENATED MODULE: ./src/system/stopper.ts
const leftoverMs = 5_000;
const graceMs = 1_000;
const canSignalGroups = process.platform !== 'win32';
function createStopper(child) {
    let killer;
    let leaver;
    const signal = (name) => {
        try {
            if (canSignalGroups && child.pid !== undefined)
                process.kill(-child.pid, name);
            else
                child.kill(name);
        }
        catch {
        }
    };
    const release = () => {
        child.stdout.destroy();
        child.stderr.destroy();
    };
    const end = () => {
        signal('SIGKILL');
        release();
    };
    return {
        stop: () => {
            if (killer !== undefined)
                return;
            signal('SIGINT');
            killer = setTimeout(end, graceMs);
        },
        leave: () => {
            leaver = setTimeout(() => setImmediate(release), leftoverMs);
        },
        done: () => {
            clearTimeout(killer);
            clearTimeout(leaver);
        }
    };
}

;// CONCATENATED MODULE: ./src/system/process.ts








const defaultLimitMs = 300_000;
function describeEnd({ exitCode, ending }) {
    return ending ?? `failed with exit code ${exitCode}`;
}
function createProcesses(cancelled, options = {}) {
    const { workspace, limitMs = defaultLimitMs, limits = outputLimits } = options;
    const programs = (0,system_programs/* createPrograms */.Iv)(workspace);
    const refuseCancelled = () => {
        if (cancelled.aborted)
            throw (0,errors/* cancellation */.WN)();
    };
    return {
        run: async (program, args, { timeoutMs = limitMs, ...given }) => {
            refuseCancelled();
            const file = await programs.find(program, given.env);
            const PATH = await programs.searchPath(given.env);
            const env = PATH === undefined ? given.env : { ...given.env, PATH };
            refuseCancelled();
            const ended = await runToEnd({ file, args, ...given, env, timeoutMs, cancelled, limits });
            if (ended.exitCode !== 0)
                refuseCancelled();
            if (ended.ending === undefined && shellFailures.has(ended.exitCode)) {
                const foreign = await (await __nccwpck_require__.e(/* import() */ 328).then(__nccwpck_require__.bind(__nccwpck_require__, 328))).foreignProgram(file);
                if (foreign !== undefined)
                    throw foreign;
            }
            return ended;
        }
    };
}
const shellFailures = new Set([2, 126, 127]);
async function runToEnd(start) {
    const { input, timeoutMs, cancelled, limits } = start;
    const child = await startChild(start);
    return await new Promise((resolve, reject) => {
        const stopper = createStopper(child);
        let ending;
        const stop = (why) => {
            ending ??= why;
            stopper.stop();
        };
        let thrown;
        let isOver = false;
        const output = collectOutput(child, {
            ...start,
            onExcess: () => {
                stop(`printed more than ${(0,units/* renderBytes */.UP)(limits.whole)}`);
            },
            onThrown: error => {
                thrown ??= toError(error);
                if (!isOver)
                    stopper.stop();
            }
        });
        child.stdin.on('error', () => undefined);
        child.stdin.end(input);
        const late = () => {
            stop(`timed out after ${Number((timeoutMs / 1_000).toFixed(1))} s`);
        };
        const timer = Number.isFinite(timeoutMs) ? setTimeout(late, timeoutMs) : undefined;
        cancelled.addEventListener('abort', stopper.stop, { once: true });
        if (cancelled.aborted)
            stopper.stop();
        child.on('error', error => {
            thrown ??= error;
        });
        child.on('exit', stopper.leave);
        child.on('close', (exitCode, signal) => {
            isOver = true;
            cancelled.removeEventListener('abort', stopper.stop);
            clearTimeout(timer);
            stopper.done();
            const printed = output.end();
            if (thrown !== undefined)
                reject(thrown);
            else
                resolve({ ...printed, ...endOf(exitCode, signal, ending) });
        });
    });
}
async function startChild({ file, args, cwd, env }) {
    try {
        const child = (0,external_node_child_process_namespaceObject.spawn)(file, args, {
            ...{ cwd, env },
            stdio: ['pipe', 'pipe', 'pipe'],
            windowsHide: true,
            detached: canSignalGroups
        });
        await (0,external_node_events_namespaceObject.once)(child, 'spawn');
        return child;
    }
    catch (cause) {
        throw await (await __nccwpck_require__.e(/* import() */ 328).then(__nccwpck_require__.bind(__nccwpck_require__, 328))).explainStart({ file, cwd, cause });
    }
}
function toError(thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
}
const crashes = new Set([
    'SIGSEGV',
    'SIGBUS',
    'SIGABRT',
    'SIGILL',
    'SIGFPE',
    'SIGTRAP',
    'SIGSYS'
]);
function endOf(exitCode, signal, stopped) {
    const code = exitCode ?? 128 + (signal === null ? 0 : external_node_os_.constants.signals[signal]);
    if (stopped !== undefined)
        return { exitCode: code || 1, ending: stopped };
    if (signal === null)
        return { exitCode: code };
    const ending = signal === 'SIGKILL'
        ? 'was ended by SIGKILL, probably because the machine ran out of memory'
        : crashes.has(signal)
            ? `crashed (${signal})`
            : `was ended by ${signal}`;
    return { exitCode: code, ending };
}


/***/ }),

/***/ 293:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   J6: () => (/* binding */ ProgramNotRunnable),
/* harmony export */   Mr: () => (/* binding */ orMissing),
/* harmony export */   ec: () => (/* binding */ ProgramNotFound),
/* harmony export */   h7: () => (/* binding */ isNotStarted)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2600);

class ProgramNotFound extends Error {
    name = 'ProgramNotFound';
    program;
    constructor(program, { passedOver, ...options } = {}) {
        super(passedOver === undefined
            ? `${program} was not found on PATH`
            : `${program} is on PATH only as ${passedOver}, in the workspace, from which newtag starts no program`, options);
        this.program = program;
    }
}
class ProgramNotRunnable extends Error {
    name = 'ProgramNotRunnable';
    file;
    constructor(file, why, options) {
        super(`${file} cannot be run: ${why}`, options);
        this.file = file;
    }
}
function isNotStarted(error) {
    return error instanceof ProgramNotFound || error instanceof ProgramNotRunnable;
}
function orMissing(code, { why = '', instead }) {
    return error => {
        if (!isNotStarted(error))
            throw error;
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(code, `${why}${error.message}. ${instead}`, { cause: error });
    };
}


/***/ }),

/***/ 9784:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Iv: () => (/* binding */ createPrograms),
/* harmony export */   Vd: () => (/* binding */ isProgram),
/* harmony export */   z$: () => (/* binding */ liesIn)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1455);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__nccwpck_require__.n(node_fs_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__nccwpck_require__.n(node_os__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__nccwpck_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _async_once_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(6919);
/* harmony import */ var _text_json_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(1789);
/* harmony import */ var _program_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(293);






const defaultPath = '/bin:/usr/bin';
const extensions = process.platform === 'win32' ? ['', '.exe', '.com'] : [''];
function createPrograms(workspace) {
    const isInside = async (file) => workspace !== undefined && (await liesIn(workspace, file));
    const folders = (0,_async_once_js__WEBPACK_IMPORTED_MODULE_4__/* .memoize */ .B)(async (searchPath) => {
        const absolute = searchPath.split((node_path__WEBPACK_IMPORTED_MODULE_2___default().delimiter)).filter(folder => node_path__WEBPACK_IMPORTED_MODULE_2___default().isAbsolute(folder));
        const found = await Promise.all(absolute.map(async (folder) => ({ folder, inside: await isInside(folder) })));
        return {
            outside: found.filter(({ inside }) => !inside).map(({ folder }) => folder),
            inside: found.filter(({ inside }) => inside).map(({ folder }) => folder)
        };
    });
    const search = (0,_async_once_js__WEBPACK_IMPORTED_MODULE_4__/* .memoize */ .B)(async (program, searchPath) => {
        const { outside, inside } = await folders(searchPath);
        let found = { kind: 'none' };
        for (const file of filesOf(outside, program)) {
            const state = await stateOf(file);
            if (state === 'absent')
                continue;
            if (await isInside(file))
                found = { kind: 'passed-over', file };
            else if (state === 'program')
                return { kind: 'program', file };
            else if (found.kind === 'none')
                found = { kind: state, file };
        }
        if (found.kind !== 'none')
            return found;
        for (const file of filesOf(inside, program))
            if ((await stateOf(file)) === 'program')
                return { kind: 'passed-over', file };
        return found;
    });
    return {
        find: async (program, env) => {
            if (node_path__WEBPACK_IMPORTED_MODULE_2___default().isAbsolute(program))
                return program;
            const found = await search(program, pathOf(env) ?? defaultPath);
            if (found.kind === 'program')
                return found.file;
            if (found.kind === 'locked') {
                const { notRunnable } = await __nccwpck_require__.e(/* import() */ 328).then(__nccwpck_require__.bind(__nccwpck_require__, 328));
                throw notRunnable(found.file, { code: 'EACCES' });
            }
            if (found.kind === 'empty')
                throw new _program_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ProgramNotRunnable */ .J6(found.file, 'it is empty');
            throw new _program_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .ProgramNotFound */ .ec(program, found.kind === 'none' ? {} : { passedOver: found.file });
        },
        searchPath: async (env) => {
            const searchPath = pathOf(env);
            if (searchPath === undefined)
                return undefined;
            const { outside } = await folders(searchPath);
            return outside.length === 0 ? node_os__WEBPACK_IMPORTED_MODULE_1__.devNull : outside.join((node_path__WEBPACK_IMPORTED_MODULE_2___default().delimiter));
        }
    };
}
function filesOf(folders, program) {
    return folders.flatMap(folder => extensions.map(extension => node_path__WEBPACK_IMPORTED_MODULE_2___default().join(folder, program + extension)));
}
function pathOf(env) {
    if (process.platform !== 'win32')
        return env['PATH'];
    return Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1];
}
async function isProgram(file) {
    return (await stateOf(file)) === 'program';
}
async function stateOf(file) {
    try {
        const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(file);
        if (!found.isFile())
            return 'absent';
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.access)(file, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
        return found.size === 0 ? 'empty' : 'program';
    }
    catch (error) {
        return (0,_text_json_js__WEBPACK_IMPORTED_MODULE_5__/* .isRecord */ .u4)(error) && error['code'] === 'EACCES' ? 'locked' : 'absent';
    }
}
async function liesIn(folder, file) {
    const [parent, real, root] = await Promise.all([node_path__WEBPACK_IMPORTED_MODULE_2___default().dirname(file), file, folder].map(realPath));
    const places = [node_path__WEBPACK_IMPORTED_MODULE_2___default().resolve(file), parent, real];
    const roots = [node_path__WEBPACK_IMPORTED_MODULE_2___default().resolve(folder), root].filter(each => each !== undefined);
    return roots.some(each => places.some(place => place !== undefined && isBelow(each, place)));
}
function isBelow(folder, place) {
    const way = node_path__WEBPACK_IMPORTED_MODULE_2___default().relative(folder, place);
    return way !== '..' && !way.startsWith(`..${(node_path__WEBPACK_IMPORTED_MODULE_2___default().sep)}`) && !node_path__WEBPACK_IMPORTED_MODULE_2___default().isAbsolute(way);
}
async function realPath(file) {
    return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(file).catch(() => undefined);
}


/***/ }),

/***/ 783:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ branchProblem),
/* harmony export */   W: () => (/* binding */ branchOf)
/* harmony export */ });
function branchProblem(name) {
    if (name.startsWith('refs/'))
        return `is ${JSON.stringify(name)}; write the short name of a branch, for example main`;
    const bad = /[\s\p{Cc}~^:?*[\\]|\.\.|@\{|\/\/|^@$/u.test(name) || /(?:^|\/)\.|\.lock(?:\/|$)|[./]$|^[-/]/.test(name);
    return bad ? `is ${JSON.stringify(name)}, which cannot be the name of a branch` : undefined;
}
function branchOf(ref) {
    return /^refs\/heads\/(.+)$/s.exec(ref ?? '')?.[1];
}


/***/ }),

/***/ 1789:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   M8: () => (/* binding */ textField),
/* harmony export */   lj: () => (/* binding */ parseObject),
/* harmony export */   u4: () => (/* binding */ isRecord)
/* harmony export */ });
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function parseObject(text) {
    try {
        const value = JSON.parse(text);
        return isRecord(value) ? value : undefined;
    }
    catch {
        return undefined;
    }
}
function textField(object, name) {
    const value = Object.hasOwn(object, name) ? object[name] : undefined;
    return typeof value === 'string' ? value : undefined;
}


/***/ }),

/***/ 613:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ nearest)
/* harmony export */ });
const comparedCharacters = 128;
const comparedCandidates = 20_000;
const weight = 1000;
function nearest(wanted, candidates, count) {
    const best = [];
    for (const candidate of candidates.slice(0, comparedCandidates)) {
        const worst = best.length < count ? Infinity : (best.at(-1)?.distance ?? 0);
        const distance = distanceBelow(worst, wanted, candidate);
        if (distance === undefined)
            continue;
        const place = best.findIndex(each => each.distance > distance);
        best.splice(place === -1 ? best.length : place, 0, { candidate, distance });
        if (best.length > count)
            best.pop();
    }
    return best.map(({ candidate }) => candidate);
}
function distanceBelow(limit, a, b) {
    const most = Math.floor(limit / weight);
    const ends = editDistance(lastSegment(a), lastSegment(b), most);
    const whole = editDistance(a, b, ends > most ? most : Infinity);
    const distance = Math.min(whole, ends) * weight + whole;
    return distance < limit ? distance : undefined;
}
function lastSegment(text) {
    return text.slice(text.lastIndexOf('/') + 1);
}
function editDistance(a, b, most) {
    const left = a.slice(0, comparedCharacters);
    const right = b.slice(0, comparedCharacters);
    if (Math.abs(left.length - right.length) > most)
        return Infinity;
    let row = Array.from({ length: right.length + 1 }, (_, index) => index);
    for (let i = 0; i < left.length; i++) {
        const next = [i + 1];
        let least = i + 1;
        for (let j = 0; j < right.length; j++) {
            const replaced = (row[j] ?? 0) + (left[i] === right[j] ? 0 : 1);
            const cost = Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1);
            next.push(cost);
            least = Math.min(least, cost);
        }
        if (least > most)
            return Infinity;
        row = next;
    }
    return row.at(-1) ?? 0;
}


/***/ }),

/***/ 4492:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E9: () => (/* binding */ parseDuration),
/* harmony export */   PP: () => (/* binding */ renderDuration),
/* harmony export */   UP: () => (/* binding */ renderBytes)
/* harmony export */ });
const durationUnits = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };
const byteUnits = ['B', 'kB', 'MB', 'GB', 'TB'];
function parseDuration(text) {
    if (!/^(\d{1,9}(ms|s|m|h))+$/.test(text))
        return undefined;
    let total = 0;
    for (const [, amount, unit] of text.matchAll(/(\d+)(ms|s|m|h)/g)) {
        if (unit === 'ms' || unit === 's' || unit === 'm' || unit === 'h')
            total += Number(amount) * durationUnits[unit];
    }
    return total > 0 ? total : undefined;
}
function renderDuration(ms) {
    if (ms < 1_000)
        return `${Math.round(ms)} ms`;
    if (ms < 60_000)
        return `${(ms / 1_000).toFixed(1)} s`;
    const seconds = Math.round(ms / 1_000);
    return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
function renderBytes(bytes) {
    let value = bytes;
    let unit = 0;
    for (; value >= 999.5 && unit < byteUnits.length - 1; unit += 1)
        value /= 1000;
    return `${unit === 0 ? value : value.toFixed(value < 99.95 ? 1 : 0)} ${byteUnits[unit] ?? ''}`;
}


/***/ }),

/***/ 9549:
/***/ ((__unused_webpack_module, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   PT: () => (/* binding */ lineStart),
/* harmony export */   Q6: () => (/* binding */ failureIn),
/* harmony export */   RA: () => (/* binding */ nameLines),
/* harmony export */   Ri: () => (/* binding */ lineBreakFor),
/* harmony export */   WU: () => (/* binding */ show),
/* harmony export */   _6: () => (/* binding */ decodeUtf8),
/* harmony export */   _e: () => (/* binding */ startsItsLine),
/* harmony export */   dz: () => (/* binding */ locationAt),
/* harmony export */   iY: () => (/* binding */ failureAt),
/* harmony export */   kd: () => (/* binding */ lineEnd),
/* harmony export */   mh: () => (/* binding */ lineAt),
/* harmony export */   o0: () => (/* binding */ columnAt),
/* harmony export */   pn: () => (/* binding */ lineBreakAt),
/* harmony export */   r1: () => (/* binding */ createLineIndex)
/* harmony export */ });
/* harmony import */ var _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2600);

const lineFeed = 0x0a;
function decodeUtf8(bytes, path) {
    try {
        return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    }
    catch (cause) {
        const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
        if (utf16) {
            const message = `${path} is UTF-16 text, and only UTF-8 can be edited. Save the file as UTF-8.`;
            throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('YAML_INVALID', message, { cause, location: { path } });
        }
        const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
        const at = new TextEncoder().encode(text).findIndex((byte, index) => byte !== bytes[index]);
        const line = 1 + bytes.subarray(0, Math.max(0, at)).filter(byte => byte === lineFeed).length;
        const message = `${path}:${line}: this line holds bytes that are not UTF-8. Save the file as UTF-8.`;
        throw new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ('YAML_INVALID', message, { cause, location: { path, line } });
    }
}
function lineAt(text, offset) {
    let line = 1;
    for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1))
        line++;
    return line;
}
function createLineIndex(text) {
    const ends = [];
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1))
        ends.push(at);
    return offset => {
        let [low, high] = [0, ends.length];
        while (low < high) {
            const middle = (low + high) >> 1;
            if ((ends[middle] ?? 0) < offset)
                low = middle + 1;
            else
                high = middle;
        }
        return low + 1;
    };
}
function columnAt(text, offset) {
    const start = lineStart(text, offset);
    return offset - start + (start === 0 && text.startsWith('\uFEFF') && offset > 0 ? 0 : 1);
}
function lineStart(text, offset) {
    return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}
function lineEnd(text, offset) {
    const feed = text.indexOf('\n', offset);
    if (feed === -1)
        return text.length;
    return feed > offset && text[feed - 1] === '\r' ? feed - 1 : feed;
}
function lineBreakAt(text, offset) {
    if (text.startsWith('\r\n', offset))
        return '\r\n';
    return text[offset] === '\n' ? '\n' : '';
}
function lineBreakFor(text, end) {
    const own = lineBreakAt(text, end);
    if (own !== '')
        return own;
    const before = lineStart(text, end) - 1;
    return before > 0 && text[before - 1] === '\r' ? '\r\n' : '\n';
}
function startsItsLine(text, offset) {
    return /^[ \t]*$/.test(text.slice(lineStart(text, offset), offset));
}
function locationAt({ text, path }, offset) {
    return { path, line: lineAt(text, offset), column: columnAt(text, offset) };
}
function failureIn(code, location, sentence) {
    const { path, line } = location;
    return new _errors_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .ActionError */ .lZ(code, `${path}${line === undefined ? '' : `:${line}`}: ${sentence}`, { location });
}
function failureAt(code, file, offset, sentence) {
    return failureIn(code, locationAt(file, offset), sentence);
}
function nameLines(text, offsets) {
    const lines = offsets.slice(0, 10).map(offset => lineAt(text, offset));
    const last = lines.pop();
    if (last === undefined)
        return 'no line';
    return lines.length === 0 ? `line ${last}` : `lines ${lines.join(', ')} and ${last}`;
}
function show(value) {
    const short = value.length > 200 ? `${value.slice(0, 199)}…` : value;
    return short.replace(/[\p{Cc}\u2028\u2029]/gu, char => {
        return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
    });
}


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 7769:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Qq: () => (/* binding */ HttpClient)
});

// UNUSED EXPORTS: Headers, HttpClientError, HttpClientResponse, HttpCodes, MediaTypes, getProxyUrl, isHttps

// EXTERNAL MODULE: external "http"
var external_http_ = __nccwpck_require__(8611);
var external_http_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_http_, 2);
// EXTERNAL MODULE: external "https"
var external_https_ = __nccwpck_require__(5692);
var external_https_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_https_, 2);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
// EXTERNAL MODULE: ./node_modules/tunnel/index.js
var tunnel = __nccwpck_require__(770);
;// CONCATENATED MODULE: ./third-party/undici/index.js
/**
 * Stands in for undici in the bundle. @actions/http-client imports undici for one method, getAgentDispatcher(),
 * which newtag never calls; the real package is 900 kB and 50 ms of every start.
 * See docs/decisions/0003-no-undici-in-the-bundle.md.
 */
class ProxyAgent {
  constructor() {
    throw new Error('undici is not part of this bundle; use the request methods of @actions/http-client')
  }
}

;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};





var HttpCodes;
(function (HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
/**
 * Returns the proxy URL, depending upon the supplied url and proxy environment variables.
 * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
 */
function lib_getProxyUrl(serverUrl) {
    const proxyUrl = pm.getProxyUrl(new URL(serverUrl));
    return proxyUrl ? proxyUrl.href : '';
}
const HttpRedirectCodes = [
    HttpCodes.MovedPermanently,
    HttpCodes.ResourceMoved,
    HttpCodes.SeeOther,
    HttpCodes.TemporaryRedirect,
    HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
    HttpCodes.BadGateway,
    HttpCodes.ServiceUnavailable,
    HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = ['OPTIONS', 'GET', 'DELETE', 'HEAD'];
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;
class HttpClientError extends Error {
    constructor(message, statusCode) {
        super(message);
        this.name = 'HttpClientError';
        this.statusCode = statusCode;
        Object.setPrototypeOf(this, HttpClientError.prototype);
    }
}
class HttpClientResponse {
    constructor(message) {
        this.message = message;
    }
    readBody() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                let output = Buffer.alloc(0);
                this.message.on('data', (chunk) => {
                    output = Buffer.concat([output, chunk]);
                });
                this.message.on('end', () => {
                    resolve(output.toString());
                });
            }));
        });
    }
    readBodyBuffer() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                const chunks = [];
                this.message.on('data', (chunk) => {
                    chunks.push(chunk);
                });
                this.message.on('end', () => {
                    resolve(Buffer.concat(chunks));
                });
            }));
        });
    }
}
function isHttps(requestUrl) {
    const parsedUrl = new URL(requestUrl);
    return parsedUrl.protocol === 'https:';
}
class HttpClient {
    constructor(userAgent, handlers, requestOptions) {
        this._ignoreSslError = false;
        this._allowRedirects = true;
        this._allowRedirectDowngrade = false;
        this._maxRedirects = 50;
        this._allowRetries = false;
        this._maxRetries = 1;
        this._keepAlive = false;
        this._disposed = false;
        this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
        this.handlers = handlers || [];
        this.requestOptions = requestOptions;
        if (requestOptions) {
            if (requestOptions.ignoreSslError != null) {
                this._ignoreSslError = requestOptions.ignoreSslError;
            }
            this._socketTimeout = requestOptions.socketTimeout;
            if (requestOptions.allowRedirects != null) {
                this._allowRedirects = requestOptions.allowRedirects;
            }
            if (requestOptions.allowRedirectDowngrade != null) {
                this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
            }
            if (requestOptions.maxRedirects != null) {
                this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
            }
            if (requestOptions.keepAlive != null) {
                this._keepAlive = requestOptions.keepAlive;
            }
            if (requestOptions.allowRetries != null) {
                this._allowRetries = requestOptions.allowRetries;
            }
            if (requestOptions.maxRetries != null) {
                this._maxRetries = requestOptions.maxRetries;
            }
        }
    }
    options(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('OPTIONS', requestUrl, null, additionalHeaders || {});
        });
    }
    get(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('GET', requestUrl, null, additionalHeaders || {});
        });
    }
    del(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('DELETE', requestUrl, null, additionalHeaders || {});
        });
    }
    post(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('POST', requestUrl, data, additionalHeaders || {});
        });
    }
    patch(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PATCH', requestUrl, data, additionalHeaders || {});
        });
    }
    put(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PUT', requestUrl, data, additionalHeaders || {});
        });
    }
    head(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('HEAD', requestUrl, null, additionalHeaders || {});
        });
    }
    sendStream(verb, requestUrl, stream, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request(verb, requestUrl, stream, additionalHeaders);
        });
    }
    /**
     * Gets a typed object from an endpoint
     * Be aware that not found returns a null.  Other errors (4xx, 5xx) reject the promise
     */
    getJson(requestUrl_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, additionalHeaders = {}) {
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            const res = yield this.get(requestUrl, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    postJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.post(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    putJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.put(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    patchJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.patch(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    /**
     * Makes a raw http request.
     * All other methods such as get, post, patch, and request ultimately call this.
     * Prefer get, del, post and patch
     */
    request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._disposed) {
                throw new Error('Client has already been disposed.');
            }
            const parsedUrl = new URL(requestUrl);
            let info = this._prepareRequest(verb, parsedUrl, headers);
            // Only perform retries on reads since writes may not be idempotent.
            const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
                ? this._maxRetries + 1
                : 1;
            let numTries = 0;
            let response;
            do {
                response = yield this.requestRaw(info, data);
                // Check if it's an authentication challenge
                if (response &&
                    response.message &&
                    response.message.statusCode === HttpCodes.Unauthorized) {
                    let authenticationHandler;
                    for (const handler of this.handlers) {
                        if (handler.canHandleAuthentication(response)) {
                            authenticationHandler = handler;
                            break;
                        }
                    }
                    if (authenticationHandler) {
                        return authenticationHandler.handleAuthentication(this, info, data);
                    }
                    else {
                        // We have received an unauthorized response but have no handlers to handle it.
                        // Let the response return to the caller.
                        return response;
                    }
                }
                let redirectsRemaining = this._maxRedirects;
                while (response.message.statusCode &&
                    HttpRedirectCodes.includes(response.message.statusCode) &&
                    this._allowRedirects &&
                    redirectsRemaining > 0) {
                    const redirectUrl = response.message.headers['location'];
                    if (!redirectUrl) {
                        // if there's no location to redirect to, we won't
                        break;
                    }
                    const parsedRedirectUrl = new URL(redirectUrl);
                    if (parsedUrl.protocol === 'https:' &&
                        parsedUrl.protocol !== parsedRedirectUrl.protocol &&
                        !this._allowRedirectDowngrade) {
                        throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
                    }
                    // we need to finish reading the response before reassigning response
                    // which will leak the open socket.
                    yield response.readBody();
                    // strip authorization header if redirected to a different hostname
                    if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
                        for (const header in headers) {
                            // header names are case insensitive
                            if (header.toLowerCase() === 'authorization') {
                                delete headers[header];
                            }
                        }
                    }
                    // let's make the request with the new redirectUrl
                    info = this._prepareRequest(verb, parsedRedirectUrl, headers);
                    response = yield this.requestRaw(info, data);
                    redirectsRemaining--;
                }
                if (!response.message.statusCode ||
                    !HttpResponseRetryCodes.includes(response.message.statusCode)) {
                    // If not a retry code, return immediately instead of retrying
                    return response;
                }
                numTries += 1;
                if (numTries < maxTries) {
                    yield response.readBody();
                    yield this._performExponentialBackoff(numTries);
                }
            } while (numTries < maxTries);
            return response;
        });
    }
    /**
     * Needs to be called if keepAlive is set to true in request options.
     */
    dispose() {
        if (this._agent) {
            this._agent.destroy();
        }
        this._disposed = true;
    }
    /**
     * Raw request.
     * @param info
     * @param data
     */
    requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => {
                function callbackForResult(err, res) {
                    if (err) {
                        reject(err);
                    }
                    else if (!res) {
                        // If `err` is not passed, then `res` must be passed.
                        reject(new Error('Unknown error'));
                    }
                    else {
                        resolve(res);
                    }
                }
                this.requestRawWithCallback(info, data, callbackForResult);
            });
        });
    }
    /**
     * Raw request with callback.
     * @param info
     * @param data
     * @param onResult
     */
    requestRawWithCallback(info, data, onResult) {
        if (typeof data === 'string') {
            if (!info.options.headers) {
                info.options.headers = {};
            }
            info.options.headers['Content-Length'] = Buffer.byteLength(data, 'utf8');
        }
        let callbackCalled = false;
        function handleResult(err, res) {
            if (!callbackCalled) {
                callbackCalled = true;
                onResult(err, res);
            }
        }
        const req = info.httpModule.request(info.options, (msg) => {
            const res = new HttpClientResponse(msg);
            handleResult(undefined, res);
        });
        let socket;
        req.on('socket', sock => {
            socket = sock;
        });
        // If we ever get disconnected, we want the socket to timeout eventually
        req.setTimeout(this._socketTimeout || 3 * 60000, () => {
            if (socket) {
                socket.end();
            }
            handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on('error', function (err) {
            // err has statusCode property
            // res should have headers
            handleResult(err);
        });
        if (data && typeof data === 'string') {
            req.write(data, 'utf8');
        }
        if (data && typeof data !== 'string') {
            data.on('close', function () {
                req.end();
            });
            data.pipe(req);
        }
        else {
            req.end();
        }
    }
    /**
     * Gets an http agent. This function is useful when you need an http agent that handles
     * routing through a proxy server - depending upon the url and proxy environment variables.
     * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
     */
    getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
    }
    getAgentDispatcher(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (!useProxy) {
            return;
        }
        return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
    }
    _prepareRequest(method, requestUrl, headers) {
        const info = {};
        info.parsedUrl = requestUrl;
        const usingSsl = info.parsedUrl.protocol === 'https:';
        info.httpModule = usingSsl ? external_https_namespaceObject : external_http_namespaceObject;
        const defaultPort = usingSsl ? 443 : 80;
        info.options = {};
        info.options.host = info.parsedUrl.hostname;
        info.options.port = info.parsedUrl.port
            ? parseInt(info.parsedUrl.port)
            : defaultPort;
        info.options.path =
            (info.parsedUrl.pathname || '') + (info.parsedUrl.search || '');
        info.options.method = method;
        info.options.headers = this._mergeHeaders(headers);
        if (this.userAgent != null) {
            info.options.headers['user-agent'] = this.userAgent;
        }
        info.options.agent = this._getAgent(info.parsedUrl);
        // gives handlers an opportunity to participate
        if (this.handlers) {
            for (const handler of this.handlers) {
                handler.prepareRequest(info.options);
            }
        }
        return info;
    }
    _mergeHeaders(headers) {
        if (this.requestOptions && this.requestOptions.headers) {
            return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
        }
        return lowercaseKeys(headers || {});
    }
    /**
     * Gets an existing header value or returns a default.
     * Handles converting number header values to strings since HTTP headers must be strings.
     * Note: This returns string | string[] since some headers can have multiple values.
     * For headers that must always be a single string (like Content-Type), use the
     * specialized _getExistingOrDefaultContentTypeHeader method instead.
     */
    _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
            if (headerValue) {
                clientHeader =
                    typeof headerValue === 'number' ? headerValue.toString() : headerValue;
            }
        }
        const additionalValue = additionalHeaders[header];
        if (additionalValue !== undefined) {
            return typeof additionalValue === 'number'
                ? additionalValue.toString()
                : additionalValue;
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    /**
     * Specialized version of _getExistingOrDefaultHeader for Content-Type header.
     * Always returns a single string (not an array) since Content-Type should be a single value.
     * Converts arrays to comma-separated strings and numbers to strings to ensure type safety.
     * This was split from _getExistingOrDefaultHeader to provide stricter typing for callers
     * that assign the result to places expecting a string (e.g., additionalHeaders[Headers.ContentType]).
     */
    _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
            if (headerValue) {
                if (typeof headerValue === 'number') {
                    clientHeader = String(headerValue);
                }
                else if (Array.isArray(headerValue)) {
                    clientHeader = headerValue.join(', ');
                }
                else {
                    clientHeader = headerValue;
                }
            }
        }
        const additionalValue = additionalHeaders[Headers.ContentType];
        // Return the first non-undefined value, converting numbers or arrays to strings if necessary
        if (additionalValue !== undefined) {
            if (typeof additionalValue === 'number') {
                return String(additionalValue);
            }
            else if (Array.isArray(additionalValue)) {
                return additionalValue.join(', ');
            }
            else {
                return additionalValue;
            }
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    _getAgent(parsedUrl) {
        let agent;
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) {
            agent = this._proxyAgent;
        }
        if (!useProxy) {
            agent = this._agent;
        }
        // if agent is already assigned use that agent.
        if (agent) {
            return agent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        let maxSockets = 100;
        if (this.requestOptions) {
            maxSockets = this.requestOptions.maxSockets || external_http_.globalAgent.maxSockets;
        }
        // This is `useProxy` again, but we need to check `proxyURl` directly for TypeScripts's flow analysis.
        if (proxyUrl && proxyUrl.hostname) {
            const agentOptions = {
                maxSockets,
                keepAlive: this._keepAlive,
                proxy: Object.assign(Object.assign({}, ((proxyUrl.username || proxyUrl.password) && {
                    proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
                })), { host: proxyUrl.hostname, port: proxyUrl.port })
            };
            let tunnelAgent;
            const overHttps = proxyUrl.protocol === 'https:';
            if (usingSsl) {
                tunnelAgent = overHttps ? tunnel.httpsOverHttps : tunnel.httpsOverHttp;
            }
            else {
                tunnelAgent = overHttps ? tunnel.httpOverHttps : tunnel.httpOverHttp;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_.Agent(options) : new external_http_.Agent(options);
            this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            agent.options = Object.assign(agent.options || {}, {
                rejectUnauthorized: false
            });
        }
        return agent;
    }
    _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
        let proxyAgent;
        if (this._keepAlive) {
            proxyAgent = this._proxyAgentDispatcher;
        }
        // if agent is already assigned use that agent.
        if (proxyAgent) {
            return proxyAgent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        proxyAgent = new ProxyAgent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
            token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString('base64')}`
        })));
        this._proxyAgentDispatcher = proxyAgent;
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
                rejectUnauthorized: false
            });
        }
        return proxyAgent;
    }
    _getUserAgentWithOrchestrationId(userAgent) {
        const baseUserAgent = userAgent || 'actions/http-client';
        const orchId = process.env['ACTIONS_ORCHESTRATION_ID'];
        if (orchId) {
            // Sanitize the orchestration ID to ensure it contains only valid characters
            // Valid characters: 0-9, a-z, _, -, .
            const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
            return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
        }
        return baseUserAgent;
    }
    _performExponentialBackoff(retryNumber) {
        return __awaiter(this, void 0, void 0, function* () {
            retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
            const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
            return new Promise(resolve => setTimeout(() => resolve(), ms));
        });
    }
    _processResponse(res, options) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                const statusCode = res.message.statusCode || 0;
                const response = {
                    statusCode,
                    result: null,
                    headers: {}
                };
                // not found leads to null obj returned
                if (statusCode === HttpCodes.NotFound) {
                    resolve(response);
                }
                // get the result from the body
                function dateTimeDeserializer(key, value) {
                    if (typeof value === 'string') {
                        const a = new Date(value);
                        if (!isNaN(a.valueOf())) {
                            return a;
                        }
                    }
                    return value;
                }
                let obj;
                let contents;
                try {
                    contents = yield res.readBody();
                    if (contents && contents.length > 0) {
                        if (options && options.deserializeDates) {
                            obj = JSON.parse(contents, dateTimeDeserializer);
                        }
                        else {
                            obj = JSON.parse(contents);
                        }
                        response.result = obj;
                    }
                    response.headers = res.message.headers;
                }
                catch (err) {
                    // Invalid resource (contents not json);  leaving result obj null
                }
                // note that 3xx redirects are handled by the http layer.
                if (statusCode > 299) {
                    let msg;
                    // if exception/error in body, attempt to get better error
                    if (obj && obj.message) {
                        msg = obj.message;
                    }
                    else if (contents && contents.length > 0) {
                        // it may be the case that the exception is in the body message as string
                        msg = contents;
                    }
                    else {
                        msg = `Failed request: (${statusCode})`;
                    }
                    const err = new HttpClientError(msg, statusCode);
                    err.result = response.result;
                    reject(err);
                }
                else {
                    resolve(response);
                }
            }));
        });
    }
}
const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
//# sourceMappingURL=index.js.map

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/compat get default export */
/******/ (() => {
/******/ 	// getDefaultExport function for compatibility with non-harmony modules
/******/ 	__nccwpck_require__.n = (module) => {
/******/ 		var getter = module && module.__esModule ?
/******/ 			() => (module['default']) :
/******/ 			() => (module);
/******/ 		__nccwpck_require__.d(getter, { a: getter });
/******/ 		return getter;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(9407);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
