import { randomBytes } from 'node:crypto';

const COUNTS = 0x1000n;
/** Milliseconds and a count within each, as one number that only grows. */
let last = 0n;

/** A UUID of version 7: later ones sort later, strictly so within a process even where the clock is set back. */
export function newOperationId(): string {
  const present = BigInt(Date.now()) * COUNTS;
  last = present > last ? present : last + 1n;
  const time = (last / COUNTS).toString(16).padStart(12, '0');
  const count = (last % COUNTS).toString(16).padStart(3, '0');
  const random = randomBytes(8);
  random.writeUInt8((random.readUInt8() & 0x3f) | 0x80);
  const tail = random.toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}
