import { connect } from '../../../prisma/client.ts';
import { silentLog } from '../../../prisma/embedded/temporary.ts';
import { readFileSync } from 'node:fs';
void connect; void silentLog; void readFileSync;
