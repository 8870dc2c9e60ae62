// Says things no host says.
process.on('message', () => process.send?.({ kind: 'gossip' }));
