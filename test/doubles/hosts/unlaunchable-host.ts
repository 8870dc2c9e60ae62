// Ends before it says anything, as a host with a broken installation would.
process.exit(3);
