#include <windows.h>

#include "facts.h"
#include "hresults.h"
#include "system-library.h"

namespace {

// mingw-w64's lmjoin.h lacks these. https://learn.microsoft.com/windows/win32/api/lmjoin/ns-lmjoin-dsreg_join_info

struct UserInfo {
  const wchar_t* userEmail;
  const wchar_t* userKeyId;
  const wchar_t* userKeyName;
};
static_assert(sizeof(UserInfo) == 24, "DSREG_USER_INFO");

/** Any pointer may be null. The e-mail addresses and the certificate are never looked at. */
struct JoinInfo {
  INT32 joinType;
  const void* joinCertificate;
  const wchar_t* deviceId;
  const wchar_t* idpDomain;
  const wchar_t* tenantId;
  const wchar_t* joinUserEmail;
  const wchar_t* tenantDisplayName;
  const wchar_t* mdmEnrollmentUrl;
  const wchar_t* mdmTermsOfUseUrl;
  const wchar_t* mdmComplianceUrl;
  const wchar_t* userSettingSyncUrl;
  const UserInfo* userInfo;
};
static_assert(sizeof(JoinInfo) == 96, "DSREG_JOIN_INFO");

bool isFilled(const wchar_t* text) { return text != nullptr && text[0] != L'\0'; }

Value describe(const JoinInfo& info) {
  return Value::Members{
      {L"type", static_cast<std::uint32_t>(info.joinType)},
      {L"deviceId", textOf(info.deviceId)},
      {L"tenantId", textOf(info.tenantId)},
      {L"idpDomain", textOf(info.idpDomain)},
      {L"hasMdmUrl", isFilled(info.mdmEnrollmentUrl)},
      {L"hasUserKey", info.userInfo != nullptr && isFilled(info.userInfo->userKeyId)},
  };
}

}  // namespace

/** https://learn.microsoft.com/windows/win32/api/lmjoin/nf-lmjoin-netgetaadjoininformation: no information means not joined. */
Value entraJoin(const Arguments&) {
  const SystemLibrary netapi("netapi32.dll");
  const auto getJoin = netapi.find<HRESULT(WINAPI*)(const wchar_t*, JoinInfo**)>("NetGetAadJoinInformation");
  const auto release = netapi.find<void(WINAPI*)(JoinInfo*)>("NetFreeAadJoinInformation");
  if (!getJoin) return getJoin.missing();
  if (!release) return release.missing();

  JoinInfo* info = nullptr;
  const HRESULT result = getJoin(static_cast<const wchar_t*>(nullptr), &info);
  if (result != S_OK) return failed(unsignedOf(result));
  if (info == nullptr) return worked({{L"join", Value()}});
  Value described = worked({{L"join", describe(*info)}});
  release(info);
  return described;
}

/** https://learn.microsoft.com/windows/win32/api/lmjoin/nf-lmjoin-netgetjoininformation. The name is not passed on. */
Value domainJoin(const Arguments&) {
  const SystemLibrary netapi("netapi32.dll");
  const auto getJoin = netapi.find<DWORD(WINAPI*)(const wchar_t*, wchar_t**, INT32*)>("NetGetJoinInformation");
  const auto release = netapi.find<DWORD(WINAPI*)(void*)>("NetApiBufferFree");
  if (!getJoin) return getJoin.missing();
  if (!release) return release.missing();

  wchar_t* name = nullptr;
  INT32 status = 0;
  const DWORD result = getJoin(static_cast<const wchar_t*>(nullptr), &name, &status);
  if (name != nullptr) release(static_cast<void*>(name));
  return result == ERROR_SUCCESS ? worked({{L"status", static_cast<std::uint32_t>(status)}}) : failed(result);
}
