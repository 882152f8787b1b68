/** What is done after the tests of every file: files of one worker share what they import, so that no module can do it for each of them. */
import { afterAll } from 'vitest';
import { removeFolders } from './folder.ts';

afterAll(removeFolders);
