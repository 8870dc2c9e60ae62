#pragma once

#include <windows.h>

#include <vector>

/** This process's token, for asking. Throws std::system_error when it cannot be had. */
class ProcessToken {
 public:
  ProcessToken();
  ProcessToken(const ProcessToken&) = delete;
  ProcessToken& operator=(const ProcessToken&) = delete;
  ~ProcessToken() { CloseHandle(token_); }

  /** https://learn.microsoft.com/windows/win32/api/winnt/ns-winnt-token_elevation */
  bool isElevated() const;
  /** The account's SID, as bytes that PSID may point at. */
  std::vector<BYTE> userSid() const;

 private:
  HANDLE token_ = nullptr;
};

/** Throws std::system_error with GetLastError() when `worked` is false. */
void orThrow(bool worked, const char* call);
