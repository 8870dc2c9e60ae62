#include <windows.h>

#include "facts.h"
#include "hresults.h"
#include "system-library.h"

// Structures as in https://github.com/microsoft/webauthn/blob/main/webauthn.h and, for authenticators (API version 9),
// https://learn.microsoft.com/windows/win32/api/webauthn/ns-webauthn-webauthn_authenticator_details. Versions 2 and 4 of the
// credential details grew into padding, so only dwVersion tells which members are there.

namespace {

struct GetCredentialsOptions {
  DWORD dwVersion;
  const wchar_t* pwszRpId;
  BOOL bBrowserInPrivateMode;
};
static_assert(sizeof(GetCredentialsOptions) == 24, "WEBAUTHN_GET_CREDENTIALS_OPTIONS");

struct RpEntityInformation {
  DWORD dwVersion;
  const wchar_t* pwszId;
  const wchar_t* pwszName;
  const wchar_t* pwszIcon;
};
static_assert(sizeof(RpEntityInformation) == 32, "WEBAUTHN_RP_ENTITY_INFORMATION");

/** Up to the last member that is read. The user and the credential id are never looked at. */
struct CredentialDetails {
  DWORD dwVersion;
  DWORD cbCredentialID;
  const BYTE* pbCredentialID;
  const RpEntityInformation* pRpInformation;
  const void* pUserInformation;
  BOOL bRemovable;
  BOOL bBackedUp;                       // version 2
  const wchar_t* pwszAuthenticatorName;  // version 3
};
static_assert(sizeof(CredentialDetails) == 48, "WEBAUTHN_CREDENTIAL_DETAILS up to pwszAuthenticatorName");

struct CredentialDetailsList {
  DWORD cCredentialDetails;
  const CredentialDetails** ppCredentialDetails;
};
static_assert(sizeof(CredentialDetailsList) == 16, "WEBAUTHN_CREDENTIAL_DETAILS_LIST");

struct AuthenticatorDetailsOptions {
  DWORD dwVersion;
};

struct AuthenticatorDetails {
  DWORD dwVersion;
  DWORD cbAuthenticatorId;
  const BYTE* pbAuthenticatorId;
  const wchar_t* pwszAuthenticatorName;
  DWORD cbAuthenticatorLogo;
  const BYTE* pbAuthenticatorLogo;
  BOOL bLocked;
};
static_assert(sizeof(AuthenticatorDetails) == 48, "WEBAUTHN_AUTHENTICATOR_DETAILS");

struct AuthenticatorDetailsList {
  DWORD cAuthenticatorDetails;
  const AuthenticatorDetails** ppAuthenticatorDetails;
};
static_assert(sizeof(AuthenticatorDetailsList) == 16, "WEBAUTHN_AUTHENTICATOR_DETAILS_LIST");

/** More than any person has; beyond it the count is taken for damaged. */
constexpr DWORD kMaxEntries = 10'000;
constexpr DWORD kMaxIdSize = 1024;

Value describe(const CredentialDetails& credential) {
  // Windows 11 22H2 gives version 0 for what is version 1: https://github.com/MichaelGrafnetter/webauthn-interop
  const DWORD version = credential.dwVersion == 0 ? 1 : credential.dwVersion;
  const RpEntityInformation* rp = credential.pRpInformation;
  return Value::Members{
      {L"version", std::uint32_t{version}},
      {L"rpId", rp == nullptr ? Value() : textOf(rp->pwszId)},
      {L"removable", credential.bRemovable != FALSE},
      {L"backedUp", version >= 2 ? Value(credential.bBackedUp != FALSE) : Value()},
      {L"authenticatorName", version >= 3 ? textOf(credential.pwszAuthenticatorName) : Value()},
  };
}

Value describe(const AuthenticatorDetails& authenticator) {
  const bool hasId = authenticator.pbAuthenticatorId != nullptr && authenticator.cbAuthenticatorId <= kMaxIdSize;
  return Value::Members{
      {L"id", hasId ? hexOf(authenticator.pbAuthenticatorId, authenticator.cbAuthenticatorId) : std::wstring()},
      {L"name", textOf(authenticator.pwszAuthenticatorName)},
      {L"locked", authenticator.bLocked != FALSE},
  };
}

/** A list of pointers as webauthn.dll gives it. Success without what it should point to is no answer. */
template <typename Details>
Value describeAll(const wchar_t* name, DWORD count, const Details* const* details) {
  if (count > kMaxEntries) return failed(kInvalidData);
  if (count > 0 && details == nullptr) return failed(kPointer);
  Value::List described;
  for (DWORD at = 0; at < count; at += 1) {
    if (details[at] == nullptr) return failed(kPointer);
    described.push_back(describe(*details[at]));
  }
  return worked({{name, described}});
}

}  // namespace

/**
 * https://learn.microsoft.com/windows/win32/api/webauthn/nf-webauthn-webauthngetapiversionnumber and
 * https://learn.microsoft.com/windows/win32/api/webauthn/nf-webauthn-webauthnisuserverifyingplatformauthenticatoravailable
 */
Value webauthn(const Arguments&) {
  const SystemLibrary library("webauthn.dll");
  if (!library) return library.missing();
  const auto getVersion = library.find<DWORD(WINAPI*)()>("WebAuthNGetApiVersionNumber");
  const auto isAvailable =
      library.find<HRESULT(WINAPI*)(BOOL*)>("WebAuthNIsUserVerifyingPlatformAuthenticatorAvailable");

  Value platformAuthenticator = isAvailable.missing();
  if (isAvailable) {
    BOOL available = FALSE;
    const HRESULT result = isAvailable(&available);
    platformAuthenticator =
        result == S_OK ? worked({{L"available", available != FALSE}}) : failed(unsignedOf(result));
  }
  return Value::Members{{L"apiVersion", getVersion ? Value(std::uint32_t{getVersion()}) : Value()},
                        {L"platformAuthenticator", platformAuthenticator}};
}

/** https://learn.microsoft.com/windows/win32/api/webauthn/nf-webauthn-webauthngetplatformcredentiallist */
Value platformCredentials(const Arguments& arguments) {
  const SystemLibrary library("webauthn.dll");
  const auto getList = library.find<HRESULT(WINAPI*)(const GetCredentialsOptions*, CredentialDetailsList**)>(
      "WebAuthNGetPlatformCredentialList");
  const auto freeList = library.find<void(WINAPI*)(CredentialDetailsList*)>("WebAuthNFreePlatformCredentialList");
  if (!getList) return getList.missing();
  if (!freeList) return freeList.missing();

  const GetCredentialsOptions options{1, arguments[0].empty() ? nullptr : arguments[0].c_str(), FALSE};
  CredentialDetailsList* list = nullptr;
  const HRESULT result = getList(&options, &list);
  if (result != S_OK) return failed(unsignedOf(result));
  if (list == nullptr) return failed(kPointer);
  Value described = describeAll(L"credentials", list->cCredentialDetails, list->ppCredentialDetails);
  freeList(list);
  return described;
}

/** https://learn.microsoft.com/windows/win32/api/webauthn/nf-webauthn-webauthngetauthenticatorlist */
Value passkeyAuthenticators(const Arguments&) {
  const SystemLibrary library("webauthn.dll");
  const auto getList = library.find<HRESULT(WINAPI*)(const AuthenticatorDetailsOptions*, AuthenticatorDetailsList**)>(
      "WebAuthNGetAuthenticatorList");
  const auto freeList = library.find<void(WINAPI*)(AuthenticatorDetailsList*)>("WebAuthNFreeAuthenticatorList");
  if (!getList) return getList.missing();
  if (!freeList) return freeList.missing();

  const AuthenticatorDetailsOptions options{1};
  AuthenticatorDetailsList* list = nullptr;
  const HRESULT result = getList(&options, &list);
  if (result != S_OK) return failed(unsignedOf(result));
  if (list == nullptr) return failed(kPointer);
  Value described = describeAll(L"authenticators", list->cAuthenticatorDetails, list->ppAuthenticatorDetails);
  freeList(list);
  return described;
}
