import type { Instance } from './instance.ts';
import { Properties, readBody, reply, silence } from './replies.ts';
import { forAdmins, get, put, type Routes } from './routing.ts';

const access = {
  defaultUserProfile: 'READER',
  groupProfiles: [],
  authorizedGroups: '',
  remappingRules: [],
};

/** Documents of a new instance (§5.13): a directory that may be asked on demand, single sign-on, no Entra ID. */
const initial: Readonly<Record<string, Properties>> = {
  'sso-settings': {
    ...access,
    enabled: true,
    protocol: 'OPENID',
    spnegoMode: 'PREAUTH_KEYTAB',
    autoProvisionUsersAtLoginTime: true,
    autoSyncUsersAtLoginTime: false,
    openIDParams: {
      clientId: 'dataiku',
      clientSecret: 'e:AES:openid-client-secret',
      scope: 'openid profile email',
      issuer: 'https://login.example.org',
      claimKeyIdentifier: 'sub',
      claimKeyDisplayName: 'name',
      claimKeyEmail: 'email',
      enableGroups: false,
      lowercaseIdentifier: true,
      usePKCE: true,
      tokenEndpointAuthMethod: 'CLIENT_SECRET_BASIC',
    },
    samlSPParams: { signRequests: false, enableGroups: false },
  },
  'ldap-settings': {
    ...access,
    enabled: true,
    url: 'ldaps://ldap.example.org/dc=example,dc=org',
    useTls: true,
    bindDN: 'cn=dataiku,dc=example,dc=org',
    bindPassword: 'e:AES:ldap-bind-password',
    userFilter: '(uid={USERNAME})',
    usernameAttribute: 'uid',
    displayNameAttribute: 'cn',
    emailAttribute: 'mail',
    enableGroups: true,
    groupFilter: '(memberUid={USERNAME})',
    groupNameAttribute: 'cn',
    autoImportUsers: true,
    autoSyncUsersAtLoginTime: true,
    allowOnDemandUsersSync: true,
    allowOnDemandUsersProvisioning: true,
    authenticationEnabled: true,
  },
  'azure-ad-settings': {
    ...access,
    enabled: false,
    useGlobalProxy: false,
    credentialMethod: 'OAUTH2_SECRET',
    groupsLimit: 1000,
    autoProvisionUsersAtLoginTime: false,
    autoSyncUsersAtLoginTime: false,
    allowOnDemandUsersSync: false,
    allowOnDemandUsersProvisioning: false,
    authorizedGroups: [],
  },
};

/** An identity-provider document as it now stands. */
export const settingsNamed = ({ settings }: Instance, name: string): Properties =>
  (settings.get(name) ?? initial[name] ?? {}) as Properties;

/** M1 to M6. Clients write with a double slash, which routing tolerates. */
export const iamRoutes = (instance: Instance): Routes =>
  forAdmins(
    Object.keys(initial).flatMap((name) => [
      get(`/admin/iam/${name}`, () => reply(settingsNamed(instance, name))),
      put(`/admin/iam/${name}`, (request) => {
        instance.settings.set(name, readBody(request, Properties));
        instance.journal.record('iam-settings.updated', name);
        return silence;
      }),
    ]),
  );
