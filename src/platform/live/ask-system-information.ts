import type * as SystemInformation from 'systeminformation';
import type { Outcome } from '../reach.ts';
import { failureOf } from './outcomes.ts';

/** Puts one question to systeminformation, loaded on first use because loading alone takes some 25 ms. */
export async function askSystemInformation<Value>(
  question: (library: typeof SystemInformation) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  try {
    return await question(await import('systeminformation'));
  } catch (error) {
    return failureOf(error);
  }
}
