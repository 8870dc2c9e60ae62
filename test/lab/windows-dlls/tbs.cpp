// Stands in for tbs.dll. https://learn.microsoft.com/windows/win32/api/tbs/ and, for error codes,
// https://learn.microsoft.com/windows/win32/tbs/tbs-return-codes
#include "behaviour.h"

namespace {

constexpr UINT32 kTpmNotFound = 0x8028400F;
constexpr UINT32 kServiceDisabled = 0x80284010;
constexpr UINT32 kBadParameter = 0x80284002;

/** TPM2_GetCapability of properties: manufacturer IFX, firmware 7.85 and 4555. Part 2 of the TPM 2.0 library, 10.8 and 6.13. */
constexpr BYTE kProperties[] = {
    0x80, 0x01, 0x00, 0x00, 0x00, 0x2b, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x06,
    0x00, 0x00, 0x00, 0x03, 0x00, 0x00, 0x01, 0x05, 0x49, 0x46, 0x58, 0x00, 0x00, 0x00, 0x01,
    0x0b, 0x00, 0x07, 0x00, 0x55, 0x00, 0x00, 0x01, 0x0c, 0x00, 0x11, 0xcb, 0x00,
};

std::string tpm() {
  const std::string word = wordFor("KEYREADY_TPM", "2.0");
  misbehave(word);
  return word;
}

UINT32 whyNone(const std::string& word) {
  if (word == "none") return kTpmNotFound;
  if (word == "disabled") return kServiceDisabled;
  return static_cast<UINT32>(errorIn(word));
}

}  // namespace

extern "C" {

__declspec(dllexport) UINT32 WINAPI Tbsi_GetDeviceInfo(UINT32 size, void* info) {
  const std::string word = tpm();
  if (const UINT32 error = whyNone(word)) return error;
  auto* const fields = static_cast<UINT32*>(info);
  if (size != 16 || fields[0] != 1) return kBadParameter;
  fields[1] = word == "1.2" ? 1 : 2;
  fields[2] = 1;
  fields[3] = 0;
  return 0;
}

__declspec(dllexport) UINT32 WINAPI Tbsi_Context_Create(const UINT32* params, void** context) {
  const std::string word = tpm();
  if (const UINT32 error = whyNone(word)) return error;
  // Version 2, and TPM 2.0 asked for.
  if (params[0] != 2 || (params[1] & 4) == 0) return kBadParameter;
  *context = const_cast<BYTE*>(kProperties);
  return 0;
}

__declspec(dllexport) UINT32 WINAPI Tbsip_Submit_Command(void* context, UINT32 locality, UINT32 priority,
                                                         const BYTE* command, UINT32 commandSize, BYTE* result,
                                                         UINT32* resultSize) {
  const std::string word = tpm();
  if (context != kProperties || locality != 0 || priority != 200 || commandSize < 10 || command[9] != 0x7a)
    return kBadParameter;
  if (*resultSize < sizeof kProperties) return 0x80284005;
  std::memcpy(result, kProperties, sizeof kProperties);
  *resultSize = word == "huge-answer" ? 0xffffffff : sizeof kProperties;
  return 0;
}

__declspec(dllexport) UINT32 WINAPI Tbsip_Context_Close(void* context) {
  return context == kProperties ? 0 : kBadParameter;
}
}
