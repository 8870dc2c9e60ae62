/**
 * Packages whose name and version leave the device, because a rule or a person who fixes a finding needs them: who signs
 * in to Entra here, and what drives readers, smart cards and FIDO keys. Everything else is only counted.
 */
export const namedPackages: ReadonlySet<string> = new Set([
  'microsoft-identity-broker',
  'intune-portal',
  'himmelblau',
  'authd',
  'fprintd',
  'pcscd',
  'pcsc-lite',
  'libfido2-1',
  'libfido2',
]);
