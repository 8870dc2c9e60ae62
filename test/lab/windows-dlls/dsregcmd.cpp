// Stands in for dsregcmd.exe: prints what C:\dsregcmd.txt holds, byte for byte.
#include <windows.h>

#include <cstdio>
#include <cwchar>

int wmain(int count, wchar_t** words) {
  if (count != 2 || std::wcscmp(words[1], L"/status") != 0) return 87;
  std::FILE* const text = std::fopen("C:\\dsregcmd.txt", "rb");
  if (text == nullptr) return 2;
  char bytes[4096];
  const HANDLE out = GetStdHandle(STD_OUTPUT_HANDLE);
  for (std::size_t size = std::fread(bytes, 1, sizeof bytes, text); size > 0;
       size = std::fread(bytes, 1, sizeof bytes, text)) {
    DWORD written = 0;
    if (!WriteFile(out, bytes, static_cast<DWORD>(size), &written, nullptr) || written != size) return 5;
  }
  std::fclose(text);
  return 0;
}
