#include <windows.h>
#include <wtsapi32.h>

#include <system_error>

#include "facts.h"
#include "sid-text.h"
#include "system-library.h"
#include "token.h"

namespace {

struct Terminal {
  SystemLibrary library{"wtsapi32.dll"};
  SystemFunction<BOOL(WINAPI*)(HANDLE, DWORD, DWORD, WTS_SESSION_INFOW**, DWORD*)> enumerate =
      library.find<BOOL(WINAPI*)(HANDLE, DWORD, DWORD, WTS_SESSION_INFOW**, DWORD*)>("WTSEnumerateSessionsW");
  SystemFunction<BOOL(WINAPI*)(HANDLE, DWORD, WTS_INFO_CLASS, wchar_t**, DWORD*)> query =
      library.find<BOOL(WINAPI*)(HANDLE, DWORD, WTS_INFO_CLASS, wchar_t**, DWORD*)>("WTSQuerySessionInformationW");
  SystemFunction<void(WINAPI*)(void*)> release = library.find<void(WINAPI*)(void*)>("WTSFreeMemory");
};

/** Empty when the session has none or cannot say. */
std::wstring wordOf(const Terminal& terminal, DWORD session, WTS_INFO_CLASS what) {
  wchar_t* word = nullptr;
  DWORD size = 0;
  if (!terminal.query(static_cast<HANDLE>(nullptr), session, what, &word, &size) || word == nullptr) return {};
  std::wstring copy(word);
  terminal.release(static_cast<void*>(word));
  return copy;
}

/** https://learn.microsoft.com/windows/win32/api/winbase/nf-winbase-lookupaccountnamew */
std::wstring sidOf(const std::wstring& domain, const std::wstring& user) {
  const std::wstring account = domain.empty() ? user : domain + L"\\" + user;
  BYTE sid[SECURITY_MAX_SID_SIZE];
  DWORD sidSize = sizeof sid;
  wchar_t foundDomain[256];
  DWORD domainSize = 256;
  SID_NAME_USE use = SidTypeUnknown;
  orThrow(LookupAccountNameW(nullptr, account.c_str(), sid, &sidSize, foundDomain, &domainSize, &use) != FALSE,
          "LookupAccountName");
  return textOfSid(sid);
}

}  // namespace

/**
 * https://learn.microsoft.com/windows/win32/api/wtsapi32/nf-wtsapi32-wtsenumeratesessionsw. Account names become SIDs here and go no
 * further. One account that has no SID fails the whole, so that a list is never shorter than it should be.
 */
Value signedInUsers(const Arguments&) {
  const Terminal terminal;
  if (!terminal.enumerate) return terminal.enumerate.missing();
  if (!terminal.query) return terminal.query.missing();
  if (!terminal.release) return terminal.release.missing();

  WTS_SESSION_INFOW* sessions = nullptr;
  DWORD count = 0;
  if (!terminal.enumerate(static_cast<HANDLE>(nullptr), DWORD{0}, DWORD{1}, &sessions, &count)) {
    const DWORD error = GetLastError();
    return failed(error == ERROR_SUCCESS ? ERROR_GEN_FAILURE : error);
  }
  Value answer;
  try {
    Value::List users;
    for (DWORD at = 0; at < count; at += 1) {
      const std::wstring user = wordOf(terminal, sessions[at].SessionId, WTSUserName);
      if (user.empty()) continue;
      const std::wstring domain = wordOf(terminal, sessions[at].SessionId, WTSDomainName);
      users.push_back(
          Value::Members{{L"sid", sidOf(domain, user)}, {L"active", sessions[at].State == WTSActive}});
    }
    answer = worked({{L"users", users}});
  } catch (const std::system_error& error) {
    answer = failed(static_cast<std::uint32_t>(error.code().value()));
  }
  terminal.release(static_cast<void*>(sessions));
  return answer;
}
