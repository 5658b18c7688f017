import { Journal } from '../../../sandbox/exchange.ts';
import { simulate, type Simulator } from '../../../sandbox/kit.ts';
import type { SystemWorld } from '../../../sandbox/world.ts';
import { accessKeyRoutes } from './access-keys.ts';
import { groupRoutes } from './groups.ts';
import { jobRoutes } from './jobs.ts';
import { platformRoutes } from './platform.ts';
import { projectRoutes } from './projects.ts';
import { failure, type Session } from './replies.ts';
import { roleRoutes } from './roles.ts';
import { seed, seedAccessKey, seedPassword } from './seed.ts';
import { Sessions } from './sessions.ts';
import { State, type StateOptions } from './state.ts';
import { transactionRoutes } from './transactions.ts';
import { userRoutes } from './users.ts';

export interface IguazioOptions extends StateOptions {
  /** Milliseconds by which every answer is late. */
  readonly latency?: number;
}

/** What the vendor's client would be given: a username with a password, or with an access key. */
export interface IguazioCredentials {
  readonly username: string;
  readonly password: string;
  readonly accessKey: string;
}

export type IguazioSimulator = Simulator & { readonly credentials: IguazioCredentials };

/** Iguazio's control plane over a world (iguazio.md). The world's first account is the one the credentials are for. */
export async function simulateIguazio(
  world: SystemWorld,
  { latency = 0, ...options }: IguazioOptions = {},
): Promise<IguazioSimulator> {
  const journal = new Journal();
  const state = new State(journal, options);
  seed(state, world);
  const sessions = new Sessions(state);
  const simulator = await simulate<Session>(
    {
      routes: [
        ...sessions.routes(),
        ...platformRoutes(state),
        ...userRoutes(state),
        ...groupRoutes(state),
        ...projectRoutes(state),
        ...transactionRoutes(state),
        ...roleRoutes(state),
        ...jobRoutes(state),
        ...accessKeyRoutes(state),
      ],
      authenticate: (request) => sessions.authenticate(request),
      error: failure,
      expireTokens: () => sessions.expireAll(),
    },
    { latency, journal },
  );
  const username = world.accounts[0]?.username ?? '';
  return {
    ...simulator,
    credentials: { username, password: seedPassword(username), accessKey: seedAccessKey(username) },
  };
}
