import { sandboxSystems } from '../../src/sandbox/simulators.ts';
import type { SystemName } from '../../test/support.ts';
import type { Cast, Subject } from './cast.ts';
import type { Fact, Sent } from './history.ts';
import type { Random } from './random.ts';

/** One mutation, ready to be sent but for its key. */
export interface Drawn extends Pick<Sent, 'mutation' | 'writeClass' | 'subjects' | 'facts'> {
  readonly input: Readonly<Record<string, unknown>>;
  /** What goes with it. */
  readonly removes?: Subject | undefined;
}

/** One way to change one system. */
export interface Move {
  readonly system: SystemName;
  readonly mutation: string;
  readonly writeClass: Sent['writeClass'];
  /** undefined: nothing it could be about is free now. `nth` makes names unique. */
  draw(cast: Cast, nth: number, random: Random): Omit<Drawn, 'mutation' | 'writeClass'> | undefined;
}

const IGUAZIO = sandboxSystems.iguazio.key;
const DSS = sandboxSystems['dataiku-dss'].key;
const GOVERN = sandboxSystems['dataiku-govern'].key;
const SQUIRRO = sandboxSystems.squirro.key;
const everywhere = [IGUAZIO, DSS, GOVERN, SQUIRRO] as const;

const PASSWORD = 'Sinner-man-1965';

type Draw = Move['draw'];

/** A number as a name that every vendor takes for one. */
const inLetters = (nth: number): string =>
  `N${[...String(nth)].map((digit) => 'abcdefghij'.charAt(Number(digit))).join('')}`;

const ofOne =
  (about: (user: Subject, cast: Cast, nth: number, random: Random) => [input: object, fact?: Fact]): Draw =>
  (cast, nth, random) => {
    const [user] = cast.users(1);
    if (user === undefined) return undefined;
    const [input, fact] = about(user, cast, nth, random);
    return { input: { user: user.id, ...input }, subjects: [user.native], facts: fact ? [fact] : [] };
  };

const inGroup =
  (count: number, value: 'yes' | 'nothing'): Draw =>
  (cast, _nth, random) => {
    const users = cast.users(count);
    const [group] = random.some(cast.groups, 1);
    if (group === undefined || users.length < count) return undefined;
    return {
      input: { group: group.id, users: users.map(({ id }) => id) },
      subjects: users.map(({ native }) => native),
      facts: users.map(({ id }) => ({ cell: `${id} in ${group.id}`, value })),
    };
  };

const atProject =
  (role?: 'VIEWER' | 'EDITOR' | 'ADMIN'): Draw =>
  (cast, _nth, random) => {
    const [user] = cast.users(1);
    const [project] = random.some(cast.projects, 1);
    if (user === undefined || project === undefined) return undefined;
    return {
      input: { project: project.id, member: user.id, ...(role && { role }) },
      subjects: [user.native],
      facts: [{ cell: `${user.id} at ${project.id}`, value: role ?? 'nothing' }],
    };
  };

const creation =
  (kind: 'user' | 'group' | 'project', prefix: string): Draw =>
  ({ system }, nth) => {
    const plain = `${prefix}${nth}`;
    const name = kind === 'user' && system === SQUIRRO ? `${plain}@example.org` : plain;
    const account = {
      username: name,
      email: `${plain}@example.org`,
      ...(system === IGUAZIO ? { givenName: 'Made', familyName: inLetters(nth) } : { displayName: plain }),
      password: PASSWORD,
    };
    return {
      input: { system, ...(kind === 'user' ? account : { name }) },
      subjects: [name],
      facts: [{ cell: `${kind} ${name} of ${system}`, value: 'there' }],
    };
  };

const removal =
  (kind: 'user' | 'group' | 'project'): Draw =>
  (cast) => {
    const made = cast.made(kind);
    if (made === undefined) return undefined;
    return {
      input: { [kind]: made.id },
      subjects: [made.native],
      facts: [{ cell: `${kind} ${made.name} of ${cast.system}`, value: 'nothing' }],
      removes: made,
    };
  };

const status = (value: 'ACTIVE' | 'DISABLED'): Draw =>
  ofOne(({ id }) => [{}, { cell: `status of ${id}`, value }]);

const name = (field: 'givenName' | 'displayName'): Draw =>
  ofOne(({ id }, _cast, nth) => [
    { [field]: inLetters(nth) },
    { cell: `name of ${id}`, value: inLetters(nth) },
  ]);

const move = (
  systems: readonly SystemName[],
  writeClass: Move['writeClass'],
  mutation: string,
  draw: Draw,
): Move[] => systems.map((system) => ({ system, writeClass, mutation, draw }));

/** Everything that is sent. */
export const moves: readonly Move[] = [
  ...move([IGUAZIO, DSS, GOVERN], 'state', 'disableUser', status('DISABLED')),
  ...move([IGUAZIO, DSS, GOVERN], 'state', 'enableUser', status('ACTIVE')),
  ...move([IGUAZIO, DSS, SQUIRRO], 'state', 'ensureProjectMembership', atProject('VIEWER')),
  ...move([IGUAZIO, DSS, SQUIRRO], 'state', 'ensureProjectMembership', atProject('ADMIN')),
  ...move([IGUAZIO, DSS, SQUIRRO], 'state', 'removeProjectMembership', atProject()),
  ...move(everywhere, 'create', 'createUser', creation('user', 'made')),
  ...move(everywhere, 'create', 'createGroup', creation('group', 'crew')),
  ...move([IGUAZIO], 'create', 'createIguazioProject', creation('project', 'venture')),
  ...move([IGUAZIO], 'keyless', 'createIguazioAccessKey', ({ self }, nth) => {
    const label = `key${nth}`;
    return { input: { user: self.id, label }, subjects: [label], facts: [] };
  }),
  ...move(
    [SQUIRRO],
    'keyless',
    'createSquirroGrant',
    ofOne(() => [{ type: 'user' }]),
  ),
  ...move([IGUAZIO], 'document', 'updateUser', name('givenName')),
  ...move([DSS, GOVERN, SQUIRRO], 'document', 'updateUser', name('displayName')),
  ...move(everywhere, 'document', 'addGroupMembers', inGroup(1, 'yes')),
  ...move(everywhere, 'document', 'removeGroupMembers', inGroup(1, 'nothing')),
  ...move(everywhere, 'delete', 'deleteUser', removal('user')),
  ...move(everywhere, 'delete', 'deleteGroup', removal('group')),
  ...move([IGUAZIO], 'delete', 'deleteIguazioProject', removal('project')),
  ...move(everywhere, 'several', 'addGroupMembers', inGroup(3, 'yes')),
  ...move(everywhere, 'several', 'removeGroupMembers', inGroup(3, 'nothing')),
  ...move(
    [IGUAZIO, DSS, GOVERN],
    'secret',
    'setUserPassword',
    ofOne(() => [{ newPassword: PASSWORD }]),
  ),
  ...move(
    [SQUIRRO],
    'secret',
    'setSquirroAuthentication',
    ofOne(() => [{ service: 'mail', serviceUser: 'checked', accessToken: PASSWORD }]),
  ),
  ...move(
    [DSS],
    'secret',
    'setDataikuUserSecret',
    ofOne(() => [{ name: 'token', value: PASSWORD }]),
  ),
];

const UNLIKE: Readonly<Record<string, string>> = {
  enableUser: 'UserTargetInput',
  disableUser: 'UserTargetInput',
  addGroupMembers: 'GroupMembersInput',
};

/** The document that a mutation is sent in. */
export function documentOf(mutation: string): string {
  const type = UNLIKE[mutation] ?? `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  return `mutation($input: ${type}!) {
    ${mutation}(input: $input) { outcome problems { code message } operation { id outcome targets } }
  }`;
}
