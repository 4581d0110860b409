export const id = 520;
export const ids = [520];
export const modules = {

/***/ 4520:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  explainGitFailure: () => (/* binding */ explainGitFailure)
});

;// CONCATENATED MODULE: ./src/git/failure/connection.ts
const connectionRules = [
    ['other', /mismatched algorithms: client|does not support this repository's object format/],
    ['other', /Server does not allow request for unadvertised object/],
    [
        'transient',
        /HTTP code (?:408|429|5\d\d) from proxy|CONNECT tunnel failed, response (?:408|429|5\d\d)|rate limited by/i
    ],
    ['proxy', /HTTP code \d{3} from proxy|CONNECT tunnel failed, response \d{3}|Proxy CONNECT aborted/i],
    ['no-branch', /couldn't find remote ref/i],
    [
        'host-key',
        /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED|No \S+ host key is known|no matching host key type/i
    ],
    [
        'certificate',
        /SSL certificate problem|server certificate|certificate (?:verif|has |is |subject |signer |chain |required|unknown|revo)|(?:issuer|signed|peer|client|alternative) certificate|verify locations|\bCA cert\b|UNTRUSTED_ROOT|trust error|wrong version number|SSL routines.*(?:unsupported protocol|alert)|unexpected TLS packet|TLS fatal alert/i
    ],
    ['rejected', /^fatal: (?:ref updates aborted by hook|in '[^']*' phase, update aborted by)/],
    ['ownership', /dubious ownership|unsafe repository/i],
    ['moved', /unable to update url base from redirection/i],
    [
        'auth',
        /could not read (?:Username|Password)|Authentication failed|terminal prompts disabled|Permission denied \(|Too many authentication failures/i
    ],
    [
        'no-repository',
        /^fatal: repository '[^']*' not found|does not appear to be a git repository|not valid: is this a git repository|dumb http transport/i
    ],
    [
        'runner-full',
        /No space left on device|Disk quota exceeded|File too large|unable to create temporary file|file write error/i
    ]
];
const interruption = /early EOF|unexpected disconnect|hung up unexpectedly|Connection (?:reset|refused|timed out|was reset|closed|aborted)|Could not resolve|unable to look up|Temporary failure in name resolution|Failed to connect|Couldn't connect|Operation too slow|transfer closed|Empty reply|RPC failed|SSL_ERROR|SSL_read|gnutls_handshake|GnuTLS recv error|TLS connect error|timed out|temporarily unavailable|not closed cleanly|closed abruptly|unexpected eof|No route to host|Network is (?:unreachable|down)|(?:closed|reset) by (?:remote host|peer)|Broken pipe|server \S+ not responding|HTTP\/?2 framing layer|Recv failure|Send failure|bytes of body are still expected/i;
function kindOfStatus(status) {
    switch (status) {
        case 401:
            return 'auth';
        case 402:
        case 451:
            return 'restricted';
        case 403:
            return 'denied';
        case 404:
        case 410:
            return 'no-repository';
        default:
            return 'other';
    }
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./src/git/failure/output.ts

const keptLength = 64 * 1024;
const longestLine = 1_000;
const longestDescription = 600;
const verdictBy = { rejected: 'git', 'remote rejected': 'server', 'remote failure': 'none' };
const verdictLine = /^(?:!\t[^\t]*\t| ! )\[(rejected|remote rejected|remote failure)\](?: .* -> \S+)? *(?:\((.*)\))?$/;
function readOutput(stdout, stderr) {
    const remoteLines = [];
    const localLines = [];
    let verdict = linesOf(stdout, '\n').map(parseVerdict).find(isFound);
    for (const line of linesOf(stderr, /\r\n|\n|\r/)) {
        const words = /^remote: ?(.*)$/.exec(line)?.[1];
        const forPeople = words === undefined ? parseVerdict(line) : undefined;
        if (words !== undefined)
            remoteLines.push(words.trim());
        else if (forPeople !== undefined)
            verdict ??= forPeople;
        else
            localLines.push(line.trim());
    }
    return { verdict, remoteLines, localLines };
}
function parseVerdict(line) {
    const [, summary, reason = ''] = verdictLine.exec(line) ?? [];
    if (summary !== 'rejected' && summary !== 'remote rejected' && summary !== 'remote failure')
        return undefined;
    return { by: verdictBy[summary], reason, text: `[${summary}]${reason === '' ? '' : ` (${reason})`}` };
}
function isFound(verdict) {
    return verdict !== undefined;
}
function linesOf(text, ends) {
    return shorten(text)
        .split(ends)
        .map(line => clean(line.slice(0, longestLine)).trimEnd());
}
function shorten(text) {
    if (text.length <= 2 * keptLength)
        return text;
    const end = text.slice(-keptLength);
    const firstBreak = end.indexOf('\n');
    return `${text.slice(0, keptLength)}\n${firstBreak < 0 ? '' : end.slice(firstBreak + 1)}`;
}
function clean(line) {
    return (0,external_node_util_.stripVTControlCharacters)(line).replace(/(?!\t)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ');
}
function describeOutput({ verdict, remoteLines, localLines }, hide) {
    const lines = [
        ...(verdict === undefined ? [] : [verdict.text]),
        ...localLines.filter(line => ownWords.test(line) && !/^error: failed to push some refs/.test(line)),
        ...remoteLines.filter(line => !noise.test(line))
    ].map(line => line.replace(/\s+/g, ' ').trim());
    const words = hide([...new Set(lines)].filter(line => line !== '').join('; '));
    if (words === '')
        return 'Git gave no reason';
    if (words.length <= longestDescription)
        return words;
    const half = longestDescription / 2 - 2;
    return `${words.slice(0, half)} … ${words.slice(-half)}`.replace(/\p{Cs}/gu, '');
}
const ownWords = /^(?:fatal|error|ssh|FATAL|ERROR|GitLab|Gitea|Forgejo|Gogs|conq):|Permission denied|Host key verification|HOST IDENTIFICATION|(?:closed|reset) by|not responding|access denied/;
const noise = /^(?:[=\-_*—\s]*$|(?:Enumerating|Counting|Compressing|Finding sources|Resolving|Processing|Total|Checking connectivity|Receiving|Unpacking|Updating references)\b.*(?:\d|done))/;

;// CONCATENATED MODULE: ./src/git/failure/refusals.ts
const refusalRules = [
    [
        'denied',
        /marked as read only|deploy key does not have write access|deploy(?:ment)? key is read[- ]only|push with deploy(?:ment)? key/i
    ],
    [
        'auth',
        /HTTP Basic: Access denied|Invalid (?:username or (?:password|token)|credentials)|Password authentication is not supported|password authentication was removed|App passwords are deprecated|(?:token|password|credentials?) (?:has|have|is|are|was) (?:expired|revoked|invalid)|Public key authentication failed/i
    ],
    [
        'restricted',
        /SAML|IP allow ?list|IP address .*not (?:permitted|allowed)|not allowed from (?:this|your) IP|account (?:is|has been|was) (?:suspended|blocked|locked|disabled|deactivated|flagged)|forbidden from accessing this repository|forbids access via|CAPTCHA|conditional access|token'?s lifetime/i
    ],
    [
        'rejected',
        /GH0(?:0[1-57-9]|1[0-2])\b|PUSH PROTECTION|contain secrets|one or more secrets|file size limit|blobs? which exceed|commit message .{0,80}(?:pattern|must)|(?:author|committer)\b.{0,80}(?:pattern|must match|policy)/i
    ],
    [
        'server-full',
        /No space left on device|Disk quota exceeded|(?:over|above|exceed\w*) (?:the|its|your) (?:(?:repository|storage|disk|data|size) ?)+(?:limit|quota)|quota (?:is |was |has been )?exceeded|storage limit/i
    ],
    [
        'protected',
        /GH006|GH013|rule violations|protected branch|\bbranch\b.{0,200}\bprotected\b|only be modified through pull requests|(?:made|updated|changed) through (?:a|the) (?:pull request|merge queue)|Permission denied to (?:update|create) branch|TF402455|must use a pull request/i
    ],
    [
        'read-only',
        /(?:is|was|been) archived|archived (?:project|repository)|(?:is|in|a|temporarily) read[- ]?only|read-only (?:file system|mode|GitLab)|maintenance mode|(?:repository|project|repo)\b.{0,200}\b(?:is|has been|was) (?:disabled|locked)\b|being (?:migrated|transferred)/i
    ],
    [
        'denied',
        /Permission to .+ denied|Write access to repository not granted|not allowed to (?:push|upload|download) code|User permission denied|refusing to allow|TF401027|prohibited by Gerrit|DENIED by|lack one or more required|GitLab: You don't have permission/i
    ]
];
const busyWords = /rate limit|too many requests|heavy load|retry later|try (?:your request )?again later/i;
const inconsistentServer = /not our ref|want [0-9a-f]+ not valid|API (?:is )?(?:unreachable|not accessible)/i;
const accessRules = [
    ...refusalRules,
    ['transient', inconsistentServer],
    ['transient', busyWords],
    [
        'no-repository',
        /not (?:be )?found|does not (?:exist|appear to be)|no longer exists|not exported|no such repository|cannot find repository|TF401019/i
    ],
    [
        'denied',
        /permission|denied|not (?:allowed|permitted|authori[sz]ed|enabled)|unauthori[sz]ed|forbidden|insufficient/i
    ]
];
const hookRules = refusalRules.filter(([kind]) => kind !== 'auth');
const hookFailure = /^(?:GitLab: (?:API is not accessible|Push operation timed out|(?:Failed to authorize your Git request: )?Internal API (?:unreachable|error\b.*))|(?:Gitea|Forgejo): Internal Server Connection Error|Unable to contact (?:gitea|forgejo): .*)$/i;
const refRules = [
    [
        'race',
        /^(?:non-fast[- ]forward|fetch first|stale info|incorrect old value provided|reference (?:already exists|does not exist)|refname conflict|failed to (?:lock|update refs?)|lock(?:ing)? (?:failure|error)|transaction (?:failed to start|aborted)|missing object\(s\)|cannot lock ref\b.*|shallow (?:update not allowed|error)|missing necessary objects|bad pack|TF401028\b.*)$/i
    ],
    [
        'transient',
        /^(?:internal server error|an internal error occurred|TF400898\b.*|failure|failed|unable to migrate objects to permanent storage|timed? ?out|service unavailable)\b/i
    ],
    ['denied', /^permission denied$/i],
    ['read-only', /^project state .* does not permit write/i]
];
const unpackRules = [
    [
        'server-full',
        /No space left on device|Disk quota exceeded|File too large|unable to create temporary (?:object directory|file)/i
    ],
    [
        'read-only',
        /Read-only file system|Permission denied|insufficient permission|not a git repository|No such file/i
    ],
    [
        'rejected',
        /exceeds maximum allowed size|error: object [0-9a-f]+: \w+:|Error in object|unsupported object format/i
    ],
    ['race', /did not receive expected object|unresolved deltas?|missing (?:blob|tree|commit)|unable to read/i]
];

;// CONCATENATED MODULE: ./src/git/failure/recognise.ts



function explainGitFailure(stdout, stderr, hide = text => text) {
    const output = readOutput(stdout, stderr);
    const { kind, busy = false } = output.verdict === undefined ? explainSilence(output) : explainVerdict(output.verdict, output);
    const raw = describeOutput(output, text => text);
    return { kind, busy, raw, detail: describeOutput(output, hide), remote: output.verdict?.by !== 'git' };
}
function explainVerdict({ by, reason }, output) {
    if (by === 'none')
        return { kind: 'transient' };
    const byRef = firstMatch(refRules, reason);
    if (by === 'git')
        return { kind: byRef === 'race' ? 'race' : 'other' };
    if (isUnpackFailure(reason, output)) {
        return { kind: firstMatch(unpackRules, ...output.remoteLines, ...output.localLines) ?? 'transient' };
    }
    if (byRef === 'race')
        return { kind: refUpdateProblem([reason, ...output.remoteLines]) ?? 'race' };
    if (byRef !== undefined)
        return { kind: byRef };
    if (!/hook|push declined/i.test(reason))
        return { kind: firstMatch(refusalRules, reason) ?? 'rejected' };
    if (output.remoteLines.some(line => hookFailure.test(line)))
        return { kind: 'transient' };
    return { kind: firstMatch(hookRules, ...output.remoteLines, reason) ?? 'rejected' };
}
function isUnpackFailure(reason, { localLines }) {
    return (/unpacker error|^failed$/.test(reason) ||
        localLines.some(line => /^error: (?:remote )?unpack failed:/.test(line)));
}
function refUpdateProblem(remoteLines) {
    const line = remoteLines.find(line => /^(?:(?:error|fatal): )?(?:cannot lock ref|unable to write) .*: /.test(line)) ??
        '';
    if (/: (?:No space left on device|Disk quota exceeded|File too large)\.?$/.test(line))
        return 'server-full';
    return /: (?:Read-only file system|Permission denied)\.?$/.test(line) ? 'read-only' : undefined;
}
function explainSilence({ localLines, remoteLines }) {
    const lines = localLines.filter(line => !/^(?:To|From|hint:|warning:) /.test(line));
    const unquoted = lines.map(withoutQuotes);
    const status = httpStatus(unquoted);
    if (status !== undefined && status !== 401 && status !== 404)
        return explainStatus(status, remoteLines);
    const certain = firstMatch(connectionRules, ...unquoted);
    if (certain !== undefined) {
        return { kind: certain, busy: unquoted.some(line => /rate limited by/.test(line)) };
    }
    if (status !== undefined)
        return { kind: kindOfStatus(status) };
    if (lines.some(line => sshRefusal.test(line)))
        return explainWords(lines);
    if (unquoted.some(line => interruption.test(line)))
        return { kind: 'transient' };
    return lines.some(line => /Could not read from remote/.test(line))
        ? explainWords(remoteLines)
        : { kind: 'other' };
}
const sshRefusal = /^(?:ERROR|FATAL|GitLab|Gitea|Forgejo|Gogs|conq): |^fatal: remote error: |^repository access denied/;
function httpStatus(lines) {
    const pattern = /(?:returned error: |failed; HTTP |HTTP code = )([3-5]\d\d)\b/;
    const status = lines.map(line => pattern.exec(line)?.[1]).find(digits => digits !== undefined);
    return status === undefined ? undefined : Number(status);
}
function explainStatus(status, remoteLines) {
    if (status === 407)
        return { kind: 'proxy' };
    if (status < 400)
        return { kind: 'moved' };
    if (status === 507)
        return { kind: 'server-full' };
    if (status >= 500 || status === 408 || status === 425 || status === 429) {
        return { kind: 'transient', busy: status === 429 || status === 503 };
    }
    const { kind, busy = false } = explainWords(remoteLines);
    return { kind: kind === 'other' ? kindOfStatus(status) : kind, busy };
}
function explainWords(lines) {
    const kind = firstMatch(accessRules, ...lines) ?? 'other';
    return { kind, busy: kind === 'transient' && lines.some(line => busyWords.test(line)) };
}
function firstMatch(words, ...lines) {
    return words.find(([, pattern]) => lines.some(line => pattern.test(line)))?.[0];
}
function withoutQuotes(line) {
    return line.replace(/(^|[\s(:])'[^']*'/g, "$1''");
}


/***/ })

};
