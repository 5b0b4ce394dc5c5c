'use strict'

const js = require('@eslint/js')
const globals = require('globals')

const browserApp = [
  'examples/*/{app,pages,components,lib}/**',
  'test/browser/app/{app,pages,components}/**',
  'test/fixtures/apps/*/{app,pages,components,lib}/**',
  'test/fixtures/apps/*/{proxy,middleware,instrumentation}.js'
]

// A file of the installed Next.js, by its path: 'dist/server/config', path.join(root, 'dist', …).
const nextPath = '/^dist($|\\u002F)|next\\u002Fdist/'

module.exports = [
  {
    ignores: [
      'build/',
      '**/node_modules/',
      '**/.next/',
      '**/dist/',
      'test/fixtures/apps/.*/',
      '**/public/',
      '**/next-env.d.ts',
      '**/*.{ts,tsx}'
    ]
  },
  js.configs.recommended,
  {
    languageOptions: {
      ecmaVersion: 2023,
      sourceType: 'commonjs',
      globals: globals.node
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'all' }],
      'no-var': 'error',
      'prefer-const': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      strict: ['error', 'global'],
      'no-restricted-modules': [
        'error',
        {
          paths: ['assert', 'child_process', 'fs', 'http', 'net', 'os', 'path', 'url', 'util'].map(
            (name) => ({ name, message: `Use 'node:${name}'.` })
          )
        }
      ]
    }
  },
  {
    // One room knows the installed Next.js, so that another version of it changes one room.
    files: ['lib/**'],
    ignores: ['lib/next/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[`Literal[value=${nextPath}]`, `TemplateElement[value.raw=${nextPath}]`].map(
          (selector) => ({
            selector,
            message: 'Only lib/next/ names files of Next.js: give it a name in lib/next/modules.js.'
          })
        )
      ]
    }
  },
  {
    files: ['**/*.mjs', 'examples/express/**/*.js'],
    languageOptions: { sourceType: 'module' },
    rules: { strict: 'off' }
  },
  {
    files: ['**/next.config.js'],
    rules: { strict: 'off' }
  },
  {
    // Functions handed to the browser stand in the middle of these.
    files: ['test/browser/*.js', 'test/browser/support/browser.js'],
    languageOptions: { globals: globals.browser }
  },
  {
    // Code of Next.js apps: modules with JSX, run in the browser as well as in Node.js.
    files: browserApp,
    languageOptions: {
      sourceType: 'module',
      globals: { ...globals.node, ...globals.browser },
      parserOptions: { ecmaFeatures: { jsx: true } }
    },
    // Without a React plugin the rule does not see a component used as a tag.
    rules: {
      strict: 'off',
      'no-unused-vars': ['error', { varsIgnorePattern: '^[A-Z]', argsIgnorePattern: '^([A-Z]|_)' }]
    }
  }
]
