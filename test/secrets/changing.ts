/** One change in which there is a secret: it comes from the caller, or the vendor makes it. */
export interface SecretChange {
  readonly mutation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** What is selected of the answer that shows a secret, once. */
  readonly shows?: string;
}

/** What changes are about: accounts that must be there. */
export interface Accounts {
  readonly dataiku: { readonly system: string; readonly user: string };
  /** The gateway's own. */
  readonly iguazio: { readonly user: string };
  /** The gateway's own, and another. */
  readonly squirro: { readonly system: string; readonly user: string; readonly self: string };
}

/** The question that finds them, in systems of these keys. */
export const accountsQuery = ({ iguazio, squirro }: { iguazio: string; squirro: string }) => `{
  iguazio: system(key: "${iguazio}") { self { id } }
  squirro: system(key: "${squirro}") { self { id } }
  users(first: 500, filter: { systems: ["${squirro}"] }) { nodes { id } }
}`;

/** What it answers. */
interface Found {
  readonly iguazio: { readonly self: { readonly id: string } };
  readonly squirro: { readonly self: { readonly id: string } };
  readonly users: { readonly nodes: readonly { readonly id: string }[] };
}

export function accountsIn(
  { iguazio, squirro, users }: Found,
  keys: { readonly dss: string; readonly squirro: string },
): Accounts {
  const self = squirro.self.id;
  const user = users.nodes.find(({ id }) => id !== self)?.id ?? '';
  return {
    dataiku: { system: keys.dss, user: `user.${keys.dss}.ada` },
    iguazio: { user: iguazio.self.id },
    squirro: { system: keys.squirro, user, self },
  };
}

/**
 * Every way for a secret into a change and out of one. `secret` makes one and is told what it is; `turn` tells one round
 * from another, so that names are new.
 */
export function secretChanges(
  { dataiku, iguazio, squirro }: Accounts,
  secret: (name: string) => string,
  turn: string,
): readonly SecretChange[] {
  const preset = { plugin: 'geo', parameterSet: 'account', preset: 'main', parameter: 'login' };
  const password = (name: string) => `Sinner-man-1965-${secret(name)}`;
  const ofDataiku = { user: dataiku.user };
  return [
    {
      mutation: 'createUser',
      input: { system: dataiku.system, username: `nina-${turn}`, password: password('a first password') },
    },
    {
      mutation: 'createDataikuUsers',
      input: {
        system: dataiku.system,
        accounts: ['ella', 'etta'].map((name) => ({
          username: `${name}-${turn}`,
          password: password('a first password of many'),
        })),
      },
    },
    {
      mutation: 'setUserPassword',
      input: {
        ...ofDataiku,
        newPassword: password('a new password'),
        currentPassword: password('an old password'),
      },
    },
    {
      mutation: 'setDataikuUserSecret',
      input: { ...ofDataiku, name: 'token', value: secret('a secret of a user') },
    },
    {
      mutation: 'setDataikuConnectionCredential',
      input: {
        ...ofDataiku,
        connection: 'warehouse',
        username: 'ada',
        password: password('a password for a connection'),
      },
    },
    {
      mutation: 'setDataikuPluginCredential',
      input: { ...ofDataiku, ...preset, username: 'ada', password: password('a password for a plugin') },
    },
    {
      mutation: 'setDataikuPluginCredential',
      input: { ...ofDataiku, ...preset, refreshToken: secret('a token for a plugin') },
    },
    {
      mutation: 'signUpSquirroUser',
      input: {
        system: squirro.system,
        email: `nina-${turn}@example.org`,
        password: password('a password to sign up with'),
      },
    },
    {
      mutation: 'setSquirroAuthentication',
      input: {
        user: squirro.user,
        service: `drive-${turn}`,
        serviceUser: 'ada',
        accessToken: secret('an access token'),
        accessSecret: secret('an access secret'),
      },
    },
    {
      mutation: 'exchangeSquirroMicrosoftToken',
      input: { system: squirro.system, identityToken: identityToken(secret('an identity token')) },
      shows: 'token',
    },
    {
      mutation: 'createSquirroGrant',
      input: { user: squirro.self, type: 'user' },
      shows: 'grant { nativeId } refreshToken',
    },
    {
      mutation: 'createIguazioAccessKey',
      input: { user: iguazio.user, label: `nightly-${turn}` },
      shows: 'accessKey { handle } secret',
    },
  ];
}

/** A token of somebody there is, signed with a secret. */
function identityToken(secret: string): string {
  const identity = { msexchuid: 'katherine@exchange.example.org' };
  const claims = JSON.stringify({ appctx: JSON.stringify(identity), nonce: secret });
  return ['{}', claims, secret].map((part) => Buffer.from(part).toString('base64url')).join('.');
}

/** The change as a document that has nothing written into it. */
export const documentOf = (
  { mutation, shows = '' }: SecretChange,
  input: string,
) => `mutation ($input: ${input}!) {
  ${mutation}(input: $input) {
    outcome
    problems { code message field }
    operation { id kind target state steps { description problem { message } } problems { message } }
    ${shows}
  }
}`;
