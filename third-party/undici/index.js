/**
 * Stands in for undici in the bundle. @actions/http-client imports undici for one method, getAgentDispatcher(),
 * which newtag never calls; the real package is 900 kB and 50 ms of every start.
 * See docs/decisions/0003-no-undici-in-the-bundle.md.
 */
export class ProxyAgent {
  constructor() {
    throw new Error('undici is not part of this bundle; use the request methods of @actions/http-client')
  }
}
