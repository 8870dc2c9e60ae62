/** What a person types on the collector's machine or on a device (docs/cli.md). */
export const commands = {
  startCollector: 'keyready collector',
  enrol: (collectorUrl: string) => `keyready enroll --collector ${collectorUrl} --code CODE`,
  scan: 'keyready scan',
  upload: 'keyready upload',
} as const;
