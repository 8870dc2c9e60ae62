import type { z } from 'zod';
import {
  DeviceDetail,
  DevicesPage,
  FleetSession,
  FleetSummary,
  type SignInRequest,
} from '../../contract/http.ts';
import { Problem } from '../../contract/problem.ts';
import { words } from '../words.en.ts';
import { type DevicesFilter, devicesParams } from './devices-params.ts';
import { FleetProblem } from './fleet-problem.ts';

const DEVICES_PER_PAGE = 100;

/** One device as shown, and its report exactly as the collector sent it. */
export type DeviceAnswer = { detail: DeviceDetail; rawReport: unknown };

/** Every question the fleet view asks its collector. Failures are thrown as FleetProblem. */
export type FleetApi = {
  readSession(stop?: AbortSignal): Promise<FleetSession>;
  signIn(request: SignInRequest, stop?: AbortSignal): Promise<FleetSession>;
  signOut(): Promise<void>;
  readSummary(stop?: AbortSignal): Promise<FleetSummary>;
  readDevices(filter: DevicesFilter, after: string | null, stop?: AbortSignal): Promise<DevicesPage>;
  readDevice(id: string, stop?: AbortSignal): Promise<DeviceAnswer>;
};

/** @param fetchFrom `window.fetch`, bound; every path is relative to the collector that served the page. */
export function createFleetApi(fetchFrom: typeof fetch): FleetApi {
  async function ask(path: string, init: RequestInit): Promise<unknown> {
    const response = await reach(() =>
      fetchFrom(path, {
        ...init,
        credentials: 'same-origin',
        cache: 'no-store',
        headers: { accept: 'application/json', ...init.headers },
      }),
    );
    const text = await reach(() => response.text());
    if (response.status === 204) return null;
    if (response.ok) return parseJson(text, response.status);
    const problem = Problem.safeParse(parseJson(text, response.status));
    if (!problem.success) throw badAnswer(words.problems.badAnswer.noDetail(response.status));
    throw new FleetProblem(problem.data);
  }
  return {
    async readSession(stop) {
      return checked(FleetSession, await ask('/v1/session', stopBy(stop)));
    },
    async signIn(request, stop) {
      const init = {
        method: 'POST',
        body: JSON.stringify(request),
        headers: { 'content-type': 'application/json' },
      };
      return checked(FleetSession, await ask('/v1/session', { ...init, ...stopBy(stop) }));
    },
    async signOut() {
      await ask('/v1/session', { method: 'DELETE' });
    },
    async readSummary(stop) {
      return checked(FleetSummary, await ask('/v1/fleet/summary', stopBy(stop)));
    },
    async readDevices(filter, after, stop) {
      const query = devicesParams(filter);
      query.set('limit', String(DEVICES_PER_PAGE));
      if (after !== null) query.set('after', after);
      return checked(DevicesPage, await ask(`/v1/fleet/devices?${query}`, stopBy(stop)));
    },
    async readDevice(id, stop) {
      const raw = await ask(`/v1/fleet/devices/${encodeURIComponent(id)}`, stopBy(stop));
      const detail = checked(DeviceDetail, raw);
      return { detail, rawReport: (raw as { report: unknown }).report };
    },
  };
}

function stopBy(stop: AbortSignal | undefined): RequestInit {
  return stop === undefined ? {} : { signal: stop };
}

/** The network half of a question. A stopped question stays an AbortError: nobody waits for it any more. */
async function reach<Answer>(question: () => Promise<Answer>): Promise<Answer> {
  try {
    return await question();
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new FleetProblem({ code: 'fleet.unreachable', ...words.problems.unreachable }, { cause });
  }
}

function parseJson(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badAnswer(words.problems.badAnswer.noDetail(status), cause);
  }
}

function checked<Schema extends z.ZodType>(schema: Schema, answer: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const where = `/${parsed.error.issues[0]?.path.join('/') ?? ''}`;
  throw badAnswer(words.problems.badAnswer.detail(where), parsed.error);
}

function badAnswer(detail: string, cause?: unknown): FleetProblem {
  const { title, todo } = words.problems.badAnswer;
  return new FleetProblem({ code: 'fleet.bad-answer', title, detail, todo }, { cause });
}
