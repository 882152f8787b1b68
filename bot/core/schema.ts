/** The one home of the schema library: everything foreign is parsed through it. */
export { z } from 'zod';
