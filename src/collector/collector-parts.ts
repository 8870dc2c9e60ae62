import type { FastifyBaseLogger } from 'fastify';
import type { JudgingFiles } from '../core/assess/grounds.ts';
import type { Clock } from '../platform/clock.ts';
import type { Metrics } from './observe/metrics.ts';
import type { Store } from './store/open-store.ts';

/** How often one caller may do what could be guessed or flooded, per minute. */
export type RateLimits = { enrol: number; signIn: number; reportsPerKey: number };

/** Everything the collector's routes work with; made once in server.ts, or by a test. */
export type CollectorParts = {
  store: Store;
  policyFiles: JudgingFiles;
  metrics: Metrics;
  clock: Clock;
  log: FastifyBaseLogger;
  /** Origins that a proof may be made for. Asked for each request: the port is known only after listening. */
  audiences: () => readonly string[];
  /** Built pages of the fleet view. */
  fleetViewDir: string;
  version: string;
  /** Marks every device that sends a report now as sample data. */
  sampleData: boolean;
  limits: RateLimits;
};

/** Enrolling is against floods only: a code of 80 random bits cannot be guessed, and a whole fleet may sit behind one address. */
export const defaultRateLimits: RateLimits = { enrol: 600, signIn: 20, reportsPerKey: 60 };

declare module 'fastify' {
  interface FastifyRequest {
    /** What the request came to, for metrics: a problem code or a word such as `stored`. */
    outcome: string | null;
  }
}
