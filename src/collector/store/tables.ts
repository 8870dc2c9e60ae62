import type { ColumnType } from 'kysely';

/** JSON columns are written as text (both drivers agree on that) and read back parsed. */
type JsonColumn = ColumnType<unknown, string, string>;
type WithDefault<Value> = ColumnType<Value, Value | undefined, Value>;

export type InstallationKeysTable = {
  tenant: string;
  thumbprint: string;
  public_jwk: JsonColumn;
  device_id: string;
  device_name: string;
  platform: string;
  assurance: string;
  enrolled_at: Date;
  revoked_at: Date | null;
  last_seq: WithDefault<number>;
};

export type EnrolmentCodesTable = {
  tenant: string;
  code_hash: string;
  uses_left: number;
  created_at: Date;
  expires_at: Date;
};

export type UsedProofsTable = { tenant: string; thumbprint: string; jti: string; expires_at: Date };

export type ReportsTable = {
  tenant: string;
  report_id: string;
  device_id: string;
  received_at: Date;
  created_at: Date;
  state: string;
  json_bytes: number;
  body_gzip: Uint8Array;
};

export type DevicesTable = {
  tenant: string;
  device_id: string;
  report: JsonColumn;
  verdict: JsonColumn;
  policy_version: string;
  judged_at: Date;
  name: string;
  name_key: string;
  platform: string;
  os_name: string | null;
  state: string;
  state_rank: number;
  kind_states: JsonColumn;
  reasons: JsonColumn;
  completeness: string;
  first_seen: Date;
  last_seen: Date;
  reports_received: number;
  sample: boolean;
};

export type DeviceReasonsTable = {
  tenant: string;
  device_id: string;
  kind: string;
  code: string;
  severity: string;
  owner: string | null;
};

export type SignInLinksTable = { tenant: string; token_hash: string; created_at: Date; expires_at: Date };

export type SessionsTable = {
  tenant: string;
  token_hash: string;
  user_name: string;
  how: string;
  created_at: Date;
  expires_at: Date;
};

/** All tables of the collector, by the names in migrations/. */
export type Tables = {
  installation_keys: InstallationKeysTable;
  enrolment_codes: EnrolmentCodesTable;
  used_proofs: UsedProofsTable;
  reports: ReportsTable;
  devices: DevicesTable;
  device_reasons: DeviceReasonsTable;
  sign_in_links: SignInLinksTable;
  sessions: SessionsTable;
};
