import { z } from 'zod';
import { formatRef, parseRef, parseSystemKey, type Ref, type SystemKey } from '../model/ref.ts';
import { formatAddress, readAddress, readDomain } from './email.ts';
import { GENERIC_USERNAMES, isMachineName, loginOf, ROLE_MAILBOXES } from './names.ts';

const wrong = (context: z.RefinementCtx, message: string) => {
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
};

const domain = z
  .string()
  .transform((text, context) => readDomain(text) ?? wrong(context, 'must be a domain such as example.org'));

/** `team@example.org`, `team@` of every domain, or `@lists.example.org`. */
const mailbox = z.string().transform((text, context) => {
  const anywhere = text.endsWith('@') ? readAddress(`${text}example.org`)?.local : undefined;
  if (anywhere !== undefined) return `${anywhere}@`;
  const everybody = text.startsWith('@') ? readDomain(text.slice(1)) : undefined;
  if (everybody !== undefined) return `@${everybody}`;
  const address = readAddress(text);
  const forms = 'must be team@example.org, team@ (of every domain) or @lists.example.org';
  return address ? formatAddress(address) : wrong(context, forms);
});

const account = z.string().transform((text, context): Ref<'user'> => {
  const ref = parseRef(text);
  if (ref?.kind === 'user') return ref as Ref<'user'>;
  return wrong(context, 'must be the id of an account, as User.id shows it');
});

const system = z
  .string()
  .transform((text, context) => parseSystemKey(text) ?? wrong(context, 'must be the key of a system'));

const pinName = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/u, {
  error: 'must be a lower-case letter, then up to 39 lower-case letters, digits and dashes',
});

const pair = <T extends z.ZodType>(of: T) => z.array(of).length(2, { error: 'must be a list of two' });

const PinsShape = z
  .strictObject({
    same: z
      .array(
        z.strictObject({
          name: pinName.describe('Names the person; part of the person’s id.'),
          accounts: z.array(account).min(2, { error: 'must name at least two accounts' }),
        }),
      )
      .default([])
      .describe('Accounts that are one human, whatever the rules say.'),
    different: z
      .array(pair(account))
      .default([])
      .describe('Pairs of accounts that are two humans, whatever the rules say.'),
  })
  .superRefine(contradictions);

/** How accounts are matched to people. */
export const PeopleShape = z.strictObject({
  subAddressing: z.array(domain).default([]).describe('Domains where ada+tests@ is the mailbox of ada@.'),
  ignoredDots: z.array(domain).default([]).describe('Domains where a.d.a@ is the mailbox of ada@.'),
  sharedMailboxes: z
    .array(mailbox)
    .default([])
    .describe('Mailboxes that are no one person’s, besides noreply@, support@ and the like.'),
  serviceAccounts: z
    .array(z.string().min(1))
    .default([])
    .describe('Usernames of machines, besides those like svc-etl: no rule joins them with anybody.'),
  usernames: z
    .array(pair(system).refine(([a, b]) => a !== b, { error: 'names one system twice' }))
    .default([])
    .describe('Pairs of systems where the same username means the same human.'),
  pins: PinsShape.prefault({}),
});

export type PeopleSettings = z.output<typeof PeopleShape>;

interface Pins {
  readonly same: readonly { readonly name: string; readonly accounts: readonly Ref<'user'>[] }[];
  readonly different: readonly (readonly Ref<'user'>[])[];
}

/** Pins that cannot all hold are mistakes; nothing is settled by their order. */
function contradictions({ same, different }: Pins, context: z.RefinementCtx): void {
  const wrongAt = (path: PropertyKey[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  const names = new Set<string>();
  const pinned = new Map<string, string>();
  for (const [i, { name, accounts }] of same.entries()) {
    if (names.has(name)) wrongAt(['same', i, 'name'], 'is the name of another pin as well');
    names.add(name);
    for (const [j, ref] of accounts.entries()) {
      const other = pinned.get(formatRef(ref));
      if (other === name) wrongAt(['same', i, 'accounts', j], 'stands here twice');
      else if (other !== undefined) wrongAt(['same', i, 'accounts', j], `is pinned to ${other} as well`);
      else pinned.set(formatRef(ref), name);
    }
  }
  for (const [i, [a, b]] of different.entries()) {
    if (!a || !b) continue;
    const [one, other] = [formatRef(a), formatRef(b)];
    if (one === other) wrongAt(['different', i], 'names one account twice');
    const both = pinned.get(one);
    if (both !== undefined && both === pinned.get(other) && one !== other) {
      wrongAt(['different', i], `contradicts the pin ${both}, which says they are the same`);
    }
  }
}

/** Where the settings name a system that is not configured, by path. */
export function unknownSystems(
  { usernames, pins }: PeopleSettings,
  known: ReadonlySet<string>,
): { readonly path: readonly PropertyKey[]; readonly system: SystemKey }[] {
  const named: { path: readonly PropertyKey[]; system: SystemKey }[] = [
    ...usernames.flatMap((keys, i) => keys.map((system, j) => ({ path: ['usernames', i, j], system }))),
    ...pins.same.flatMap(({ accounts }, i) =>
      accounts.map(({ system }, j) => ({ path: ['pins', 'same', i, 'accounts', j], system })),
    ),
    ...pins.different.flatMap((refs, i) =>
      refs.map(({ system }, j) => ({ path: ['pins', 'different', i, j], system })),
    ),
  ];
  return named.filter(({ system }) => !known.has(system));
}

/** What the settings come to when accounts are compared. */
export interface PeopleRules {
  /** The mailbox an e-mail reaches, the same text for every spelling of it; null: the text is no address. */
  mailboxOf(email: string | null): string | null;
  /** Whether a mailbox is one person's, as far as its name and the configuration tell. */
  isPersonal(mailbox: string): boolean;
  /** The username as it is compared; null where it is a machine's or anybody's, such as `svc-etl` and `admin`. */
  loginOf(username: string): string | null;
  /** Whether the same username in both systems means the same human. */
  usernamesCount(a: SystemKey, b: SystemKey): boolean;
  /** The systems whose usernames count somewhere, each with one that stands for all it is linked to. */
  readonly usernameSources: ReadonlyMap<SystemKey, SystemKey>;
  readonly pins: PeopleSettings['pins'];
}

export function peopleRules(settings: PeopleSettings): PeopleRules {
  const tagged = new Set(settings.subAddressing);
  const dotted = new Set(settings.ignoredDots);
  const shared = new Set(settings.sharedMailboxes);
  const machines = new Set(settings.serviceAccounts.map(loginOf));
  const pairs = new Set(settings.usernames.flatMap(([a, b]) => [`${a}/${b}`, `${b}/${a}`]));

  return {
    mailboxOf(email) {
      const address = email === null ? undefined : readAddress(email);
      if (!address) return null;
      let { local } = address;
      if (tagged.has(address.domain)) local = untagged(local);
      if (dotted.has(address.domain) && !local.startsWith('"')) local = local.replaceAll('.', '') || local;
      return formatAddress({ local, domain: address.domain });
    },
    isPersonal(mailbox) {
      const at = mailbox.lastIndexOf('@');
      const [local, host] = [mailbox.slice(0, at), mailbox.slice(at + 1)];
      if (shared.has(mailbox) || shared.has(`${local}@`) || shared.has(`@${host}`)) return false;
      return !ROLE_MAILBOXES.has(untagged(local));
    },
    loginOf(username) {
      const login = loginOf(username);
      const isNobodys = GENERIC_USERNAMES.has(login) || machines.has(login) || isMachineName(login);
      return login === '' || isNobodys ? null : login;
    },
    usernamesCount: (a, b) => pairs.has(`${a}/${b}`),
    usernameSources: sourcesOf(settings.usernames),
    pins: settings.pins,
  };
}

/** Without its tag: `ada` for `ada+dss`. */
export function untagged(local: string): string {
  const plus = local.startsWith('"') ? -1 : local.indexOf('+');
  return plus > 0 ? local.slice(0, plus) : local;
}

/** For each system in a pair, the first by key of all that pairs link it to, however far around. */
function sourcesOf(pairs: PeopleSettings['usernames']): ReadonlyMap<SystemKey, SystemKey> {
  const sources = new Map<SystemKey, SystemKey>();
  for (const key of pairs.flat()) sources.set(key, key);
  for (const [a, b] of pairs) {
    const [from, to] = [a && sources.get(a), b && sources.get(b)].toSorted();
    if (from === undefined || to === undefined) continue;
    for (const [key, source] of sources) if (source === to) sources.set(key, from);
  }
  return sources;
}
