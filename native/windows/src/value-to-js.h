#pragma once

#include <napi.h>

#include "value.h"

/** The value as JavaScript has it. Lone surrogates stay as they are; a member named `__proto__` is a member like any other. */
Napi::Value toJs(Napi::Env env, const Value& value);
/** A JavaScript string, UTF-16 as it is. */
std::wstring textFromJs(const Napi::Value& text);
