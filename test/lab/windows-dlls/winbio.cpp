// Stands in for winbio.dll and, with the same exports, for ext-ms-win-biometrics-winbio-core-l1.dll.
// https://learn.microsoft.com/windows/win32/secbiomet/winbio-unit-schema, https://learn.microsoft.com/windows/win32/secbiomet/winbio-identity and
// https://github.com/microsoft/Windows-classic-samples/tree/main/Samples/Biometrics. Structures by offset, as in webauthn.cpp.
#include <algorithm>
#include <cwchar>

#include "behaviour.h"

namespace {

constexpr std::size_t kUnitSize = 2588;

void putText(char* unit, std::size_t offset, const wchar_t* text) {
  std::memcpy(unit + offset, text, std::min<std::size_t>(std::wcslen(text), 255) * sizeof(wchar_t));
}

void fillUnit(char* unit, bool isFull) {
  const DWORD heads[] = {1, 1, 8, 2, 0x1f};
  std::memcpy(unit, heads, sizeof heads);
  putText(unit, 20, L"USB\\VID_04F3&PID_0C4B\\SERIAL-IN-INSTANCE");
  putText(unit, 532, L"ELAN WBF Fingerprint Sensor");
  putText(unit, 1044, L"ELAN \x5c0f");
  putText(unit, 1556, L"0C4B");
  putText(unit, 2068, L"SERIAL-NUMBER-42");
  const DWORD firmware[] = {3, 17};
  std::memcpy(unit + 2580, firmware, sizeof firmware);
  if (!isFull) return;
  for (std::size_t offset : {532u, 1044u, 1556u})
    for (std::size_t at = 0; at < 256; at += 1) reinterpret_cast<wchar_t*>(unit + offset)[at] = L'y';
}

/** `KEYREADY_SENSORS`: what is built in. */
std::string sensors() {
  const std::string word = wordFor("KEYREADY_SENSORS", "fingerprint");
  misbehave(word);
  return word;
}

DWORD factorsOf(const std::string& word) {
  if (word == "fingerprint") return 8;
  // Enhanced Sign-in Security hides its sensors from the list; who is enrolled is still told.
  if (word == "face" || word == "hidden") return 2;
  return word == "both" ? 10 : 0;
}

void setting(const char* name, UCHAR* value, ULONG* source) {
  const std::string word = wordFor(name, "on");
  *value = word == "on" ? 1 : 0;
  *source = word == "policy-off" ? 2 : 1;
}

}  // namespace

extern "C" {

__declspec(dllexport) HRESULT WINAPI WinBioEnumBiometricUnits(ULONG factor, void** units, SIZE_T* count) {
  const std::string word = sensors();
  if (factor != 8) return E_INVALIDARG;
  if (const unsigned long error = errorIn(word)) return static_cast<HRESULT>(error);
  *units = nullptr;
  *count = 0;
  if (word == "null-units") *count = 2;
  if (word == "too-many") {
    *count = ~SIZE_T{0};
    *units = atPageEnd(kUnitSize);
  }
  const bool hasUnit = word == "fingerprint" || word == "both" || word == "full-texts";
  if (!hasUnit) return S_OK;
  *count = word == "both" ? 2 : 1;
  auto* const filled = static_cast<char*>(atPageEnd(kUnitSize * *count));
  for (SIZE_T at = 0; at < *count; at += 1) fillUnit(filled + at * kUnitSize, word == "full-texts");
  *units = filled;
  return S_OK;
}

__declspec(dllexport) HRESULT WINAPI WinBioFree(void*) {
  takeBack();
  return S_OK;
}

/** Wants the documented forms of an identity: the wildcard's mark, or a SID with its size. */
__declspec(dllexport) HRESULT WINAPI WinBioGetEnrolledFactors(const void* identity, ULONG* factors) {
  const std::string word = sensors();
  const auto* const fields = static_cast<const ULONG*>(identity);
  const bool isWildcard = fields[0] == 1 && fields[1] == 0x25066282;
  // Revision 1 and as many parts as the size says.
  const auto* const sid = reinterpret_cast<const BYTE*>(fields + 2);
  const bool isSid = fields[0] == 3 && sid[0] == 1 && fields[1] == 8u + 4u * sid[1];
  if (!isWildcard && !isSid) return E_INVALIDARG;
  if (const unsigned long error = errorIn(word)) return static_cast<HRESULT>(error);
  *factors = factorsOf(word);
  return S_OK;
}

__declspec(dllexport) void WINAPI WinBioGetEnabledSetting(UCHAR* value, ULONG* source) {
  setting("KEYREADY_BIOMETRICS", value, source);
}
__declspec(dllexport) void WINAPI WinBioGetLogonSetting(UCHAR* value, ULONG* source) {
  setting("KEYREADY_BIOMETRIC_SIGN_IN", value, source);
}
__declspec(dllexport) void WINAPI WinBioGetDomainLogonSetting(UCHAR* value, ULONG* source) {
  setting("KEYREADY_BIOMETRIC_DOMAIN_SIGN_IN", value, source);
}

__declspec(dllexport) HRESULT WINAPI WinBioIsDeviceEnhancedSignInSecurityCapable(BOOL* capable) {
  *capable = sensors() == "hidden" ? TRUE : FALSE;
  return S_OK;
}
__declspec(dllexport) HRESULT WINAPI WinBioIsDeviceEnhancedSignInSecurityEnabled(BOOL* enabled) {
  *enabled = sensors() == "hidden" ? TRUE : FALSE;
  return S_OK;
}
__declspec(dllexport) HRESULT WINAPI WinBioGetConnectedSensors(SIZE_T* count, void** found) {
  const std::string word = sensors();
  *count = word == "hidden" ? 2 : 0;
  *found = nullptr;
  if (word != "hidden") return S_OK;
  const DWORD fields[] = {2, TRUE, 8, FALSE};
  *found = atPageEnd(sizeof fields);
  std::memcpy(*found, fields, sizeof fields);
  return S_OK;
}
}
