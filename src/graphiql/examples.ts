const MAX_TABS = 8;

const files = import.meta.glob<string>('../../examples/*.graphql', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** The first queries of `examples/`, in the order of their file names: one opening tab each. */
export const examples = Object.entries(files)
  .toSorted(([one], [other]) => (one < other ? -1 : 1))
  .slice(0, MAX_TABS)
  .map(([, query]) => ({ query }));
