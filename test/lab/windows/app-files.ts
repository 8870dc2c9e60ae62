/** Files that Windows' own programs leave, by path below drive C, in UTF-16 as Windows writes them. Whatever names a person or a host, and every secret, holds `canary`. */
export type AppFiles = Readonly<Record<string, string>>;

/** https://learn.microsoft.com/en-us/azure/virtual-desktop/rdp-properties */
const rdp = (...lines: string[]) => ['full address:s:canary-host.example', ...lines, ''].join('\r\n');

/** https://learn.microsoft.com/en-us/windows/win32/taskschd/task-scheduler-schema */
const task = (logonType: string) => `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Author>DOMAIN\\canary-person</Author></RegistrationInfo>
  <Principals>
    <Principal id="Author"><UserId>DOMAIN\\canary-person</UserId><LogonType>${logonType}</LogonType></Principal>
  </Principals>
  <Actions Context="Author"><Exec><Command>canary.cmd</Command></Exec></Actions>
</Task>`;

const documents = 'users/root/Documents';
const tasks = 'windows/system32/tasks';

export const filesWithPasswords: AppFiles = {
  [`${documents}/canary-1.rdp`]: rdp(
    'targetisaadjoined:i:1',
    'gatewayhostname:s:canary-gateway.example',
    'gatewayusagemethod:i:1',
    'gatewaycredentialssource:i:0',
    'password 51:b:63616e617279',
  ),
  [`${documents}/canary-2.rdp`]: rdp('redirectwebauthn:i:0', 'username:s:canary-person'),
  [`${tasks}/canary-backup`]: task('Password'),
  [`${tasks}/Canary/canary-report`]: task('S4U'),
};

export const filesWithout: AppFiles = {
  [`${documents}/canary.rdp`]: rdp('enablerdsaadauth:i:1', 'redirectwebauthn:i:1', 'password 51:b:'),
  [`${tasks}/canary-backup`]: task('InteractiveToken'),
};
