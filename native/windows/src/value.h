#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

struct Member;

/**
 * What a fact answers: null, a truth, a number, a text in UTF-16 as Windows gave it, a list, or named members. Knows nothing of
 * JavaScript, so that a thread of its own can make one; value-to-js.h turns it into a JavaScript value.
 */
class Value {
 public:
  using List = std::vector<Value>;
  using Members = std::vector<Member>;

  Value() = default;
  Value(bool truth) : content_(truth) {}
  Value(std::uint32_t number) : content_(static_cast<double>(number)) {}
  Value(std::wstring text);
  Value(const wchar_t* text);
  Value(List list) : content_(std::move(list)) {}
  Value(Members members);

  const auto& content() const { return content_; }

 private:
  std::variant<std::nullptr_t, bool, double, std::wstring, List, Members> content_ = nullptr;
};

struct Member {
  std::wstring name;
  Value value;
};

inline Value::Value(Members members) : content_(std::move(members)) {}

/** The longest text an answer may carry, in UTF-16 units (`Text` in native-answers.ts). */
constexpr std::size_t kMaxText = 4096;

/** `{ result: 0, ...members }`. */
Value worked(Value::Members members);
/** `{ result }`: the call was made and failed. */
Value failed(std::uint32_t result);
/** A text of Windows up to its NUL, or up to `limit` units where there is none; null for a null pointer. */
Value textOf(const wchar_t* text, std::size_t limit = kMaxText);
/** Lower-case hex. */
std::wstring hexOf(const unsigned char* bytes, std::size_t size);
