import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// STYLE.md rules 10 and 38, made executable.
const rules = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/consistent-type-imports': 'error',
  'max-lines': ['error', { max: 400, skipBlankLines: true }],
  'max-lines-per-function': ['error', { max: 70, skipBlankLines: true, skipComments: true }],
  'max-len': ['error', { code: 110, ignoreUrls: true }],
  'no-restricted-syntax': [
    'error',
    { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
    { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: 'Render text, never HTML.' },
  ],
  'no-warning-comments': ['error', { terms: ['todo', 'fixme'] }],
  'react-hooks/rules-of-hooks': 'error',
  'react-hooks/exhaustive-deps': 'error',
};

const linted = tseslint.config(
  { ignores: ['dist', 'node_modules', 'test-output', 'dev', 'eslint.config.js'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommended],
    plugins: { 'react-hooks': hooks },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules,
  },
  // A table of texts is read by key, never as a whole.
  { files: ['src/texts/*.ts'], rules: { 'max-lines': 'off', 'max-len': ['error', { code: 110, ignoreStrings: true }] } },
  // A describe block is a list of cases, not a function to hold in one's head.
  { files: ['**/*.test.ts', '**/*.test.tsx'], rules: { 'max-lines-per-function': 'off' } },
);

export { linted as default };
