import { z } from 'zod';

// Zod compiles schemas with `new Function`, which the pages' content security policy refuses. Import this first.
// https://zod.dev/api#jitless
z.config({ jitless: true });
