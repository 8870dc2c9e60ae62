import type { FakeMachine } from '../fake-reach.ts';
import { assemble } from '../linux-machines/parts.ts';
import {
  kernel,
  macBluetooth,
  macos,
  managed,
  mdm,
  personUid,
  protection,
  screenOf,
  securityChip,
  touchId,
} from './device-parts.ts';

/** What is the same for all of these: managed, encrypted, the person sits at the screen. */
const atTheDesk = assemble(
  managed(),
  mdm('automated'),
  protection('On'),
  screenOf(personUid),
  macBluetooth(),
);

/** Laptop with Apple silicon, macOS 15, two fingers enrolled. */
export const macBookPro: FakeMachine = assemble(
  atTheDesk,
  macos('15.3.1', '24D70'),
  kernel({
    model: 'Mac16,5',
    brand: 'Apple M4 Max',
    memoryGib: 48,
    productName: 'MacBook Pro (16-inch, 2024)',
  }),
  touchId({ sensor: 'built-in', prints: { [personUid]: 2 } }),
);
/** The same, nobody enrolled a finger. */
export const macBookNoPrints: FakeMachine = assemble(macBookPro, touchId({ sensor: 'built-in' }));
/** Mac mini M2 without a sensor; bioutil says "functionality: 1" all the same. */
export const macMini: FakeMachine = assemble(
  atTheDesk,
  macos('14.7.2', '23H311'),
  kernel({ model: 'Mac14,3', brand: 'Apple M2', productName: 'Mac mini (2023)' }),
  touchId({ sensor: 'none' }),
);
/** The same with a keyboard that has Touch ID. */
export const macMiniWithKeyboard: FakeMachine = assemble(
  macMini,
  touchId({ sensor: 'keyboard', prints: { [personUid]: 1 } }),
);
/** Intel laptop with a T2 chip. */
export const t2MacBook: FakeMachine = assemble(
  atTheDesk,
  macos('15.3.1', '24D70'),
  kernel({ model: 'MacBookPro16,1', brand: 'Intel(R) Core(TM) i7-9750H CPU @ 2.60GHz', arm64: false }),
  securityChip('t2'),
  touchId({ sensor: 'built-in', prints: { [personUid]: 1 } }),
  macBluetooth({ transport: 'UART', chipset: 'BCM_4364B3' }),
);
/** Intel iMac without a security chip, not managed, not encrypted, and with automatic login. */
export const intelImac: FakeMachine = assemble(
  atTheDesk,
  macos('13.7.2', '22H313'),
  kernel({
    model: 'iMac19,1',
    brand: 'Intel(R) Core(TM) i5-9600K CPU @ 3.70GHz',
    memoryGib: 8,
    arm64: false,
  }),
  securityChip('none'),
  touchId({ sensor: 'none', oldWords: true, functionality: 0, unlock: 0 }),
  macBluetooth({ transport: 'UART', chipset: 'BCM_4355C1' }),
  mdm('none'),
  protection('Off', true),
);
/** A laptop of 2015 on macOS 12, the last it can run. */
export const monterey: FakeMachine = assemble(
  intelImac,
  macos('12.7.6', '21H1320'),
  kernel({
    model: 'MacBookAir7,2',
    brand: 'Intel(R) Core(TM) i5-5250U CPU @ 1.60GHz',
    memoryGib: 8,
    arm64: false,
  }),
  macBluetooth({ transport: 'USB', chipset: 'BCM_20702B0' }),
  mdm('approved'),
  protection('On'),
);
/** A virtual Mac on Apple silicon. */
export const virtualMac: FakeMachine = assemble(
  atTheDesk,
  macos('26.1', '25B78'),
  kernel({
    model: 'VirtualMac2,1',
    brand: 'Apple processor',
    memoryGib: 4,
    virtual: true,
    productName: 'Apple Virtual Machine 1',
  }),
  touchId({ sensor: 'none' }),
  macBluetooth(null),
);
