import type { Store } from './open-store.ts';
import { hashSecret, makeToken } from './secrets.ts';

export const signInLinkValidMs = 15 * 60 * 1000;
export const sessionValidMs = 12 * 60 * 60 * 1000;

export type SessionRow = { user: string; how: string; expiresAt: Date };

/** Makes the token of a one-time sign-in link; only its hash is stored. */
export async function createSignInToken(store: Store, now: Date): Promise<string> {
  const token = makeToken();
  await store.write((trx) =>
    trx
      .insertInto('sign_in_links')
      .values({
        tenant: store.tenant,
        token_hash: hashSecret(token),
        created_at: now,
        expires_at: new Date(now.getTime() + signInLinkValidMs),
      })
      .execute(),
  );
  return token;
}

/** Uses up a sign-in token and opens a session. Undefined when the token is unknown, used or too old. */
export async function exchangeSignInToken(
  store: Store,
  token: string,
  now: Date,
): Promise<(SessionRow & { token: string }) | undefined> {
  const session = { user: 'Local administrator', how: 'one-time link' };
  const sessionToken = makeToken();
  const expiresAt = new Date(now.getTime() + sessionValidMs);
  return store.write(async (trx) => {
    const link = await trx
      .deleteFrom('sign_in_links')
      .where('tenant', '=', store.tenant)
      .where('token_hash', '=', hashSecret(token))
      .returning('expires_at')
      .executeTakeFirst();
    if (!link || link.expires_at <= now) return undefined;
    await trx
      .insertInto('sessions')
      .values({
        tenant: store.tenant,
        token_hash: hashSecret(sessionToken),
        user_name: session.user,
        how: session.how,
        created_at: now,
        expires_at: expiresAt,
      })
      .execute();
    return { ...session, expiresAt, token: sessionToken };
  });
}

export async function findSession(store: Store, token: string, now: Date): Promise<SessionRow | undefined> {
  const row = await store.read((db) =>
    db
      .selectFrom('sessions')
      .select(['user_name', 'how', 'expires_at'])
      .where('tenant', '=', store.tenant)
      .where('token_hash', '=', hashSecret(token))
      .where('expires_at', '>', now)
      .executeTakeFirst(),
  );
  return row && { user: row.user_name, how: row.how, expiresAt: row.expires_at };
}

export async function endSession(store: Store, token: string): Promise<void> {
  await store.write((trx) =>
    trx
      .deleteFrom('sessions')
      .where('tenant', '=', store.tenant)
      .where('token_hash', '=', hashSecret(token))
      .execute(),
  );
}
