#include "winrt.h"

#include <asyncinfo.h>
#include <hstring.h>
#include <roapi.h>

#include <string>

#include "hresults.h"
#include "system-library.h"

namespace {

constexpr DWORD kLimitMs = 2000;
constexpr DWORD kAskEveryMs = 5;
/** https://learn.microsoft.com/windows/win32/api/asyncinfo/ */
constexpr GUID kAsyncInfo{0x00000036, 0x0000, 0x0000, {0xc0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};

/** combase.dll has all of this since Windows 8; it is asked by name all the same, so that nothing has to be there. */
struct Combase {
  SystemLibrary library{"combase.dll"};
  SystemFunction<HRESULT(WINAPI*)(RO_INIT_TYPE)> initialize =
      library.find<HRESULT(WINAPI*)(RO_INIT_TYPE)>("RoInitialize");
  SystemFunction<void(WINAPI*)()> uninitialize = library.find<void(WINAPI*)()>("RoUninitialize");
  SystemFunction<HRESULT(WINAPI*)(HSTRING, const GUID*, void**)> getFactory =
      library.find<HRESULT(WINAPI*)(HSTRING, const GUID*, void**)>("RoGetActivationFactory");
  SystemFunction<HRESULT(WINAPI*)(const wchar_t*, UINT32, HSTRING*)> createString =
      library.find<HRESULT(WINAPI*)(const wchar_t*, UINT32, HSTRING*)>("WindowsCreateString");
  SystemFunction<HRESULT(WINAPI*)(HSTRING)> deleteString =
      library.find<HRESULT(WINAPI*)(HSTRING)>("WindowsDeleteString");
};

HRESULT getStatics(const Combase& combase, const std::string& className, const GUID& iid, IUnknown** statics) {
  const std::wstring wide(className.begin(), className.end());
  HSTRING name = nullptr;
  const HRESULT created = combase.createString(wide.c_str(), static_cast<UINT32>(wide.size()), &name);
  if (FAILED(created)) return created;
  const HRESULT result = combase.getFactory(name, &iid, reinterpret_cast<void**>(statics));
  combase.deleteString(name);
  return result;
}

Value useStatics(const Combase& combase, const char* className, const GUID& iid,
                 const std::function<Value(IUnknown*)>& use) {
  Reference<IUnknown> statics;
  const HRESULT result = getStatics(combase, className, iid, statics.put());
  if (result == REGDB_E_CLASSNOTREG) return missingValue(className, static_cast<DWORD>(result));
  if (FAILED(result)) return failed(unsignedOf(result));
  return statics ? use(statics.get()) : failed(kPointer);
}

}  // namespace

Value withStatics(const char* className, const GUID& iid, const std::function<Value(IUnknown*)>& use) {
  const Combase combase;
  if (!combase.initialize) return combase.initialize.missing();
  if (!combase.uninitialize) return combase.uninitialize.missing();
  if (!combase.getFactory) return combase.getFactory.missing();
  if (!combase.createString) return combase.createString.missing();
  if (!combase.deleteString) return combase.deleteString.missing();

  const HRESULT entered = combase.initialize(RO_INIT_MULTITHREADED);
  if (FAILED(entered)) return failed(unsignedOf(entered));
  Value answer = useStatics(combase, className, iid, use);
  combase.uninitialize();
  return answer;
}

HRESULT waitFor(AsyncOperation* operation) {
  Reference<IAsyncInfo> info;
  const HRESULT found = operation->QueryInterface(kAsyncInfo, reinterpret_cast<void**>(info.put()));
  if (FAILED(found)) return found;
  if (!info) return E_POINTER;

  const ULONGLONG startMs = GetTickCount64();
  for (;;) {
    AsyncStatus status{};
    const HRESULT asked = info->get_Status(&status);
    if (FAILED(asked)) return asked;
    // 0 started, 1 completed, 2 cancelled, 3 error.
    const int word = static_cast<int>(status);
    if (word == 1) return S_OK;
    if (word == 2) return HRESULT_FROM_WIN32(ERROR_CANCELLED);
    if (word == 3) {
      HRESULT error = E_FAIL;
      return SUCCEEDED(info->get_ErrorCode(&error)) && FAILED(error) ? error : E_FAIL;
    }
    if (GetTickCount64() - startMs >= kLimitMs) {
      info->Cancel();
      return static_cast<HRESULT>(kTimeout);
    }
    Sleep(kAskEveryMs);
  }
}
