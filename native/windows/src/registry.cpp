#include "registry.h"

#include <windows.h>

#include <algorithm>

#include "facts.h"

namespace {

constexpr std::size_t kMaxKeys = 20'000;
constexpr std::size_t kMaxBytes = 4 * 1024 * 1024;
/** https://learn.microsoft.com/windows/win32/sysinfo/registry-element-size-limits: a value's name, with its NUL. */
constexpr DWORD kMaxValueName = 16'384;
constexpr DWORD kMaxKeyName = 256;

/** Thrown when an answer grows over the limits: it is dropped whole, since half of it would look like all. */
struct TooLarge {};

/** Thrown when a key stops answering half way, for the same reason. */
struct Unreadable {
  LSTATUS code;
};

struct Budget {
  std::size_t keys = 0;
  std::size_t bytes = 0;

  void takeKey() {
    if ((keys += 1) > kMaxKeys) throw TooLarge();
  }
  void takeBytes(std::size_t more) {
    if ((bytes += more) > kMaxBytes) throw TooLarge();
  }
};

class OpenKey {
 public:
  OpenKey() = default;
  OpenKey(const OpenKey&) = delete;
  OpenKey& operator=(const OpenKey&) = delete;
  ~OpenKey() {
    if (key_ != nullptr) RegCloseKey(key_);
  }
  /** https://learn.microsoft.com/windows/win32/api/winreg/nf-winreg-regopenkeyexw */
  LSTATUS open(HKEY above, const wchar_t* path, bool view32) {
    const REGSAM view = view32 ? KEY_WOW64_32KEY : KEY_WOW64_64KEY;
    return RegOpenKeyExW(above, path, 0, KEY_QUERY_VALUE | KEY_ENUMERATE_SUB_KEYS | view, &key_);
  }
  HKEY get() const { return key_; }

 private:
  HKEY key_ = nullptr;
};

bool sameName(const std::wstring& left, const std::wstring& right) {
  return CompareStringOrdinal(left.data(), static_cast<int>(left.size()), right.data(), static_cast<int>(right.size()),
                              TRUE) == CSTR_EQUAL;
}

bool isAmong(const std::vector<std::wstring>& names, const std::wstring& name) {
  return std::any_of(names.begin(), names.end(), [&name](const std::wstring& one) { return sameName(one, name); });
}

enum class Wish { kNothing, kPresence, kValue };

Wish wishFor(const RegistryQuestion& question, const std::wstring& name) {
  if (isAmong(question.presence, name)) return Wish::kPresence;
  if (question.allValues || isAmong(question.values, name)) return Wish::kValue;
  return question.allPresence ? Wish::kPresence : Wish::kNothing;
}

Value typed(const wchar_t* type, Value content) {
  return Value::Members{{L"type", type}, {L"data", std::move(content)}};
}

/** The bytes as UTF-16; an odd byte at the end is nobody's. */
std::wstring unitsOf(const std::vector<BYTE>& data) {
  std::wstring units(data.size() / sizeof(wchar_t), L'\0');
  std::copy_n(data.data(), units.size() * sizeof(wchar_t), reinterpret_cast<BYTE*>(units.data()));
  return units;
}

/** Up to the first NUL: what follows is rest of a buffer that was written along. */
std::wstring upToNul(const std::wstring& units) { return units.substr(0, units.find(L'\0')); }

Value::List textsOf(const std::wstring& units) {
  Value::List texts;
  std::size_t at = 0;
  while (at < units.size() && units[at] != L'\0') {
    const std::size_t end = std::min(units.find(L'\0', at), units.size());
    texts.emplace_back(units.substr(at, end - at));
    at = end + 1;
  }
  return texts;
}

std::uint64_t littleEndian(const std::vector<BYTE>& data) {
  std::uint64_t number = 0;
  for (std::size_t at = data.size(); at > 0; at -= 1) number = number << 8 | data[at - 1];
  return number;
}

/** https://learn.microsoft.com/windows/win32/sysinfo/registry-value-types */
Value describe(DWORD type, const std::vector<BYTE>& data) {
  if (type == REG_SZ || type == REG_EXPAND_SZ) return typed(L"text", upToNul(unitsOf(data)));
  if (type == REG_MULTI_SZ) return typed(L"texts", textsOf(unitsOf(data)));
  if (type == REG_DWORD && data.size() == 4)
    return typed(L"number", static_cast<std::uint32_t>(littleEndian(data)));
  if (type == REG_QWORD && data.size() == 8) return typed(L"big-number", std::to_wstring(littleEndian(data)));
  return typed(L"binary", hexOf(data.data(), data.size()));
}

/** https://learn.microsoft.com/windows/win32/api/winreg/nf-winreg-regqueryvalueexw. False when the value is gone since it was listed. */
bool readValue(HKEY key, const std::wstring& name, Budget& budget, Value& value) {
  std::vector<BYTE> data;
  DWORD type = REG_NONE;
  // It may grow between asking for its size and reading it.
  for (int tries = 0; tries < 5; tries += 1) {
    DWORD size = 0;
    const LSTATUS sized = RegQueryValueExW(key, name.c_str(), nullptr, &type, nullptr, &size);
    if (sized == ERROR_FILE_NOT_FOUND) return false;
    if (sized != ERROR_SUCCESS) throw Unreadable{sized};
    if (size > kMaxBytes) throw TooLarge();
    data.resize(size);
    BYTE none = 0;
    const LSTATUS read =
        RegQueryValueExW(key, name.c_str(), nullptr, &type, data.empty() ? &none : data.data(), &size);
    if (read == ERROR_MORE_DATA) continue;
    if (read == ERROR_FILE_NOT_FOUND) return false;
    if (read != ERROR_SUCCESS) throw Unreadable{read};
    data.resize(size);
    budget.takeBytes(size);
    value = describe(type, data);
    return true;
  }
  throw Unreadable{ERROR_MORE_DATA};
}

/** Texts end in a NUL, lists of texts in two, which is all that an empty one has. */
DWORD sizeOfEmpty(DWORD type) {
  if (type == REG_SZ || type == REG_EXPAND_SZ) return sizeof(wchar_t);
  return type == REG_MULTI_SZ ? 2 * sizeof(wchar_t) : 0;
}

/** Windows writes 0 for "none" where a name would stand, and a number is no password. Whether it is 0 is all that leaves this function. */
bool readWhetherZero(HKEY key, const std::wstring& name, Value& value) {
  DWORDLONG number = 0;
  DWORD size = sizeof(number);
  const LSTATUS read =
      RegQueryValueExW(key, name.c_str(), nullptr, nullptr, reinterpret_cast<BYTE*>(&number), &size);
  if (read == ERROR_FILE_NOT_FOUND) return false;
  // Longer than it was: no longer a number.
  if (read == ERROR_MORE_DATA) number = 1;
  if (read != ERROR_SUCCESS && read != ERROR_MORE_DATA) throw Unreadable{read};
  value = typed(L"presence", number == 0 ? L"zero" : L"set");
  return true;
}

/** Whether something stands there. Without a buffer Windows tells the size and gives no bytes. False when the value is gone since it was listed. */
bool readPresence(HKEY key, const std::wstring& name, Value& value) {
  DWORD type = REG_NONE;
  DWORD size = 0;
  const LSTATUS sized = RegQueryValueExW(key, name.c_str(), nullptr, &type, nullptr, &size);
  if (sized == ERROR_FILE_NOT_FOUND) return false;
  if (sized != ERROR_SUCCESS) throw Unreadable{sized};
  const bool isNumber = (type == REG_DWORD && size == sizeof(DWORD)) || (type == REG_QWORD && size == sizeof(DWORDLONG));
  if (isNumber) return readWhetherZero(key, name, value);
  value = typed(L"presence", size > sizeOfEmpty(type) ? L"set" : L"empty");
  return true;
}

/** Whether an enumeration goes on; throws when it ended before its end. */
bool goesOn(LSTATUS result) {
  if (result == ERROR_NO_MORE_ITEMS) return false;
  if (result != ERROR_SUCCESS) throw Unreadable{result};
  return true;
}

/** Names first, then only the wanted ones' data: what nobody asked for is never read. */
Value::Members readValues(HKEY key, const RegistryQuestion& question, Budget& budget) {
  Value::Members values;
  const bool asksNothing = question.values.empty() && question.presence.empty();
  if (asksNothing && !question.allValues && !question.allPresence) return values;
  std::vector<wchar_t> buffer(kMaxValueName);
  for (DWORD at = 0;; at += 1) {
    DWORD length = kMaxValueName;
    if (!goesOn(RegEnumValueW(key, at, buffer.data(), &length, nullptr, nullptr, nullptr, nullptr))) break;
    const std::wstring name(buffer.data(), length);
    Value value;
    const Wish wish = wishFor(question, name);
    if (wish == Wish::kNothing) continue;
    if (!(wish == Wish::kValue ? readValue(key, name, budget, value) : readPresence(key, name, value))) continue;
    budget.takeBytes(name.size() * sizeof(wchar_t));
    values.push_back({name, std::move(value)});
  }
  return values;
}

Value problemOf(LSTATUS code) {
  return Value::Members{{L"problem", code == ERROR_ACCESS_DENIED ? L"denied" : L"unreadable"}};
}

Value readKey(HKEY key, const RegistryQuestion& question, std::uint32_t depth, Budget& budget);

Value readKeyOrProblem(HKEY key, const RegistryQuestion& question, std::uint32_t depth, Budget& budget) {
  try {
    return readKey(key, question, depth, budget);
  } catch (const Unreadable& unreadable) {
    return problemOf(unreadable.code);
  }
}

Value::Members readKeysBelow(HKEY key, const RegistryQuestion& question, std::uint32_t depth, Budget& budget) {
  Value::Members keys;
  wchar_t buffer[kMaxKeyName];
  for (DWORD at = 0;; at += 1) {
    DWORD length = kMaxKeyName;
    if (!goesOn(RegEnumKeyExW(key, at, buffer, &length, nullptr, nullptr, nullptr, nullptr))) break;
    const std::wstring name(buffer, length);
    budget.takeKey();
    budget.takeBytes(name.size() * sizeof(wchar_t));
    OpenKey below;
    const LSTATUS opened = below.open(key, name.c_str(), question.view32);
    // Gone since it was listed.
    if (opened == ERROR_FILE_NOT_FOUND || opened == ERROR_KEY_DELETED) continue;
    keys.push_back({name, opened == ERROR_SUCCESS ? readKeyOrProblem(below.get(), question, depth - 1, budget)
                                                  : problemOf(opened)});
  }
  return keys;
}

Value readKey(HKEY key, const RegistryQuestion& question, std::uint32_t depth, Budget& budget) {
  return Value::Members{
      {L"values", readValues(key, question, budget)},
      {L"keys", depth == 0 ? Value::Members{} : readKeysBelow(key, question, depth, budget)},
  };
}

HKEY rootOf(const std::wstring& name) {
  if (name == L"HKLM") return HKEY_LOCAL_MACHINE;
  if (name == L"HKCU") return HKEY_CURRENT_USER;
  if (name == L"HKU") return HKEY_USERS;
  throw WrongArgument("readRegistry: the root is none of HKLM, HKCU, HKU");
}

}  // namespace

Value readRegistry(const RegistryQuestion& question) {
  const HKEY root = rootOf(question.root);
  OpenKey key;
  const LSTATUS opened = key.open(root, question.path.c_str(), question.view32);
  if (opened != ERROR_SUCCESS) return failed(static_cast<std::uint32_t>(opened));
  Budget budget;
  try {
    budget.takeKey();
    return worked({{L"key", readKey(key.get(), question, question.depth, budget)}});
  } catch (const TooLarge&) {
    return Value::Members{{L"tooLarge", true}};
  } catch (const Unreadable& unreadable) {
    return failed(static_cast<std::uint32_t>(unreadable.code));
  }
}
