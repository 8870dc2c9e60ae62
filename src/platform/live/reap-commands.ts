import { type ChildChannel, CommandNotice, type LaunchHost } from '../child-channel.ts';
import { killGroup } from './kill-group.ts';

/**
 * A launcher whose hosts leave nothing behind: programs that a host had started and not seen end are ended with it.
 * The host's notices about them are consumed here.
 */
export function reapingCommands(launch: LaunchHost): LaunchHost {
  return () => {
    const line = launch();
    const running = new Set<number>();
    let pass: (message: unknown) => void = () => {};
    line.onMessage((message) => {
      const notice = CommandNotice.safeParse(message);
      if (!notice.success) pass(message);
      else if (notice.data.running) running.add(notice.data.pid);
      else running.delete(notice.data.pid);
    });
    const reaping: ChildChannel = {
      send: line.send,
      kill: line.kill,
      onMessage(listen) {
        pass = listen;
      },
      onExit(listen) {
        line.onExit((exit) => {
          for (const pid of running) killGroup(pid);
          listen(exit);
        });
      },
    };
    return reaping;
  };
}
