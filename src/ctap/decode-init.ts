import type { KeyDepth } from '../contract/facts/security-key.ts';
import { fromHex } from './hex.ts';

const capability = { wink: 0x01, cbor: 0x04, noMsg: 0x08 } as const;

/**
 * What the answer to CTAPHID_INIT says of the key, from the hex after the nonce: channel 4 bytes, protocol, device version 3,
 * capabilities. More bytes may follow.
 * https://fidoalliance.org/specs/fido-v2.1-ps-20210615/fido-client-to-authenticator-protocol-v2.1-ps-errata-20220621.html#usb-hid-init
 */
export function decodeInit(
  hex: string,
): { ok: true; value: KeyDepth['hid'] } | { ok: false; detail: string } {
  const bytes = fromHex(hex);
  const [protocol, major, minor, build, capabilities] = bytes?.subarray(4) ?? [];
  if (protocol === undefined || capabilities === undefined)
    return { ok: false, detail: 'the INIT answer is too short' };
  return {
    ok: true,
    value: {
      protocol,
      deviceVersion: `${major}.${minor}.${build}`,
      wink: (capabilities & capability.wink) !== 0,
      cbor: (capabilities & capability.cbor) !== 0,
      msg: (capabilities & capability.noMsg) === 0,
      capabilities,
    },
  };
}
