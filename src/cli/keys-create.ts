import { digestOf, newKey, stateOf } from '../auth/api-keys.ts';
import { addToStore, type KeyRecord } from '../auth/key-store.ts';
import type { CallerGrant } from '../caller.ts';
import { RoleName, ScopeName } from '../config/grants.ts';
import { didYouMean } from '../nearest.ts';
import { configOption, keyNamed, keySettings, type KeySettings, keysIn } from './key-settings.ts';
import { type Command, type Given, UsageError, wholeNumber } from './options.ts';

const options = {
  ...configOption,
  name: { value: 'NAME', help: 'what or whom it is for' },
  roles: { value: 'ROLES', help: 'names of roles, with commas between' },
  scopes: { value: 'SCOPES', help: 'names of scopes, with commas between' },
  systems: { value: 'SYSTEMS', help: 'keys of systems, with commas between, or all' },
  projects: { value: 'PROJECTS', help: 'projects, with commas between, or all (default all)' },
  days: { value: 'N', help: 'days until it expires (default 90)' },
  replaces: { value: 'ID', help: 'takes over name and rights of this key, which ends after the overlap' },
  overlap: { value: 'HOURS', help: 'hours for which the replaced key still works (default 24)' },
} as const;

const HOUR = 3_600_000;

export const createKey: Command<typeof options> = {
  about: 'makes an API key and prints it, this once: only a digest of it is kept',
  options,
  examples: [
    ['rollcall keys create --name "Licence report" --roles reader --systems all', 'works for 90 days'],
    ['rollcall keys create --replaces 8c1f0a52b7d94e36 --overlap 48', 'both keys work for two more days'],
  ],

  run(given) {
    const settings = keySettings(given.config);
    const now = Date.now();
    const at = new Date(now).toISOString();
    const days = wholeNumber('days', given.days, 1, 1_825) ?? 90;
    const overlap = (wholeNumber('overlap', given.overlap, 0, 8_760) ?? 24) * HOUR;
    const replaced = given.replaces === undefined ? undefined : liveKey(given.replaces, settings);
    if (replaced === undefined && given.overlap !== undefined)
      throw new UsageError('--overlap goes with --replaces');
    const { name, grant } = replaced === undefined ? fresh(given, settings) : heir(given, replaced);

    const { id, key } = newKey();
    const digest = digestOf(key, settings.pepper).toString('hex');
    const expiresAt = new Date(now + days * 24 * HOUR).toISOString();
    const ending = replaced && Math.min(now + overlap, replaced.expiresAt.getTime());
    addToStore(
      settings.file,
      { event: 'created', id, name, digest, at, expiresAt, grant },
      ...(replaced && ending !== undefined
        ? [{ event: 'shortened', id: replaced.id, at, expiresAt: new Date(ending).toISOString() } as const]
        : []),
    );
    process.stderr.write(
      `Keep it now: it is not shown again. It works until ${expiresAt}; its id is ${id}.\n`,
    );
    process.stdout.write(`${key}\n`);
    return Promise.resolve(0);
  },
};

type Wanted = Pick<KeyRecord, 'name' | 'grant'>;

function liveKey(id: string, { file }: KeySettings): KeyRecord {
  const record = keyNamed(id, keysIn(file));
  if (stateOf(record) !== 'LIVE')
    throw new UsageError(`the key ${id} is ${stateOf(record).toLowerCase()}: nothing to take over`);
  return record;
}

function heir(given: Given<typeof options>, { name, grant }: KeyRecord): Wanted {
  const own = (['name', 'roles', 'scopes', 'systems', 'projects'] as const).find(
    (option) => given[option] !== undefined,
  );
  if (own !== undefined) throw new UsageError(`--${own} comes from the key that is replaced: leave it out`);
  return { name, grant };
}

function fresh(given: Given<typeof options>, { systems: known, file }: KeySettings): Wanted {
  keysIn(file);
  const { name = '', roles: rawRoles, scopes: rawScopes, systems = '', projects = 'all' } = given;
  if (!/^[^\p{C}]{1,100}$/u.test(name))
    throw new UsageError('--name must say what the key is for, in up to 100 characters');
  const roles = namesOf('roles', rawRoles, RoleName.options);
  const scopes = namesOf('scopes', rawScopes, ScopeName.options);
  if (roles.length + scopes.length === 0)
    throw new UsageError('--roles or --scopes must say what the key may');
  if (whichOf(systems).length === 0 || whichOf(projects).length === 0)
    throw new UsageError('--systems and --projects must say where: names, or all');
  const grant = { roles, scopes, systems: whichOf(systems), projects: whichOf(projects) };
  const unknown = grant.systems === 'all' ? undefined : grant.systems.find((key) => !known.includes(key));
  if (known.length > 0 && unknown !== undefined) {
    throw new UsageError(`there is no system "${unknown}"${didYouMean(unknown, known)}`);
  }
  return { name, grant };
}

function namesOf(option: string, text: string | undefined, known: readonly string[]): string[] {
  const names = wordsOf(text ?? '');
  const wrong = names.find((name) => !known.includes(name));
  if (wrong === undefined) return names;
  throw new UsageError(`--${option}: there is no ${JSON.stringify(wrong)}${didYouMean(wrong, known)}`);
}

const wordsOf = (text: string) =>
  text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');

const whichOf = (text: string): CallerGrant['systems'] => (text === 'all' ? 'all' : wordsOf(text));
