import { z } from 'zod';

/** Word that names a thing of the catalogue within its parent: `incoming`, `eap-mschapv2`. Stable API. */
export const CatalogueId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/);
