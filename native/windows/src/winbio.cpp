#include <windows.h>
#include <sddl.h>

#include <cstring>

#include "facts.h"
#include "hresults.h"
#include "system-library.h"

namespace {

/** https://learn.microsoft.com/windows/win32/secbiomet/winbio-unit-schema; strings may fill all 256 characters, without a NUL. */
struct UnitSchema {
  ULONG unitId;
  ULONG poolType;
  ULONG biometricFactor;
  ULONG sensorSubType;
  ULONG capabilities;
  WCHAR deviceInstanceId[256];
  WCHAR description[256];
  WCHAR manufacturer[256];
  WCHAR model[256];
  WCHAR serialNumber[256];
  DWORD firmwareMajor;
  DWORD firmwareMinor;
};
static_assert(sizeof(UnitSchema) == 2588, "WINBIO_UNIT_SCHEMA");

/** https://learn.microsoft.com/windows/win32/secbiomet/winbio-identity */
struct Identity {
  ULONG type;
  union {
    ULONG wildcard;
    struct {
      ULONG size;
      UCHAR data[SECURITY_MAX_SID_SIZE];
    } accountSid;
  } value;
};
static_assert(sizeof(Identity) == 76, "WINBIO_IDENTITY");

/** In Windows SDK 10.0.26100.7175: https://github.com/microsoft/Windows-classic-samples/tree/main/Samples/Biometrics */
struct ConnectedSensor {
  ULONG biometricType;
  BOOL isEnhancedSignInSecurityCapable;
};
static_assert(sizeof(ConnectedSensor) == 8, "WINBIO_CONNECTED_SENSOR");

constexpr ULONG kFingerprint = 8;
constexpr ULONG kIdTypeWildcard = 1;
constexpr ULONG kIdTypeSid = 3;
/** WINBIO_IDENTITY_WILDCARD in winbio_types.h. */
constexpr ULONG kWildcard = 0x25066282;
/** More than any machine has; beyond it the count is taken for damaged. */
constexpr SIZE_T kMaxSensors = 1000;

using Free = HRESULT(WINAPI*)(void*);

Value describe(const UnitSchema& unit) {
  constexpr std::size_t length = 256;
  return Value::Members{
      {L"factor", std::uint32_t{unit.biometricFactor}},
      {L"sensorSubType", std::uint32_t{unit.sensorSubType}},
      {L"capabilities", std::uint32_t{unit.capabilities}},
      {L"description", textOf(unit.description, length)},
      {L"manufacturer", textOf(unit.manufacturer, length)},
      {L"model", textOf(unit.model, length)},
      {L"firmware", std::to_wstring(unit.firmwareMajor) + L"." + std::to_wstring(unit.firmwareMinor)},
  };
}

Value describe(const ConnectedSensor& sensor) {
  return Value::Members{{L"factor", std::uint32_t{sensor.biometricType}},
                        {L"capable", sensor.isEnhancedSignInSecurityCapable != FALSE}};
}

template <typename Item>
Value describeAll(const wchar_t* name, SIZE_T count, const Item* items) {
  if (count > kMaxSensors) return failed(kInvalidData);
  if (count > 0 && items == nullptr) return failed(kPointer);
  Value::List described;
  for (SIZE_T at = 0; at < count; at += 1) described.push_back(describe(items[at]));
  return worked({{name, described}});
}

/** `*` is any account; anything else a SID. */
Identity identityOf(const std::wstring& account) {
  Identity identity{};
  if (account == L"*") {
    identity.type = kIdTypeWildcard;
    identity.value.wildcard = kWildcard;
    return identity;
  }
  PSID sid = nullptr;
  if (!ConvertStringSidToSidW(account.c_str(), &sid)) throw WrongArgument("enrolledFactors: neither a SID nor *");
  const DWORD size = GetLengthSid(sid);
  identity.type = kIdTypeSid;
  identity.value.accountSid.size = size;
  if (size <= sizeof identity.value.accountSid.data) std::memcpy(identity.value.accountSid.data, sid, size);
  LocalFree(sid);
  if (size > sizeof identity.value.accountSid.data) throw WrongArgument("enrolledFactors: the SID is too long");
  return identity;
}

/** The setting functions return nothing; a value and where it comes from. */
Value settingOf(const SystemLibrary& winbio, const char* function) {
  const auto getSetting = winbio.find<void(WINAPI*)(UCHAR*, ULONG*)>(function);
  if (!getSetting) return getSetting.missing();
  UCHAR value = 0;
  ULONG source = 0;
  getSetting(&value, &source);
  return Value::Members{{L"value", value != 0}, {L"source", std::uint32_t{source}}};
}

Value truthOf(const SystemLibrary& library, const char* function) {
  const auto isSo = library.find<HRESULT(WINAPI*)(BOOL*)>(function);
  if (!isSo) return isSo.missing();
  BOOL value = FALSE;
  const HRESULT result = isSo(&value);
  return result == S_OK ? worked({{L"value", value != FALSE}}) : failed(unsignedOf(result));
}

Value connectedSensors(const SystemLibrary& library) {
  const auto getSensors = library.find<HRESULT(WINAPI*)(SIZE_T*, ConnectedSensor**)>("WinBioGetConnectedSensors");
  if (!getSensors) return getSensors.missing();
  const auto release = SystemLibrary("winbio.dll").find<Free>("WinBioFree");
  if (!release) return release.missing();

  SIZE_T count = 0;
  ConnectedSensor* sensors = nullptr;
  const HRESULT result = getSensors(&count, &sensors);
  if (result != S_OK) return failed(unsignedOf(result));
  Value described = describeAll(L"sensors", count, sensors);
  if (sensors != nullptr) release(static_cast<void*>(sensors));
  return described;
}

}  // namespace

/** https://learn.microsoft.com/windows/win32/api/winbio/nf-winbio-winbioenumbiometricunits */
Value biometricUnits(const Arguments&) {
  const SystemLibrary winbio("winbio.dll");
  const auto enumerate = winbio.find<HRESULT(WINAPI*)(ULONG, UnitSchema**, SIZE_T*)>("WinBioEnumBiometricUnits");
  const auto release = winbio.find<Free>("WinBioFree");
  if (!enumerate) return enumerate.missing();
  if (!release) return release.missing();

  UnitSchema* units = nullptr;
  SIZE_T count = 0;
  const HRESULT result = enumerate(kFingerprint, &units, &count);
  if (result != S_OK) return failed(unsignedOf(result));
  Value described = describeAll(L"units", count, units);
  if (units != nullptr) release(static_cast<void*>(units));
  return described;
}

/** https://learn.microsoft.com/windows/win32/api/winbio/nf-winbio-winbiogetenrolledfactors */
Value enrolledFactors(const Arguments& arguments) {
  Identity identity = identityOf(arguments[0]);
  const SystemLibrary winbio("winbio.dll");
  const auto getFactors = winbio.find<HRESULT(WINAPI*)(Identity*, ULONG*)>("WinBioGetEnrolledFactors");
  if (!getFactors) return getFactors.missing();

  ULONG factors = 0;
  const HRESULT result = getFactors(&identity, &factors);
  return result == S_OK ? worked({{L"factors", std::uint32_t{factors}}}) : failed(unsignedOf(result));
}

/** https://learn.microsoft.com/windows/win32/api/winbio/nf-winbio-winbiogetenabledsetting and its two neighbours. */
Value biometricSettings(const Arguments&) {
  const SystemLibrary winbio("winbio.dll");
  if (!winbio) return winbio.missing();
  return Value::Members{{L"enabled", settingOf(winbio, "WinBioGetEnabledSetting")},
                        {L"signIn", settingOf(winbio, "WinBioGetLogonSetting")},
                        {L"domainSignIn", settingOf(winbio, "WinBioGetDomainLogonSetting")}};
}

/** Library and calls as in Microsoft's sample (ConnectedSensor above), which also frees by WinBioFree. */
Value enhancedSignIn(const Arguments&) {
  const SystemLibrary library("ext-ms-win-biometrics-winbio-core-l1.dll");
  if (!library) return library.missing();
  return Value::Members{{L"capable", truthOf(library, "WinBioIsDeviceEnhancedSignInSecurityCapable")},
                        {L"enabled", truthOf(library, "WinBioIsDeviceEnhancedSignInSecurityEnabled")},
                        {L"sensors", connectedSensors(library)}};
}
