import { describe, expect, it } from 'vitest';
import { type FakeMachine, fails, fakeReach, neverStops } from '../../../test/doubles/fake-reach.ts';
import { hardwareLinux } from './hardware.linux.ts';
import { dropPlaceholder, readChassis } from './read-chassis.ts';

const observe = (machine: FakeMachine) => hardwareLinux.observe(fakeReach(machine), neverStops());
const laptop = { manufacturer: 'LENOVO', model: '21CB', chassis: 'Notebook', virtual: false };

describe('hardware', () => {
  it('takes what the inventory says', async () => {
    const found = await observe({ machine: laptop, processor: { name: ' Intel  ' }, memoryBytes: 8 });
    expect(found).toMatchObject({
      facts: { manufacturer: 'LENOVO', model: '21CB', form: 'laptop', processor: 'Intel', memoryBytes: 8 },
    });
  });
  it('calls a virtual machine virtual whatever its chassis', async () => {
    expect(await observe({ machine: { ...laptop, virtual: true } })).toMatchObject({
      facts: { form: 'virtual' },
    });
  });
  it('leaves out what could not be read', async () => {
    const found = await observe({ machine: fails('not-found'), processor: { name: 'AMD EPYC' } });
    expect(found).toMatchObject({ facts: { manufacturer: null, form: null, memoryBytes: null } });
  });
  it('does not know a machine by its memory alone', async () => {
    expect(await observe({ machine: fails('denied'), memoryBytes: 8 })).toMatchObject({
      reason: 'needs-elevation',
    });
  });
  it.each(['To Be Filled By O.E.M.', 'Default string', 'System Product Name', 'None', ''])(
    'drops %j',
    (text) => {
      expect(dropPlaceholder(text)).toBeNull();
    },
  );
  it.each([
    ['Notebook', 'laptop'],
    ['Convertible', 'laptop'],
    ['Mini Tower', 'desktop'],
    ['IoT Gateway', 'other'],
    ['Unknown', null],
    ['', null],
  ])('chassis %j is %s', (word, form) => {
    expect(readChassis(word)).toBe(form);
  });
});
