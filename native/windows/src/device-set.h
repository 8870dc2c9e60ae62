#pragma once

#include <windows.h>
#include <setupapi.h>

#include <string>
#include <vector>

#include "system-library.h"

/** A class or interface id as `{…}`. Throws WrongArgument when it is none. */
GUID guidOf(const std::wstring& text);

/** The functions of setupapi.dll that are used. https://learn.microsoft.com/windows-hardware/drivers/install/setupapi */
struct SetupApi {
  SystemLibrary library{"setupapi.dll"};
  SystemFunction<HDEVINFO(WINAPI*)(const GUID*, const wchar_t*, HWND, DWORD)> getDevices =
      library.find<HDEVINFO(WINAPI*)(const GUID*, const wchar_t*, HWND, DWORD)>("SetupDiGetClassDevsW");
  SystemFunction<BOOL(WINAPI*)(HDEVINFO)> destroy =
      library.find<BOOL(WINAPI*)(HDEVINFO)>("SetupDiDestroyDeviceInfoList");
  SystemFunction<BOOL(WINAPI*)(HDEVINFO, DWORD, SP_DEVINFO_DATA*)> enumDevice =
      library.find<BOOL(WINAPI*)(HDEVINFO, DWORD, SP_DEVINFO_DATA*)>("SetupDiEnumDeviceInfo");
  SystemFunction<BOOL(WINAPI*)(HDEVINFO, SP_DEVINFO_DATA*, const GUID*, DWORD, SP_DEVICE_INTERFACE_DATA*)>
      enumInterface =
          library.find<BOOL(WINAPI*)(HDEVINFO, SP_DEVINFO_DATA*, const GUID*, DWORD, SP_DEVICE_INTERFACE_DATA*)>(
              "SetupDiEnumDeviceInterfaces");
  SystemFunction<BOOL(WINAPI*)(HDEVINFO, SP_DEVICE_INTERFACE_DATA*, SP_DEVICE_INTERFACE_DETAIL_DATA_W*, DWORD, DWORD*,
                               SP_DEVINFO_DATA*)>
      getDetail = library.find<BOOL(WINAPI*)(HDEVINFO, SP_DEVICE_INTERFACE_DATA*, SP_DEVICE_INTERFACE_DETAIL_DATA_W*,
                                             DWORD, DWORD*, SP_DEVINFO_DATA*)>("SetupDiGetDeviceInterfaceDetailW");
  SystemFunction<BOOL(WINAPI*)(HDEVINFO, SP_DEVINFO_DATA*, DWORD, DWORD*, BYTE*, DWORD, DWORD*)> getProperty =
      library.find<BOOL(WINAPI*)(HDEVINFO, SP_DEVINFO_DATA*, DWORD, DWORD*, BYTE*, DWORD, DWORD*)>(
          "SetupDiGetDeviceRegistryPropertyW");

  /** Null when all are there; else the first that is not. */
  const Value* firstMissing() const;
};

/** Devices that are present now, of a setup class or with an interface of a class. */
class DeviceSet {
 public:
  DeviceSet(const SetupApi& api, const GUID& classId, DWORD flags);
  DeviceSet(const DeviceSet&) = delete;
  DeviceSet& operator=(const DeviceSet&) = delete;
  ~DeviceSet();

  /** 0, or why there is no set. */
  DWORD problem() const { return problem_; }
  /** False after the last; `problem()` then says whether it was the end. */
  bool device(DWORD at, SP_DEVINFO_DATA& device);
  bool interfaceOf(const GUID& classId, DWORD at, SP_DEVICE_INTERFACE_DATA& found);
  /** Path of an interface, and the device it belongs to. Empty when Windows does not tell. */
  std::wstring pathOf(SP_DEVICE_INTERFACE_DATA& found, SP_DEVINFO_DATA& device) const;
  /** Texts of a property (`SPDRP_…`); empty when the device has none. */
  std::vector<std::wstring> textsOf(SP_DEVINFO_DATA& device, DWORD property) const;

 private:
  bool noteEnd();

  const SetupApi& api_;
  HDEVINFO set_;
  DWORD problem_;
};
