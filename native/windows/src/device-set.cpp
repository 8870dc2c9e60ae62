#include "device-set.h"

#include <algorithm>
#include <cstddef>
#include <cwchar>

#include "facts.h"

namespace {

constexpr std::size_t kGuidLength = 38;

/** Offsets of the 32 digits in `{00000000-0000-0000-0000-000000000000}`, a number after the other. */
std::uint32_t hexAt(const std::wstring& text, std::size_t at, std::size_t digits) {
  std::uint32_t number = 0;
  for (std::size_t next = at; next < at + digits; next += 1) {
    const wchar_t one = text[next];
    const bool isDigit = one >= L'0' && one <= L'9';
    const bool isLetter = (one >= L'a' && one <= L'f') || (one >= L'A' && one <= L'F');
    if (!isDigit && !isLetter) throw WrongArgument("not a class id such as {00000000-0000-0000-0000-000000000000}");
    number = number << 4 | static_cast<std::uint32_t>(isDigit ? one - L'0' : (one | 0x20) - L'a' + 10);
  }
  return number;
}

}  // namespace

GUID guidOf(const std::wstring& text) {
  const bool hasForm = text.size() == kGuidLength && text.front() == L'{' && text.back() == L'}' && text[9] == L'-' &&
                       text[14] == L'-' && text[19] == L'-' && text[24] == L'-';
  if (!hasForm) throw WrongArgument("not a class id such as {00000000-0000-0000-0000-000000000000}");
  GUID guid{hexAt(text, 1, 8), static_cast<WORD>(hexAt(text, 10, 4)), static_cast<WORD>(hexAt(text, 15, 4)), {}};
  for (std::size_t at = 0; at < 8; at += 1)
    guid.Data4[at] = static_cast<BYTE>(hexAt(text, at < 2 ? 20 + 2 * at : 21 + 2 * at, 2));
  return guid;
}

const Value* SetupApi::firstMissing() const {
  if (!getDevices) return &getDevices.missing();
  if (!destroy) return &destroy.missing();
  if (!enumDevice) return &enumDevice.missing();
  if (!enumInterface) return &enumInterface.missing();
  if (!getDetail) return &getDetail.missing();
  return getProperty ? nullptr : &getProperty.missing();
}

/** https://learn.microsoft.com/windows/win32/api/setupapi/nf-setupapi-setupdigetclassdevsw */
DeviceSet::DeviceSet(const SetupApi& api, const GUID& classId, DWORD flags)
    : api_(api),
      set_(api.getDevices(&classId, static_cast<const wchar_t*>(nullptr), static_cast<HWND>(nullptr),
                          flags | DIGCF_PRESENT)),
      problem_(set_ == INVALID_HANDLE_VALUE ? GetLastError() : ERROR_SUCCESS) {
  if (set_ == INVALID_HANDLE_VALUE && problem_ == ERROR_SUCCESS) problem_ = ERROR_GEN_FAILURE;
}

DeviceSet::~DeviceSet() {
  if (set_ != INVALID_HANDLE_VALUE) api_.destroy(set_);
}

bool DeviceSet::noteEnd() {
  const DWORD error = GetLastError();
  problem_ = error == ERROR_NO_MORE_ITEMS ? ERROR_SUCCESS : error;
  return false;
}

bool DeviceSet::device(DWORD at, SP_DEVINFO_DATA& device) {
  device = {};
  device.cbSize = sizeof device;
  return api_.enumDevice(set_, at, &device) != FALSE || noteEnd();
}

bool DeviceSet::interfaceOf(const GUID& classId, DWORD at, SP_DEVICE_INTERFACE_DATA& found) {
  found = {};
  found.cbSize = sizeof found;
  return api_.enumInterface(set_, static_cast<SP_DEVINFO_DATA*>(nullptr), &classId, at, &found) != FALSE || noteEnd();
}

/** https://learn.microsoft.com/windows/win32/api/setupapi/nf-setupapi-setupdigetdeviceinterfacedetailw */
std::wstring DeviceSet::pathOf(SP_DEVICE_INTERFACE_DATA& found, SP_DEVINFO_DATA& device) const {
  device = {};
  device.cbSize = sizeof device;
  DWORD size = 0;
  api_.getDetail(set_, &found, static_cast<SP_DEVICE_INTERFACE_DETAIL_DATA_W*>(nullptr), DWORD{0}, &size,
                 static_cast<SP_DEVINFO_DATA*>(nullptr));
  if (size < sizeof(SP_DEVICE_INTERFACE_DETAIL_DATA_W)) return {};
  // DWORDs, so that the structure is aligned.
  std::vector<DWORD> buffer(size / sizeof(DWORD) + 1);
  auto* const detail = reinterpret_cast<SP_DEVICE_INTERFACE_DETAIL_DATA_W*>(buffer.data());
  detail->cbSize = sizeof *detail;
  if (!api_.getDetail(set_, &found, detail, size, static_cast<DWORD*>(nullptr), &device)) return {};
  const std::size_t room = (size - offsetof(SP_DEVICE_INTERFACE_DETAIL_DATA_W, DevicePath)) / sizeof(wchar_t);
  return std::wstring(detail->DevicePath, wcsnlen(detail->DevicePath, room));
}

/** https://learn.microsoft.com/windows/win32/api/setupapi/nf-setupapi-setupdigetdeviceregistrypropertyw */
std::vector<std::wstring> DeviceSet::textsOf(SP_DEVINFO_DATA& device, DWORD property) const {
  std::vector<wchar_t> buffer(kMaxText);
  const DWORD room = static_cast<DWORD>(buffer.size() * sizeof(wchar_t));
  DWORD size = 0;
  if (!api_.getProperty(set_, &device, property, static_cast<DWORD*>(nullptr), reinterpret_cast<BYTE*>(buffer.data()),
                        room, &size))
    return {};
  const std::size_t units = std::min<std::size_t>(size / sizeof(wchar_t), buffer.size());
  std::vector<std::wstring> texts;
  for (std::size_t at = 0; at < units && buffer[at] != L'\0';) {
    const std::size_t length = wcsnlen(buffer.data() + at, units - at);
    texts.emplace_back(buffer.data() + at, length);
    at += length + 1;
  }
  return texts;
}
