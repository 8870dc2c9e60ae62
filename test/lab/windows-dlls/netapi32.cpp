// Stands in for netapi32.dll, with what the addon asks of it.
// https://learn.microsoft.com/windows/win32/api/lmjoin/ns-lmjoin-dsreg_join_info. Structures by offset, as in webauthn.cpp.
#include "behaviour.h"

namespace {

template <typename Type>
void put(void* structure, std::size_t offset, Type value) {
  std::memcpy(static_cast<char*>(structure) + offset, &value, sizeof value);
}

/** `KEYREADY_JOIN`: `joined`, `hybrid`, `registered`, `none`, `nulls`. */
std::string join() {
  const std::string word = wordFor("KEYREADY_JOIN", "joined");
  misbehave(word);
  return word;
}

constexpr wchar_t kPerson[] = L"anna.beispiel@contoso.example";
wchar_t domainName[] = L"CONTOSO";

}  // namespace

extern "C" {

__declspec(dllexport) HRESULT WINAPI NetGetAadJoinInformation(const wchar_t* tenant, void** info) {
  const std::string word = join();
  if (tenant != nullptr) return E_INVALIDARG;
  if (const unsigned long error = errorIn(word)) return static_cast<HRESULT>(error);
  *info = nullptr;
  if (word == "none") return S_OK;
  void* const filled = atPageEnd(96);
  put<DWORD>(filled, 0, word == "registered" ? 2 : 1);
  *info = filled;
  if (word == "nulls") return S_OK;
  put(filled, 16, L"2f9dc0aa-6ad5-4b3a-8c1e-7d90f1a2b3c4");
  put(filled, 24, L"login.windows.net");
  put(filled, 32, L"8d2c9b10-1111-4222-8333-944455566677");
  put(filled, 40, kPerson);
  put(filled, 48, L"Contoso");
  put(filled, 56, word == "registered" ? L"" : L"https://enrollment.manage.example/");
  void* const user = atPageEnd(24);
  put(user, 0, kPerson);
  put(user, 8, L"{2A3B4C5D-0000-4000-8000-000000000001}");
  put(filled, 88, word == "hybrid" ? nullptr : user);
  return S_OK;
}

__declspec(dllexport) void WINAPI NetFreeAadJoinInformation(void*) { takeBack(); }

__declspec(dllexport) DWORD WINAPI NetGetJoinInformation(const wchar_t*, wchar_t** name, DWORD* status) {
  *name = domainName;
  *status = join() == "hybrid" ? 3 : 2;
  return 0;
}

__declspec(dllexport) DWORD WINAPI NetApiBufferFree(void*) { return 0; }
}
