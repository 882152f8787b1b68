import { readFileSync } from 'node:fs';
import { connect } from '../../../prisma/client.ts';
import { silentLog } from '../../../prisma/embedded/temporary.ts';

void connect;
void silentLog;
void readFileSync;
