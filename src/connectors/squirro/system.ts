import type { System, SystemSettings } from '../../connector.ts';
import { type Health, Http } from '../../http.ts';
import type { Scope } from '../../scope.ts';
import type { Connection } from './connection.ts';
import { SquirroSession } from './session.ts';
import { type Credentials, Tokens } from './tokens.ts';

/** What the configuration says besides what every system has. */
export interface SquirroSettings {
  readonly credentials: Credentials;
  /** Where the services are, if not at their usual places on the cluster. */
  readonly userApiUrl?: string | undefined;
  readonly topicApiUrl?: string | undefined;
}

/** One cluster, or the two services of one tenant in the cloud. */
export class SquirroSystem implements System {
  readonly key;
  readonly vendor = 'SQUIRRO';
  readonly displayName;
  readonly baseUrl;
  readonly credential;
  readonly #connection: Connection;

  constructor(common: SystemSettings, settings: SquirroSettings) {
    const { key, displayName, url, ca, maxConcurrent, maxResponseBytes } = common;
    const { credentials, userApiUrl = `${url}/api/user`, topicApiUrl = `${url}/api/topic` } = settings;
    const http = (baseUrl: string) => new Http({ system: key, baseUrl, ca, maxConcurrent, maxResponseBytes });
    const user = http(userApiUrl);
    this.key = key;
    this.displayName = displayName;
    this.baseUrl = url;
    this.credential = describe(credentials);
    this.#connection = {
      system: key,
      user,
      topic: http(topicApiUrl),
      credentials,
      tokens: new Tokens(key, user, credentials),
    };
  }

  /** That of the service asked last. */
  get health(): Health | undefined {
    const { user, topic } = this.#connection;
    if (user.health === undefined || topic.health === undefined) return user.health ?? topic.health;
    return user.health.checkedAt > topic.health.checkedAt ? user.health : topic.health;
  }

  get clockSkewMs(): number | undefined {
    return this.#connection.user.clockSkewMs;
  }

  open(scope: Scope): SquirroSession {
    return new SquirroSession(this.#connection, scope);
  }

  close(): void {
    this.#connection.user.close();
    this.#connection.topic.close();
  }
}

function describe({ tenant, clientId }: Credentials): string {
  const words = ['refresh token'];
  if (tenant !== undefined) words.push(`of tenant ${tenant}`);
  if (clientId !== undefined) words.push(`as client ${clientId}`);
  return words.join(' ');
}
