/** The queue's contract, kept in Postgres. */
import { describe } from 'vitest';
import { queueContract } from './contract.ts';
import { ownPostgresPlace, postgresPlace } from './testing/place.ts';

describe('the queue in Postgres', () => queueContract({ place: postgresPlace, ownPlace: ownPostgresPlace }));
