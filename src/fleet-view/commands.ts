/** What a person types on the collector's machine or on a device. Kept together, because the command line owns them. */
export const commands = {
  signInLink: 'keyready collector sign-in-link',
  enrolmentCode: 'keyready collector enrolment-code',
  enrol: (collectorUrl: string) =>
    `keyready enroll --collector ${collectorUrl} --code CODE && keyready background`,
} as const;
