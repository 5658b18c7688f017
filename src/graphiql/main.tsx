import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './style.css';
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { GraphiQL } from 'graphiql';
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import { examples } from './examples.ts';
import { fetcher } from './fetcher.ts';
import { storage } from './storage.ts';

/** Lets the editors follow the system between light and dark while the page is open; GraphiQL looks only once. */
function FollowSystemTheme() {
  const theme = useGraphiQL((state) => state.theme);
  const { setTheme } = useGraphiQLActions();
  useEffect(() => {
    if (theme !== null) return;
    const system = matchMedia('(prefers-color-scheme: dark)');
    const follow = () => setTheme(null);
    system.addEventListener('change', follow);
    return () => system.removeEventListener('change', follow);
  }, [theme, setTheme]);
  return null;
}

// A link must not be able to prepare a request: whatever it carries is dropped unread.
history.replaceState(null, '', location.pathname);

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root');
createRoot(root).render(
  <GraphiQL
    fetcher={fetcher}
    storage={storage}
    plugins={[]}
    defaultTabs={examples}
    defaultEditorToolsVisibility={false}
    shouldPersistHeaders={false}
    showPersistHeadersSettings={false}
  >
    <GraphiQL.Logo>Rollcall</GraphiQL.Logo>
    <FollowSystemTheme />
  </GraphiQL>,
);
