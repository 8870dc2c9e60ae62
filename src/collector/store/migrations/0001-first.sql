-- Every table starts its primary key with the tenant, so that tables can be distributed by tenant (Citus) unchanged.
-- Statements end with a semicolon at the end of a line; bodies with inner semicolons are not used here.

CREATE TABLE installation_keys (
  tenant text NOT NULL,
  thumbprint text NOT NULL,
  public_jwk jsonb NOT NULL,
  device_id text COLLATE "C" NOT NULL,
  device_name text NOT NULL,
  platform text NOT NULL,
  assurance text NOT NULL,
  enrolled_at timestamptz NOT NULL,
  revoked_at timestamptz,
  last_seq bigint NOT NULL DEFAULT -1,
  PRIMARY KEY (tenant, thumbprint)
);

CREATE INDEX installation_keys_by_device ON installation_keys (tenant, device_id);

CREATE TABLE enrolment_codes (
  tenant text NOT NULL,
  code_hash text NOT NULL,
  uses_left integer NOT NULL CHECK (uses_left >= 0),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, code_hash)
);

CREATE TABLE used_proofs (
  tenant text NOT NULL,
  thumbprint text NOT NULL,
  jti text NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, thumbprint, jti)
);

CREATE INDEX used_proofs_by_expiry ON used_proofs (expires_at);

-- What was received, as it came over the wire.
CREATE TABLE reports (
  tenant text NOT NULL,
  report_id uuid NOT NULL,
  device_id text COLLATE "C" NOT NULL,
  received_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  state text NOT NULL,
  json_bytes integer NOT NULL,
  body_gzip bytea NOT NULL,
  PRIMARY KEY (tenant, report_id)
);

CREATE INDEX reports_by_device ON reports (tenant, device_id, received_at DESC);

-- Latest merged view of each device with its verdict; the columns below it repeat what lists filter and sort by.
CREATE TABLE devices (
  tenant text NOT NULL,
  device_id text COLLATE "C" NOT NULL,
  report jsonb NOT NULL,
  verdict jsonb NOT NULL,
  policy_version text NOT NULL,
  judged_at timestamptz NOT NULL,
  name text NOT NULL,
  name_key text COLLATE "C" NOT NULL,
  platform text COLLATE "C" NOT NULL,
  os_name text,
  state text NOT NULL,
  state_rank smallint NOT NULL,
  kind_states jsonb NOT NULL,
  reasons jsonb NOT NULL,
  completeness text NOT NULL,
  first_seen timestamptz NOT NULL,
  last_seen timestamptz NOT NULL,
  reports_received integer NOT NULL,
  sample boolean NOT NULL,
  PRIMARY KEY (tenant, device_id)
);

CREATE INDEX devices_by_name ON devices (tenant, name_key, device_id);
CREATE INDEX devices_by_state ON devices (tenant, state_rank, device_id);
CREATE INDEX devices_by_platform ON devices (tenant, platform, device_id);
CREATE INDEX devices_by_last_seen ON devices (tenant, last_seen, device_id);
CREATE INDEX devices_by_policy ON devices (tenant, policy_version, device_id);
CREATE INDEX devices_by_kind_state ON devices USING gin (kind_states jsonb_path_ops);

-- One row for each finding that stands in a device's way; kind is '' for findings about the device as a whole.
CREATE TABLE device_reasons (
  tenant text NOT NULL,
  device_id text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  code text NOT NULL,
  severity text NOT NULL,
  owner text,
  PRIMARY KEY (tenant, device_id, kind, code, severity)
);

CREATE INDEX device_reasons_by_code ON device_reasons (tenant, code, severity, device_id);

CREATE TABLE sign_in_links (
  tenant text NOT NULL,
  token_hash text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, token_hash)
);

CREATE TABLE sessions (
  tenant text NOT NULL,
  token_hash text NOT NULL,
  user_name text NOT NULL,
  how text NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (tenant, token_hash)
);
