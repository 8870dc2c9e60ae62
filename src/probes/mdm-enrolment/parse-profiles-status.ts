import type { FactsOf } from '../../contract/signals.ts';
import { wholeLines } from '../macos/whole-lines.ts';
import { knownReading, notApplicable, unknown } from '../probe.ts';

type Facts = FactsOf<'mdm-enrolment'>;

const unsaid = (what: string) => unknown('unreadable', `profiles does not say ${what}`);

/**
 * Reads `profiles status -type enrollment`: `Enrolled via DEP: Yes|No` and `MDM enrollment: Yes|No|Yes (User Approved)`. The value counts,
 * not that the line is there. Automated enrolment counts as approved. The address of the server is not looked at.
 * https://keith.github.io/xcode-man-pages/profiles.1.html, https://support.apple.com/guide/deployment/dep23db2037d/web
 */
export function parseProfilesStatus(text: string): Facts {
  const lines = wholeLines(text);
  const valueOfLine = (label: string) => {
    const value = new RegExp(`^[ \\t]*${label}:[ \\t]*(Yes|No)[ \\t]*(\\(User Approved\\))?[ \\t]*$`, 'i');
    return lines.map((line) => value.exec(line)).find((match) => match !== null) ?? null;
  };
  const dep = valueOfLine('Enrolled via DEP');
  const mdm = valueOfLine('MDM enrollment');
  const isYes = (value: RegExpExecArray) => value[1]?.toLowerCase() === 'yes';
  const automated = dep === null ? unsaid('how it was enrolled') : knownReading(isYes(dep));
  if (mdm === null) {
    return {
      enrolled: unsaid('whether it is managed'),
      userApproved: unsaid('whether it is managed'),
      automated,
    };
  }
  if (!isYes(mdm))
    return { enrolled: knownReading(false), userApproved: notApplicable('not enrolled'), automated };
  const approves = mdm[2] !== undefined || (dep !== null && isYes(dep));
  return {
    enrolled: knownReading(true),
    userApproved: !approves && dep === null ? unsaid('how it was enrolled') : knownReading(approves),
    automated,
  };
}
