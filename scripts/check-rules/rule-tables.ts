import { handOver } from './mutate.ts';
import { ruleLists } from './rule-lists.ts';

/**
 * Setup file of every test file in this check: hands the runner the very lists that the judge of this file goes through. Copies of them, such
 * as `allRules`, stay whole, so a test that only counts rows notices nothing and guards nothing.
 */
handOver(ruleLists);
