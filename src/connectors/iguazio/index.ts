import { z } from 'zod';
import type { Connector, DetailReaders, System, SystemSettings } from '../../connector.ts';
import { Http } from '../../http.ts';
import { type Secret, secretSetting } from '../../secret.ts';
import { Client } from './client.ts';
import { handlesOf } from './handles.ts';
import { type IguazioSession, openSession } from './session.ts';
import { PasswordSignIn, type SignIn, withAccessKey } from './sign-in.ts';
import { contextOf } from './wire.ts';

type Credentials =
  | { readonly accessKey: Secret; readonly username: string | undefined }
  | { readonly password: Secret; readonly username: string };

const Credentials = z
  .strictObject({
    accessKey: secretSetting.optional(),
    username: z.string().min(1).optional(),
    password: secretSetting.optional(),
  })
  .transform(({ accessKey, username, password }, { addIssue }): Credentials => {
    if (accessKey && !password) return { accessKey, username };
    if (password && username !== undefined && !accessKey) return { password, username };
    addIssue(
      accessKey
        ? 'accessKey and password exclude each other: give one of them'
        : password
          ? 'a password needs a username'
          : 'give either accessKey, or username and password',
    );
    return z.NEVER;
  });

const Settings = z.strictObject({ credentials: Credentials });

const details: DetailReaders = {
  IguazioUserDetails: {
    accessKeys: ({ accountId }: { readonly accountId: string }, _args: unknown, session: IguazioSession) =>
      session.accessKeys(accountId),
  },
};

/** Iguazio's control plane, as far as it is about users, groups and projects. */
export const iguazio = {
  vendor: 'IGUAZIO',
  settings: Settings,
  details,
  configure(
    { key, displayName, url, ca, maxConcurrent, maxResponseBytes }: SystemSettings,
    { credentials }: z.infer<typeof Settings>,
  ): System {
    const http = new Http({
      system: key,
      baseUrl: url,
      ca,
      maxConcurrent,
      maxResponseBytes,
      classify: (status) => (status === 425 ? 'UPSTREAM_RATE_LIMITED' : undefined), // §3: retry later
      exchangeNumber: contextOf,
    });
    const signIn: SignIn =
      'password' in credentials
        ? new PasswordSignIn(key, http, credentials.username, credentials.password)
        : withAccessKey(credentials.accessKey, credentials.username);
    const handles = handlesOf(key, 'password' in credentials ? credentials.password : credentials.accessKey);
    const pages = new Map<string, number>();
    return {
      key,
      vendor: 'IGUAZIO',
      displayName,
      baseUrl: url,
      credential: signIn.credential,
      get health() {
        return http.health;
      },
      get clockSkewMs() {
        return http.clockSkewMs;
      },
      open: (scope) => openSession(key, new Client(http, signIn, scope), scope, pages, handles),
      close: () => http.close(),
    };
  },
} as const satisfies Connector;
