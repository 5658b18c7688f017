import type * as contract from '../../generated/types.ts';
import type { Ref } from '../../model/ref.ts';
import type { Plan, Read, Step } from '../../writing.ts';
import { removeAuthentication, setAuthentication } from './authentication-writes.ts';
import type { Client } from './client.ts';
import { createGrant, deleteGrant, deleteSession } from './grant-writes.ts';
import { badField, requireEmail, requireText } from './refusals.ts';
import { exchangeMicrosoftToken, signUp } from './sign-in-writes.ts';
import { nameOf, requireAccount } from './user-plans.ts';

/** What is laid down for tokens, sessions, links and sign-ups. */
export const credentialPlans = (client: Client) => ({
  signUpSquirroUser: planSignUp,
  createSquirroGrant: (input: Read<contract.CreateSquirroGrantInput>) => planGrant(client, input),
  deleteSquirroGrant: ({ user, grant }: Read<contract.DeleteSquirroGrantInput>) =>
    planFor(client, user, (name) => ({
      ...deleteGrant.intent({ user: user.native, grant: requireText(grant, 'grant') }),
      document: grantsOf(user),
      description: `delete grant ${grant} of ${name}`,
      touches: [user],
    })),
  deleteSquirroSession: ({ user, session }: Read<contract.DeleteSquirroSessionInput>) =>
    planFor(client, user, (name) => ({
      ...deleteSession.intent({ user: user.native, session: requireText(session, 'session') }),
      document: grantsOf(user),
      description: `end session ${session} of ${name}`,
      touches: [user],
    })),
  setSquirroAuthentication: (input: Read<contract.SetSquirroAuthenticationInput>) => planLink(client, input),
  removeSquirroAuthentication: ({ user, service }: Read<contract.RemoveSquirroAuthenticationInput>) =>
    planFor(client, user, (name) => ({
      ...removeAuthentication.intent({ user: user.native, service: requireText(service, 'service') }),
      document: linksOf(user),
      description: `remove the link of ${name} to ${service}`,
      touches: [user],
    })),
  exchangeSquirroMicrosoftToken: planExchange,
});

/** Grants and sessions have one space of ids. */
const grantsOf = ({ native }: Ref<'user'>) => `grants of user ${native}`;
const linksOf = ({ native }: Ref<'user'>) => `authentications of user ${native}`;

/** One step about an account, which must be there. */
async function planFor(client: Client, user: Ref<'user'>, step: (name: string) => Step): Promise<Plan> {
  const name = nameOf(await requireAccount(client, user));
  return { steps: [step(name)], target: name, targets: [user] };
}

function planSignUp(input: Read<contract.SignUpSquirroUserInput>): Plan {
  const { email, password, displayName: fullName = null } = input;
  requireEmail(email, 'email');
  const step: Step = {
    ...signUp.intent({ email, fullName }, { password: requireText(password, 'password') }),
    document: `user ${email.toLowerCase()}`,
    description: `sign ${email} up`,
  };
  return { steps: [step], target: email, targets: [] };
}

function planGrant(client: Client, input: Read<contract.CreateSquirroGrantInput>): Promise<Plan> {
  const { user, type, forClientId = null, projectPermissions = null } = input;
  if (type !== 'user' && type !== 'service') throw badField('type must be user or service.', 'type');
  if ((type === 'service') !== (forClientId !== null && forClientId !== ''))
    throw badField('forClientId belongs to the type service, and to no other.', 'forClientId');
  // The list is sent with commas between; an empty one is not sent at all, and would narrow nothing (squirro.md §6).
  if (
    projectPermissions?.length === 0 ||
    projectPermissions?.some((one) => one.trim() === '' || one.includes(','))
  )
    throw badField(
      'projectPermissions must name at least one permission, each by itself.',
      'projectPermissions',
    );
  return planFor(client, user, (name) => ({
    ...createGrant.intent({
      user: user.native,
      type,
      forClientId,
      projectPermissions: projectPermissions && [...projectPermissions],
    }),
    document: grantsOf(user),
    description: `make a grant of type ${type} for ${name}`,
    credentialOf: user,
  }));
}

/** Whoever is named by a link can be signed in as its account (squirro.md §2.1). */
function planLink(client: Client, input: Read<contract.SetSquirroAuthenticationInput>): Promise<Plan> {
  const { user, service, displayName, accessSecret, accessTokenExpires, accessSecretExpires } = input;
  const link = {
    service_user: requireText(input.serviceUser, 'serviceUser'),
    ...(displayName !== undefined && { display_name: displayName }),
    ...(accessTokenExpires && { access_token_expires: toLocalTime(accessTokenExpires) }),
    ...(accessSecretExpires && { access_secret_expires: toLocalTime(accessSecretExpires) }),
  };
  const secrets = {
    access_token: requireText(input.accessToken, 'accessToken'),
    ...(accessSecret !== undefined && { access_secret: accessSecret }),
  };
  return planFor(client, user, (name) => ({
    ...setAuthentication.intent(
      { user: user.native, service: requireText(service, 'service'), link },
      secrets,
    ),
    document: linksOf(user),
    description: `link ${name} to ${service}`,
    credentialOf: user,
  }));
}

/** `YYYY-MM-DDTHH:MM:SS`, in UTC [assumed], without zone or fraction (squirro.md §1.4). */
const toLocalTime = (instant: Date): string => instant.toISOString().slice(0, 19);

function planExchange({ identityToken }: Read<contract.ExchangeSquirroMicrosoftTokenInput>): Plan {
  const step: Step = {
    ...exchangeMicrosoftToken.intent({}, { identityToken: requireText(identityToken, 'identityToken') }),
    document: 'microsoft tokens',
    description: 'exchange a Microsoft identity token',
  };
  return { steps: [step], target: 'the account of a Microsoft identity', targets: [] };
}
