// An addon for tests only: what a process holds, and a key that nobody may read. Not a stand-in for anything.
#include <windows.h>

#include <napi.h>

namespace {

/** The value of the next handle. Wine gives the lowest free one, so it grows when handles are left behind. */
Napi::Value nextHandle(const Napi::CallbackInfo& info) {
  const HANDLE handle = CreateEventW(nullptr, FALSE, FALSE, nullptr);
  const auto value = static_cast<double>(reinterpret_cast<std::uintptr_t>(handle));
  CloseHandle(handle);
  return Napi::Number::New(info.Env(), value);
}

/** Takes all rights to a key of HKLM away. Gives the error, 0 when it worked. */
Napi::Value closeKey(const Napi::CallbackInfo& info) {
  const std::u16string path = info[0].As<Napi::String>().Utf16Value();
  HKEY key = nullptr;
  LSTATUS result = RegOpenKeyExW(HKEY_LOCAL_MACHINE, reinterpret_cast<const wchar_t*>(path.c_str()), 0,
                                 WRITE_DAC | READ_CONTROL, &key);
  if (result == ERROR_SUCCESS) {
    ACL nobody;
    SECURITY_DESCRIPTOR descriptor;
    InitializeAcl(&nobody, sizeof nobody, ACL_REVISION);
    InitializeSecurityDescriptor(&descriptor, SECURITY_DESCRIPTOR_REVISION);
    SetSecurityDescriptorDacl(&descriptor, TRUE, &nobody, FALSE);
    result = RegSetKeySecurity(key, DACL_SECURITY_INFORMATION, &descriptor);
    RegCloseKey(key);
  }
  return Napi::Number::New(info.Env(), static_cast<double>(result));
}

Napi::Object start(Napi::Env env, Napi::Object exports) {
  exports.Set("nextHandle", Napi::Function::New(env, nextHandle, "nextHandle"));
  exports.Set("closeKey", Napi::Function::New(env, closeKey, "closeKey"));
  return exports;
}

}  // namespace

NODE_API_MODULE(process_gauge, start)
