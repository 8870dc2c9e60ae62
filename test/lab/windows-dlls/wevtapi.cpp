// Stands in for wevtapi.dll with two events: 2104 of Microsoft-Windows-WebAuthN/Operational and 1794 of System.
// https://learn.microsoft.com/windows/win32/api/winevt/ and, for the fields of 2104, https://github.com/repnz/etw-providers-docs
#include "behaviour.h"

#include <winevt.h>

#include <vector>

namespace {

/** `KEYREADY_EVENTS`: `some`, `none`, `no-channel`, `denied`, `broken-next`, `broken-render`. */
std::string events() {
  const std::string word = wordFor("KEYREADY_EVENTS", "some");
  misbehave(word);
  return word;
}

struct Object {
  bool isWebAuthn = false;
  int left = 0;
  int number = 0;
  std::vector<std::wstring> paths;
};

constexpr GUID kAaguid{0x2fc0579f, 0x8113, 0x47ea, {0xb1, 0x16, 0xbb, 0x5a, 0x8d, 0xb9, 0x20, 0x2a}};

void fill(EVT_VARIANT& variant, const std::wstring& path, const Object& event) {
  const auto named = [&path](const wchar_t* name) { return path.find(name) != std::wstring::npos; };
  variant.Type = EvtVarTypeNull;
  if (named(L"EventID")) {
    variant.UInt16Val = event.isWebAuthn ? 2104 : 1794;
    variant.Type = EvtVarTypeUInt16;
  } else if (named(L"SystemTime")) {
    // 2026-11-20T07:03:18.4410371Z, and an hour earlier for each event after it.
    variant.FileTimeVal = 134'396'317'984'410'371ULL - 36'000'000'000ULL * static_cast<ULONGLONG>(event.number);
    variant.Type = EvtVarTypeFileTime;
  } else if (named(L"UserID")) {
    static BYTE sid[] = {1, 1, 0, 0, 0, 0, 0, 5, 18, 0, 0, 0};
    variant.SidVal = sid;
    variant.Type = EvtVarTypeSid;
  } else if (event.isWebAuthn && named(L"AAGuid")) {
    variant.GuidVal = const_cast<GUID*>(&kAaguid);
    variant.Type = EvtVarTypeGuid;
  } else if (event.isWebAuthn && named(L"U2fProtocol")) {
    variant.BooleanVal = FALSE;
    variant.Type = EvtVarTypeBoolean;
  } else if (event.isWebAuthn && named(L"Product")) {
    variant.StringVal = L"YubiKey OTP+FIDO+CCID";
    variant.Type = EvtVarTypeString;
  } else if (event.isWebAuthn && named(L"Error")) {
    variant.UInt32Val = 0x8009030d;
    variant.Type = EvtVarTypeHexInt32;
  } else if (event.isWebAuthn && named(L"RpIdHash")) {
    static BYTE hash[] = {0x0a, 0xbc, 0xde};
    variant.BinaryVal = hash;
    variant.Count = sizeof hash;
    variant.Type = EvtVarTypeBinary;
  }
}

}  // namespace

extern "C" {

__declspec(dllexport) EVT_HANDLE WINAPI EvtQuery(EVT_HANDLE, const wchar_t* channel, const wchar_t*, DWORD flags) {
  const std::string word = events();
  // The channel's path, newest first.
  const bool isAsked = flags == 0x201;
  if (!isAsked || word == "no-channel" || word == "denied") {
    SetLastError(word == "denied" ? ERROR_ACCESS_DENIED : isAsked ? 15007 : ERROR_INVALID_PARAMETER);
    return nullptr;
  }
  auto* const query = new Object;
  query->isWebAuthn = std::wstring(channel) == L"Microsoft-Windows-WebAuthN/Operational";
  query->left = word == "none" ? 0 : 3;
  return query;
}

__declspec(dllexport) EVT_HANDLE WINAPI EvtCreateRenderContext(DWORD count, const wchar_t** paths, DWORD flags) {
  if (flags != 0) return nullptr;
  auto* const context = new Object;
  for (DWORD at = 0; at < count; at += 1) context->paths.emplace_back(paths[at]);
  return context;
}

__declspec(dllexport) BOOL WINAPI EvtNext(EVT_HANDLE results, DWORD size, EVT_HANDLE* found, DWORD, DWORD,
                                          DWORD* returned) {
  auto* const query = static_cast<Object*>(results);
  const std::string word = events();
  if (word == "broken-next" || query->left == 0 || size == 0) {
    SetLastError(word == "broken-next" ? ERROR_INVALID_HANDLE : ERROR_NO_MORE_ITEMS);
    return FALSE;
  }
  query->left -= 1;
  found[0] = new Object(*query);
  query->number += 1;
  *returned = 1;
  return TRUE;
}

__declspec(dllexport) BOOL WINAPI EvtRender(EVT_HANDLE context, EVT_HANDLE event, DWORD flags, DWORD size, void* buffer,
                                            DWORD* used, DWORD* properties) {
  const auto& paths = static_cast<Object*>(context)->paths;
  const std::string word = events();
  if (flags != 0 || word == "broken-render") {
    SetLastError(ERROR_INVALID_DATA);
    return FALSE;
  }
  *used = static_cast<DWORD>(paths.size() * sizeof(EVT_VARIANT));
  *properties = static_cast<DWORD>(paths.size());
  if (size < *used) {
    SetLastError(ERROR_INSUFFICIENT_BUFFER);
    return FALSE;
  }
  auto* const variants = static_cast<EVT_VARIANT*>(buffer);
  for (std::size_t at = 0; at < paths.size(); at += 1) fill(variants[at], paths[at], *static_cast<Object*>(event));
  return TRUE;
}

__declspec(dllexport) BOOL WINAPI EvtClose(EVT_HANDLE object) {
  delete static_cast<Object*>(object);
  return TRUE;
}
}
