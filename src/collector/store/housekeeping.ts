import type { Store } from './open-store.ts';

/** Removes what has expired and can matter no more: used proofs, sign-in links, sessions, enrolment codes. */
export async function removeExpired(store: Store, now: Date): Promise<void> {
  await store.write(async (trx) => {
    for (const table of ['used_proofs', 'sign_in_links', 'sessions', 'enrolment_codes'] as const)
      await trx.deleteFrom(table).where('tenant', '=', store.tenant).where('expires_at', '<', now).execute();
  });
}
