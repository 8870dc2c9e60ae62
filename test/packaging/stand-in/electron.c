/*
 * Stands in for Electron's executable in the packaging test. It holds the fuse wire that the packager must set
 * (https://github.com/electron/fuses: sentinel, version, length, one character for each fuse), says what it is, and
 * ends. It can show how an app is packed, never that it runs.
 */
#include <stdio.h>

__attribute__((used)) static const char fuse_wire[] =
    "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX" /* sentinel */
    "\x01"                             /* version of the wire */
    "\x08"                             /* number of fuses */
    "10110001";                        /* Electron's own defaults */

int main(void) {
  puts("This is a stand-in for Electron, made for a packaging test.");
  /* EX_CONFIG of sysexits.h; the wire is read so that no linker drops it. */
  return fuse_wire[0] == 'd' ? 78 : 70;
}
