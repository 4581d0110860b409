import type { Rules } from './kinds.ts'

/**
 * What hosts print when they refuse, wherever they print it: as the reason of a refused ref, through their hook, as the
 * text of an HTTP answer, over SSH. Each line is held by an entry in __tests__/fixtures/git-answers, which names
 * where it was seen. None of them means that it is worth trying again: a hook of the repository can use any word.
 */
export const refusalRules: Rules = [
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
]

/** The server is overloaded or limits the rate of requests. */
export const busyWords =
  /rate limit|too many requests|heavy load|retry later|try (?:your request )?again later/i

/**
 * One server of several does not know yet, or no longer, what another one has offered; or the one that lets Git in
 * could not ask the one that knows who may.
 */
const inconsistentServer = /not our ref|want [0-9a-f]+ not valid|API (?:is )?(?:unreachable|not accessible)/i

/**
 * What an HTTP server or an SSH server says instead of letting Git in. No hook has run by then, so the words can be
 * taken more freely.
 */
export const accessRules: Rules = [
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
]

/** A hook runs for somebody who has been let in: when it speaks of credentials, they are others. */
export const hookRules: Rules = refusalRules.filter(([kind]) => kind !== 'auth')

/** The hook of GitLab, Gitea or Forgejo could not ask its own server, or not in time; always a whole line. */
export const hookFailure =
  /^(?:GitLab: (?:API is not accessible|Push operation timed out|(?:Failed to authorize your Git request: )?Internal API (?:unreachable|error\b.*))|(?:Gitea|Forgejo): Internal Server Connection Error|Unable to contact (?:gitea|forgejo): .*)$/i

/** The reasons with which a server refuses a ref. What is not here is looked up in `refusalRules`. */
export const refRules: Rules = [
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
]

/** Why the server could not take the objects; no hook has run by then. */
export const unpackRules: Rules = [
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
]
