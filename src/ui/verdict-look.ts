import { tokens } from '@fluentui/react-components';
import type { FluentIcon } from '@fluentui/react-icons';
import { ArrowCircleRightFilled } from '@fluentui/react-icons/svg/arrow-circle-right';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { InfoRegular } from '@fluentui/react-icons/svg/info';
import { ProhibitedFilled } from '@fluentui/react-icons/svg/prohibited';
import { QuestionCircleRegular } from '@fluentui/react-icons/svg/question-circle';
import { SubtractFilled } from '@fluentui/react-icons/svg/subtract';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import type { Severity, VerdictState } from '../contract/verdict.ts';

/** One sign of the system of signs: an icon and its colour. The word always stands beside it. */
type Look = { Icon: FluentIcon; color: string };

export const lookOfState: Record<VerdictState, Look> = {
  ready: { Icon: CheckmarkCircleFilled, color: tokens.colorStatusSuccessForeground1 },
  'ready-after-action': { Icon: ArrowCircleRightFilled, color: tokens.colorBrandForeground1 },
  blocked: { Icon: ProhibitedFilled, color: tokens.colorStatusDangerForeground1 },
  unknown: { Icon: QuestionCircleRegular, color: tokens.colorNeutralForeground2 },
  'not-applicable': { Icon: SubtractFilled, color: tokens.colorNeutralForeground3 },
};

export const lookOfSeverity: Record<Severity, Look> = {
  block: lookOfState.blocked,
  unknown: lookOfState.unknown,
  action: lookOfState['ready-after-action'],
  warn: { Icon: WarningRegular, color: tokens.colorStatusWarningForeground3 },
  info: { Icon: InfoRegular, color: tokens.colorNeutralForeground3 },
  ready: lookOfState.ready,
  'not-applicable': lookOfState['not-applicable'],
};
