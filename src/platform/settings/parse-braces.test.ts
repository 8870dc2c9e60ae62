import { describe, expect, test } from 'vitest';
import { valuesAt } from '../../../test/doubles/values-at.ts';
import { parseBraces } from './parse-braces.ts';
import { TooMuchError } from './settings-node.ts';

/** After the samples of https://docs.strongswan.org/docs/latest/swanctl/swanctlConf.html */
const swanctl = `# connections
connections {
  home : defaults {
    remote_addrs = moon.example.org # where
    local-1 { auth = pubkey
      certs = a.pem, b.pem }
    local-2
    {
      auth = eap-mschapv2
      eap_id = "a } b"
    }
    remote { auth = pubkey }
  }
}
include conf.d/*.conf
secrets { eap-carol { secret = "x{y" } }
`;

describe('nested sections', () => {
  test('swanctl.conf', () => {
    const root = parseBraces(swanctl);
    expect(valuesAt(root, 'connections/*/local*/auth')).toEqual(['pubkey', 'eap-mschapv2']);
    expect(valuesAt(root, 'connections/home/local-1/certs')).toEqual(['a.pem, b.pem']);
    expect(valuesAt(root, 'connections/home/local-2/eap_id')).toEqual(['a } b']);
    expect(valuesAt(root, 'connections/home/remote_addrs')).toEqual(['moon.example.org']);
    expect(valuesAt(root, 'secrets/eap*')).toEqual([null]);
  });

  test('keys with a colon, and labels in quotes', () => {
    const root = parseBraces(
      'machine settings {\n  allow-save: "true"\n}\nive "ab12" {\n  uri: "vpn.example.com"\n}\n',
    );
    expect(valuesAt(root, 'machine settings/allow-save')).toEqual(['true']);
    expect(valuesAt(root, 'ive/uri')).toEqual(['vpn.example.com']);
  });

  test('braces that do not match make it no such file', () => {
    expect(parseBraces('a { b = c')).toBeNull();
    expect(parseBraces('a = b }')).toBeNull();
    expect(parseBraces('')?.children).toEqual([]);
  });

  test('a hundred thousand levels are too much', () => {
    expect(() => parseBraces('a {'.repeat(100_000))).toThrow(TooMuchError);
  });
});
