const THEME = 'graphiql:theme';

const untilReload = new Map<string, string>();

/**
 * Where GraphiQL keeps things. Only the theme outlives the page: queries, variables and headers may hold names and
 * credentials, and are forgotten with it.
 */
export const storage = {
  get length() {
    return untilReload.size;
  },
  getItem(key: string): string | null {
    return key === THEME ? localStorage.getItem(key) : (untilReload.get(key) ?? null);
  },
  setItem(key: string, value: string): void {
    if (key === THEME) localStorage.setItem(key, value);
    else untilReload.set(key, value);
  },
  removeItem(key: string): void {
    if (key === THEME) localStorage.removeItem(key);
    else untilReload.delete(key);
  },
  clear(): void {
    localStorage.removeItem(THEME);
    untilReload.clear();
  },
};
