import { hostOf } from './address.ts'

/** The software that serves a repository, as far as that can be told. */
export type GitHost = 'github' | 'gitlab' | 'gitea' | 'bitbucket' | 'azure' | 'unknown'

const names: readonly (readonly [GitHost, RegExp])[] = [
  ['github', /(?:^|\.)github\.|\.ghe\.com$/],
  ['gitlab', /(?:^|\.)gitlab[.-]/],
  ['gitea', /(?:^|\.)(?:gitea|forgejo)[.-]|^codeberg\.org$/],
  ['bitbucket', /(?:^|\.)(?:bitbucket|stash)[.-]/],
  ['azure', /(?:^|\.)dev\.azure\.com$|\.visualstudio\.com$/]
]

/** Words that only one of them uses in its answers. */
const words: readonly (readonly [GitHost, RegExp])[] = [
  ['gitlab', /\bGitLab\b|You are not allowed to (?:push|upload) code|deploy key does not have write access/],
  ['gitea', /\b(?:Gitea|Forgejo|Gogs)\b|User permission denied for writing/],
  [
    'github',
    /\bGH\d{3}\b|github\.com|\[bot\]|Write access to repository not granted|marked as read only|refusing to allow/
  ],
  ['bitbucket', /\b[Bb]itbucket\b|\bconq:|Permission denied to update branch|privilege scopes/],
  ['azure', /\bTF\d{6}\b|\bVS\d{6}\b/]
]

/** Says what serves a repository: by the name of its host, else by the words of its answer. */
export function recognizeHost(url: string | undefined, answer: string): GitHost {
  const hostname = hostOf(url ?? '')
  const [host] =
    names.find(([, pattern]) => pattern.test(hostname)) ??
    words.find(([, pattern]) => pattern.test(answer)) ??
    []
  return host ?? 'unknown'
}

const githubPermission =
  'For the repository of the workflow give the job `permissions: contents: write`. For another one use a fine-grained ' +
  'token, or a GitHub App that is installed on it, with "Contents: Read and write", or over SSH a deploy key with ' +
  '"Allow write access".'

const permissions: Readonly<Record<GitHost, string>> = {
  github: githubPermission,
  gitlab:
    'Give the token the scope `write_repository` and its owner the role Developer, or Maintainer where the branch ' +
    'asks for it; a deploy key needs "Grant write permissions to this key", and a job token has to be allowed to push.',
  gitea:
    'Give the token the permission `repository: write` (scope `write:repository`) and its owner write access to the ' +
    'code; a deploy key needs "Enable Write Access".',
  bitbucket:
    'Give the token the scope `repository:write` (on Data Center: Repository write) and its owner write access to the ' +
    'repository; an access key needs read and write.',
  azure:
    'Give the identity of the token the permission "Contribute" on the repository, and the token the scope "Code: Read & write".',
  unknown: `Give the token, and its owner, write access to the repository. On GitHub: ${githubPermission}`
}

/** Names the permission that a push needs on a host, in the host's own words. */
export function pushPermission(host: GitHost): string {
  return permissions[host]
}

const githubToken =
  'a fine-grained one, or one of a GitHub App that is installed on it, with "Contents: Read and write"'

const tokens: Readonly<Record<GitHost, string>> = {
  github: githubToken,
  gitlab: 'with the scope `write_repository`, of an owner with the role Developer',
  gitea: 'with the permission `repository: write`, of an owner who may write to it',
  bitbucket: 'with the scope `repository:write`',
  azure: 'with the scope "Code: Read & write"',
  unknown: `on GitHub ${githubToken}`
}

/** Says which token can push to a repository of a host, in the host's own words. */
export function newToken(host: GitHost): string {
  return tokens[host]
}
