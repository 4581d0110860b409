/** The boundary with the runner of GitHub Actions. */
export { main } from './main.ts'
