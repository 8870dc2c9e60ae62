/** Evidence by entry of the catalogue, shortest form: what it shows, how often, and the words that prove it. */
type Evidence = Readonly<Record<string, readonly string[]>>;

/** What a scan by the person has to tell of the programs as they were set up. */
export const seenByPerson: Evidence = {
  thunderbird: [
    'certificate 1: authMethod=7 in prefs.js',
    'modern 1: authMethod=10 in prefs.js',
    'modern 1: authMethod=10 in prefs.js',
    'password 1: authMethod is not set, hostname=….office365.com in prefs.js',
    'password 1: authMethod=3 in prefs.js',
    'password 1: authMethod=3, hostname=….office365.com in prefs.js',
    'password 1: authMethod=4 in prefs.js',
  ],
  evolution: [
    'modern 1: Method=XOAUTH2 in .source file',
    'password 1: Host=….office365.com, Method=PLAIN in .source file',
    'password 2: Method=CRAM-MD5, Method=LOGIN in .source file',
  ],
  filezilla: [
    'key 1: Logontype=5 in sitemanager.xml',
    'password 1: Logontype=1 in sitemanager.xml',
    'password 1: Logontype=2 in sitemanager.xml',
    'saved-secret 1: Pass is set in sitemanager.xml',
  ],
  remmina: ['password 1: protocol=RDP in .remmina file', 'saved-secret 1: password is set in .remmina file'],
  'openvpn-linux': [
    'certificate 1: cert is set in the OpenVPN profile',
    'modern 1: setenv=IV_SSO webauth… in the OpenVPN profile',
    'password 2: auth-user-pass is set in the OpenVPN profile',
    'saved-secret 1: auth-user-pass is set, and not to username-only in the OpenVPN profile',
  ],
  openconnect: [
    'modern 1: ExecStart contains --external-browser in a unit of systemd',
    'password 1: ExecStart contains --passwd-on-stdin in a unit of systemd',
  ],
  strongswan: [
    'certificate 1: auth=pubkey… in swanctl.conf',
    'password 1: auth=eap-mschapv2 in swanctl.conf',
    'saved-secret 1: secret is set in swanctl.conf',
  ],
  'nm-openvpn': [
    // Web sign-in that the imported profile offers is lost on the plug-in.
    'certificate 2: connection-type=tls in the NetworkManager connection',
    'password 2: connection-type=password in the NetworkManager connection',
  ],
  'nm-openconnect': [
    'certificate 1: authtype=cert in the NetworkManager connection',
    'server-decides 1: protocol=anyconnect in the NetworkManager connection',
  ],
  'nm-other-plugins': [
    'certificate 1: method=key in the NetworkManager connection',
    'password 1: method=eap in the NetworkManager connection',
    'password 1: service-type=….vpnc in the NetworkManager connection',
  ],
};

/** What root reads besides: key files of NetworkManager, with what is saved in them and with another person's connection. */
export const seenByRoot: Evidence = {
  'nm-openvpn': [
    'certificate 2: connection-type=tls in the NetworkManager connection',
    'password 3: connection-type=password in the NetworkManager connection',
    'saved-secret 1: password is set in the NetworkManager connection',
  ],
  'nm-other-plugins': [
    'certificate 1: method=key in the NetworkManager connection',
    'password 1: method=eap in the NetworkManager connection',
    'password 1: service-type=….vpnc in the NetworkManager connection',
    'saved-secret 1: Xauth password is set in the NetworkManager connection',
  ],
};

/** Programs by entry of the catalogue, with the packages of Debian that bring them. */
export const packages: Readonly<Record<string, readonly string[]>> = {
  thunderbird: ['thunderbird'],
  evolution: ['evolution'],
  filezilla: ['filezilla'],
  remmina: ['remmina'],
  'openvpn-linux': ['openvpn'],
  openconnect: ['openconnect'],
  strongswan: ['strongswan-swanctl'],
  'nm-openvpn': ['network-manager-openvpn'],
  'nm-openconnect': ['network-manager-openconnect'],
  'nm-other-plugins': ['network-manager-vpnc', 'network-manager-strongswan'],
  'old-firefox': ['firefox-esr'],
  'old-chromium': ['chromium'],
};
