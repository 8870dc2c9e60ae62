// Stands in for webauthn.dll. https://github.com/microsoft/webauthn/blob/main/webauthn.h; authenticators (API version 9) as in
// https://learn.microsoft.com/windows/win32/api/webauthn/ns-webauthn-webauthn_authenticator_details. Structures are written by offset, not by a
// declaration, so that a mistake in the addon's declarations is not made here again.
#include "behaviour.h"

namespace {

constexpr HRESULT kNotFound = static_cast<HRESULT>(0x80090011);

/** What must never leave: tests look for these words in the answers. */
constexpr wchar_t kPerson[] = L"anna.beispiel@contoso.example";
constexpr BYTE kCredentialId[] = {0xc0, 0xff, 0xee, 0x00, 0xc0, 0xff, 0xee, 0x00};

template <typename Type>
void put(void* structure, std::size_t offset, Type value) {
  std::memcpy(static_cast<char*>(structure) + offset, &value, sizeof value);
}

const void* rpEntity() {
  void* const entity = atPageEnd(32);
  put<DWORD>(entity, 0, 1);
  put(entity, 8, L"login.microsoft.com");
  put(entity, 16, L"Microsoft");
  return entity;
}

const void* userEntity() {
  void* const entity = atPageEnd(40);
  put<DWORD>(entity, 0, 1);
  put(entity, 16, kPerson);
  put(entity, 32, kPerson);
  return entity;
}

const wchar_t* unterminated() {
  constexpr std::size_t length = 6000;
  auto* const text = static_cast<wchar_t*>(atPageEnd(length * sizeof(wchar_t)));
  for (std::size_t at = 0; at < length; at += 1) text[at] = L'x';
  return text;
}

/** Details of a credential in the form of a version; 0 is what Windows 11 22H2 says of version 1. */
void* credential(DWORD version, const std::string& word) {
  void* const details = atPageEnd(version >= 3 ? 72 : 40);
  put<DWORD>(details, 0, version);
  put<DWORD>(details, 4, sizeof kCredentialId);
  put(details, 8, kCredentialId);
  put(details, 16, word == "no-rp" ? nullptr : rpEntity());
  put(details, 24, userEntity());
  put<BOOL>(details, 32, FALSE);
  // In versions 0 and 1 this is padding, with whatever was there.
  put<BOOL>(details, 36, TRUE);
  if (version >= 3) {
    put(details, 40, word == "unterminated" ? unterminated() : L"Windows Hello \xd83d");
    put<BOOL>(details, 64, TRUE);
  }
  if (version >= 4) put<DWORD>(details, 68, 0x10);
  return details;
}

/** A list structure (count, array of pointers) around entries. */
void* listOf(DWORD count, void** entries) {
  void* const list = atPageEnd(16);
  put<DWORD>(list, 0, count);
  put(list, 8, entries);
  return list;
}

DWORD apiVersion() { return static_cast<DWORD>(std::strtoul(wordFor("KEYREADY_WEBAUTHN", "7").c_str(), nullptr, 10)); }

}  // namespace

extern "C" {

#ifndef WITHOUT_VERSION
__declspec(dllexport) DWORD WINAPI WebAuthNGetApiVersionNumber() {
  misbehave(wordFor("KEYREADY_WEBAUTHN", "7"));
  return apiVersion();
}
#endif

__declspec(dllexport) HRESULT WINAPI WebAuthNIsUserVerifyingPlatformAuthenticatorAvailable(BOOL* available) {
  const std::string word = wordFor("KEYREADY_HELLO", "yes");
  misbehave(word);
  if (const unsigned long error = errorIn(word)) return static_cast<HRESULT>(error);
  *available = word == "yes" ? TRUE : FALSE;
  return S_OK;
}

#ifndef WITHOUT_VERSION
/** `KEYREADY_CREDENTIALS`: `none`, or digits: one credential for each, of that structure version. */
__declspec(dllexport) HRESULT WINAPI WebAuthNGetPlatformCredentialList(const void* options, void** list) {
  const std::string word = wordFor("KEYREADY_CREDENTIALS", "none");
  misbehave(word);
  if (*static_cast<const DWORD*>(options) != 1) return E_INVALIDARG;
  if (const unsigned long error = errorIn(word)) return static_cast<HRESULT>(error);
  if (word == "none") return kNotFound;
  if (word == "null-list") {
    *list = nullptr;
    return S_OK;
  }
  if (word == "null-array" || word == "too-many") {
    *list = listOf(word == "too-many" ? 0xffffffff : 3, nullptr);
    return S_OK;
  }
  auto** const entries = static_cast<void**>(atPageEnd(8 * sizeof(void*)));
  if (word == "null-entry" || word == "no-rp" || word == "unterminated") {
    entries[0] = word == "null-entry" ? nullptr : credential(3, word);
    *list = listOf(1, entries);
    return S_OK;
  }
  DWORD count = 0;
  for (const char version : word) entries[count++] = credential(static_cast<DWORD>(version - '0'), word);
  *list = listOf(count, entries);
  return S_OK;
}

__declspec(dllexport) void WINAPI WebAuthNFreePlatformCredentialList(void*) { takeBack(); }

__declspec(dllexport) HRESULT WINAPI WebAuthNGetAuthenticatorList(const void*, void** list) {
  const std::string word = wordFor("KEYREADY_AUTHENTICATORS", "one-locked");
  misbehave(word);
  if (apiVersion() < 9) return E_NOTIMPL;
  if (word == "none") return kNotFound;
  static const BYTE id[] = {0x08, 0x98, 0x70, 0x58, 0xca, 0xdc};
  auto** const entries = static_cast<void**>(atPageEnd(sizeof(void*)));
  void* const details = atPageEnd(48);
  put<DWORD>(details, 0, 1);
  put<DWORD>(details, 4, word == "huge-id" ? 0x7fffffff : sizeof id);
  put(details, 8, id);
  put(details, 16, L"Windows Hello");
  put<BOOL>(details, 40, TRUE);
  entries[0] = details;
  *list = listOf(1, entries);
  return S_OK;
}

__declspec(dllexport) void WINAPI WebAuthNFreeAuthenticatorList(void*) { takeBack(); }
#endif
}
