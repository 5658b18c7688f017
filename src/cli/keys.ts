import { stateOf } from '../auth/api-keys.ts';
import { addToStore, type KeyRecord } from '../auth/key-store.ts';
import { configOption, keyNamed, keySettings, keysIn } from './key-settings.ts';
import { type Command, columns } from './options.ts';

const listOptions = { ...configOption, json: { help: 'one JSON document instead of the table' } } as const;

export const listKeys: Command<typeof listOptions> = {
  about: 'says which API keys there are, what they may and until when; never a key itself',
  options: listOptions,
  examples: [['rollcall keys list', 'one line for each key, newest last']],

  run({ config, json = false }) {
    const keys = [...keysIn(keySettings(config).file).values()];
    process.stdout.write(json ? `${JSON.stringify(keys.map(shownKey), null, 2)}\n` : tableOf(keys));
    return Promise.resolve(0);
  },
};

export const revokeKey: Command<typeof configOption> = {
  about: 'ends an API key: gateways that use the same file refuse it from the next request on',
  words: ['ID'],
  options: configOption,
  examples: [['rollcall keys revoke 8c1f0a52b7d94e36', 'the id is the middle part of the key']],

  run({ config }, [id = '']) {
    const { file } = keySettings(config);
    const { revokedAt } = keyNamed(id, keysIn(file));
    if (revokedAt === null) addToStore(file, { event: 'revoked', id, at: new Date().toISOString() });
    process.stdout.write(`The key ${id} is revoked${revokedAt === null ? '' : ' already'}.\n`);
    return Promise.resolve(0);
  },
};

/** A key as it may be shown: without its digest. */
function shownKey(key: KeyRecord): object {
  const { digest: _, ...shown } = key;
  return { ...shown, state: stateOf(key) };
}

function tableOf(keys: readonly KeyRecord[]): string {
  if (keys.length === 0) return 'There are no keys; rollcall keys create makes one.\n';
  const rows = keys.map((key) => {
    const { roles, scopes } = key.grant;
    const until = `${stateOf(key).toLowerCase()}, until ${key.expiresAt.toISOString().slice(0, 10)}`;
    return [key.id, `${until}  ${JSON.stringify(key.name)}  ${[...roles, ...scopes].join(' ')}`] as const;
  });
  return `${columns(rows).join('\n')}\n`;
}
