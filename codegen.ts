import type { CodegenConfig } from '@graphql-codegen/cli';

const scalars = {
  DateTime: { input: 'Date', output: 'Date' },
  JSON: { input: 'unknown', output: 'unknown' },
};

const shared = {
  scalars,
  enumsAsTypes: true,
  immutableTypes: true,
  useTypeImports: true,
  strictScalars: true,
};

const config: CodegenConfig = {
  schema: 'schema/**/*.graphql',
  importExtension: '.ts',
  emitLegacyCommonJSImports: false,
  generates: {
    'src/generated/types.ts': {
      plugins: ['typescript'],
      config: { ...shared, nonOptionalTypename: true, onlyEnums: false },
    },
  },
};

export default config;
