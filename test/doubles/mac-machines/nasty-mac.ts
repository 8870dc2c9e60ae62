/** Words that mean something in the answers of macOS' tools, in the worst company. */
export const nastyOnMac = {
  'a system profile of deep lists': `{"SPBluetoothDataType":${'['.repeat(50_000)}`,
  'a system profile of strange parts': JSON.stringify({
    SPBluetoothDataType: [
      { controller_properties: { controller_state: ['attrib_on'], __proto__: 1 } },
      7,
      null,
    ],
    SPiBridgeDataType: [{ ibridge_model_name: 2 }],
  }),
  'a system profile of radios without end': JSON.stringify({
    SPBluetoothDataType: Array(10_000).fill({ controller_properties: {} }),
  }),
  'a device tree of deep nodes': `<plist version="1.0"><array>${'<dict><array>'.repeat(10_000)}</array></plist>`,
  'prints beyond counting': `User 1000:\t${'9'.repeat(300)} biometric template(s)\nOperation performed successfully.\n`,
  'prints of everybody': `${'User 7:\t1 fingerprint(s)\n'.repeat(20_000)}Operation performed successfully.\n`,
  'answers without values': 'MDM enrollment:\nEnrolled via DEP:\nFileVault is\nProductVersion:\nhw.model: \n',
  'values from nowhere': `hw.model: ${'M'.repeat(5000)}\nhw.memsize: 1e999\nkern.hv_vmm_present: yes\n`,
} as const;
