import type { PublicKeyJwk } from '../../contract/http.ts';
import type { PlatformName } from '../../contract/platform-name.ts';
import { ProblemError } from '../../contract/problem.ts';
import type { Store } from './open-store.ts';
import { hashSecret, makeEnrolmentCode, normaliseCode, sameHash } from './secrets.ts';

export type InstallationKeyRow = {
  thumbprint: string;
  publicJwk: unknown;
  deviceId: string;
  enrolledAt: Date;
  revokedAt: Date | null;
  assurance: string;
};

export type Newcomer = {
  thumbprint: string;
  publicKey: PublicKeyJwk;
  deviceName: string;
  platform: PlatformName;
  code: string;
};

export async function findKey(store: Store, thumbprint: string): Promise<InstallationKeyRow | undefined> {
  const row = await store.read((db) =>
    db
      .selectFrom('installation_keys')
      .select(['thumbprint', 'public_jwk', 'device_id', 'enrolled_at', 'revoked_at', 'assurance'])
      .where('tenant', '=', store.tenant)
      .where('thumbprint', '=', thumbprint)
      .executeTakeFirst(),
  );
  return (
    row && {
      thumbprint: row.thumbprint,
      publicJwk: row.public_jwk,
      deviceId: row.device_id,
      enrolledAt: row.enrolled_at,
      revokedAt: row.revoked_at,
      assurance: row.assurance,
    }
  );
}

/** Takes a key's right to send. What it sent stays. Resolves to false when there is no such key or it was revoked before. */
export async function revokeKey(store: Store, thumbprint: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await store.write((trx) =>
    trx
      .updateTable('installation_keys')
      .set({ revoked_at: now })
      .where('tenant', '=', store.tenant)
      .where('thumbprint', '=', thumbprint)
      .where('revoked_at', 'is', null)
      .executeTakeFirst(),
  );
  return numUpdatedRows > 0n;
}

/** Makes an enrolment code; only its hash is stored. */
export async function createEnrolmentCode(
  store: Store,
  options: { uses: number; validForMs: number },
  now: Date,
): Promise<string> {
  const code = makeEnrolmentCode();
  await store.write((trx) =>
    trx
      .insertInto('enrolment_codes')
      .values({
        tenant: store.tenant,
        code_hash: hashSecret(normaliseCode(code)),
        uses_left: options.uses,
        created_at: now,
        expires_at: new Date(now.getTime() + options.validForMs),
      })
      .execute(),
  );
  return code;
}

/**
 * Enrols a key whose possession was proven, using up one use of the code. A key that is enrolled already gets its old
 * answer and costs no use. Throws `enroll.bad-code`, `enroll.code-used-up`, `ingest.key-revoked`.
 */
export async function enrolKey(store: Store, newcomer: Newcomer, now: Date): Promise<InstallationKeyRow> {
  const enrolled = await findKey(store, newcomer.thumbprint);
  if (enrolled) return refuseRevoked(enrolled);
  const { tenant } = store;
  await store.write(async (trx) => {
    const inserted = await trx
      .insertInto('installation_keys')
      .values({
        tenant,
        thumbprint: newcomer.thumbprint,
        public_jwk: JSON.stringify(newcomer.publicKey),
        device_id: newcomer.thumbprint,
        device_name: newcomer.deviceName,
        platform: newcomer.platform,
        assurance: 'enrolment-code',
        enrolled_at: now,
        revoked_at: null,
      })
      .onConflict((conflict) => conflict.columns(['tenant', 'thumbprint']).doNothing())
      .returning('thumbprint')
      .execute();
    // Two requests of one installation at once: the other one has paid.
    if (inserted.length === 0) return;
    const codeHash = hashSecret(normaliseCode(newcomer.code));
    const code = await trx
      .selectFrom('enrolment_codes')
      .select(['code_hash', 'uses_left', 'expires_at'])
      .where('tenant', '=', tenant)
      .where('code_hash', '=', codeHash)
      .forUpdate()
      .executeTakeFirst();
    if (!code || !sameHash(code.code_hash, codeHash) || code.expires_at <= now)
      throw new ProblemError('enroll.bad-code', 'this enrolment code is not valid, or not any more');
    if (code.uses_left < 1)
      throw new ProblemError('enroll.code-used-up', 'this enrolment code has no uses left');
    await trx
      .updateTable('enrolment_codes')
      .set({ uses_left: code.uses_left - 1 })
      .where('tenant', '=', tenant)
      .where('code_hash', '=', codeHash)
      .execute();
  });
  const row = await findKey(store, newcomer.thumbprint);
  if (!row) throw new Error('an enrolled key is not in the store');
  return refuseRevoked(row);
}

function refuseRevoked(row: InstallationKeyRow): InstallationKeyRow {
  if (row.revokedAt)
    throw new ProblemError(
      'ingest.key-revoked',
      'this installation was blocked by IT and may not enrol again',
    );
  return row;
}
