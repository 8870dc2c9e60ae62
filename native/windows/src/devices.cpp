#include "device-set.h"
#include "facts.h"

namespace {

Value textOrNull(const std::vector<std::wstring>& texts) {
  return texts.empty() ? Value() : textOf(texts.front().c_str());
}

}  // namespace

/** Setup classes: https://learn.microsoft.com/windows-hardware/drivers/install/system-defined-device-setup-classes-available-to-vendors */
Value presentDevices(const Arguments& arguments) {
  const GUID classId = guidOf(arguments[0]);
  const SetupApi api;
  if (const Value* missing = api.firstMissing()) return *missing;

  DeviceSet set(api, classId, 0);
  if (set.problem() != ERROR_SUCCESS) return failed(set.problem());
  Value::List devices;
  SP_DEVINFO_DATA device;
  for (DWORD at = 0; set.device(at, device); at += 1) {
    const std::vector<std::wstring> named = set.textsOf(device, SPDRP_FRIENDLYNAME);
    devices.push_back(Value::Members{
        {L"name", textOrNull(named.empty() ? set.textsOf(device, SPDRP_DEVICEDESC) : named)},
        {L"manufacturer", textOrNull(set.textsOf(device, SPDRP_MFG))},
    });
  }
  return set.problem() == ERROR_SUCCESS ? worked({{L"devices", devices}}) : failed(set.problem());
}

/** https://learn.microsoft.com/windows/win32/api/setupapi/nf-setupapi-setupdienumdeviceinterfaces */
Value presentInterfaces(const Arguments& arguments) {
  const GUID classId = guidOf(arguments[0]);
  const SetupApi api;
  if (const Value* missing = api.firstMissing()) return *missing;

  DeviceSet set(api, classId, DIGCF_DEVICEINTERFACE);
  if (set.problem() != ERROR_SUCCESS) return failed(set.problem());
  std::uint32_t count = 0;
  SP_DEVICE_INTERFACE_DATA found;
  while (set.interfaceOf(classId, count, found)) count += 1;
  return set.problem() == ERROR_SUCCESS ? worked({{L"count", count}}) : failed(set.problem());
}
