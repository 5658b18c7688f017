import type { IguazioAccessKey } from '../../generated/types.ts';
import type { SystemKey } from '../../model/ref.ts';
import { ProblemError } from '../../problems.ts';
import { decodeEach } from '../../http.ts';
import { everyPage } from '../../paging.ts';
import type { Client } from './client.ts';
import { readPage } from './collection.ts';
import type { Handles } from './handles.ts';
import { WireAccessKey } from './wire.ts';

/** An access key. Its id is the key itself, and stays in here. */
export interface OwnKey {
  readonly id: string;
  readonly shown: IguazioAccessKey;
}

const PAGE_SIZE = 200;

/** The keys of the account that asks; the platform shows nobody those of others (§5.6). */
export async function readOwnKeys(
  system: SystemKey,
  client: Client,
  handles: Handles,
): Promise<readonly OwnKey[]> {
  const { items, unreadable } = await everyPage<WireAccessKey>({
    system,
    size: PAGE_SIZE,
    keyOf: ({ id }) => id,
    async read(number) {
      const query = { 'page[number]': number, 'page[size]': PAGE_SIZE };
      const { data, meta } = await readPage(system, client.accessKeys(query));
      const { items: read } = decodeEach(data, WireAccessKey);
      return { items: read, received: data.length, totalPages: meta?.total_pages ?? undefined };
    },
  });
  if (unreadable > 0) throw new ProblemError('UPSTREAM_INVALID_RESPONSE', { system });
  return Promise.all(items.map(async (wire) => ({ id: wire.id, shown: await toAccessKey(handles, wire) })));
}

export async function toAccessKey(
  handles: Handles,
  { id, attributes: { label, planes, created_at: created, expires_at: expires } }: WireAccessKey,
): Promise<IguazioAccessKey> {
  const createdAt = new Date(created ?? '');
  return {
    __typename: 'IguazioAccessKey',
    handle: await handles.of(id),
    label: label || null,
    planes: planes ?? null,
    createdAt: Number.isNaN(createdAt.getTime()) ? null : createdAt,
    expiresAt: expires == null ? null : new Date(expires * 1000),
  };
}
