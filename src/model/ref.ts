/** The name the configuration gives to one installation of a vendor's product, such as `dss-prod`. */
export type SystemKey = string & { readonly __brand: 'SystemKey' };

const SYSTEM_KEY = /^[a-z][a-z0-9-]{0,39}$/u;

/** Reads a system key; undefined if the text is none. */
export function parseSystemKey(text: string): SystemKey | undefined {
  return SYSTEM_KEY.test(text) ? (text as SystemKey) : undefined;
}

/** What an id can name within a system. `system` names the system itself: its native part is empty. */
export const kinds = [
  'system',
  'user',
  'group',
  'project',
  'membership',
  'access',
  'job',
  'workspace',
] as const;
export type Kind = (typeof kinds)[number];

/** Names one object in one system. Its text form is the GraphQL `ID`. */
export interface Ref<K extends Kind = Kind> {
  readonly kind: K;
  readonly system: SystemKey;
  /** The vendor's own id, verbatim: it may hold any character. A membership's and an access's name both ends. */
  readonly native: string;
}

/** Both ends of a membership, in the vendor's own ids. */
export interface MembershipEnds {
  readonly project: string;
  readonly memberKind: 'USER' | 'GROUP' | 'OTHER';
  readonly member: string;
}

export const ref = <K extends Kind>(kind: K, system: SystemKey, native: string): Ref<K> => ({
  kind,
  system,
  native,
});

const hex = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

/** Text that is safe in a URL, between dots and in a log: `~` stands in for `%`. Lone surrogates do not survive. */
function escape(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*~.]/gu, hex)
    .replaceAll('%', '~');
}

function unescape(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('~', '%'));
  } catch {
    return undefined;
  }
}

/** `user.dss-prod.amira`: readable in a log, and safe in a URL. */
export function formatRef({ kind, system, native }: Ref): string {
  if (kind === 'system') return `system.${system}`;
  return `${kind}.${system}.${isPair(kind) ? native : escape(native)}`;
}

/** Reads an id back; undefined unless formatting what was read gives the same text again. */
export function parseRef(id: string): Ref | undefined {
  if (id.length > 2_000) return undefined;
  const [word, key, ...rest] = id.split('.');
  const kind = kinds.find((known) => known === word);
  const system = parseSystemKey(key ?? '');
  if (!kind || !system) return undefined;
  const native = nativeOf(kind, rest);
  if (native === undefined) return undefined;
  const found = ref(kind, system, native);
  return formatRef(found) === id ? found : undefined;
}

function nativeOf(kind: Kind, rest: readonly string[]): string | undefined {
  if (kind === 'system') return rest.length === 0 ? '' : undefined;
  if (kind === 'membership') return sameAgain(rest.join('.'), membershipEnds, formatMembership);
  if (kind === 'access') return sameAgain(rest.join('.'), accessEnds, formatAccess);
  const native = rest.length === 1 ? unescape(rest[0] ?? '') : undefined;
  return native === '' ? undefined : native;
}

/** The text, if reading and writing it gives it again. */
function sameAgain<Ends>(
  text: string,
  read: (text: string) => Ends | undefined,
  write: (ends: Ends) => string,
): string | undefined {
  const ends = read(text);
  return ends !== undefined && write(ends) === text ? text : undefined;
}

/** Kinds whose native part is made here, of the ids of both ends, and escaped already. */
const isPair = (kind: Kind) => kind === 'membership' || kind === 'access';

const formatMembership = ({ project, memberKind, member }: MembershipEnds) =>
  [escape(project), memberKind.toLowerCase(), escape(member)].join('.');

/** Names the membership of one member in one project. */
export function membershipRef(system: SystemKey, ends: MembershipEnds): Ref<'membership'> {
  return ref('membership', system, formatMembership(ends));
}

/** Both ends of a membership, read from its ref's native part; undefined if it names none. */
export function membershipEnds(native: string): MembershipEnds | undefined {
  const parts = native.split('.');
  if (parts.length !== 3) return undefined;
  const [project, word, member] = [unescape(parts[0] ?? ''), parts[1], unescape(parts[2] ?? '')];
  const memberKind = (['USER', 'GROUP', 'OTHER'] as const).find((kind) => kind.toLowerCase() === word);
  if (!project || !member || !memberKind) return undefined;
  return { project, memberKind, member };
}

/** Both ends of an access, in the vendor's own ids. */
export interface AccessEnds {
  readonly project: string;
  readonly user: string;
}

const formatAccess = ({ project, user }: AccessEnds) => `${escape(project)}.${escape(user)}`;

/** Names the access of one account to one project. */
export function accessRef(system: SystemKey, ends: AccessEnds): Ref<'access'> {
  return ref('access', system, formatAccess(ends));
}

/** Both ends of an access, read from its ref's native part; undefined if it names none. */
export function accessEnds(native: string): AccessEnds | undefined {
  const parts = native.split('.');
  const [project, user] = [unescape(parts[0] ?? ''), unescape(parts[1] ?? '')];
  return parts.length === 2 && project && user ? { project, user } : undefined;
}

/** What a person is named after: a pin, a mailbox, a username, or its only account. */
const personGrounds = ['pin', 'email', 'username', 'account'] as const;
export type PersonGround = (typeof personGrounds)[number];

/** Names a person. People belong to no system. */
export interface PersonRef {
  readonly kind: 'person';
  /** The ground and its key, escaped already. */
  readonly native: string;
}

export const personRef = (ground: PersonGround, key: string): PersonRef => ({
  kind: 'person',
  native: `${ground}.${escape(key)}`,
});

/** `person.pin.ada`. */
export const formatPerson = ({ native }: PersonRef): string => `person.${native}`;

/** Reads a person's id back; undefined unless formatting what was read gives the same text again. */
export function parsePerson(id: string): PersonRef | undefined {
  const [word, ground, key, ...rest] = id.length > 2_000 ? [] : id.split('.');
  const known = personGrounds.find((one) => one === ground);
  const native = key === undefined || rest.length > 0 ? undefined : unescape(key);
  if (word !== 'person' || !known || !native) return undefined;
  const found = personRef(known, native);
  return formatPerson(found) === id ? found : undefined;
}

/** `operation.0190…`: the record of one mutation. It belongs to no system. */
export const formatOperation = (id: string): string => `operation.${id}`;

/** Reads an operation's id back; undefined if it is not one. */
export const parseOperation = (id: string): string | undefined => /^operation\.([\w-]{1,64})$/u.exec(id)?.[1];
