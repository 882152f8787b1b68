/** A fault as data: a name to run it alone by, and what it does to a world. */
import type { TestRedis } from '../../../jobs/testing/redis.ts';
import type { Gate } from './gates.ts';
import type { Part } from './part.ts';
import type { Random } from './random.ts';
import type { StandIns } from './stand-ins.ts';

/** A web process and the gate before it. */
export interface Web {
  readonly part: Part;
  readonly gate: Gate;
}

/** All of Guildhall and around it, to be broken. */
export interface World {
  readonly webs: readonly Web[];
  readonly workers: readonly Part[];
  readonly database: {
    /** Ends every connection to it. */
    cut(): Promise<void>;
    /** Absent where it is shared with others. */
    readonly restart?: (how: 'fast' | 'immediate') => Promise<void>;
  };
  /** Null where the queue is in Postgres. */
  readonly redis: TestRedis | null;
  readonly standIns: StandIns;
  readonly people: {
    /** Nobody asks, and nobody does anything in Teams; resolves when what was asked before has been heard. */
    hush(): Promise<void>;
    /** From now until they resume, what Teams brings is lost. */
    nobodyHears(): void;
    /** Some say in Teams what nobody hears. */
    speakUnheard(): Promise<void>;
    resume(): void;
  };
  /** Waits by the clock of the run. */
  readonly wait: (clockMs: number) => Promise<void>;
  /** One more of these has happened. */
  readonly count: (fault: string) => void;
}

export interface Fault {
  readonly name: string;
  /** What it cannot be done without. */
  readonly needs?: 'redis' | 'own-database';
  /**
   * How often in a run of 1,000 questions and answers. One that goes on for a while or waits for calls may count several:
   * `each` is what one counts for.
   */
  readonly often: number;
  readonly each?: number;
  /** Whether it waits for calls and deliveries to hit, and so goes on beside the others. */
  readonly beside?: true;
  /** Does it, and sees to it that everything runs again afterwards. */
  inject(world: World, dice: Random): Promise<void>;
}
