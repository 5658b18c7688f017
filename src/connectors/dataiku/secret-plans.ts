import type * as contract from '../../generated/types.ts';
import type { JsonObject } from '../../json.ts';
import type { Ref } from '../../model/ref.ts';
import type { Plan, Read, Step } from '../../writing.ts';
import { badField, notThere } from './inputs.ts';
import type { Reach } from './reach.ts';
import { userDocument } from './user-creation.ts';

/** One step about one account. */
function planFor(
  user: Ref<'user'>,
  step: Pick<Step, 'write' | 'args' | 'description'> & Partial<Step>,
): Plan {
  return {
    steps: [{ ...step, args: { login: user.native, ...step.args }, document: userDocument(user.native) }],
    target: user.native,
    targets: [user],
  };
}

function filled(value: string, field: string): void {
  if (value === '') throw badField([field], 'It must not be empty.');
}

export function planSetSecret({ user, name, value }: Read<contract.SetDataikuUserSecretInput>): Plan {
  filled(name, 'name');
  return planFor(user, {
    write: 'secret.set',
    args: { name },
    secrets: { value },
    description: `set the secret ${name} of ${user.native}`,
    credentialOf: user,
  });
}

export const planRemoveSecret = ({ user, name }: Read<contract.RemoveDataikuUserSecretInput>): Plan =>
  planFor(user, {
    write: 'secret.remove',
    args: { name },
    description: `remove the secret ${name} of ${user.native}`,
  });

const setting = (
  user: Ref<'user'>,
  { key, what, fields, secrets }: { key: string; what: string; fields: JsonObject; secrets: JsonObject },
): Plan =>
  planFor(user, {
    write: 'credential.set',
    args: { key, fields },
    secrets,
    description: `set the credential of ${user.native} for ${what}`,
    credentialOf: user,
  });

const removing = (user: Ref<'user'>, key: string, what: string): Plan =>
  planFor(user, {
    write: 'credential.remove',
    args: { key },
    description: `remove the credential of ${user.native} for ${what}`,
  });

export async function planSetConnectionCredential(
  { client }: Reach,
  { user, connection, username, password }: Read<contract.SetDataikuConnectionCredentialInput>,
): Promise<Plan> {
  filled(username, 'username');
  filled(password, 'password');
  if (!(await client.connectionNames()).includes(connection)) throw notThere(['connection']);
  const fields = { type: 'BASIC', user: username };
  return setting(user, { key: connection, what: `connection ${connection}`, fields, secrets: { password } });
}

export const planRemoveConnectionCredential = ({
  user,
  connection,
}: Read<contract.RemoveDataikuConnectionCredentialInput>): Plan =>
  removing(user, connection, `connection ${connection}`);

type Preset = Pick<
  Read<contract.RemoveDataikuPluginCredentialInput>,
  'plugin' | 'parameterSet' | 'preset' | 'parameter'
>;

/**
 * The inside of a JSON array as Python writes it: a blank after each comma, and all but printable ASCII escaped. In any
 * other layout it would be another key (§4.5).
 */
export function keyOfPreset({ plugin, parameterSet, preset, parameter }: Preset): string {
  return ['PLUGIN', plugin, parameterSet, preset, parameter]
    .map((part) => JSON.stringify(part).replace(/[^ -~]/gu, escaped))
    .join(', ');
}

/** Characters beyond the first 65,536 are escaped as the two halves that they are of in UTF-16. */
const escaped = (character: string): string =>
  character
    .split('')
    .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

const wordsFor = ({ plugin, preset }: Preset) => `preset ${preset} of plugin ${plugin}`;

export function planSetPluginCredential(input: Read<contract.SetDataikuPluginCredentialInput>): Plan {
  const { user, username, password, refreshToken } = input;
  const preset = { key: keyOfPreset(input), what: wordsFor(input) };
  const isBasic = username !== undefined && password !== undefined;
  if (isBasic === (refreshToken !== undefined) || (username === undefined) !== (password === undefined)) {
    throw badField(['refreshToken'], 'Give username and password, or refreshToken alone.');
  }
  return isBasic
    ? setting(user, { ...preset, fields: { type: 'BASIC', user: username }, secrets: { password } })
    : setting(user, {
        ...preset,
        fields: { type: 'OAUTH_REFRESH_TOKEN' },
        secrets: { refreshToken: refreshToken ?? '' },
      });
}

export const planRemovePluginCredential = (input: Read<contract.RemoveDataikuPluginCredentialInput>): Plan =>
  removing(input.user, keyOfPreset(input), wordsFor(input));
