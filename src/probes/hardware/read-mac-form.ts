import type { FactsOf } from '../../contract/signals.ts';
import { parseProductName } from '../../platform/macos/product-name.ts';
import type { ProbeReach } from '../../platform/reach.ts';
import { runTool } from '../macos/run-tool.ts';

type Form = FactsOf<'hardware'>['form'];

/** Longest first, where one begins another. */
const formByName: readonly (readonly [string, Form])[] = [
  ['MacBook', 'laptop'],
  ['iMac', 'desktop'],
  ['Mac mini', 'desktop'],
  ['Macmini', 'desktop'],
  ['Mac Studio', 'desktop'],
  ['Mac Pro', 'desktop'],
  ['MacPro', 'desktop'],
];

/** Form by a name or identifier that says the kind of Mac; identifiers since 2022 (`Mac16,5`) do not. https://appleosophy.com/2024/03/17/fun-fact-apple-now-uses-the-unified-model-identifier-mac-for-all-macs-introduced-since-2022 */
export function formOfMac(name: string): Form {
  return formByName.find(([starts]) => name.startsWith(starts))?.[1] ?? null;
}

/**
 * Laptop or desktop, by the identifier, else by the name in the device tree. Null when neither tells.
 * https://github.com/freegeek-pdx/macOS-Testing-and-Deployment-Scripts (get_marketing_model_name)
 */
export async function readMacForm(reach: ProbeReach, model: string): Promise<Form> {
  const byIdentifier = formOfMac(model);
  if (byIdentifier !== null || !/^Mac\d/.test(model)) return byIdentifier;
  const said = await runTool(reach, '/usr/sbin/ioreg', [
    '-a',
    '-r',
    '-c',
    'IOPlatformDevice',
    '-k',
    'product-name',
  ]);
  return said.ok ? formOfMac(parseProductName(said.text) ?? '') : null;
}
