import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { BoundedLog, Journal, LoggedRequest, SimResponse } from './exchange.ts';
import { type Fault, Faults } from './faults.ts';

/** The sandbox contract's endpoints under `/__sandbox`: the logs, and the faults in force. */
export class ControlPlane {
  #faults: { fault: Fault; left: number }[] = [];
  readonly #requests: BoundedLog<LoggedRequest>;
  readonly #journal: Journal;

  constructor(requests: BoundedLog<LoggedRequest>, journal: Journal) {
    this.#requests = requests;
    this.#journal = journal;
  }

  setFaults(faults: readonly Fault[]): void {
    const read = Faults.parse({ faults });
    this.#faults = read.faults.map((fault) => ({ fault, left: fault.times ?? Infinity }));
  }

  /** The fault this request meets, if any; each use counts. */
  takeFault(method: string, path: string): string | undefined {
    const hit = this.#faults.find(
      ({ fault, left }) =>
        left > 0 &&
        (fault.method === undefined || fault.method.toUpperCase() === method) &&
        (fault.path === undefined || path.startsWith(fault.path)),
    );
    if (!hit) return undefined;
    hit.left -= 1;
    return hit.fault.fault;
  }

  answer(request: IncomingMessage, body: Buffer, ownHost: string): SimResponse {
    const port = ownHost.split(':')[1] ?? '';
    const host = request.headers.host;
    if (host !== ownHost && host !== `localhost:${port}`)
      return { status: 403, json: { error: 'foreign Host' } };
    const path = (request.url ?? '').split('?')[0];
    switch (`${request.method} ${path}`) {
      case 'GET /__sandbox/requests':
        return { status: 200, json: { requests: this.#requests.entries } };
      case 'DELETE /__sandbox/requests':
        this.#requests.clear();
        return { status: 204 };
      case 'GET /__sandbox/effects':
        return { status: 200, json: { effects: this.#journal.entries } };
      case 'PUT /__sandbox/faults':
        return this.#putFaults(body);
      default:
        return { status: 404, json: { error: `no such control: ${request.method} ${path}` } };
    }
  }

  #putFaults(body: Buffer): SimResponse {
    try {
      this.setFaults(Faults.parse(JSON.parse(body.toString())).faults);
      return { status: 204 };
    } catch (error) {
      const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
      return { status: 400, json: { error: message } };
    }
  }
}
