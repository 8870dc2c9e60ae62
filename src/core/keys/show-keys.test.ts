import { describe, expect, it } from 'vitest';
import {
  fiveKeys,
  lookWith,
  sampleDepth,
  sampleKey,
} from '../../../test/doubles/security-keys/sample-keys.ts';
import { KeysOutput } from '../../contract/keys.ts';
import type { KeptMetadata } from '../../contract/metadata.ts';
import type { TenantPolicy } from '../../contract/tenant.ts';
import { readPolicyFiles } from '../../platform/policy-files.ts';
import { judgingFiles } from '../assess/grounds.ts';
import { showKeys } from './show-keys.ts';

const policyFiles = await readPolicyFiles();
const now = new Date('2026-11-23T00:00:01Z');
const show = (look: Parameters<typeof lookWith>[0], given: Parameters<typeof judgingFiles>[1] = {}) =>
  showKeys(lookWith(look), judgingFiles(policyFiles, given), now);
const aaguid = '2fc0579f-8113-47ea-b116-bb5a8db9202a';

describe('showing keys', () => {
  it('keeps the contract, best key first, each with its own verdict and what to do about it', () => {
    const output = show(fiveKeys());
    expect(KeysOutput.parse(JSON.parse(JSON.stringify(output)))).toEqual(output);
    expect(output.keys.map(({ id, state }) => [id, state])).toEqual([
      ['hidraw1', 'ready'],
      ['hidraw2', 'ready-after-action'],
      ['hidraw3', 'ready-after-action'],
      ['hidraw0', 'unknown'],
      ['hidraw4', 'blocked'],
    ]);
    expect(output.verdict).toMatchObject({ kind: 'seckey', state: 'ready' });
    expect(output.looked).toMatchObject({ kind: 'known', facts: { count: 5 } });
    const [ready, noPin, locked] = output.keys;
    expect(ready?.actions).toEqual([]);
    expect(noPin?.actions.map(({ code }) => code)).toEqual(['KEY_PIN_NOT_SET']);
    expect(locked?.actions.map(({ code }) => code).sort()).toEqual(['KEY_FULL', 'KEY_PIN_BLOCKED']);
    // Chrome on this recorded machine is a year old.
    expect(output.actions.map(({ code }) => code)).toEqual(['BROWSER_OUT_OF_SUPPORT']);
  });

  it('names a model by table, or by the key’s own text, and says which', () => {
    const [known, , , busy] = show(fiveKeys()).keys;
    expect(known).toMatchObject({
      nameFrom: 'table',
      name: expect.stringContaining('YubiKey 5'),
      vendor: 'Yubico',
      firmware: '5.7.1',
      aaguid,
      entraAttestation: { kind: 'known', value: true },
    });
    expect(busy).toMatchObject({
      nameFrom: 'usb',
      name: 'Held elsewhere',
      aaguid: null,
      entraAttestation: { kind: 'unknown', reason: 'busy' },
      metadata: null,
    });
  });

  it('says of a withheld or unlisted model only what is known', () => {
    const zero = '00000000-0000-0000-0000-000000000000';
    const unlisted = '11111111-2222-3333-4444-555555555555';
    const keys = [zero, unlisted].map((id, index) =>
      sampleKey(`hidraw${index}`, { kind: 'known', value: sampleDepth({ aaguid: id }) }),
    );
    const byId = new Map(show(keys).keys.map((key) => [key.aaguid, key]));
    expect(byId.get(zero)?.entraAttestation).toMatchObject({ kind: 'unknown' });
    expect(byId.get(unlisted)?.entraAttestation).toEqual({ kind: 'known', value: false });
    expect(byId.get(unlisted)?.nameFrom).toBe('usb');
  });

  it('tells what it was judged by, and when the metadata is due', () => {
    const metadata: KeptMetadata = {
      schemaVersion: 1,
      no: 285,
      nextUpdate: '2026-11-22',
      importedAt: now.toISOString(),
      revocationChecked: false,
      legalHeader: 'x',
      entries: [{ aaguid, name: 'Name in the blob', statusReports: [] }],
    };
    const tenant: TenantPolicy = { fido2: { id: 'Fido2', state: 'enabled' }, version: 'abcd0123' };
    const { knowledge, keys } = show(fiveKeys(), { metadata, tenant });
    expect(knowledge).toMatchObject({
      metadata: { no: 285, stale: true },
      tenant: 'abcd0123',
      policyVersion: expect.stringContaining('mds285'),
    });
    const named = keys.find(({ id }) => id === 'hidraw1');
    expect(named).toMatchObject({ nameFrom: 'metadata', name: 'Name in the blob', metadata: { aaguid } });
    expect(show([]).knowledge).toMatchObject({ metadata: null, tenant: null });
    const fresh = { metadata: { ...metadata, nextUpdate: '2026-11-23' } };
    expect(show([], fresh).knowledge.metadata?.stale).toBe(false);
  });

  it('lets a tenant that bars the model say so', () => {
    const fido2 = {
      id: 'Fido2',
      state: 'enabled' as const,
      isAttestationEnforced: false,
      keyRestrictions: { isEnforced: true, enforcementType: 'block' as const, aaGuids: [aaguid] },
    };
    const { keys, verdict } = show(fiveKeys().slice(1, 2), { tenant: { fido2, version: 'abcd0123' } });
    expect(keys[0]?.state).toBe('blocked');
    expect(keys[0]?.findings.map(({ code }) => code)).toContain('AAGUID_NOT_ALLOWED');
    expect(verdict.state).toBe('blocked');
  });

  it('tells no key from keys that could not be looked for', () => {
    expect(show([])).toMatchObject({
      looked: { kind: 'known', facts: { count: 0 } },
      keys: [],
      verdict: { state: 'ready-after-action' },
    });
    const at = now.toISOString();
    const crashed = show({ kind: 'unknown', reason: 'crashed', at, tookMs: 1, context: 'user' });
    expect(crashed).toMatchObject({
      looked: { kind: 'unknown', reason: 'crashed' },
      keys: [],
      verdict: { state: 'unknown' },
    });
  });

  it('has an order sheet only when asked', () => {
    expect(show([]).orderSheet).toBeUndefined();
    const asked = showKeys(lookWith([]), judgingFiles(policyFiles), now, { orderSheet: true });
    expect(asked.orderSheet?.connectors).toEqual({ kind: 'unknown', reason: 'no-probe' });
  });
});
