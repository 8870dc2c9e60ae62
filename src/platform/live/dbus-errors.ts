import { systemCode } from '../system-code.ts';
import { failure, failureOf } from './outcomes.ts';

type Failure = ReturnType<typeof failure>;

/** Standard names: https://dbus.freedesktop.org/doc/dbus-specification.html and dbus-protocol.h; last parts are common to services. */
const missing = ['org.freedesktop.DBus.Error.ServiceUnknown', 'org.freedesktop.DBus.Error.NameHasNoOwner'];
const late = ['NoReply', 'Timeout', 'TimedOut'];
const deniedLastParts = [
  'AccessDenied',
  'PermissionDenied',
  'NotAuthorized',
  'InteractiveAuthorizationRequired',
  'AuthFailed',
];

/**
 * A D-Bus error as a failed outcome. `detail` begins with the error's name, by which a probe can recognise what a service
 * says of itself. The message text is left out: services put user names and paths there.
 */
export function failureOfDbus(error: unknown): Failure {
  const name = (error as { type?: unknown } | null)?.type;
  if (typeof name === 'string') {
    const lastPart = name.slice(name.lastIndexOf('.') + 1);
    if (missing.includes(name)) return failure('service-missing', name);
    if (deniedLastParts.includes(lastPart)) return failure('denied', name);
    if (late.includes(lastPart)) return failure('timed-out', name);
    return failure('refused', name);
  }
  const code = systemCode(error);
  // A socket that is gone, or that nobody listens at, means there is no bus.
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return failure('service-missing', code);
  if (code === 'EPIPE' || code === 'ECONNRESET') return failure('refused', code);
  if (code !== undefined) return failureOf(error);
  if (error instanceof Error && /No authentication methods left/.test(error.message)) {
    return failure('denied', 'the bus refused to authenticate this account');
  }
  return failure('unreadable', error instanceof Error ? error.name : 'unknown error');
}
