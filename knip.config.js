/**
 * Nothing lies in the house that nobody uses. `npm run unused` looks twice: at everything, and at src/ alone
 * (`--production`: what only tests use is dead code). In the second look, the tag `@internal` excuses an export that the
 * unit test of its file, or a contract test, calls directly; __tests__/contract/house.test.ts holds them to that.
 *
 * @type {import('knip').KnipConfig}
 */
export default {
  entry: [
    'src/index.ts!',
    'tools/{build,docs}.ts',
    'demo/demo.ts',
    // What a person starts. The other files of bench/ are theirs.
    'bench/{build,bump,differential,kustomization,order,start,writers}.ts',
    // The test of an edit's limits starts it as a process of its own.
    '__tests__/support/kustomization/edit-extreme.ts'
  ],
  project: ['src/**/*.ts!', '{__tests__,bench,demo,testbed,tools}/**/*.{ts,js}', '*.{js,cjs}'],
  ignoreDependencies: [
    // Takes the place of the undici that @actions/http-client depends on (`overrides`).
    'undici',
    // tools/build.ts starts its program by path.
    '@vercel/ncc'
  ],
  // Part of every Debian.
  ignoreBinaries: ['umount']
}
