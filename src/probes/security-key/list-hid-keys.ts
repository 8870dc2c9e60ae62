import { z } from 'zod';
import type { Outcome, ProbeReach } from '../../platform/reach.ts';
import { tidyText } from '../probe.ts';
import { FIDO_USAGE_PAGE } from './parse-report-descriptor.ts';

/** A FIDO device that was seen, before anybody asks it. */
export type SeenKey = {
  id: string;
  /** Where it is opened: `/dev/hidraw3`, or as the HID library names it. */
  path: string;
  vendorId: number;
  productId: number;
  manufacturer: string | null;
  product: string | null;
  mark: string | null;
};

const UsbId = z.number().int().min(0).max(0xffff);
const Nodes = z.array(
  z.object({
    path: z.string(),
    vendorId: UsbId,
    productId: UsbId,
    usage: z.number().nullable(),
    manufacturer: z.string().nullable(),
    product: z.string().nullable(),
    mark: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .nullable(),
  }),
);
export type HidEntry = z.infer<typeof Nodes>[number];

/** HID nodes of a usage page, checked; texts tidied. */
export async function listHid(
  reach: ProbeReach,
  usagePage: number,
  vendorId?: number,
): Promise<Outcome<HidEntry[]>> {
  const listed = await reach.hid.list(usagePage, vendorId);
  if (!listed.ok) return listed;
  const nodes = Nodes.safeParse(listed.value);
  if (!nodes.success) return { ok: false, problem: 'unreadable', detail: 'HID list in another form' };
  const tidy = (text: string | null) => tidyText(text ?? '') || null;
  return {
    ok: true,
    value: nodes.data.map((node) => ({
      ...node,
      manufacturer: tidy(node.manufacturer),
      product: tidy(node.product),
    })),
  };
}

/** FIDO devices as the HID library lists them, each path once. A key without a hidraw node is named by its position. */
export async function listHidKeys(reach: ProbeReach): Promise<Outcome<SeenKey[]>> {
  const listed = await listHid(reach, FIDO_USAGE_PAGE);
  if (!listed.ok) return listed;
  const byPath = new Map(listed.value.map((node) => [node.path, node]));
  const keys = [...byPath.values()].map(({ usage: _usage, ...node }, position) => ({
    ...node,
    id: /^\/dev\/(hidraw\d+)$/.exec(node.path)?.[1] ?? `hid-${position}`,
  }));
  return { ok: true, value: keys };
}
