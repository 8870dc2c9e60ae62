import { gzipSync } from 'node:zlib';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import {
  EnrollRequest,
  EnrollResponse,
  MAX_REPORT_GZIP_BYTES,
  PROOF_HEADER,
  type ProofClaims,
  PublicKeyJwk,
  ReportReceipt,
} from '../../contract/http.ts';
import { Problem, ProblemError } from '../../contract/problem.ts';
import { DeviceReport } from '../../contract/report.ts';
import type { CollectorParts } from '../collector-parts.ts';
import { enrolKey, findKey } from '../store/installation-keys.ts';
import { checkReportVersion, checkSchema, checkStorableTime } from './check-schema.ts';
import { decodeBody, parseStorableJson } from './read-body.ts';
import { storeReport } from './store-report.ts';
import { checkBodyHash, readProofSigner, thumbprintOf, verifyProof } from './verify-proof.ts';

const ProofHeader = z.object({ [PROOF_HEADER]: z.string() });

/** What a valid proof says about a request, before its body was read. */
type Proven = { thumbprint: string; deviceId: string; publicKey: PublicKeyJwk; claims: ProofClaims };

declare module 'fastify' {
  interface FastifyRequest {
    proven: Proven | null;
  }
}

/** The body is checked by hand, after its hash; its schema stands in the route for openapi.json only. */
const takeAsItCame = () => (value: unknown) => ({ value });
const problems = { '4xx': Problem, '5xx': Problem };

/**
 * What devices call. The proof is checked before the body is read, so that a caller without a key costs one header, one
 * row and one signature at most.
 */
export async function ingestRoutes(app: FastifyInstance, parts: CollectorParts): Promise<void> {
  app.removeAllContentTypeParsers();
  // The signature is over the bytes on the wire, so the body stays bytes until it was held against it.
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
  app.decorateRequest('proven', null);
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { after }) =>
      new ProblemError('ingest.too-many-requests', `too many requests; try again in ${after}`),
  });
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.post(
    '/v1/enroll',
    {
      bodyLimit: MAX_REPORT_GZIP_BYTES,
      config: { rateLimit: { max: parts.limits.enrol, timeWindow: '1 minute' } },
      onRequest: (request) => proveNewKey(request, parts),
      validatorCompiler: takeAsItCame,
      schema: {
        tags: ['devices'],
        headers: ProofHeader,
        body: EnrollRequest,
        summary: 'Enrol an installation key with an enrolment code',
        response: { 200: EnrollResponse, ...problems },
      },
    },
    async (request) => {
      const { thumbprint, publicKey, claims } = provenOf(request);
      const value = await readSignedJson(request, claims);
      const asked = checkSchema(EnrollRequest, value.json);
      if ((await thumbprintOf(asked.publicKey)) !== thumbprint)
        throw new ProblemError(
          'enroll.bad-proof',
          'the proof was signed by another key than the one to enrol',
          {
            where: '/publicKey',
          },
        );
      const row = await enrolKey(
        parts.store,
        {
          thumbprint,
          publicKey,
          deviceName: asked.device.name,
          platform: asked.device.platform,
          code: asked.code,
        },
        parts.clock.now(),
      );
      request.outcome = 'enrolled';
      return { deviceId: row.deviceId, assurance: row.assurance, enrolledAt: row.enrolledAt.toISOString() };
    },
  );

  routes.post(
    '/v1/reports',
    {
      bodyLimit: MAX_REPORT_GZIP_BYTES,
      config: {
        rateLimit: {
          max: parts.limits.reportsPerKey,
          timeWindow: '1 minute',
          hook: 'preHandler',
          keyGenerator: (request: FastifyRequest) => provenOf(request).thumbprint,
        },
      },
      onRequest: (request) => proveKnownKey(request, parts),
      validatorCompiler: takeAsItCame,
      schema: {
        tags: ['devices'],
        headers: ProofHeader,
        body: DeviceReport,
        summary: 'Send a signed report; sending it again stores it once',
        response: { 200: ReportReceipt, 202: ReportReceipt, ...problems },
      },
    },
    async (request, reply) => {
      const { thumbprint, deviceId, claims } = provenOf(request);
      const { json, bytes, body } = await readSignedJson(request, claims);
      checkReportVersion(json);
      const report = checkSchema(DeviceReport, json);
      checkStorableTime(report.createdAt);
      if (report.device.id !== deviceId)
        throw new ProblemError(
          'ingest.foreign-device',
          'the report names another device than its key belongs to',
          {
            where: '/device/id',
          },
        );
      const receipt = await storeReport(parts.store, parts.policyFiles, {
        thumbprint,
        claims,
        report,
        bodyGzip: body === bytes ? gzipSync(bytes) : body,
        jsonBytes: bytes.byteLength,
        receivedAt: parts.clock.now(),
        sample: parts.sampleData,
      });
      request.outcome = receipt.outcome;
      return reply.code(receipt.outcome === 'stored' ? 202 : 200).send(receipt);
    },
  );
}

async function proveNewKey(request: FastifyRequest, parts: CollectorParts): Promise<void> {
  const proof = proofOf(request);
  const signer = readProofSigner(proof, 'enroll.bad-proof');
  if (!('jwk' in signer))
    throw new ProblemError('enroll.bad-proof', 'to enrol, the proof must carry its key', { where: 'jwk' });
  const claims = await verifyProof(proof ?? '', signer.jwk, targetOf(request, parts), 'enroll.bad-proof');
  const thumbprint = await thumbprintOf(signer.jwk);
  request.proven = { thumbprint, deviceId: thumbprint, publicKey: signer.jwk, claims };
}

async function proveKnownKey(request: FastifyRequest, parts: CollectorParts): Promise<void> {
  const proof = proofOf(request);
  const signer = readProofSigner(proof, 'ingest.bad-signature');
  if (!('kid' in signer))
    throw new ProblemError('ingest.bad-signature', 'the proof must name its key, not carry it', {
      where: 'kid',
    });
  const key = await findKey(parts.store, signer.kid);
  if (!key) throw new ProblemError('ingest.unknown-key', 'this key is not enrolled here');
  const publicKey = PublicKeyJwk.parse(key.publicJwk);
  const claims = await verifyProof(proof ?? '', publicKey, targetOf(request, parts), 'ingest.bad-signature');
  if (key.revokedAt) throw new ProblemError('ingest.key-revoked', 'this installation was blocked by IT');
  request.proven = { thumbprint: key.thumbprint, deviceId: key.deviceId, publicKey, claims };
}

function proofOf(request: FastifyRequest): string | undefined {
  const header = request.headers[PROOF_HEADER];
  return Array.isArray(header) ? header.join(',') : header;
}

function targetOf(request: FastifyRequest, { audiences, clock }: CollectorParts) {
  return { method: request.method, path: request.raw.url ?? '', audiences: audiences(), now: clock.now() };
}

function provenOf(request: Pick<FastifyRequest, 'proven'>): Proven {
  if (!request.proven) throw new Error('a route for devices ran without a checked proof');
  return request.proven;
}

async function readSignedJson(
  request: Pick<FastifyRequest, 'headers'> & { body: unknown },
  claims: ProofClaims,
): Promise<{ json: unknown; bytes: Uint8Array; body: Uint8Array }> {
  if (!Buffer.isBuffer(request.body))
    throw new ProblemError('ingest.wrong-media-type', 'the body must be application/json');
  const body = request.body;
  checkBodyHash(claims, body);
  const bytes = await decodeBody(body, request.headers['content-encoding']);
  return { json: parseStorableJson(bytes), bytes, body };
}
