#pragma once

#include <windows.h>

#include <string>

#include "value.h"

/** A function of a system library, or why it is not there. Called like the function itself. */
template <typename Function>
class SystemFunction {
 public:
  SystemFunction(Function function, Value missing) : function_(function), missing_(std::move(missing)) {}

  explicit operator bool() const { return function_ != nullptr; }
  /** `{ missing: 'webauthn.dll' or 'webauthn.dll!Function', error }`. */
  const Value& missing() const { return missing_; }

  template <typename... Arguments>
  auto operator()(Arguments... arguments) const {
    return function_(arguments...);
  }

 private:
  Function function_;
  Value missing_;
};

/**
 * A library of Windows, looked for in System32 only, so that no file beside the program is taken for it. One that this Windows lacks
 * is an answer, never a load failure. Stays loaded: some start threads of their own.
 * https://learn.microsoft.com/windows/win32/api/libloaderapi/nf-libloaderapi-loadlibraryexw
 */
class SystemLibrary {
 public:
  explicit SystemLibrary(const char* name);

  explicit operator bool() const { return module_ != nullptr; }
  Value missing() const;

  template <typename Function>
  SystemFunction<Function> find(const char* function) const {
    if (module_ == nullptr) return {nullptr, missing()};
    const FARPROC found = GetProcAddress(module_, function);
    if (found == nullptr) return {nullptr, missingFunction(function, GetLastError())};
    return {reinterpret_cast<Function>(reinterpret_cast<void*>(found)), {}};
  }

 private:
  Value missingFunction(const char* function, DWORD error) const;

  std::string name_;
  HMODULE module_;
  DWORD error_;
};

/** `{ missing, error }` for what is named; also used for classes of the Windows Runtime. */
Value missingValue(const std::string& what, DWORD error);
