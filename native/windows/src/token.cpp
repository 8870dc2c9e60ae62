#include "token.h"

#include <system_error>

void orThrow(bool worked, const char* call) {
  if (!worked) throw std::system_error(static_cast<int>(GetLastError()), std::system_category(), call);
}

/** https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-openprocesstoken */
ProcessToken::ProcessToken() {
  orThrow(OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &token_) != FALSE, "OpenProcessToken");
}

bool ProcessToken::isElevated() const {
  TOKEN_ELEVATION elevation{};
  DWORD size = 0;
  orThrow(GetTokenInformation(token_, TokenElevation, &elevation, sizeof elevation, &size) != FALSE, "TokenElevation");
  return elevation.TokenIsElevated != 0;
}

std::vector<BYTE> ProcessToken::userSid() const {
  std::vector<BYTE> buffer(sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE);
  DWORD size = 0;
  orThrow(GetTokenInformation(token_, TokenUser, buffer.data(), static_cast<DWORD>(buffer.size()), &size) != FALSE,
          "TokenUser");
  const PSID sid = reinterpret_cast<const TOKEN_USER*>(buffer.data())->User.Sid;
  std::vector<BYTE> copy(GetLengthSid(sid));
  orThrow(CopySid(static_cast<DWORD>(copy.size()), copy.data(), sid) != FALSE, "CopySid");
  return copy;
}
