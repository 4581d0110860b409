export const id = 795;
export const ids = [795];
export const modules = {

/***/ 5795:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  failureError: () => (/* binding */ failureError)
});

// EXTERNAL MODULE: ./src/errors/errors.ts
var errors = __webpack_require__(2600);
// EXTERNAL MODULE: ./src/git/address.ts
var address = __webpack_require__(6812);
;// CONCATENATED MODULE: ./src/git/host.ts

const names = [
    ['github', /(?:^|\.)github\.|\.ghe\.com$/],
    ['gitlab', /(?:^|\.)gitlab[.-]/],
    ['gitea', /(?:^|\.)(?:gitea|forgejo)[.-]|^codeberg\.org$/],
    ['bitbucket', /(?:^|\.)(?:bitbucket|stash)[.-]/],
    ['azure', /(?:^|\.)dev\.azure\.com$|\.visualstudio\.com$/]
];
const words = [
    ['gitlab', /\bGitLab\b|You are not allowed to (?:push|upload) code|deploy key does not have write access/],
    ['gitea', /\b(?:Gitea|Forgejo|Gogs)\b|User permission denied for writing/],
    [
        'github',
        /\bGH\d{3}\b|github\.com|\[bot\]|Write access to repository not granted|marked as read only|refusing to allow/
    ],
    ['bitbucket', /\b[Bb]itbucket\b|\bconq:|Permission denied to update branch|privilege scopes/],
    ['azure', /\bTF\d{6}\b|\bVS\d{6}\b/]
];
function recognizeHost(url, answer) {
    const hostname = (0,address/* hostOf */.w4)(url ?? '');
    const [host] = names.find(([, pattern]) => pattern.test(hostname)) ??
        words.find(([, pattern]) => pattern.test(answer)) ??
        [];
    return host ?? 'unknown';
}
const githubPermission = 'For the repository of the workflow give the job `permissions: contents: write`. For another one use a fine-grained ' +
    'token, or a GitHub App that is installed on it, with "Contents: Read and write", or over SSH a deploy key with ' +
    '"Allow write access".';
const permissions = {
    github: githubPermission,
    gitlab: 'Give the token the scope `write_repository` and its owner the role Developer, or Maintainer where the branch ' +
        'asks for it; a deploy key needs "Grant write permissions to this key", and a job token has to be allowed to push.',
    gitea: 'Give the token the permission `repository: write` (scope `write:repository`) and its owner write access to the ' +
        'code; a deploy key needs "Enable Write Access".',
    bitbucket: 'Give the token the scope `repository:write` (on Data Center: Repository write) and its owner write access to the ' +
        'repository; an access key needs read and write.',
    azure: 'Give the identity of the token the permission "Contribute" on the repository, and the token the scope "Code: Read & write".',
    unknown: `Give the token, and its owner, write access to the repository. On GitHub: ${githubPermission}`
};
function pushPermission(host) {
    return permissions[host];
}
const githubToken = 'a fine-grained one, or one of a GitHub App that is installed on it, with "Contents: Read and write"';
const tokens = {
    github: githubToken,
    gitlab: 'with the scope `write_repository`, of an owner with the role Developer',
    gitea: 'with the permission `repository: write`, of an owner who may write to it',
    bitbucket: 'with the scope `repository:write`',
    azure: 'with the scope "Code: Read & write"',
    unknown: `on GitHub ${githubToken}`
};
function newToken(host) {
    return tokens[host];
}

;// CONCATENATED MODULE: ./src/git/failure/missing-token.ts

const kinds = new Set(['auth', 'denied', 'restricted', 'no-repository']);
function explainMissingToken({ token, during, repository, url }, words, { kind, detail }) {
    if (!kinds.has(kind))
        return undefined;
    const isUnseen = kind === 'no-repository';
    if (token.kind === 'job') {
        const reach = isUnseen
            ? `reaches ${token.repository} only, and does not see ${repository}, if that exists`
            : `reaches ${token.repository} only, and not ${repository}`;
        return (`\`token\` is not set, or the same as \`github-token\`: the job's own token ${reach} ${words}. ` +
            `Create a token with write access to the contents of ${repository} (${newToken(recognizeHost(url, detail))}), store it as a secret and set \`token\`.`);
    }
    if (token.kind !== 'none')
        return undefined;
    const access = during === 'push' ? 'takes no push' : isUnseen ? 'is not seen, if it exists,' : 'cannot be read';
    return (`\`token\` is empty: ${repository} ${access} without one ${words}. If it comes from a secret, check the secret's ` +
        'name; a secret is not given to a run for a pull request of a fork or of Dependabot, nor to a reusable workflow ' +
        'without `secrets: inherit`.');
}

;// CONCATENATED MODULE: ./src/git/failure/message.ts



function failureError(failure, subject) {
    const [code, explain] = explanations[failure.kind];
    const words = `(${failure.detail})`;
    return new errors/* ActionError */.lZ(code, explainMissingToken(subject, words, failure) ?? explain(subject, words, failure));
}
const explainUnknown = ({ during, repository }, words) => `Git could not ${during === 'push' ? 'push to' : 'read'} ${repository} ${words}. ` +
    'If the reason is not clear from this, please report it.';
const explanations = {
    auth: ['AUTH_FAILED', explainLogin],
    denied: ['PUSH_DENIED', explainPermission],
    restricted: [
        'ACCESS_RESTRICTED',
        ({ repository, token }, words, { detail }) => `${repository} does not let this ${credentialOf(token)} in, whatever its permissions ${words}. ${adviceOnRestriction(detail)}`
    ],
    protected: [
        'BRANCH_PROTECTED',
        ({ repository, branch }, words) => `The branch ${branch} of ${repository} is protected against this push ${words}. ` +
            'Let the actor of the token bypass the rule, or set `branch` to one without it, which Argo CD then follows.'
    ],
    rejected: [
        'PUSH_REJECTED',
        ({ repository, branch }, words) => `A hook or rule of ${repository} refused the commit on ${branch} ${words}. ` +
            'Change what it asks for; `commit-message` and `commit-author` can help.'
    ],
    'read-only': [
        'REPOSITORY_READ_ONLY',
        ({ repository, during }, words) => `${repository} ${during === 'push' ? 'takes no pushes' : 'is not available'} at present ${words}: it is archived, ` +
            'locked, a mirror or in maintenance, or its server cannot write to it. Unlock it, set `repository` to where it is ' +
            'written, or run the job again when the maintenance is over.'
    ],
    'server-full': [
        'STORAGE_FULL',
        ({ repository, branch }, words) => `The server of ${repository} has no room for the commit on ${branch} ${words}. ` +
            'Free space or raise the quota there, then run the job again.'
    ],
    'runner-full': [
        'STORAGE_FULL',
        ({ repository, during }, words) => during === 'push'
            ? `A disk was full, that of this runner or of the server of ${repository} ${words}. Free space there, then run the job again.`
            : `The disk of this runner is full: Git could not store what ${repository} sent ${words}. ` +
                'Free space before this step, or use a runner with a larger disk.'
    ],
    'no-repository': [
        'REPOSITORY_NOT_FOUND',
        ({ repository, token }, words) => `${repository} was not found, or the ${credentialOf(token)} is not allowed to see it ${words}. ` +
            `Check \`repository\`, and that ${token.kind === 'unused' ? 'the SSH key' : '`token`'} has access to it.`
    ],
    moved: [
        'REPOSITORY_MOVED',
        ({ repository }, words) => `${repository} answers with a redirect ${words}. It was renamed or moved: set \`repository\` to where it is now. ` +
            'newtag does not follow, because the token would go with it.'
    ],
    'no-branch': [
        'BRANCH_NOT_FOUND',
        ({ repository, branch }, words) => `${repository} has no branch ${branch} ${words}. Check \`branch\`; newtag never makes a branch.`
    ],
    certificate: [
        'TLS_FAILED',
        ({ repository }, words) => `No trusted TLS connection to the server of ${repository} could be made ${words}. Install the certificate of its ` +
            'authority on the runner, or name the file in GIT_SSL_CAINFO; if it has expired, renew it on the server. newtag ' +
            'never skips this check.'
    ],
    'host-key': [
        'HOST_KEY_UNKNOWN',
        ({ repository }, words) => `The SSH key of the server of ${repository} is not known on this runner, or has changed ${words}. ` +
            'Put the key that the host publishes into ~/.ssh/known_hosts before this step.'
    ],
    proxy: [
        'PROXY_REFUSED',
        ({ repository }, words) => `The proxy of this runner did not let Git through to ${repository} ${words}. ` +
            'Correct the login in `https_proxy`, allow the host on the proxy, or list it in `no_proxy`.'
    ],
    transient: [
        'GIT_UNREACHABLE',
        ({ repository }, words, { busy }) => busy
            ? `The server of ${repository} is rate-limiting or overloaded ${words}. Run the job again later, or run fewer jobs at once.`
            : `Could not connect to ${repository}, or the connection was lost ${words}. Check the address and the network, then run the job again.`
    ],
    ownership: [
        'GIT_FAILED',
        ({ repository }, words) => `Git does not use ${repository}, because its folder belongs to another user ${words}. Give the folder to the user ` +
            'that Git runs as there, or add it to `safe.directory` in the configuration of that user or machine.'
    ],
    race: ['GIT_FAILED', explainUnknown],
    other: ['GIT_FAILED', explainUnknown]
};
function explainLogin({ repository, token }, words, { detail }) {
    if (/publickey|Public key|Too many authentication failures/i.test(detail)) {
        return `${repository} did not accept an SSH key ${words}. Load a key that the host knows before this step, for example into an agent.`;
    }
    if (token.kind === 'unused')
        return `${repository} asks for a login ${words}. For SSH load a key before this step.`;
    return /expired|revoked|deprecated/i.test(detail)
        ? `${repository} no longer accepts the token ${words}. Make a new one and store it in the secret that \`token\` reads.`
        : `${repository} did not accept the token ${words}. Check that \`token\` is valid, has not expired and belongs to this server.`;
}
function explainPermission(subject, words, { detail }) {
    const { during, repository, url, token } = subject;
    if (during === 'read') {
        return `The ${credentialOf(token)} is not allowed to read ${repository} ${words}. Give it, and its owner, read access to the code of this repository.`;
    }
    return `The token or key is not allowed to push to ${repository} ${words}. ${pushPermission(recognizeHost(url, detail))}`;
}
function credentialOf({ kind }) {
    return kind === 'unused' ? 'key' : 'token';
}
function adviceOnRestriction(detail) {
    if (/SAML|SSO/.test(detail)) {
        return ('Authorise the token for the single sign-on of the organisation (on GitHub: Settings, Developer settings, the ' +
            'token, "Configure SSO"), or use a GitHub App that the organisation has installed.');
    }
    if (/\bIP\b/.test(detail)) {
        return 'Run the job on a runner whose address is on the allow list of the organisation, or have an owner add the address.';
    }
    return /account|CAPTCHA/i.test(detail)
        ? 'The account of the token is blocked: sign in as it and follow what the host says, or use a token of another account.'
        : 'Ask an owner of the organisation which kind of token its policy allows, and use one of that kind.';
}


/***/ })

};
