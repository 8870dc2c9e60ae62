#include <windows.h>
#include <delayimp.h>

#include <cstring>

// For mingw-w64 only; node-gyp brings a hook of its own for MSVC. The functions of Node are imported, late, from "node.exe". In
// Electron and under any other name the running program itself has them: this hook answers for it.
// https://learn.microsoft.com/cpp/build/reference/notification-hooks

namespace {

FARPROC WINAPI answerForHost(unsigned event, PDelayLoadInfo info) {
  if (event != dliNotePreLoadLibrary || _stricmp(info->szDll, "node.exe") != 0) return nullptr;
  return reinterpret_cast<FARPROC>(reinterpret_cast<void*>(GetModuleHandleW(nullptr)));
}

}  // namespace

extern "C" {
PfnDliHook __pfnDliNotifyHook2 = answerForHost;
}
