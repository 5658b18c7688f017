import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { MomentInside, Sabotage } from './crash-points.ts';
import type { Order, Word } from './gateway.ts';

const script = fileURLToPath(new URL('./gateway.ts', import.meta.url));

/** A gateway in a process of its own. */
export interface Life {
  readonly url: string;
  /** Resolves when the process has ended. */
  readonly ended: Promise<unknown>;
  /** Has it die by itself when a moment comes. */
  dieAt(moment: MomentInside): Promise<void>;
  kill(): Promise<void>;
}

/** Starts gateways one after the other. The next one is loaded while this one works, so that a kill costs no more than the start. */
export class Lives implements AsyncDisposable {
  readonly #config: Readonly<Record<string, unknown>>;
  readonly #sabotage: Sabotage | undefined;
  readonly #cache: string;
  #next: Loaded;
  #current: Life | undefined;

  /** `cache`: a folder for compiled code, so that not every gateway compiles it again. */
  constructor(config: Readonly<Record<string, unknown>>, cache: string, sabotage?: Sabotage) {
    this.#config = config;
    this.#cache = cache;
    this.#sabotage = sabotage;
    this.#next = load(cache);
  }

  /** Where the gateway answers; undefined: none runs. */
  get url(): string | undefined {
    return this.#current?.url;
  }

  async start(): Promise<Life> {
    const { child, ended, said } = this.#next;
    await said((message) => message.isLoaded === true);
    this.#next = load(this.#cache);
    child.send({ start: this.#config, sabotage: this.#sabotage } satisfies Order);
    const { url = '' } = await said((message) => message.url !== undefined);
    const life: Life = {
      url,
      ended,
      dieAt: async (moment) => {
        child.send({ dieAt: moment } satisfies Order);
        await said((message) => message.armed === moment);
      },
      kill: async () => {
        this.#current = undefined;
        child.kill('SIGKILL');
        await ended;
      },
    };
    void ended.then(() => {
      if (this.#current === life) this.#current = undefined;
    });
    this.#current = life;
    return life;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#current?.kill();
    this.#next.child.kill('SIGKILL');
    await this.#next.ended;
  }
}

interface Loaded {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  /** Resolves with the first message that is so. */
  said(is: (message: Word) => boolean): Promise<Word>;
}

function load(cache: string): Loaded {
  const child = fork(script, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: cache },
  });
  const heard: Word[] = [];
  child.on('message', (message) => heard.push(message as Word));
  const ended = once(child, 'exit');
  return {
    child,
    ended,
    said: async (is) => {
      for (;;) {
        const found = heard.find(is);
        if (found !== undefined) return found;
        const what = await Promise.race([once(child, 'message'), ended.then(() => 'ended')]);
        if (what === 'ended') throw new Error('a gateway ended before it had started');
      }
    },
  };
}
