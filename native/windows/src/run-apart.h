#pragma once

#include <napi.h>

#include <functional>

#include "value.h"

/** Prepares an environment for `runApart`. Once, when the addon is loaded into it. */
void prepareRunApart(Napi::Env env);
/**
 * Runs `work` on a thread of its own and gives a promise of its answer. Not on libuv's pool: four calls that hang there would stop
 * every file read of the process. What `work` throws rejects the promise; nothing is thrown here.
 */
Napi::Value runApart(Napi::Env env, std::function<Value()> work);
/** A promise that is rejected with a TypeError: the caller gave wrong arguments. */
Napi::Value rejected(Napi::Env env, const char* why);
