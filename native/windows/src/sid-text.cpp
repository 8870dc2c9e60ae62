#include "sid-text.h"

#include <sddl.h>

#include "token.h"

/** https://learn.microsoft.com/windows/win32/api/sddl/nf-sddl-convertsidtostringsidw */
std::wstring textOfSid(PSID sid) {
  wchar_t* text = nullptr;
  orThrow(ConvertSidToStringSidW(sid, &text) != FALSE, "ConvertSidToStringSid");
  std::wstring copy(text);
  LocalFree(text);
  return copy;
}
