import { describe, expect, it } from 'vitest';
import type { UploadStatus } from '../../contract/status.ts';
import { reachLines } from './reach-lines.ts';

const now = new Date('2026-11-22T12:00:00Z');
const status: UploadStatus = {
  collectorUrl: 'https://keyready.example.org',
  enrolled: true,
  deviceId: 'x'.repeat(43),
  lastUploadAt: '2026-11-22T10:00:00Z',
  waiting: 0,
  setAside: 0,
  lastProblem: null,
};
const unreachable = { code: 'upload.unreachable', title: 'No answer' };

describe('reachLines', () => {
  it('says when IT last heard', () =>
    expect(reachLines(status, now)).toEqual(['Last sent to IT 2 hours ago.']));
  it('says that nothing leaves a device that is not enrolled', () =>
    expect(reachLines({ ...status, enrolled: false, waiting: 3 }, now)).toEqual([
      'This device is not connected to your IT. Nothing leaves it.',
    ]));
  it('says in one quiet line that IT was not reached, and what waits', () =>
    expect(reachLines({ ...status, lastUploadAt: null, waiting: 1, lastProblem: unreachable }, now)).toEqual([
      'IT could not be reached just now. Your answer above is complete without it.',
      'Nothing was sent to IT yet.',
      '1 report is waiting to be sent.',
    ]));
  it('says how many reports were lost for good', () =>
    expect(reachLines({ ...status, dropped: 3 }, now)).toContain(
      '3 reports were too old or too many to keep, and never sent.',
    ));
  it('names another problem by its title and counts what was set aside', () =>
    expect(
      reachLines(
        { ...status, waiting: 2, setAside: 1, lastProblem: { code: 'upload.rejected', title: 'Refused' } },
        now,
      ),
    ).toEqual([
      'Refused',
      'Last sent to IT 2 hours ago.',
      '2 reports are waiting to be sent.',
      '1 stored report could not be read and will not be sent.',
    ]));
});
