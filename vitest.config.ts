import { defineConfig } from 'vitest/config';

export default defineConfig({
  // One copy of graphql: Vite would pick the .mjs build while Apollo loads the .js one.
  resolve: { alias: { graphql: 'graphql/index.js' } },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
