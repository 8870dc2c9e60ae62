#include <algorithm>
#include <cwchar>

#include "device-set.h"
#include "facts.h"

namespace {

/** GUID_DEVINTERFACE_HID: https://learn.microsoft.com/windows-hardware/drivers/install/guid-devinterface-hid */
constexpr GUID kHidInterface{0x4d1e55b2, 0xf16f, 0x11cf, {0x88, 0xcb, 0x00, 0x11, 0x11, 0x00, 0x00, 0x30}};

/**
 * Usage page and usage of a FIDO collection as Windows puts them among a collection's ids.
 * https://learn.microsoft.com/windows-hardware/drivers/hid/hidclass-hardware-ids-for-top-level-collections and
 * https://fidoalliance.org/specs/fido-v2.1-ps-20210615/fido-client-to-authenticator-protocol-v2.1-ps-errata-20220621.html#usb-discovery
 */
constexpr wchar_t kFidoCollection[] = L"HID_DEVICE_UP:F1D0_U:0001";

/** DEVPKEY_Device_BusReportedDeviceDesc: what the device calls itself on its bus. */
struct PropertyKey {
  GUID formatId;
  ULONG propertyId;
};
constexpr PropertyKey kBusReportedDescription{
    {0x540b947e, 0x8b40, 0x45bc, {0xa8, 0xa2, 0x6a, 0x0b, 0x89, 0x4c, 0xbd, 0xa2}}, 4};

using DeviceNode = DWORD;
using GetParent = DWORD(WINAPI*)(DeviceNode*, DeviceNode, ULONG);
using GetNodeProperty = DWORD(WINAPI*)(DeviceNode, const PropertyKey*, ULONG*, BYTE*, ULONG*, ULONG);

std::wstring upperCase(std::wstring text) {
  std::transform(text.begin(), text.end(), text.begin(), [](wchar_t one) {
    return one >= L'a' && one <= L'z' ? static_cast<wchar_t>(one - L'a' + L'A') : one;
  });
  return text;
}

std::vector<std::wstring> idsOf(const DeviceSet& set, SP_DEVINFO_DATA& device) {
  std::vector<std::wstring> ids = set.textsOf(device, SPDRP_HARDWAREID);
  for (std::wstring& id : set.textsOf(device, SPDRP_COMPATIBLEIDS)) ids.push_back(std::move(id));
  std::transform(ids.begin(), ids.end(), ids.begin(), upperCase);
  return ids;
}

/** Four hex digits behind `mark` in one of the ids, or 0. Over Bluetooth two digits for the kind of number stand before them. */
std::uint32_t numberIn(const std::vector<std::wstring>& ids, const std::wstring& usbMark, const std::wstring& leMark) {
  const auto numberAt = [](const std::wstring& id, std::size_t at) {
    return static_cast<std::uint32_t>(std::wcstoul(id.substr(at, 4).c_str(), nullptr, 16));
  };
  for (const std::wstring& id : ids) {
    const std::size_t usb = id.find(usbMark);
    if (usb != std::wstring::npos) return numberAt(id, usb + usbMark.size());
    const std::size_t le = id.find(leMark);
    if (le != std::wstring::npos) {
      const std::size_t kind = leMark == L"VID&" ? 2 : 0;
      if (id.size() >= le + leMark.size() + kind + 4) return numberAt(id, le + leMark.size() + kind);
    }
  }
  return 0;
}

/** The name that the device, or what it is part of, told its bus; null where Windows keeps none. */
Value productOf(DeviceNode node) {
  const SystemLibrary manager("cfgmgr32.dll");
  const auto getParent = manager.find<GetParent>("CM_Get_Parent");
  const auto getProperty = manager.find<GetNodeProperty>("CM_Get_DevNode_PropertyW");
  if (!getParent || !getProperty) return {};
  // The collection itself, its USB interface, the USB device.
  for (int level = 0; level < 3; level += 1) {
    wchar_t name[256] = {};
    ULONG type = 0;
    ULONG size = sizeof name - sizeof(wchar_t);
    const DWORD asked =
        getProperty(node, &kBusReportedDescription, &type, reinterpret_cast<BYTE*>(name), &size, ULONG{0});
    if (asked == 0 && name[0] != L'\0') return textOf(name);
    DeviceNode parent = 0;
    if (getParent(&parent, node, ULONG{0}) != 0) return {};
    node = parent;
  }
  return {};
}

}  // namespace

/**
 * From what Plug and Play knows: no device is opened, so an account that may not open security keys sees them too. The maker is null:
 * what Windows keeps there is its own driver's maker.
 */
Value fidoDevices(const Arguments&) {
  const SetupApi api;
  if (const Value* missing = api.firstMissing()) return *missing;

  DeviceSet set(api, kHidInterface, DIGCF_DEVICEINTERFACE);
  if (set.problem() != ERROR_SUCCESS) return failed(set.problem());
  Value::List devices;
  SP_DEVICE_INTERFACE_DATA found;
  for (DWORD at = 0; set.interfaceOf(kHidInterface, at, found); at += 1) {
    SP_DEVINFO_DATA device;
    const std::wstring path = set.pathOf(found, device);
    if (path.empty()) continue;
    const std::vector<std::wstring> ids = idsOf(set, device);
    if (std::find(ids.begin(), ids.end(), kFidoCollection) == ids.end()) continue;
    devices.push_back(Value::Members{
        {L"path", textOf(path.c_str())},
        {L"vendorId", numberIn(ids, L"VID_", L"VID&")},
        {L"productId", numberIn(ids, L"PID_", L"PID&")},
        {L"product", productOf(device.DevInst)},
        {L"manufacturer", Value()},
    });
  }
  return set.problem() == ERROR_SUCCESS ? worked({{L"devices", devices}}) : failed(set.problem());
}
