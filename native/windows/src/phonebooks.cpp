#include <windows.h>
#include <initguid.h>
#include <knownfolders.h>
#include <shlobj.h>

#include "facts.h"
#include "system-library.h"

namespace {

/** A folder of Windows with the place of the phonebook below it; null where Windows does not name the folder. */
Value phonebookBelow(const KNOWNFOLDERID& folder) {
  const auto getPath = SystemLibrary("shell32.dll")
                           .find<HRESULT(WINAPI*)(const KNOWNFOLDERID*, DWORD, HANDLE, wchar_t**)>(
                               "SHGetKnownFolderPath");
  const auto release = SystemLibrary("ole32.dll").find<void(WINAPI*)(void*)>("CoTaskMemFree");
  if (!getPath || !release) return {};
  wchar_t* path = nullptr;
  const HRESULT result =
      getPath(&folder, DWORD{KF_FLAG_DONT_VERIFY}, static_cast<HANDLE>(nullptr), &path);
  Value phonebook;
  if (result == S_OK && path != nullptr)
    phonebook = std::wstring(path) + L"\\Microsoft\\Network\\Connections\\Pbk\\rasphone.pbk";
  release(static_cast<void*>(path));
  return phonebook;
}

}  // namespace

/**
 * https://learn.microsoft.com/windows/win32/api/shlobj_core/nf-shlobj_core-shgetknownfolderpath. What the file is:
 * https://learn.microsoft.com/windows/win32/rras/ras-phone-books; where it lies, as administrators find it:
 * https://github.com/richardhicks/aovpn/blob/main/Update-Rasphone.ps1
 */
Value phonebooks(const Arguments&) {
  return Value::Members{{L"allUsers", phonebookBelow(FOLDERID_ProgramData)},
                        {L"person", phonebookBelow(FOLDERID_RoamingAppData)}};
}
