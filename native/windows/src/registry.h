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
  std::uint32_t depth = 0;
  bool view32 = false;
};

/** `{ result: 0, key }`, `{ result: code }`, or `{ tooLarge: true }` beyond 20,000 keys or 4 MiB of names and data. */
Value readRegistry(const RegistryQuestion& question);
