#pragma once

#include <windows.h>

#include <string>

/** `S-1-…`. Throws std::system_error when Windows cannot say it. */
std::wstring textOfSid(PSID sid);
