#include <windows.h>

#include "facts.h"
#include "system-library.h"

namespace {

/** On a drive of this machine: a path of a network would make a probe speak to another machine. */
bool isLocalPath(const std::wstring& path) {
  const auto isLetter = [](wchar_t one) { return (one >= L'A' && one <= L'Z') || (one >= L'a' && one <= L'z'); };
  return path.size() >= 3 && isLetter(path[0]) && path[1] == L':' && path[2] == L'\\' &&
         path.find(L'\0') == std::wstring::npos;
}

std::wstring dotted(const VS_FIXEDFILEINFO& info) {
  const auto word = [](DWORD number) { return std::to_wstring(number); };
  return word(HIWORD(info.dwFileVersionMS)) + L"." + word(LOWORD(info.dwFileVersionMS)) + L"." +
         word(HIWORD(info.dwFileVersionLS)) + L"." + word(LOWORD(info.dwFileVersionLS));
}

}  // namespace

/** https://learn.microsoft.com/windows/win32/api/winver/nf-winver-getfileversioninfow */
Value fileVersion(const Arguments& arguments) {
  const std::wstring& path = arguments[0];
  if (!isLocalPath(path)) throw WrongArgument("fileVersion: not an absolute path on a drive");
  const SystemLibrary library("version.dll");
  const auto getSize = library.find<DWORD(WINAPI*)(const wchar_t*, DWORD*)>("GetFileVersionInfoSizeW");
  const auto getInfo = library.find<BOOL(WINAPI*)(const wchar_t*, DWORD, DWORD, void*)>("GetFileVersionInfoW");
  const auto query = library.find<BOOL(WINAPI*)(const void*, const wchar_t*, void**, UINT*)>("VerQueryValueW");
  if (!getSize) return getSize.missing();
  if (!getInfo) return getInfo.missing();
  if (!query) return query.missing();

  const auto failedNow = [] {
    const DWORD error = GetLastError();
    return failed(error == ERROR_SUCCESS ? ERROR_RESOURCE_TYPE_NOT_FOUND : error);
  };
  DWORD unused = 0;
  const DWORD size = getSize(path.c_str(), &unused);
  if (size == 0) return failedNow();
  std::vector<BYTE> block(size);
  if (!getInfo(path.c_str(), DWORD{0}, size, static_cast<void*>(block.data()))) return failedNow();
  void* found = nullptr;
  UINT length = 0;
  const bool hasInfo = query(static_cast<const void*>(block.data()), L"\\", &found, &length) != FALSE &&
                       found != nullptr && length >= sizeof(VS_FIXEDFILEINFO);
  if (!hasInfo) return failed(ERROR_RESOURCE_TYPE_NOT_FOUND);
  return worked({{L"version", dotted(*static_cast<const VS_FIXEDFILEINFO*>(found))}});
}
