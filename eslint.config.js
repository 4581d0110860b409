import js from '@eslint/js'
import prettier from 'eslint-config-prettier'
import tseslint from 'typescript-eslint'

/** Modules that only the named files may import: each effect has one door. */
const doors = [
  { name: '@actions/core', only: 'src/main.ts, src/tell.ts and src/actions-log.ts' },
  { name: '@actions/http-client', only: 'src/http.ts' },
  { name: 'node:child_process', only: 'src/process.ts' },
  { name: 'yaml', only: 'src/kustomization, src/kustomize and src/inputs/image-list.ts' },
  { name: 'diff', only: 'src/diff.ts' },
  { name: 'picomatch', only: 'src/kustomization' }
]

function closeDoors(...open) {
  return {
    paths: doors
      .filter(door => !open.includes(door.name))
      .map(door => ({ name: door.name, message: `Only ${door.only} may import ${door.name}.` })),
    patterns: []
  }
}

/** `folder` may import the shared leaves and itself, never the story or another stage. */
function stage(folder, others, ...open) {
  const closed = closeDoors(...open)
  closed.patterns.push({
    group: [...others.map(other => `**/${other}/**`), '**/run.ts', '**/main.ts', '**/inputs/**'],
    message: `src/${folder} does not know the other stages or the story; run.ts joins them.`
  })
  return { files: [`src/${folder}/**/*.ts`], rules: { 'no-restricted-imports': ['error', closed] } }
}

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', 'third-party/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error'
    }
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', closeDoors()],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only src/main.ts reads the environment.' }
      ],
      'no-console': 'error'
    }
  },
  stage('image', ['kustomization', 'kustomize', 'gitops', 'order', 'workspace']),
  stage('kustomization', ['image', 'kustomize', 'gitops', 'order', 'workspace'], 'yaml', 'picomatch'),
  stage('kustomize', ['image', 'gitops', 'order', 'workspace'], 'yaml'),
  stage('gitops', ['image', 'kustomization', 'kustomize', 'order', 'workspace']),
  stage('order', ['image', 'kustomization', 'kustomize', 'gitops', 'workspace']),
  stage('git', ['image', 'kustomization', 'kustomize', 'gitops', 'order', 'workspace']),
  stage('workspace', ['image', 'kustomization', 'kustomize', 'gitops', 'order']),
  stage('advice', ['image', 'kustomize', 'gitops', 'order', 'workspace']),
  {
    files: ['src/http.ts'],
    rules: { 'no-restricted-imports': ['error', closeDoors('@actions/http-client')] }
  },
  {
    files: ['src/main.ts', 'src/tell.ts', 'src/actions-log.ts'],
    rules: { 'no-restricted-imports': ['error', closeDoors('@actions/core')] }
  },
  {
    files: ['src/process.ts'],
    rules: { 'no-restricted-imports': ['error', closeDoors('node:child_process')] }
  },
  { files: ['src/inputs/image-list.ts'], rules: { 'no-restricted-imports': ['error', closeDoors('yaml')] } },
  { files: ['src/diff.ts'], rules: { 'no-restricted-imports': ['error', closeDoors('diff')] } },
  { files: ['src/main.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['__tests__/**/*.ts', 'testbed/**/*.ts', 'scripts/**/*.ts', 'bench/**/*.ts'],
    rules: {
      'max-lines-per-function': 'off',
      'max-lines': 'off',
      '@typescript-eslint/no-floating-promises': 'error'
    }
  },
  { files: ['**/*.js'], languageOptions: { globals: { process: 'readonly' } } },
  prettier
)
