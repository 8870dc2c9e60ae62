import type { z } from 'zod';
import { Catalogue, type CatalogueFile } from '../../src/contract/catalogue.ts';

type Detect = z.input<typeof CatalogueFile>['entries'][number]['detect'];

/** A catalogue of invented entries, by how each is detected. */
export function madeCatalogue(entries: Readonly<Record<string, Detect>>): Catalogue {
  return Catalogue.parse({
    schemaVersion: 1,
    version: '2026-11-27.00000000',
    entries: Object.entries(entries).map(([id, detect]) => ({
      id,
      kind: 'vpn',
      name: `Product ${id}`,
      vendor: 'Maker',
      detect,
      signIn: { class: 'server-decides' },
      remediation: 'Ask whoever runs the server.',
      sources: [],
      confidence: 'low',
    })),
  });
}
