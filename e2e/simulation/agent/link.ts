import type { AgentCall, CallOptions } from '../../../agent/session/server-client.ts';
import { ServerUnreachable } from '../../../agent/session/server-error.ts';
import type { ServerProcess } from '../server/server-process.ts';
import type { Chance } from '../world/chance.ts';
import type { Coverage } from '../world/coverage.ts';
import type { Life } from '../world/life.ts';
import type { Timeline } from '../world/timeline.ts';

export interface LinkFaults {
  requestLost: number;
  answerLost: number;
  duplicate: number;
  /** Of messages: held up on the way, for longer than anybody waits. */
  held: number;
}

export interface LinkEnd {
  readonly life: Life;
  /** No message passes in either direction. */
  readonly isCut: () => boolean;
}

type Judge = (procedure: string, input: unknown, outcome: { answer?: unknown; error?: unknown }) => void;

const USUAL_MS_MAX = 12;
const HELD_MS_MIN = 15_000;
const HELD_MS_MAX = 45_000;
const RESET_MS = 10;

/** The network between agents and the server's replicas. Each message has its own fate, there and back. */
export class SimLink {
  readonly faults: LinkFaults = { requestLost: 0, answerLost: 0, duplicate: 0, held: 0 };
  readonly #timeline: Timeline;
  readonly #chance: Chance;
  readonly #coverage: Coverage;
  readonly #servers: () => readonly ServerProcess[];

  constructor(
    timeline: Timeline,
    chance: Chance,
    coverage: Coverage,
    servers: () => readonly ServerProcess[],
  ) {
    this.#timeline = timeline;
    this.#chance = chance;
    this.#coverage = coverage;
    this.#servers = servers;
  }

  /** How one agent process calls the server. `judge` hears of every call that a server has carried out. */
  callFor(end: LinkEnd, judge: Judge): AgentCall {
    return <Output>(procedure: string, input: unknown, _output: unknown, options: CallOptions) => {
      const { life } = end;
      return new Promise<Output>((resolve, reject) => {
        if (life.ended) return;
        const hangUp = new AbortController();
        let open = true;
        const close = (finish: () => void): void => {
          if (!open || life.ended) return;
          open = false;
          cancel();
          options.signal?.removeEventListener('abort', leave);
          finish();
        };
        const giveUp = (why: string) => (): void => {
          close(() => reject(new ServerUnreachable(`${procedure}: ${why}`)));
          if (!end.isCut()) this.#timeline.after(RESET_MS, () => hangUp.abort());
        };
        const leave = giveUp('given up');
        const cancel = this.#timeline.after(options.deadlineMs, giveUp('no answer'), life);
        if (options.signal?.aborted) return leave();
        options.signal?.addEventListener('abort', leave);
        life.atEnd(() => hangUp.abort());
        this.#send(end, procedure, input, options.bearer ?? null, hangUp.signal, judge, (outcome) =>
          close(() => {
            if (outcome.error === undefined) resolve(outcome.answer as Output);
            else reject(outcome.error);
          }),
        );
      });
    };
  }

  #send(
    end: LinkEnd,
    procedure: string,
    input: unknown,
    bearer: string | null,
    signal: AbortSignal,
    judge: Judge,
    arrive: (outcome: { answer?: unknown; error?: unknown }) => void,
  ): void {
    const deliver = (answered: typeof arrive): void => {
      const server = this.#chance.pick(this.#servers());
      if (server === undefined) {
        answered({ error: new ServerUnreachable(`${procedure}: refused`) });
        return;
      }
      server.life.atEnd(() => answered({ error: new ServerUnreachable(`${procedure}: connection reset`) }));
      server.call(procedure, input, bearer, signal).then(
        (answer) => {
          judge(procedure, input, { answer });
          answered({ answer });
        },
        (error: unknown) => {
          judge(procedure, input, { error });
          answered({ error });
        },
      );
    };
    const back: typeof arrive = (outcome) => {
      this.#travel(end, this.faults.answerLost, 'answer lost', () => arrive(outcome));
    };
    this.#travel(end, this.faults.requestLost, 'request lost', () => deliver(once(back)));
    if (!this.#chance.happens(this.faults.duplicate)) return;
    this.#coverage.note('request delivered twice');
    this.#travel(end, 0, 'request lost', () => deliver(() => undefined));
  }

  #travel(end: LinkEnd, loss: number, lost: 'request lost' | 'answer lost', arrive: () => void): void {
    if (end.isCut()) return;
    if (this.#chance.happens(loss)) {
      this.#coverage.note(lost);
      return;
    }
    const held = this.#chance.happens(this.faults.held);
    if (held) this.#coverage.note('message delayed past its deadline');
    const ms = held ? this.#chance.between(HELD_MS_MIN, HELD_MS_MAX) : this.#chance.between(1, USUAL_MS_MAX);
    // What was under way when the cable was cut is lost with it.
    this.#timeline.after(ms, () => {
      if (!end.isCut()) arrive();
    });
  }
}

function once<T>(call: (value: T) => void): (value: T) => void {
  let called = false;
  return (value) => {
    if (called) return;
    called = true;
    call(value);
  };
}
