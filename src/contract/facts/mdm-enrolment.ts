import { z } from 'zod';
import { readingOf } from '../observation.ts';
import { openObject } from '../open-object.ts';

/** Whether the company's device management holds this Mac. No address of its server. */
export const MdmEnrolmentFacts = openObject({
  enrolled: readingOf(z.boolean()),
  /** The person, or automated enrolment, approved it, as some settings need. Not applicable when not enrolled. */
  userApproved: readingOf(z.boolean()),
  /** Enrolled by Apple's automated device enrolment. */
  automated: readingOf(z.boolean()),
});
export type MdmEnrolmentFacts = z.infer<typeof MdmEnrolmentFacts>;
