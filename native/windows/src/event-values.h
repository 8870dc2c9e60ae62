#pragma once

#include <windows.h>
#include <winevt.h>

#include "value.h"

/**
 * A rendered value as Event Viewer's XML would spell it: numbers decimal, truths `true` and `false`, GUIDs `{lower-case}`, times in ISO
 * 8601, HexInt32 and HexInt64 with `0x`, binary as upper-case hex. Null for a value that is not there, for lists, and for accounts
 * (SIDs), which never leave. https://learn.microsoft.com/windows/win32/api/winevt/ns-winevt-evt_variant
 */
Value eventValue(const EVT_VARIANT& variant);
