import { readFile } from 'node:fs/promises';
import { account, host, secret } from './canaries.ts';
import type { PrivateMachine } from './private-machine.ts';

/** Settings of FileZilla that keep its greeting from standing before the Site Manager. */
const greeted = `<?xml version="1.0"?>
<FileZilla3><Settings><Setting name="Greeting version">99.0.0</Setting></Settings></FileZilla3>
`;
/** As https://wiki.filezilla-project.org/Site_Manager exports them; 1 normal, 2 ask, 5 key file. */
const sites = `<?xml version="1.0"?>
<FileZilla3><Servers>
<Server><Host>${host('files')}</Host><Port>21</Port><Protocol>0</Protocol><Type>0</Type>
<User>${account}</User><Pass>${secret}</Pass><Logontype>1</Logontype><Name>canary files</Name></Server>
<Server><Host>${host('sftp')}</Host><Port>22</Port><Protocol>1</Protocol><Type>0</Type>
<User>${account}</User><Keyfile>/home/${account}/canary.pem</Keyfile><Logontype>5</Logontype><Name>canary keys</Name></Server>
<Server><Host>${host('sftp')}</Host><Port>22</Port><Protocol>1</Protocol><Type>0</Type>
<User>${account}</User><Logontype>2</Logontype><Name>canary asked</Name></Server>
</Servers></FileZilla3>
`;

/** Sites that FileZilla itself read and wrote again. @returns its file. */
export async function setUpFilezilla(machine: PrivateMachine): Promise<string> {
  await machine.writeInHome('.config/filezilla/filezilla.xml', greeted);
  const path = await machine.writeInHome('.config/filezilla/sitemanager.xml', sites);
  await machine.runGuest('person', 'set-up-filezilla.ts', [path]);
  return readFile(machine.homePath('.config/filezilla/sitemanager.xml'), 'utf8');
}
