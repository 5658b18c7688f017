import { readFileSync } from 'node:fs';
import { open as openFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { headText } from '../../src/ledger/anchor.ts';
import { hashOf } from '../../src/ledger/entries.ts';
import type { Head } from '../../src/ledger/ledger.ts';
import { linesOf, withReader } from '../../src/ledger/reader.ts';
import { openSqliteFile, type SqliteFile } from '../../src/ledger/sqlite-file.ts';
import type { Query, Value } from '../../src/ledger/transaction.ts';
import { verify, type Witness, witnessesIn } from '../../src/ledger/verify.ts';
import { problemOf } from '../../src/problems.ts';
import { configFile, run } from '../cli-process.ts';
import { attempt, end, govern, none, operation, step, stepEnd } from './operations.ts';
import { aDatabase, aFile, type FilePlace, hasDatabase, open, type OpenLedger } from './places.ts';

/** Operations in every state, and all that can be said of one. */
async function fill(ledger: OpenLedger): Promise<void> {
  const [first, second, third] = [
    operation({ idempotencyKey: 'Zoë\u0000\ud800', actor: 'Zoë' }),
    operation({
      steps: [step(), step({ system: govern, about: { userId: 'user.govern.x', action: 'ADD' } })],
    }),
    operation({ target: null, targets: [], steps: [] }),
  ];
  for (const one of [first, second, third]) {
    await ledger.accept(one, new Map([[0, { password: 'hush' }]]));
  }
  await ledger.add(first.id, attempt);
  await ledger.add(first.id, { type: 'job', step: 0, job: 'job-1' });
  await ledger.add(first.id, { ...stepEnd, problem: problemOf('CONFLICT'), outcome: 'NOT_APPLIED' });
  await ledger.add(first.id, {
    ...end,
    outcome: 'NOT_APPLIED',
    targets: ['user.dss-design.ada', 'user.govern.y'],
  });
  await ledger.add(second.id, attempt);
}

const wrongIn = async (place: FilePlace, witnesses: readonly Witness[] = []) =>
  (await withReader(place.at, (reader) => verify(reader, witnesses))).wrong;

/** What verification says of a ledger after something was done to it, all of which is then undone. */
async function wrongAfter(
  file: SqliteFile,
  tamper: (query: Query) => Promise<void>,
): Promise<readonly string[]> {
  class Undone extends Error {
    readonly wrong: readonly string[];
    constructor(wrong: readonly string[]) {
      super();
      this.wrong = wrong;
    }
  }
  try {
    return await file.write(async () => {
      await tamper(file.query);
      const reader = { query: file.query, damage: () => Promise.resolve([]) };
      throw new Undone((await verify(reader, [])).wrong);
    }, 1_000);
  } catch (error) {
    if (error instanceof Undone) return error.wrong;
    throw error;
  }
}

const tables = {
  operations: ['id', 'kind', 'actor', 'idempotency_key', 'system', 'state', 'started_at', 'record'],
  audit: ['seq', 'at', 'operation', 'entry', 'previous', 'hash'],
  systems: ['operation', 'system'],
  targets: ['operation', 'target'],
  claims: ['operation'],
} as const;

const cells = Object.entries(tables).flatMap(([table, columns]) =>
  columns.map((column) => ({ table, column })),
);

describe('rollcall audit verify', () => {
  test('finds one changed byte in any column of any row', async () => {
    await using place = aFile();
    await using ledger = await open(place.at);
    await fill(ledger);
    await ledger.close();
    const file = await openSqliteFile(place.at.file, 1_000);

    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...cells),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async ({ table, column }, row, byte, change) => {
          const rows = await file.query(
            `select rowid as place, hex(cast(${column} as blob)) as bytes from ${table} where ${column} is not null`,
          );
          const chosen = rows[row % rows.length];
          const bytes = Buffer.from(String(chosen?.['bytes']), 'hex');
          const at = byte % bytes.length;
          bytes.writeUInt8(bytes.readUInt8(at) ^ change, at);
          const type = column === 'seq' ? 'integer' : 'text';
          const changed = await wrongAfter(file, async (query) => {
            await query(
              `update ${table} set ${column} = cast(cast(x'${bytes.toString('hex')}' as text) as ${type}) where rowid = $1`,
              [chosen?.['place'] as Value],
            );
          }).catch((error: unknown) => {
            // Another row has that key already: the database does not take it.
            if (String(error).includes('UNIQUE constraint')) return ['refused'];
            throw error;
          });
          const same = column === 'seq' && Number(bytes.toString()) === Number(chosen?.['place']);
          expect(changed.length > 0 || same).toBe(true);
        },
      ),
      { numRuns: 300, seed: 20_261_127, verbose: true },
    );
    expect(await wrongAfter(file, () => Promise.resolve())).toEqual([]);
    file.close();
  });

  test.for(['operations', 'audit', 'systems', 'targets', 'claims', 'meta'])(
    'finds a row of %s that is gone',
    async (table) => {
      await using place = aFile();
      await using ledger = await open(place.at);
      await fill(ledger);
      await ledger.close();
      const file = await openSqliteFile(place.at.file, 1_000);
      const [count] = await file.query(`select count(*) as rows from ${table}`);

      for (let i = 0; i < Number(count?.['rows']); i++) {
        const gone = await wrongAfter(file, async (query) => {
          await query(`delete from ${table} where rowid = (select rowid from ${table} limit 1 offset $1)`, [
            i,
          ]);
        });
        // A version that is gone stops the reader before it comes to this.
        if (table !== 'meta') expect(gone).not.toEqual([]);
      }
      file.close();
    },
  );

  test('is content while a gateway is at work', async () => {
    await using place = aFile();
    await using ledger = await open(place.at);
    await fill(ledger);

    expect(await withReader(place.at, (reader) => verify(reader, []))).toEqual({
      lines: 8,
      operations: 3,
      head: await ledger.head(),
      wrong: [],
    });
  });

  test('finds with an anchor that the end was cut off, or that all was written anew', async () => {
    await using place = aFile();
    const anchor = `${place.at.file}-anchor`;
    await using ledger = await open(place.at, { anchor });
    const ids = [operation(), operation()].map(({ id }) => id);
    for (const id of ids) {
      await ledger.accept(operation({ id }), none);
      await ledger.add(id, end);
    }
    await ledger.close();
    const { witnesses } = witnessesIn(readFileSync(anchor, 'utf8'), 'the anchor');
    expect(await wrongIn(place, witnesses)).toEqual([]);

    await change(place, async (query) => {
      await query('delete from audit where operation = $1', [ids[1] ?? '']);
      for (const table of ['systems', 'targets'])
        await query(`delete from ${table} where operation = $1`, [ids[1] ?? '']);
      await query('delete from operations where id = $1', [ids[1] ?? '']);
    });
    expect(await wrongIn(place)).toEqual([]);
    expect(await wrongIn(place, witnesses)).toEqual([
      'the audit: ends with line 2, but the anchor, line 2, saw line 4: its end was cut off',
    ]);

    await change(place, async (query) => {
      await query("update audit set at = '2026-01-01T00:00:00.000Z' where seq = 1");
      await rewrite(query);
    });
    expect(await wrongIn(place)).toEqual([]);
    expect(await wrongIn(place, witnesses)).toEqual([
      'the audit, line 2: is not the one that the anchor, line 1, saw',
      'the audit: ends with line 2, but the anchor, line 2, saw line 4: its end was cut off',
    ]);
  });

  test('believes of an anchor’s torn line what there is of it', () => {
    const hash = 'ab'.repeat(32);
    const { witnesses, wrong } = witnessesIn(
      `4:${hash}\n\n5:${hash.slice(0, 9)}\n6\n7:zz\nhush\n`,
      'the anchor',
    );

    expect(witnesses).toEqual([
      { seq: 4, hash, from: 'the anchor, line 1,' },
      { seq: 5, hash: hash.slice(0, 9), from: 'the anchor, line 3,', isTorn: true },
      { seq: 0, hash: '', from: 'the anchor, line 4,', isTorn: true },
    ]);
    expect(wrong).toEqual([
      'the anchor, line 5: is no head of an audit',
      'the anchor, line 6: is no head of an audit',
    ]);
  });

  test('finds damage in the file itself', async () => {
    await using place = aFile();
    await using ledger = await open(place.at);
    await fill(ledger);
    await ledger.close();

    await damage(place, 'audit_by_operation');

    expect(await wrongIn(place)).not.toEqual([]);
  });

  /** A filled ledger, and the command with its configuration. */
  async function filled() {
    const place = aFile();
    const ledger = await open(place.at);
    await fill(ledger);
    const head = await ledger.head();
    await ledger.close();
    const config = configFile({ ledger: { ...place.at, key: '${env:NOT_NEEDED_HERE_TO_READ_THE_LEDGER}' } });
    return {
      place,
      head,
      verify: (...args: string[]) => run(['audit', 'verify', '--config', config.file, ...args]),
      [Symbol.asyncDispose]: async () => {
        config[Symbol.dispose]();
        await place[Symbol.asyncDispose]();
      },
    };
  }

  test('says that nothing is wrong, and ends with 0', async () => {
    await using made = await filled();

    expect(await made.verify('--head', headText(made.head))).toEqual({
      code: 0,
      stdout: [
        `The ledger ${made.place.at.file}: 8 lines of audit, 3 operations, 1 witness.`,
        `Its head is ${headText(made.head)}`,
        'Nothing is wrong.',
        '',
      ].join('\n'),
      stderr: '',
    });
  });

  test('says what is wrong and where, and ends with 1', async () => {
    await using made = await filled();
    const other: Head = { seq: 3, hash: 'ab'.repeat(32) };

    const { code, stdout } = await made.verify('--head', headText(other), '--anchor', '/nowhere/anchor');

    expect(code).toBe(1);
    expect(stdout).toContain('  the anchor /nowhere/anchor: cannot be read (ENOENT)\n');
    expect(stdout).toContain('  the audit, line 3: is not the one that --head saw\n2 things are wrong.\n');
  });

  test('ends with 2 where it is not understood', async () => {
    await using made = await filled();

    expect(await made.verify('--head', '3')).toMatchObject({ code: 2, stdout: '' });
  });

  test('has nothing to say of a ledger that is not there', async () => {
    using config = configFile({});

    const { code, stderr } = await run(['audit', 'verify', '--config', config.file]);

    expect(code).toBe(1);
    expect(stderr).toBe(`rollcall: there is no ledger ${join(config.file, '..', 'rollcall.db')}\n`);
  });
});

test('rollcall audit export writes each line with what its hash is made of', async () => {
  await using place = aFile();
  await using ledger = await open(place.at);
  await fill(ledger);
  using config = configFile({ ledger: place.at });

  const { code, stdout } = await run(['audit', 'export', '--config', config.file]);

  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(code).toBe(0);
  expect(lines).toEqual(await Array.fromAsync(ledger.audit()));
  for (const { hash, ...line } of lines) {
    expect(hashOf({ ...line, entry: JSON.stringify(line['entry']) } as Parameters<typeof hashOf>[0])).toBe(
      hash,
    );
  }
});

test.skipIf(!hasDatabase)('a changed letter in a database is found as well', async () => {
  await using place = await aDatabase();
  await using ledger = await open(place.at);
  await fill(ledger);
  const client = new Client({ connectionString: place.url });
  await client.connect();
  const query: Query = async (text, values = []) => (await client.query(text, [...values])).rows;
  const wrong = async () => (await verify({ query, damage: () => Promise.resolve([]) }, [])).wrong;

  for (const { table, column } of cells) {
    await query('begin');
    await query(
      column === 'seq'
        ? 'update audit set seq = 99 where seq = 4'
        : `update ${table} set ${column} = overlay(${column} placing '~' from length(${column}))
            where ctid = (select ctid from ${table} where ${column} is not null limit 1)`,
    );
    expect(await wrong(), `${table}.${column}`).not.toEqual([]);
    await query('rollback');
  }
  expect(await wrong()).toEqual([]);
  await client.end();
});

/** Changes a byte of an index, which no statement shows. */
async function damage(place: FilePlace, index: string): Promise<void> {
  const file = await openSqliteFile(place.at.file, 1_000);
  const [page] = await file.query('select rootpage from sqlite_schema where name = $1', [index]);
  const [size] = await file.query('pragma page_size');
  file.close();
  await using handle = await openFile(place.at.file, 'r+');
  await handle.write('~', Number(page?.['rootpage']) * Number(size?.['page_size']) - 20);
}

/** Writes to a ledger as somebody would who has its file. */
async function change(place: FilePlace, work: (query: Query) => Promise<void>): Promise<void> {
  const file = await openSqliteFile(place.at.file, 1_000);
  await file.write(() => work(file.query), 1_000);
  file.close();
}

/** Gives every line the hash that it would have, and the operations what follows from them. */
async function rewrite(query: Query): Promise<void> {
  const [meta] = await query("select value from meta where name = 'ledger'");
  let previous = String(meta?.['value']);
  for (const line of await Array.fromAsync(linesOf(query))) {
    const hash = hashOf({ ...line, previous });
    await query('update audit set previous = $2, hash = $3 where seq = $1', [line.seq, previous, hash]);
    previous = hash;
  }
}
