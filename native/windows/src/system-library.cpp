#include "system-library.h"

namespace {

// Names of libraries, functions and classes are ASCII.
std::wstring widened(const std::string& ascii) { return std::wstring(ascii.begin(), ascii.end()); }

}  // namespace

SystemLibrary::SystemLibrary(const char* name)
    : name_(name),
      module_(LoadLibraryExW(widened(name_).c_str(), nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32)),
      error_(module_ == nullptr ? GetLastError() : ERROR_SUCCESS) {}

Value SystemLibrary::missing() const { return missingValue(name_, error_); }

Value SystemLibrary::missingFunction(const char* function, DWORD error) const {
  return missingValue(name_ + "!" + function, error);
}

Value missingValue(const std::string& what, DWORD error) {
  return Value::Members{{L"missing", widened(what)}, {L"error", std::uint32_t{error}}};
}
