#include "value.h"

#include <cwchar>

Value::Value(std::wstring text) : content_(std::move(text)) {}

Value::Value(const wchar_t* text) : content_(std::wstring(text)) {}

Value worked(Value::Members members) {
  members.insert(members.begin(), Member{L"result", Value(std::uint32_t{0})});
  return members;
}

Value failed(std::uint32_t result) { return Value::Members{{L"result", result}}; }

Value textOf(const wchar_t* text, std::size_t limit) {
  if (text == nullptr) return {};
  return std::wstring(text, wcsnlen(text, limit));
}

std::wstring hexOf(const unsigned char* bytes, std::size_t size) {
  constexpr wchar_t digits[] = L"0123456789abcdef";
  std::wstring hex;
  hex.reserve(size * 2);
  for (std::size_t at = 0; at < size; at += 1) {
    hex += digits[bytes[at] >> 4];
    hex += digits[bytes[at] & 0xf];
  }
  return hex;
}
