#include "event-values.h"

#include <algorithm>
#include <cstdarg>
#include <cwchar>

namespace {

constexpr DWORD kMaxBinary = 1024;

std::wstring formatted(const wchar_t* format, ...) {
  wchar_t text[80] = {};
  va_list arguments;
  va_start(arguments, format);
  const int length = vswprintf(text, 80, format, arguments);
  va_end(arguments);
  return length < 0 ? std::wstring() : std::wstring(text);
}

std::wstring textOfGuid(const GUID& guid) {
  const BYTE* rest = guid.Data4;
  return formatted(L"{%08lx-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x}", static_cast<unsigned long>(guid.Data1),
                   guid.Data2, guid.Data3, rest[0], rest[1], rest[2], rest[3], rest[4], rest[5], rest[6], rest[7]);
}

/** `fraction` in units of 100 ns. */
std::wstring textOfTime(const SYSTEMTIME& time, unsigned long fraction) {
  return formatted(L"%04d-%02d-%02dT%02d:%02d:%02d.%07luZ", time.wYear, time.wMonth, time.wDay, time.wHour,
                   time.wMinute, time.wSecond, fraction);
}

Value valueOfFileTime(ULONGLONG ticks) {
  constexpr ULONGLONG second = 10'000'000;
  const FILETIME fileTime{static_cast<DWORD>(ticks), static_cast<DWORD>(ticks >> 32)};
  SYSTEMTIME time{};
  if (!FileTimeToSystemTime(&fileTime, &time)) return {};
  return textOfTime(time, static_cast<unsigned long>(ticks % second));
}

/** ASCII only: the code page of the writer is not known. */
Value valueOfAnsi(const char* text) {
  if (text == nullptr) return {};
  std::wstring wide;
  for (std::size_t at = 0; at < kMaxText && text[at] != '\0'; at += 1)
    wide += static_cast<unsigned char>(text[at]) < 0x80 ? static_cast<wchar_t>(text[at]) : L'\xfffd';
  return wide;
}

Value valueOfBinary(const BYTE* bytes, DWORD count) {
  if (bytes == nullptr || count > kMaxBinary) return {};
  std::wstring hex = hexOf(bytes, count);
  std::transform(hex.begin(), hex.end(), hex.begin(),
                 [](wchar_t one) { return one >= L'a' ? static_cast<wchar_t>(one - 0x20) : one; });
  return hex;
}

}  // namespace

Value eventValue(const EVT_VARIANT& variant) {
  switch (variant.Type) {
    case EvtVarTypeString:
      return textOf(variant.StringVal);
    case EvtVarTypeAnsiString:
      return valueOfAnsi(variant.AnsiStringVal);
    case EvtVarTypeSByte:
      return std::to_wstring(variant.SByteVal);
    case EvtVarTypeByte:
      return std::to_wstring(variant.ByteVal);
    case EvtVarTypeInt16:
      return std::to_wstring(variant.Int16Val);
    case EvtVarTypeUInt16:
      return std::to_wstring(variant.UInt16Val);
    case EvtVarTypeInt32:
      return std::to_wstring(variant.Int32Val);
    case EvtVarTypeUInt32:
      return std::to_wstring(variant.UInt32Val);
    case EvtVarTypeInt64:
      return std::to_wstring(variant.Int64Val);
    case EvtVarTypeUInt64:
      return std::to_wstring(variant.UInt64Val);
    case EvtVarTypeBoolean:
      return Value(variant.BooleanVal != FALSE ? L"true" : L"false");
    case EvtVarTypeBinary:
      return valueOfBinary(variant.BinaryVal, variant.Count);
    case EvtVarTypeGuid:
      return variant.GuidVal == nullptr ? Value() : Value(textOfGuid(*variant.GuidVal));
    case EvtVarTypeFileTime:
      return valueOfFileTime(variant.FileTimeVal);
    case EvtVarTypeSysTime:
      if (variant.SysTimeVal == nullptr) return {};
      return textOfTime(*variant.SysTimeVal, variant.SysTimeVal->wMilliseconds * 10'000UL);
    case EvtVarTypeHexInt32:
      return formatted(L"0x%x", variant.UInt32Val);
    case EvtVarTypeHexInt64:
      return formatted(L"0x%llx", variant.UInt64Val);
    default:
      return {};
  }
}
