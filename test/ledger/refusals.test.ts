import { execFileSync } from 'node:child_process';
import { mkdtempDisposableSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { pino } from 'pino';
import { describe, expect, test, vi } from 'vitest';
import { startProcess } from '../cli-process.ts';
import { attempt, end, none, operation } from './operations.ts';
import { aFile, open } from './places.ts';

/** A disk of one's own needs a mount namespace, hence root; the pipeline is root and never skips this. */
const cannotMount = process.env['CI'] === undefined && !canMount();

function canMount(): boolean {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const refusal = { problem: { code: 'RECORD_UNAVAILABLE', retryable: true } };

describe('a change is refused in time, and nothing of it is kept,', () => {
  test('while somebody else locks the file', async () => {
    await using place = aFile();
    await using ledger = await open(place.at);
    const { id } = operation();
    await ledger.accept(operation({ id }), none);
    using other = new DatabaseSync(place.at.file);
    other.exec('begin immediate');

    const start = performance.now();
    const refused = await Promise.allSettled([
      ledger.accept(operation(), none),
      ledger.accept(operation(), none),
      ledger.add(id, attempt),
    ]);

    expect(performance.now() - start).toBeLessThan(3_000);
    expect(refused).toMatchObject(refused.map(() => ({ status: 'rejected', reason: refusal })));
    expect(await ledger.get(id)).toMatchObject({ steps: [{ attempts: 0 }] });
    other.exec('rollback');
    expect(await ledger.head()).toMatchObject({ seq: 1 });
    // Whoever was at the operation has left it: somebody must take it up.
    expect(await ledger.adopt()).toMatchObject([{ id }]);
    expect(await ledger.add(id, attempt)).toMatchObject({ steps: [{ attempts: 1 }] });
  });

  test.skipIf(cannotMount)(
    'on a full disk, on a read-only one, and while the anchor cannot be written',
    async () => {
      using folder = mkdtempDisposableSync(join(tmpdir(), 'rollcall-'));
      using anchorFolder = mkdtempDisposableSync(join(tmpdir(), 'rollcall-'));
      const script = fileURLToPath(new URL('confined.ts', import.meta.url));
      const args = ['-m', process.execPath, script, folder.path, anchorFolder.path];
      await using confined = startProcess('unshare', args, {});

      const { code, stdout, stderr } = await confined.ended;

      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const seen = stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(seen.map(({ what, answer, head }) => [what, answer, head])).toEqual([
        ['with room', 'accepted', 1],
        ['on a full disk', 'RECORD_UNAVAILABLE', 1],
        ['with room again', 'accepted', 2],
        ['on a read-only disk', 'RECORD_UNAVAILABLE', -1],
        ['on one that can be written again', 'accepted', 3],
        ['when the anchor cannot be written', 'RECORD_UNAVAILABLE', 5],
        ['when it can again', 'accepted', 6],
      ]);
      for (const { milliseconds } of seen) expect(milliseconds).toBeLessThan(3_000);
    },
  );

  test('when the ledger’s thread dies, whatever it was at', { timeout: 120_000 }, async () => {
    await using place = aFile();
    const threads: Worker[] = [];
    const remember = (thread: Worker) => threads.push(thread);
    process.on('worker', remember);
    await using ledger = await open(place.at);
    let kept = 0;

    for (let i = 0; i < 6; i++) {
      const { id } = operation();
      const accepting = ledger.accept(operation({ id }), none).then(
        () => true,
        () => false,
      );
      if (i % 2 === 0) await accepting;
      await threads.at(-1)?.terminate();
      const isKept = await accepting;
      // Another thread takes a moment to begin.
      const found = await vi.waitFor(() => ledger.get(id), { timeout: 20_000 });
      expect(found !== null).toBe(isKept);
      if (isKept) kept++;
    }

    process.off('worker', remember);
    expect((await ledger.head()).seq).toBe(kept);
    expect(threads.length).toBeGreaterThan(3);
  });
});

test('the record and its anchor are for nobody else’s eyes', async () => {
  await using place = aFile();
  await using ledger = await open(place.at, { anchor: `${place.at.file}-anchor` });
  await ledger.accept(operation(), none);

  for (const suffix of ['', '-wal', '-shm', '-anchor']) {
    expect(statSync(`${place.at.file}${suffix}`).mode & 0o777, suffix).toBe(0o600);
  }
});

describe('a file that can never be used stops the gateway:', () => {
  test('it is no ledger', async () => {
    await using place = aFile();
    writeFileSync(place.at.file, 'something else altogether '.repeat(100));

    await expect(open(place.at)).rejects.toThrow(`the ledger ${place.at.file} is no SQLite database`);
  });

  test('its folder is not there', async () => {
    await using place = aFile();
    const file = `${place.at.file}-nowhere/rollcall.db`;

    await expect(open({ file })).rejects.toThrow(
      `the ledger ${file} cannot be locked with ${file}.lock: unable to open`,
    );
  });

  test('a newer release wrote it', async () => {
    await using place = aFile();
    await (await open(place.at)).close();
    const database = new DatabaseSync(place.at.file);
    database.exec("update meta set value = '999' where name = 'version'");
    database.close();

    await expect(open(place.at)).rejects.toThrow('its tables have version 999, this one knows 1');
  });

  test('its anchor cannot be made', async () => {
    await using place = aFile();

    await expect(open(place.at, { anchor: '/nowhere/anchor' })).rejects.toThrow(
      'the anchor /nowhere/anchor cannot',
    );
  });
});

test('each operation’s end is told to the log and to the anchor', async () => {
  await using place = aFile();
  const lines: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => lines.push(line) });
  const anchor = `${place.at.file}-anchor`;
  writeFileSync(anchor, '7:abc');
  await using ledger = await open(place.at, { anchor }, log);
  const { id } = operation();
  await ledger.accept(operation({ id }), none);

  await ledger.add(id, end);

  const { seq, hash } = await ledger.head();
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { level: 30, audit: { seq, hash } },
  ]);
  expect(readFileSync(anchor, 'utf8')).toBe(`7:abc\n${seq}:${hash}\n`);
});
