import { describe, expect, it } from 'vitest';
import { devicesPath, readDevicesFilter, withoutFields } from './devices-filter.ts';

function read(query: string) {
  return readDevicesFilter(new URLSearchParams(query));
}

describe('readDevicesFilter', () => {
  it('reads every field and gives back the same address', () => {
    const query =
      'state=blocked&platform=win32&kind=seckey&kindState=unknown&reason=BT_OFF&severity=action&search=lap&sort=lastSeen&order=desc';
    const { filter, ignored } = read(query);
    expect(ignored).toEqual([]);
    expect(devicesPath(filter)).toBe(`/devices?${query}`);
  });

  it('names what it does not understand and keeps the rest', () => {
    expect(read('state=purple&platform=linux&colour=red')).toEqual({
      filter: { platform: 'linux' },
      ignored: ['state=purple', 'colour=red'],
    });
  });

  it('does not take paging from an address', () => {
    expect(read('limit=500&after=abc').ignored).toEqual(['limit=500', 'after=abc']);
  });

  it('does not pretend to filter by the state of no kind', () => {
    expect(read('kindState=ready')).toEqual({ filter: {}, ignored: ['kindState=ready'] });
  });

  it('takes a kind with a reason, but not a kind alone, which selects nothing', () => {
    expect(read('kind=hybrid&reason=BT_OFF').filter).toEqual({ kind: 'hybrid', reason: 'BT_OFF' });
    expect(read('kind=hybrid')).toEqual({ filter: {}, ignored: ['kind=hybrid'] });
  });

  it('does not pretend that a severity without a reason selects anything', () => {
    expect(read('severity=block')).toEqual({ filter: {}, ignored: ['severity=block'] });
  });

  it('treats an empty field as absent', () => {
    expect(read('search=&state=')).toEqual({ filter: {}, ignored: [] });
  });

  it('refuses a search longer than the collector takes', () => {
    expect(read(`search=${'x'.repeat(101)}`).filter).toEqual({});
  });
});

describe('devicesPath', () => {
  it('is the bare page without a filter', () => {
    expect(devicesPath({})).toBe('/devices');
  });

  it('encodes what a person typed', () => {
    expect(devicesPath({ search: 'a&b=c #1' })).toBe('/devices?search=a%26b%3Dc+%231');
  });
});

describe('withoutFields', () => {
  it('removes only what is named', () => {
    expect(
      withoutFields({ kind: 'seckey', kindState: 'ready', state: 'blocked' }, ['kind', 'kindState']),
    ).toEqual({
      state: 'blocked',
    });
  });
});
