#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "value.h"

/** What to read (RegistryQuestion in src/platform/windows/registry.ts). */
struct RegistryQuestion {
  /** `HKLM`, `HKCU` or `HKU`. */
  std::wstring root;
  std::wstring path;
  /** Only these values; not looked at when `allValues`. */
  std::vector<std::wstring> values;
  bool allValues = false;
  /** Of these only the size is asked, before anything else is looked at; not looked at when `allPresence`. */
  std::vector<std::wstring> presence;
  /** Of all that `values` does not name. */
  bool allPresence = false;
  std::uint32_t depth = 0;
  bool view32 = false;
};

/** `{ result: 0, key }`, `{ result: code }`, or `{ tooLarge: true }` beyond 20,000 keys or 4 MiB of names and data. */
Value readRegistry(const RegistryQuestion& question);
