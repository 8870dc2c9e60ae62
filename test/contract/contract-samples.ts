import { readFile } from 'node:fs/promises';
import { AuthenticatorTable } from '../../src/contract/authenticators.ts';
import { CaptureManifest, Exchange, SignalCapture } from '../../src/contract/capture.ts';
import * as catalogues from '../../src/contract/catalogue.ts';
import { CatalogueId } from '../../src/contract/catalogue-id.ts';
import * as cli from '../../src/contract/cli.ts';
import * as explained from '../../src/contract/explained.ts';
import * as helloErrors from '../../src/contract/hello-errors.ts';
import * as http from '../../src/contract/http.ts';
import * as ipc from '../../src/contract/ipc.ts';
import * as keys from '../../src/contract/keys.ts';
import * as metadata from '../../src/contract/metadata.ts';
import { MetadataTrust } from '../../src/contract/metadata-trust.ts';
import { ScanContext } from '../../src/contract/observation.ts';
import * as dependencies from '../../src/contract/password-dependencies.ts';
import { PlatformName } from '../../src/contract/platform-name.ts';
import * as policies from '../../src/contract/policy.ts';
import { BundleHeader, BundleKeyFile, PolicyBundle } from '../../src/contract/policy-bundle.ts';
import { Problem } from '../../src/contract/problem.ts';
import { DeviceReport, PartialReport } from '../../src/contract/report.ts';
import { SecurityKeyBook, StatusEffect } from '../../src/contract/security-key-book.ts';
import * as tests from '../../src/contract/settings-test.ts';
import { SignalId, Signals } from '../../src/contract/signals.ts';
import * as status from '../../src/contract/status.ts';
import * as tenants from '../../src/contract/tenant.ts';
import * as verdicts from '../../src/contract/verdict.ts';
import { assess } from '../../src/core/assess/assess.ts';
import { judgingFiles } from '../../src/core/assess/grounds.ts';
import { explain } from '../../src/core/explain/explain.ts';
import { readHelloErrors, readPolicyFiles } from '../../src/platform/policy-files.ts';

const at = '2026-11-16T08:00:00.000Z';
const packaged = await readPolicyFiles();
const { policy, remediation, problems } = judgingFiles(packaged);
const file = new URL('../fixtures/devices/ubuntu-partial-timed-out.json', import.meta.url);
/** A real report, with known, unknown and not-applicable answers in it. */
export const report: DeviceReport = DeviceReport.parse(JSON.parse(await readFile(file, 'utf8')));
const verdict = assess({ platform: 'linux', signals: report.signals }, policy, new Date(at));
const told = explain(verdict, 'linux', remediation);

const [thunderbird] = packaged.catalogue.entries.filter(({ id }) => id === 'thunderbird');
if (thunderbird === undefined) throw new Error('the catalogue has no Thunderbird');
const { kind: kindOfEntry, ...thunderbirdEntry } = thunderbird;
const dependencyEvidence = {
  id: 'incoming/password',
  says: 'authMethod=3 in prefs.js',
  means: 'a password to fetch mail',
  shows: 'password',
  grade: 'proven',
  count: 1,
} as const;
const dependency = {
  entry: 'thunderbird',
  name: 'Thunderbird',
  vendor: 'Mozilla',
  kind: kindOfEntry,
  class: 'server-decides',
  answer: 'needs-password',
  grade: 'proven',
  presence: 'configured',
  versions: ['140.3'],
  evidence: [dependencyEvidence],
  savesPassword: false,
  unread: [{ reason: 'needs-elevation', count: 1 }],
  ends: [{ date: '2027-04-01', what: 'x' }],
} as const;

const partial: PartialReport = {
  schemaVersion: 1,
  scanId: report.reportId,
  context: 'user',
  platform: 'linux',
  agentVersion: '0.1.0',
  startedAt: at,
  tookMs: 412,
  completeness: 'partial',
  signals: report.signals,
};
const exchange = {
  port: 'files',
  call: 'readText',
  args: ['/etc/os-release'],
  outcome: { ok: true, value: 'ID=debian' },
};
const problem = {
  code: 'upload.unreachable',
  title: 'No answer',
  status: 503,
  detail: 'x',
  where: '/x',
  todo: 'Wait.',
};
const upload = {
  collectorUrl: 'http://127.0.0.1:8080/',
  enrolled: true,
  deviceId: report.device.id,
  lastUploadAt: at,
  waiting: 1,
  setAside: 0,
  dropped: 0,
  lastProblem: problem,
};
const progress = { running: true, done: 1, total: 10, checking: ['tpm'] };
const states = { ready: 1, 'ready-after-action': 0, blocked: 0, unknown: 0, 'not-applicable': 0 };
const kindStates = {
  whfb: states,
  winhello: states,
  macplat: states,
  seckey: states,
  synced: states,
  hybrid: states,
};
const row = {
  id: report.device.id,
  name: report.device.name,
  platform: 'linux',
  osName: 'Ubuntu 24.04.3 LTS',
  state: 'unknown',
  kinds: Object.fromEntries(verdict.kinds.map(({ kind, state }) => [kind, state])),
  reasons: ['SIGNAL_UNKNOWN'],
  lastSeen: at,
  completeness: 'partial',
  sample: true,
};
const coordinate = 'A'.repeat(43);
const publicKey = { kty: 'EC', crv: 'P-256', x: coordinate, y: coordinate };
const enrolled = { deviceId: report.device.id, assurance: 'enrolment-code', enrolledAt: at };
const finding = verdict.kinds.flatMap(({ findings }) => findings)[0];

const aaguid = '2fc0579f-8113-47ea-b116-bb5a8db9202a';
const sourced = { source: 'https://example.com/', asOf: '2026-11-22' };
const keyMetadata = {
  aaguid,
  name: 'A key',
  statusReports: [{ status: 'FIDO_CERTIFIED_L1', effectiveDate: '2026-01-01', url: 'x' }],
};
const shownKey = {
  id: 'hidraw3',
  name: 'A key',
  nameFrom: 'table',
  vendor: 'Maker',
  aaguid,
  firmware: '5.4.3',
  state: 'ready',
  stateWord: 'Ready',
  findings: [told.kinds.flatMap(({ findings }) => findings)[0]],
  actions: [],
  entraAttestation: { kind: 'known', value: true },
  metadata: keyMetadata,
  facts: {
    id: 'hidraw3',
    vendorId: 4176,
    productId: 1031,
    manufacturer: 'Maker',
    product: null,
    accessible: { kind: 'known', value: true },
    mark: null,
    depth: { kind: 'unknown', reason: 'busy' },
  },
};
const orderSheet = {
  connectors: { kind: 'unknown', reason: 'no-probe' },
  bluetooth: { kind: 'known', value: true },
  advice: ['x'],
};

/** Every schema of src/contract with a value that it accepts. Words and lists of words come with one of them. */
const toldDependency = {
  entry: 'thunderbird',
  name: 'Thunderbird',
  kind: 'mail',
  answer: 'needs-password',
  grade: 'proven',
  presence: 'used',
  title: 'x',
  plain: 'x',
  gradeWord: 'Proven',
  presenceWord: 'Used lately',
  evidence: ['x'],
  todo: 'x',
  ends: [],
};
const allDependencies = {
  catalogue: packaged.catalogue.version,
  items: [dependency],
  gaps: [{ signal: 'app-settings', reason: 'needs-elevation' }],
  othersNotInspected: null,
};
const aboutThunderbird = {
  entry: 'thunderbird',
  name: 'Thunderbird',
  vendor: 'Mozilla',
  kind: 'mail',
  class: 'server-decides',
  passkeySince: null,
  serverSetting: null,
  note: null,
  limits: ['x'],
  remediation: 'x',
  sources: ['https://example.com/'],
  confidence: 'high',
};

export const samples = {
  AuthenticatorTable: [
    AuthenticatorTable,
    {
      schemaVersion: 1,
      sources: { x: { url: sourced.source, asOf: sourced.asOf, what: 'A list' } },
      authenticators: [
        { aaguid, name: 'A key', role: 'key', entraAttestation: true, marked: ['usb'], source: 'x' },
      ],
    },
  ],
  SecurityKeyBook: [
    SecurityKeyBook,
    {
      schemaVersion: 1,
      advisories: [
        { id: 'x', title: 'A weakness', aaguids: [aaguid], fixedIn: '5.7.0', updatable: false, ...sourced },
      ],
      firmwareSchemes: [{ usbVendor: '1050', scheme: 'major-minor-patch-bytes', ...sourced }],
      statuses: { REVOKED: { effect: 'warn', whenAttestationEnforced: 'block', ...sourced } },
      vendors: [{ usbVendor: '1050', name: 'Yubico', ...sourced }],
    },
  ],
  StatusEffect: [StatusEffect, 'warn'],
  HelloErrorBook: [helloErrors.HelloErrorBook, await readHelloErrors()],
  Sureness: [helloErrors.Sureness, 'reported'],
  MetadataTrust: [
    MetadataTrust,
    {
      schemaVersion: 1,
      signer: 'mds.fidoalliance.org',
      roots: [
        {
          name: 'GlobalSign Root R46',
          sha256: Array(32).fill('4F').join(':'),
          source: 'https://secure.globalsign.com/cacert/rootr46.crt',
          asOf: '2026-11-22',
          certificate: '-----BEGIN CERTIFICATE-----',
        },
      ],
    },
  ],
  StatusReport: [metadata.StatusReport, keyMetadata.statusReports[0]],
  KeyMetadata: [metadata.KeyMetadata, keyMetadata],
  KeptMetadata: [
    metadata.KeptMetadata,
    {
      schemaVersion: 1,
      no: 285,
      nextUpdate: '2026-11-30',
      importedAt: at,
      revocationChecked: false,
      legalHeader: 'x',
      entries: [keyMetadata],
    },
  ],
  PasskeyProfile: [tenants.PasskeyProfile, { id: 'x', passkeyTypes: 'deviceBound,synced' }],
  Fido2Configuration: [
    tenants.Fido2Configuration,
    { id: 'Fido2', state: 'enabled', keyRestrictions: { isEnforced: true, aaGuids: [aaguid] } },
  ],
  ShownKey: [keys.ShownKey, shownKey],
  OrderSheet: [keys.OrderSheet, orderSheet],
  KeysOutput: [
    keys.KeysOutput,
    {
      at,
      platform: 'linux',
      looked: { kind: 'known', facts: { count: 1 }, source: 'x', at, tookMs: 1, context: 'user' },
      keys: [shownKey],
      verdict: told.kinds[3],
      actions: [],
      knowledge: { policyVersion: 'x', models: 1, metadata: null, tenant: null },
      orderSheet,
    },
  ],
  ImportMetadataOutput: [
    keys.ImportMetadataOutput,
    {
      no: 285,
      previousNo: null,
      nextUpdate: '2026-11-30',
      stale: false,
      revocationChecked: false,
      models: 1,
      leftOut: 0,
      withConcerns: 0,
      keptIn: 'x',
    },
  ],
  KeyVerdict: [verdicts.KeyVerdict, { id: 'hidraw3', name: 'A key', state: 'ready', findings: [finding] }],
  CaptureManifest: [
    CaptureManifest,
    {
      captureVersion: 1,
      platform: 'linux',
      agentVersion: '0.1.0',
      capturedAt: at,
      title: 'A laptop',
      sources: ['x'],
    },
  ],
  Exchange: [Exchange, exchange],
  SignalCapture: [
    SignalCapture,
    {
      signal: 'os',
      exchanges: [exchange, { ...exchange, outcome: { ok: false, problem: 'denied', detail: 'x' } }],
    },
  ],
  AppsOutput: [
    cli.AppsOutput,
    {
      at,
      platform: 'linux',
      replayOf: 'x',
      dependencies: allDependencies,
      explained: [toldDependency],
      notes: ['x'],
      why: aboutThunderbird,
    },
  ],
  AppsWhy: [cli.AppsWhy, aboutThunderbird],
  CaptureOutput: [cli.CaptureOutput, { dir: 'x', signals: [{ signal: 'os', exchanges: 3, kind: 'known' }] }],
  CollectorOutput: [
    cli.CollectorOutput,
    {
      url: 'http://127.0.0.1:1/',
      signInLink: 'http://127.0.0.1:1/x',
      enrolment: { code: 'abcd', uses: 1, validUntil: at },
    },
  ],
  EnrollOutput: [cli.EnrollOutput, enrolled],
  ExplainOutput: [cli.ExplainOutput, { kind: 'problem', code: 'x', title: 'x', means: 'x', todo: 'x' }],
  ScanOutput: [cli.ScanOutput, { report, verdict, explained: told }],
  StatusOutput: [
    cli.StatusOutput,
    {
      upload,
      lastScan: { at, explained: told },
      lastSent: report,
      metadata: { no: 285, importedAt: at, nextUpdate: '2026-12-01', stale: false },
    },
  ],
  UploadOutput: [cli.UploadOutput, { kind: 'later', problem, retryAfterMs: 500 }],
  Action: [
    explained.Action,
    { code: 'BT_OFF', title: 'x', owner: 'person', minutes: 1, steps: ['x'], link: null, kinds: ['hybrid'] },
  ],
  ExplainedFinding: [explained.ExplainedFinding, told.kinds.flatMap(({ findings }) => findings)[0]],
  ExplainedKind: [explained.ExplainedKind, told.kinds[3]],
  ExplainedRecovery: [explained.ExplainedRecovery, told.recovery],
  ExplainedVerdict: [explained.ExplainedVerdict, told],
  DeviceDetail: [
    http.DeviceDetail,
    { row, verdict: told, report, assurance: 'enrolment-code', enrolledAt: null, reportsReceived: 1 },
  ],
  DeviceRow: [http.DeviceRow, row],
  DevicesPage: [http.DevicesPage, { devices: [row], next: null, total: 1 }],
  DevicesQuery: [http.DevicesQuery, { sort: 'name', order: 'asc', limit: 50 }],
  EnrollRequest: [
    http.EnrollRequest,
    { code: 'abcd-efgh', publicKey, device: { name: 'x', platform: 'linux' } },
  ],
  EnrollResponse: [http.EnrollResponse, enrolled],
  FleetSession: [http.FleetSession, { user: 'x', how: 'sign-in link', expiresAt: at }],
  FleetSummary: [
    http.FleetSummary,
    {
      devices: 1,
      fresh: 1,
      staleAfterDays: 7,
      states,
      kinds: kindStates,
      platforms: { win32: 0, darwin: 0, linux: 1 },
      blockers: [
        { code: 'BT_OFF', title: 'x', owner: null, severity: 'action', devices: 1, kinds: ['hybrid'] },
      ],
      dates: [{ id: 'x', date: '2027-02-01', what: 'x', source: 'x' }],
      policyVersion: 'x',
      sampleData: false,
      at,
    },
  ],
  Health: [http.Health, { status: 'ok', database: 'ok', version: '0.1.0' }],
  ProofClaims: [
    http.ProofClaims,
    {
      aud: 'x',
      iat: 1,
      exp: 2,
      jti: 'x'.repeat(16),
      htm: 'POST',
      htu: '/v1/reports',
      bodySha256: 'x',
      seq: 1,
    },
  ],
  PublicKeyJwk: [http.PublicKeyJwk, publicKey],
  ReportReceipt: [
    http.ReportReceipt,
    { reportId: report.reportId, outcome: 'stored', receivedAt: at, state: 'unknown' },
  ],
  SignInRequest: [http.SignInRequest, { token: 'x'.repeat(20) }],
  AppSnapshot: [
    ipc.AppSnapshot,
    {
      device: { name: 'x', os: 'x' },
      verdict: told,
      scannedAt: at,
      deviceScannedAt: null,
      progress,
      upload,
      lastProblem: null,
      sample: null,
    },
  ],
  BundleHeader: [BundleHeader, { alg: 'ES256', typ: 'keyready-policy-bundle+jws', kid: 'k'.repeat(43) }],
  BundleKeyFile: [BundleKeyFile, { schemaVersion: 1, keys: [] }],
  PolicyBundle: [
    PolicyBundle,
    {
      schemaVersion: 1,
      version: { number: 7, date: '2026-11-27' },
      notBefore: at,
      expires: '2027-02-16T08:00:00.000Z',
      files: { catalogue: packaged.catalogue },
    },
  ],
  Catalogue: [catalogues.Catalogue, packaged.catalogue],
  CatalogueEntry: [catalogues.CatalogueEntry, thunderbirdEntry],
  CatalogueFile: [
    catalogues.CatalogueFile,
    { schemaVersion: 1, kind: 'mail', checkedOn: '2026-11-22', entries: [thunderbirdEntry] },
  ],
  CatalogueKind: [catalogues.CatalogueKind, 'vpn'],
  LinuxDetection: [catalogues.LinuxDetection, { deb: ['thunderbird'] }],
  MacDetection: [catalogues.MacDetection, { bundles: ['org.mozilla.thunderbird'] }],
  SignInClass: [catalogues.SignInClass, 'server-decides'],
  VersionCase: [
    catalogues.VersionCase,
    { id: 'old', below: '4.6', shows: 'password', strength: 'strong', basis: 'source', says: 'no SAML' },
  ],
  WindowsDetection: [catalogues.WindowsDetection, { programs: [{ name: 'Mozilla Thunderbird*' }] }],
  DependencyAnswer: [dependencies.DependencyAnswer, 'ask-admin'],
  DependencyEvidence: [dependencies.DependencyEvidence, dependencyEvidence],
  EvidenceGrade: [dependencies.EvidenceGrade, 'likely'],
  ExplainedDependency: [dependencies.ExplainedDependency, toldDependency],
  PasswordDependencies: [dependencies.PasswordDependencies, allDependencies],
  PasswordDependency: [dependencies.PasswordDependency, dependency],
  PresenceGrade: [dependencies.PresenceGrade, 'file'],
  Basis: [tests.Basis, 'knowledge'],
  CatalogueId: [CatalogueId, 'thunderbird'],
  Matcher: [tests.Matcher, { is: ['10'] }],
  Places: [tests.Places, { linux: ['~/.netrc'] }],
  SettingsCase: [tests.SettingsCase, thunderbird.tests?.[0]?.cases[0]],
  SettingsFormat: [tests.SettingsFormat, 'ini'],
  SettingsTest: [tests.SettingsTest, thunderbird.tests?.[0]],
  Shown: [tests.Shown, 'password'],
  Strength: [tests.Strength, 'proof'],
  VersionNumber: [tests.VersionNumber, '12.11.2'],
  When: [tests.When, [{ a: { present: true } }]],
  ScanContext: [ScanContext, 'user'],
  PlatformName: [PlatformName, 'linux'],
  Policy: [policies.Policy, packaged.policy],
  ProblemBook: [policies.ProblemBook, problems],
  Remediation: [policies.Remediation, remediation.reasons.BT_OFF],
  RemediationBook: [policies.RemediationBook, remediation],
  Problem: [Problem, problem],
  DeviceReport: [DeviceReport, report],
  PartialReport: [PartialReport, partial],
  SignalId: [SignalId, 'tpm'],
  Signals: [Signals, report.signals],
  ScanProgress: [status.ScanProgress, progress],
  UploadStatus: [status.UploadStatus, upload],
  Confidence: [verdicts.Confidence, 'medium'],
  Freshness: [verdicts.Freshness, { oldestAt: at, ageDays: 0, stale: false }],
  Recovery: [verdicts.Recovery, verdict.recovery],
  RecoveryState: [verdicts.RecoveryState, 'fragile'],
  Evidence: [verdicts.Evidence, { signal: 'os', says: 'x', source: 'x', at, reason: 'busy' }],
  Finding: [verdicts.Finding, finding],
  KindVerdict: [verdicts.KindVerdict, verdict.kinds[3]],
  Owner: [verdicts.Owner, 'it'],
  PasskeyKind: [verdicts.PasskeyKind, 'seckey'],
  ReasonCode: [verdicts.ReasonCode, 'BT_OFF'],
  Severity: [verdicts.Severity, 'warn'],
  Verdict: [verdicts.Verdict, verdict],
  VerdictState: [verdicts.VerdictState, 'ready'],
} as const;
