import { defineConfig } from 'vite';

// A test may start the build, and its environment would choose React's development version.
process.env['NODE_ENV'] = 'production';

/** Builds GraphiQL, the one thing here that is built. `src/ide.ts` serves the result. */
export default defineConfig({
  root: 'src/graphiql',
  // Relative, so that the page also works behind a proxy that adds a path prefix.
  base: './',
  worker: { format: 'es' },
  build: {
    outDir: '../../dist/graphiql',
    emptyOutDir: true,
    assetsDir: 'graphiql',
    // Nothing inline: the policy allows scripts and workers only as files of this origin.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Monaco is one large chunk, and stays so.
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: {
      // GraphiQL's modules say "use no memo" to a compiler that is not used here.
      checks: { moduleLevelDirective: false },
    },
  },
});
