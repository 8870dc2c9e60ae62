import type { KeysOutput } from '../../contract/keys.ts';

/** What limits or explains the answer as a whole. */
export function keyNotes({ replayOf, keys, knowledge }: KeysOutput): string[] {
  const { metadata, tenant } = knowledge;
  const [best, second] = keys;
  return [
    ...(replayOf === undefined ? [] : [`Replayed from the capture "${replayOf}", not seen on this machine.`]),
    ...(best?.state.startsWith('ready') && second !== undefined
      ? [`One good key is enough: the answer is that of the best one, ${best.name} (${best.id}).`]
      : []),
    ...(keys.length === 0 ? [] : [...metadataNotes(metadata), ...tenantNotes(tenant)]),
  ];
}

function metadataNotes(metadata: KeysOutput['knowledge']['metadata']): string[] {
  if (metadata === null)
    return [
      'No data of the FIDO Metadata Service is imported, so known compromises and certifications of models are not judged (keyready policy import-mds FILE).',
    ];
  if (!metadata.stale) return [];
  return [
    `The data of the FIDO Metadata Service (no. ${metadata.no}) should have been renewed by ${metadata.nextUpdate}. It is used all the same.`,
  ];
}

function tenantNotes(tenant: string | null): string[] {
  if (tenant !== null) return [];
  return [
    'The company’s own settings were not given (--tenant FILE), so whether it allows these models is not judged.',
  ];
}
