/** The Teams adapter passes what every adapter must pass. */
import { chatContract } from '../testing/contract.ts';
import { createHarness } from './testing/harness.ts';

chatContract('Teams', createHarness);
