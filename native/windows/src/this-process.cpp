#include <windows.h>

#include "facts.h"
#include "sid-text.h"
#include "system-library.h"
#include "token.h"

namespace {

/** https://learn.microsoft.com/windows/win32/termserv/detecting-the-terminal-services-environment */
bool isRemote() {
  const auto getMetric = SystemLibrary("user32.dll").find<int(WINAPI*)(int)>("GetSystemMetrics");
  orThrow(static_cast<bool>(getMetric), "GetSystemMetrics");
  return getMetric(SM_REMOTESESSION) != 0;
}

}  // namespace

/** https://learn.microsoft.com/windows/win32/api/processthreadsapi/nf-processthreadsapi-processidtosessionid */
Value thisProcess(const Arguments&) {
  const ProcessToken token;
  DWORD sessionId = 0;
  orThrow(ProcessIdToSessionId(GetCurrentProcessId(), &sessionId) != FALSE, "ProcessIdToSessionId");
  return Value::Members{{L"elevated", token.isElevated()},
                        {L"sid", textOfSid(token.userSid().data())},
                        {L"sessionId", std::uint32_t{sessionId}},
                        {L"remote", isRemote()}};
}

/** https://learn.microsoft.com/windows/win32/api/powerbase/nf-powerbase-powerdetermineplatformroleex */
Value platformRole(const Arguments&) {
  // POWER_PLATFORM_ROLE_V2, which knows slates.
  constexpr ULONG version = 2;
  const auto getRole =
      SystemLibrary("powrprof.dll").find<INT32(WINAPI*)(ULONG)>("PowerDeterminePlatformRoleEx");
  if (!getRole) return getRole.missing();
  return Value::Members{{L"role", static_cast<std::uint32_t>(getRole(version))}};
}
