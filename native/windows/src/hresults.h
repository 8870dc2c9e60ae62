#pragma once

#include <windows.h>

#include <cstdint>

/** An HRESULT as answers carry it. */
constexpr std::uint32_t unsignedOf(HRESULT result) { return static_cast<std::uint32_t>(result); }

/** E_POINTER: a call said it succeeded and gave no pointer to its answer. */
constexpr std::uint32_t kPointer = 0x80004003;
/** HRESULT_FROM_WIN32(ERROR_INVALID_DATA): an answer that cannot be right. */
constexpr std::uint32_t kInvalidData = 0x8007000D;
/** HRESULT_FROM_WIN32(ERROR_TIMEOUT): an operation of the Windows Runtime that did not end in time. */
constexpr std::uint32_t kTimeout = 0x800705B4;
