import { DesktopRegular } from '@fluentui/react-icons/svg/desktop';
import { CopyCommand } from '../../ui/copy-command.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { commands } from '../commands.ts';
import { words } from '../words.en.ts';

/** No device yet: the two commands that bring the first one. */
export function EmptyFleet() {
  return (
    <EmptyState title={words.empty.title} icon={<DesktopRegular />}>
      <span>{words.empty.first}</span>
      <CopyCommand command={commands.enrol(window.location.origin)} />
      <span>{words.empty.second}</span>
      <CopyCommand command={commands.scan} />
      <CopyCommand command={commands.upload} />
      <span>{words.empty.result}</span>
    </EmptyState>
  );
}
